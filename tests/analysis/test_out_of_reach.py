"""Exceptions that disagree, parts that never speak, and demands nobody can meet."""

import pytest
from tests.analysis.found import problems
from tests.engine.world import agreement, policy

from articulate.diagnostics.codes import Code

LATER = (
    "catalog STATE version 2024 effective 2024-08-15 supersedes 2018 { "
    'cites "x" course CSCI 141 "Programming I" 4 cr lower '
    'course CSCI 241 "Programming II" 4 cr lower '
    'course CSCI 499 "Topics" 3 cr upper same-as CSCI 480 '
    "retired MATH 121 from 2022-08-15 retired CSCI 480 from 2022-08-15 }\n"
)


def degree(groups: str, since: str = "2025-01-01", more: str = "") -> str:
    head = f"degree bs-cs for STATE version 1 effective {since}"
    return policy() + LATER + f'{head} {{ cites "x" {groups} }}\n' + more


OUT_OF_REACH = {
    "a course of all": degree("group g all of { course MATH 121 course CSCI 141 }"),
    "a part of a set": degree("group g all of { course MATH 121 + CSCI 141 }"),
    "too few to choose from": degree(
        "group g 2 of { course MATH 121 course CSCI 141 }"
    ),
    "some of several": degree("group g all of { course 2 of (MATH 121, CSCI 141) }"),
    "a list without another": degree("group g 3 cr from MATH 121"),
    "courses of a list": degree("group g 1 courses from MATH 121 except CSCI 141"),
    "a list and where it is from": degree("group g 3 cr from MATH 121 and residence"),
    "a group of a group": degree("group g 1 of { group h all of { course MATH 121 } }"),
    "under a condition": degree("when flag x { group g all of { course MATH 121 } }"),
    "under none": degree(
        "when flag x { group h all of { course CSCI 141 } } "
        "else { group g all of { course MATH 121 } }"
    ),
}
WITHIN_REACH = {
    "another beside it": degree("group g all of { course MATH 121 | CSCI 141 }"),
    "enough others": degree("group g 1 of { course MATH 121 course CSCI 141 }"),
    "a list with another": degree("group g 3 cr from MATH 121 or CSCI 141"),
    "one of several": degree("group g all of { course 1 of (MATH 121, CSCI 141) }"),
    "a range": degree("group g 3 cr from MATH 100..199"),
    "any of a range": degree("group g all of { course MATH 1** }"),
    "listed on some day": degree(
        "group g all of { course MATH 121 }", since="2020-01-01"
    ),
    "before any catalog": degree(
        "group g all of { course MATH 121 }", since="2001-01-01 through 2002-01-01"
    ),
    "never listed, which is reported elsewhere": degree(
        "group g all of { course CSCI 999 }"
    ),
    "the same as one that is listed": degree("group g all of { course CSCI 480 }"),
    "a milestone": degree("group g milestone"),
    "substituted": degree(
        "group g all of { course MATH 121 }",
        more="teachout t for STATE version 1 effective 2025-01-01 { "
        'cites "x" substitute CSCI 141 for MATH 121 }\n',
    ),
}


@pytest.mark.parametrize("text", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_a_demand_that_nobody_can_meet_any_more(text: str) -> None:
    (only,) = problems(text)
    assert only.diagnostic.code is Code.DEMAND_OUT_OF_REACH
    assert "`MATH 121` is not in the catalog" in only.diagnostic.message


@pytest.mark.parametrize("text", WITHIN_REACH.values(), ids=WITHIN_REACH)
def test_what_can_be_met_is_not_reported(text: str) -> None:
    assert problems(text) == []


def of_a_set(part: str, when: str = "", whole: str = "CIS 130 + CIS 131") -> str:
    return policy() + agreement(
        f"rule r: {whole} -> CSCI 241 {when} "
        f"partial p of r: {part} -> elective CSCI [1 cr]"
    )


NEVER = {
    "all that the rule needs": of_a_set("CIS 130 + CIS 131"),
    "more than the rule needs": of_a_set("CIS 130 + CIS 131 + CIS 140"),
    "what is enough for the rule": of_a_set(
        "CIS 130", whole="(CIS 130 | (CIS 131 + CIS 140))"
    ),
}
SOMETIMES = {
    "a part": of_a_set("CIS 130"),
    "where the rule asks for more": of_a_set("CIS 130 + CIS 131", "when grade >= B"),
    "where the rule asks the record": of_a_set(
        "CIS 130 + CIS 131", "when has CSCI 131"
    ),
    "one of two ways": of_a_set("(CIS 130 + CIS 131) | CIS 140"),
}


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER)
def test_a_part_whose_rule_always_holds_never_speaks(text: str) -> None:
    (only,) = problems(text)
    assert only.diagnostic.code is Code.NEVER_SPEAKS
    assert only.diagnostic.message.startswith("`p` can never speak: `r`")


@pytest.mark.parametrize("text", SOMETIMES.values(), ids=SOMETIMES)
def test_a_part_that_may_speak_is_not_reported(text: str) -> None:
    assert problems(text) == []


def granted(one: str, other: str, whom: str = "L-1", since: str = "2025-04-01") -> str:
    head = 'exception {id} for learner "{whom}" granted {day} by "Dean" through {end}'
    first = head.format(id="e-1", whom="L-1", day="2025-03-01", end="2026-06-30")
    second = head.format(id="e-2", whom=whom, day=since, end="2027-06-30")
    return f"{policy()}{first} {{ {one} }}\n{second} {{ {other} }}\n"


ACCEPTS = "accept NCC:CIS 120 -> CSCI 141 [4 cr]"
DISAGREE = {
    "another course": granted(ACCEPTS, "accept NCC:CIS 120 -> CSCI 241 [4 cr]"),
    "another amount": granted(ACCEPTS, "accept NCC:CIS 120 -> CSCI 141 [3 cr]"),
    "a set": granted(
        "accept NCC:CIS 120 + NCC:CIS 130 -> CSCI 141 [4 cr]",
        "accept NCC:CIS 120 + NCC:CIS 130 -> CSCI 241 [4 cr]",
    ),
    "two catalogs": granted("set catalog 2018", "set catalog 2017"),
}
AGREE = {
    "the same": granted(ACCEPTS, ACCEPTS),
    "another learner": granted(ACCEPTS, "accept NCC:CIS 120 -> CSCI 241", "L-2"),
    "other days": granted(
        ACCEPTS, "accept NCC:CIS 120 -> CSCI 241", since="2026-07-01"
    ),
    "other learning": granted(ACCEPTS, "accept NCC:CIS 130 -> CSCI 241 [4 cr]"),
    "one catalog": granted("set catalog 2018", "set catalog 2018"),
    "a catalog and a course": granted("set catalog 2018", ACCEPTS),
    "an award, which nobody shows": granted(
        'accept award "AA" -> CSCI 141 [4 cr]', 'accept award "AA" -> CSCI 241 [4 cr]'
    ),
}


@pytest.mark.parametrize("text", DISAGREE.values(), ids=DISAGREE)
def test_exceptions_that_disagree_are_reported_at_the_later(text: str) -> None:
    (only,) = problems(text)
    assert only.diagnostic.code is Code.EXCEPTIONS_DISAGREE
    assert only.diagnostic.also
    assert (only.witness is None) is ("catalogs" in only.diagnostic.message)


@pytest.mark.parametrize("text", AGREE.values(), ids=AGREE)
def test_exceptions_that_agree_are_not(text: str) -> None:
    assert problems(text) == []
