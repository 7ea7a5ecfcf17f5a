"""Who could be touched by a change: nobody who is, is ever left out."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.analysis.found import evaluator
from tests.engine.world import STATE, agreement, policy, record, rulebook_of, took
from tests.properties.cases import AS_OF as MADE_AS_OF
from tests.properties.cases import book_of
from tests.reference.made import Maker

from articulate.analysis.impact import Effect, differences
from articulate.analysis.touched import touched_between

RULES = "rule a: CIS 120 -> CSCI 141\n  rule b: CIS 121 -> CSCI 131"
OTHER = RULES.replace("CSCI 131", "CSCI 145")
DESCRIBED = RULES.replace("CIS 121 ->", "CIS * ->")
WHO = {
    "nothing changed": (RULES, RULES, "NCC:CIS 121", False),
    "a course whose rule changed": (RULES, OTHER, "NCC:CIS 121", True),
    "however it is spelled": (RULES, OTHER, "NCC:cis  121", True),
    "a course whose rule did not": (RULES, OTHER, "NCC:CIS 120", False),
    "a course without a rule": (RULES, OTHER, "NCC:CIS 999", False),
    "letters that only look alike": (RULES, OTHER, "NCC:\u0421IS 121", True),
    "described courses are anybody's": (RULES, DESCRIBED, "NCC:CIS 120", True),
    "another institution": (RULES, DESCRIBED, "SCC:CIS 120", False),
}


@pytest.mark.parametrize(("before", "after", "brought", "is_so"), WHO.values(), ids=WHO)
def test_who_could_be_touched(
    before: str, after: str, brought: str, is_so: object
) -> None:
    books = [rulebook_of(policy() + agreement(rules)) for rules in (before, after)]
    one = record(took(brought, "B", "6 quarter"))
    assert touched_between(*books).by(one) is is_so


def test_a_policy_is_about_everybody() -> None:
    books = [
        rulebook_of(policy() + agreement(RULES)),
        rulebook_of(
            policy("limit all: at most 60 cr from transfer") + agreement(RULES)
        ),
    ]
    assert touched_between(*books).by(record())


@settings(max_examples=25)
@given(st.integers(0, 399), st.integers(0, 99_999), st.integers(0, 999))
def test_whoever_is_not_touched_comes_out_the_same(
    rules: int, learner: int, edit: int
) -> None:
    """A block or a statement is taken out, or put in; not of the policy."""
    made = Maker(Random(rules)).book()  # noqa: S311 - a case, no secret
    smaller = [one for one in made.smaller() if one.blocks[0] == made.blocks[0]]
    assume(smaller)
    before, after = book_of(made.text), book_of(smaller[edit % len(smaller)].text)
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    brought = Maker(Random(learner)).record()  # noqa: S311 - the same
    touched = touched_between(before, after)
    assert touched.by(brought) == touched_between(after, before).by(brought)
    if touched.by(brought):
        return
    ask = evaluator(STATE)
    one, other = (ask(book, brought, MADE_AS_OF) for book in (before, after))
    effects = {found.effect for found in differences(one, other)}
    assert effects <= {Effect.UNCHANGED}
