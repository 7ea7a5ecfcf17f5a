"""Rules that are never heard, since others always go before them."""

import pytest
from tests.analysis.found import problems
from tests.analysis.test_overlaps import exam
from tests.engine.world import agreement, equivalencies, policy

from articulate.diagnostics.codes import Code

EARLIER = "2000-01-01"


def always(rules: str, name: str = "a") -> str:
    """An agreement that began with everything else."""
    return agreement(rules, name=name).replace("2020-01-01", EARLIER)


NEVER_HEARD = {
    "overridden by one without a condition": always(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131"
    ),
    "overridden by one that asks for less": always(
        "rule r: CIS 120 -> CSCI 141 when grade >= B "
        "rule s overrides r: CIS 120 -> CSCI 131 when grade >= C"
    ),
    "overridden by one about a range": always(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 100..199 -> CSCI 131"
    ),
    "a range within a range": always(
        "rule r: CIS 110..120 -> CSCI 141 rule s overrides r: CIS 100..199 -> CSCI 131"
    ),
    "by two that share all learners": always(
        "rule r: CIS 120 -> CSCI 141 when grade >= C "
        "rule s overrides r: CIS 120 -> CSCI 131 when grade >= B "
        "rule t overrides r: CIS 120 -> STAT 120 when grade < B"
    ),
    "each of its courses by another": always(
        "rule r: CIS 120 | CIS 121 -> CSCI 141 "
        "rule s overrides r: CIS 120 -> CSCI 131 "
        "rule t overrides r: CIS 121 -> STAT 120"
    ),
    "an own equivalency below an agreement": always("rule r: CIS 120 -> CSCI 141")
    + equivalencies("rule s: CIS 120 -> CSCI 131"),
    "a set": always(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 when grade >= B "
        "rule s overrides r: CIS 120 + CIS 121 -> CSCI 131"
    ),
    "the same question asked": always(
        "rule r: CIS 120 -> CSCI 141 when has STATE:CSCI 241 and grade >= C "
        "rule s overrides r: CIS 120 -> CSCI 131 when has STATE:CSCI 241"
    ),
    "a band of an exam": exam(
        "rule four -> MATH 121 when score = 4 "
        "rule high overrides four -> MATH 122 when score >= 4"
    ),
}

HEARD = {
    "overridden only for some": always(
        "rule r: CIS 120 -> CSCI 141 "
        "rule s overrides r: CIS 120 -> CSCI 131 when grade >= B"
    ),
    "overridden where a fact is known": always(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131 "
        "when flag rn or not flag rn"
    ),
    "one of its courses is left": always(
        "rule r: CIS 120 | CIS 121 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131"
    ),
    "the agreement begins later": agreement("rule r: CIS 120 -> CSCI 141")
    + equivalencies("rule s: CIS 120 -> CSCI 131"),
    "the agreement says the same": always("rule r: CIS 120 -> CSCI 141")
    + equivalencies("rule s: CIS 120 -> CSCI 141"),
    "the agreement is about a part of the range": always("rule r: CIS 120 -> CSCI 141")
    + equivalencies("rule s: CIS 1** -> CSCI 131"),
    "a set and one of its members": always(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 + CIS 121 -> CSCI 131"
    ),
    "another question asked": always(
        "rule r: CIS 120 -> CSCI 141 when has STATE:CSCI 241 "
        "rule s overrides r: CIS 120 -> CSCI 131 when has STATE:MATH 121"
    ),
    "a set by its average": always(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 when average grade >= C "
        "rule s overrides r: CIS 120 + CIS 121 -> CSCI 131 when grade >= C"
    ),
}


@pytest.mark.parametrize("text", NEVER_HEARD.values(), ids=NEVER_HEARD)
def test_a_rule_that_is_never_heard_is_reported(text: str) -> None:
    found = problems(policy() + text)
    assert [one.diagnostic.code for one in found] == [Code.NEVER_DECIDES]
    assert found[0].witness is not None


@pytest.mark.parametrize("text", HEARD.values(), ids=HEARD)
def test_a_rule_that_is_sometimes_heard_is_not(text: str) -> None:
    assert not problems(policy() + text)


def test_what_goes_before_it_is_named() -> None:
    text = always(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131"
    ) + equivalencies("rule e: CIS 120 -> STAT 120")
    assert [one.diagnostic.message for one in problems(policy() + text)] == [
        "`r` never decides: `s` goes before it wherever it speaks",
        "`e` never decides: `a@1/r` goes before it wherever it speaks",
    ]
