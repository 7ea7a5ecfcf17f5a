"""Courses that a rule gives and that no catalog lists on its days."""

import pytest
from tests.analysis.found import problems
from tests.engine.world import policy

from articulate.diagnostics.codes import Code

LATER = (
    "catalog STATE version 2024 effective 2024-08-15 supersedes 2018 { "
    'cites "x" course CSCI 141 "Programming I" 4 cr lower '
    'course MATH 121 "Calculus I" 4 cr lower '
    "retired CSCI 480 from 2022-08-15 {more} }\n"
)


def rules(
    given: str, since: str = "2025-01-01", through: str = "", more: str = ""
) -> str:
    head = f"agreement a from NCC to STATE version 1 effective {since} {through}"
    return (
        f'{head} {{ cites "x" governed by requested rule r: CIS 120 -> {given} }}\n'
        + LATER.replace("{more}", more)
    )


DEAD = {
    "retired before the version begins": rules("CSCI 480 [3 cr]"),
    "in an older catalog only": rules("WRIT 101"),
    "one of several": rules("CSCI 141 [2 cr] + WRIT 101 [1 cr]"),
    "retired while the version lasts": rules("CSCI 480 [3 cr]", "2020-01-01"),
    "dropped while the version lasts": rules("WRIT 101", "2020-01-01"),
    "the last day is a day too late": rules(
        "WRIT 101", "2020-01-01", "through 2024-08-15"
    ),
}
ALIVE = {
    "renamed, which is the same course": rules("CSCI 101"),
    "listed all along": rules("CSCI 141"),
    "listed as long as the version lasts": rules(
        "WRIT 101", "2020-01-01", "through 2024-08-14"
    ),
    "a code that is used again": rules(
        "CSCI 480 [3 cr]", more='course CSCI 480 "Another" 3 cr upper'
    ),
    "never listed, which is reported elsewhere": rules("CSCI 999 [3 cr]"),
    "before any catalog on file": rules(
        "CSCI 480 [3 cr]", "2010-01-01", "through 2018-01-01"
    ),
    "listed by a later catalog only": rules(
        "STAT 400", "2020-01-01", more='course STAT 400 "Later" 3 cr upper'
    ),
    "an elective": rules("elective CSCI"),
}


@pytest.mark.parametrize("text", DEAD.values(), ids=DEAD)
def test_a_course_that_is_not_listed_then_is_reported(text: str) -> None:
    (only,) = problems(policy() + text)
    assert only.diagnostic.code is Code.COURSE_NOT_LISTED_THEN


@pytest.mark.parametrize("text", ALIVE.values(), ids=ALIVE)
def test_a_course_that_is_listed_is_not(text: str) -> None:
    assert not problems(policy() + text)


def test_what_became_of_it_is_said() -> None:
    def said(text: str) -> tuple[str, str]:
        (only,) = problems(policy() + text)
        return only.diagnostic.message, only.diagnostic.help

    assert said(rules("WRIT 101")) == (
        "`WRIT 101` is not in the catalog on any day of a@1",
        "give another course, or end the version when the course ends",
    )
    assert said(rules("CSCI 480 [3 cr]", "2020-01-01")) == (
        "`CSCI 480` is not in the catalog from 2022-08-15, while a@1 lasts",
        "it was retired on 2022-08-15: give another course, or end it then",
    )
