"""A rule of the policy language, in plain English."""

from pathlib import Path

import pytest

from articulate.explain.plain_rule import plain_rule
from articulate.language.compile import compile_policies

PRELUDE = (Path(__file__).parents[1] / "docs" / "prelude.art").read_text()
AGREEMENT = """
agreement a from NCC to STATE version 2024 effective 2024-01-01 {
  cites "Memorandum"
  RULE
}
"""
SAID = {
    "rule r: CIS 120 -> CSCI 141 when grade >= C": (
        "NCC:CIS 120 counts as STATE:CSCI 141, if the grade is at least C."
    ),
    "rule r: CIS 120 -> CSCI 141 when completed < 2015-08-15": (
        "NCC:CIS 120 counts as STATE:CSCI 141,"
        " if the day it was completed is before 2015-08-15."
    ),
    'deny old: CIS 050 because "Below college level"': (
        "NCC:CIS 050 does not count: Below college level."
    ),
}


@pytest.mark.parametrize(("rule", "said"), SAID.items(), ids=SAID)
def test_a_rule_is_said_in_one_sentence(rule: str, said: str) -> None:
    compiled = compile_policies(
        {"prelude.art": PRELUDE, "a.art": AGREEMENT.replace("RULE", rule)}
    )
    assert compiled.rulebook is not None, compiled.report
    (block,) = [one for one in compiled.rulebook.agreements if one.head.id == "a"]
    assert plain_rule(block.rules[0]) == said
