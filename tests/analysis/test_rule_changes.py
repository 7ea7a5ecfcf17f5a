"""What changes between two lists of rules, by what they say."""

from collections.abc import Callable
from itertools import permutations

import pytest

from articulate.analysis.rule_changes import RuleChanges, rule_changes
from articulate.explain.rule_text import rule_text
from articulate.language.compile import compile_policies
from articulate.rulebook.credit_rules import CreditRule

Rules = Callable[[str], tuple[CreditRule, ...]]
HEAD = """
institution NCC "N" { kind two-year unit semester }
institution STATE "S" { kind four-year unit semester }
equivalencies list from NCC to STATE version 1 effective 2024-01-01 {
  cites "List"
"""


def rules(text: str) -> tuple[CreditRule, ...]:
    """The rules of a list, from the text of its statements."""
    compiled = compile_policies({"list.art": f"{HEAD}\n{text}\n}}"})
    assert compiled.rulebook is not None
    assert not compiled.report.errors, compiled.report.errors
    (block,) = compiled.rulebook.equivalencies
    return block.rules


def shown(found: RuleChanges) -> dict[str, list[str]]:
    def words(rule: CreditRule) -> str:
        return rule_text(rule).replace("NCC:", "").replace("STATE:", "")

    return {
        "added": [words(rule) for rule in found.added],
        "changed": [f"{words(old)} => {words(new)}" for old, new in found.changed],
        "ended": [words(rule) for rule in found.ended],
        "unchanged": [words(rule) for rule in found.unchanged],
    }


WRITING = "ENGL 101 -> WRIT 101 [3 cr]"
OLD = """
rule a: CIS 120 -> CSCI 141 [4 cr]
rule b: PHYS 121 + PHYS 122 -> PHYS 131 [4 cr]
rule c: ENGL 101 -> WRIT 101 [3 cr]
"""
CASES: dict[str, tuple[str, dict[str, list[str]]]] = {
    "the same rules under other ids, in another order, with other citations": (
        """
rule z: PHYS 122 + PHYS 121 -> PHYS 131 [4 cr] cites "Elsewhere"
rule y: ENGL 101 -> WRIT 101 [3 cr]
rule x: CIS 120 -> CSCI 141 [4 cr]
""",
        {},
    ),
    "another amount": (
        OLD.replace("CSCI 141 [4 cr]", "CSCI 141 [3 cr]"),
        {"changed": ["CIS 120 -> CSCI 141 [4 cr] => CIS 120 -> CSCI 141 [3 cr]"]},
    ),
    "a further condition": (
        OLD.replace("[3 cr]", "[3 cr] when grade >= C"),
        {
            "changed": [
                f"{WRITING} => {WRITING} when grade >= C",
            ]
        },
    ),
    "one course less in a set is another learning": (
        OLD.replace("PHYS 121 + PHYS 122", "PHYS 121"),
        {
            "added": ["PHYS 121 -> PHYS 131 [4 cr]"],
            "ended": ["PHYS 121 + PHYS 122 -> PHYS 131 [4 cr]"],
        },
    ),
    "a credit that became a refusal": (
        OLD.replace(
            "rule c: ENGL 101 -> WRIT 101 [3 cr]",
            'deny c: ENGL 101 because "No longer"',
        ),
        {
            "changed": [
                'ENGL 101 -> WRIT 101 [3 cr] => deny ENGL 101 because "No longer"'
            ]
        },
    ),
    "a rule more and a rule less": (
        OLD.replace("rule a: CIS 120", "rule a: CIS 121"),
        {
            "added": ["CIS 121 -> CSCI 141 [4 cr]"],
            "ended": ["CIS 120 -> CSCI 141 [4 cr]"],
        },
    ),
}


@pytest.mark.parametrize(("new", "said"), CASES.values(), ids=CASES)
def test_changes_by_meaning(new: str, said: dict[str, list[str]]) -> None:
    found = shown(rule_changes(rules(OLD), rules(new)))
    unchanged = found.pop("unchanged")
    assert found == {"added": [], "changed": [], "ended": [], **said}
    assert len(unchanged) + len(found["changed"]) + len(found["ended"]) == 3


@pytest.mark.parametrize("new", [new for new, _ in CASES.values()], ids=CASES)
def test_backwards_the_changes_are_inverted(new: str) -> None:
    one, other = (
        rule_changes(rules(OLD), rules(new)),
        rule_changes(rules(new), rules(OLD)),
    )
    assert (one.added, one.ended) == (other.ended, other.added)
    assert {(a.head.id, b.head.id) for a, b in one.changed} == {
        (b.head.id, a.head.id) for a, b in other.changed
    }


@pytest.mark.parametrize("new", [new for new, _ in CASES.values()], ids=CASES)
def test_the_order_of_rules_changes_nothing(new: str) -> None:
    before, after = rules(OLD), rules(new)
    expected = rule_changes(before, after)
    for olds, news in zip(permutations(before), permutations(after), strict=False):
        assert rule_changes(olds, news[::-1]) == expected
