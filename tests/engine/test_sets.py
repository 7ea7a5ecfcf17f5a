"""Sets, parts of sets, alternatives, and the lawful readings they leave open."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    agreement,
    as_text,
    came,
    equivalencies,
    evaluated,
    needs,
    policy,
    record,
    took,
)

from articulate.model.line import Status
from articulate.model.option import Option
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt

OTHERWISE = "otherwise elective same subject"
PHYSICS = """
rule year: PHYS 121 + PHYS 122 + PHYS 123 -> PHYS 131 + PHYS 132 when grade >= C
partial two of year: PHYS 121 + PHYS 122 -> PHYS 131 [4 cr] + elective PHYS lower [rest]
partial one of year: PHYS 121 -> elective PHYS lower
"""


def physics(*grades: str | None) -> list[str]:
    """Bring quarters of physics with these grades; None is left out."""
    brought = [
        took(f"NCC:PHYS 12{place}", grade, on=f"2024-0{place}-10")
        for place, grade in enumerate(grades, 1)
        if grade is not None
    ]
    text = policy(f"minimum m: grade >= C- else deny prefer larger sets {OTHERWISE}")
    return came(text + agreement(PHYSICS), *brought)


YEAR = {
    "three quarters are two semesters": (
        ("B", "C", "C"),
        [
            (
                "NCC:PHYS 121 + NCC:PHYS 122 + NCC:PHYS 123: "
                "awarded PHYS 131 4.995, PHYS 132 4.995 by a@1/year"
            ),
        ],
    ),
    "two quarters are one semester and the rest an elective": (
        ("B", "C"),
        [
            (
                "NCC:PHYS 121 + NCC:PHYS 122: "
                "awarded PHYS 131 4, elective PHYS lower 2.66 by a@1/two"
            ),
        ],
    ),
    "one quarter is an elective": (
        ("B",),
        ["NCC:PHYS 121: elective elective PHYS lower 3.33 by a@1/one"],
    ),
    "a weak third quarter leaves the first two": (
        ("B", "C", "D"),
        [
            (
                "NCC:PHYS 121 + NCC:PHYS 122: "
                "awarded PHYS 131 4, elective PHYS lower 2.66 by a@1/two"
            ),
            "NCC:PHYS 123: denied by p@1/m",
        ],
    ),
    "while the third quarter runs, nothing is settled for the first two": (
        ("B", "C", "IP"),
        [
            (
                "NCC:PHYS 121 + NCC:PHYS 122 + NCC:PHYS 123: "
                "in-progress PHYS 131 4.995, PHYS 132 4.995 by a@1/year"
            ),
        ],
    ),
    "what has no part of its own falls to the policy": (
        (None, "B"),
        ["NCC:PHYS 122: elective elective PHYS 3.33 by p@1/otherwise"],
    ),
}


@pytest.mark.parametrize(("grades", "expected"), YEAR.values(), ids=YEAR)
def test_a_year_of_physics(grades: tuple[str | None, ...], expected: list[str]) -> None:
    assert physics(*grades) == expected


def test_a_set_with_a_member_the_policy_turns_away_falls_apart() -> None:
    text = policy(f"minimum m: grade >= C- else deny {OTHERWISE}") + agreement(
        "rule s: CIS 130 + CIS 131 -> CSCI 241 [4 cr] "
        "partial h of s: CIS 130 -> elective CSCI lower [3 cr]"
    )
    assert came(text, took("NCC:CIS 130", "B"), took("NCC:CIS 131", "D")) == [
        "NCC:CIS 130: elective elective CSCI lower 3 by a@1/h",
        "NCC:CIS 131: denied by p@1/m",
    ]


def test_what_a_set_still_lacks_is_named_on_the_line() -> None:
    text = policy() + agreement("rule s: CIS 130 + CIS 131 -> CSCI 241 [4 cr]")
    (only,) = evaluated(text, (took("NCC:CIS 130"),)).lines
    (considered,) = only.considered
    assert considered.rule == "a@1/s"
    assert [one.needs for one in considered.reasons] == ["NCC:CIS 131"]


def incomplete(attempt: CourseAttempt) -> LearnerRecord:
    """Bring an attempt on a transcript that is not complete."""
    held = record(attempt)
    partly = (replace(one, complete=False) for one in held.transcripts)
    return replace(held, transcripts=tuple(partly))


def test_an_incomplete_transcript_leaves_a_set_open() -> None:
    text = policy() + agreement("rule s: CIS 130 + CIS 131 -> CSCI 241 [4 cr]")
    held = record(took("NCC:CIS 130"))
    (transcript,) = held.transcripts
    partly = LearnerRecord(
        held.learner,
        held.requested,
        (
            type(transcript)(
                transcript.institution, complete=False, courses=transcript.courses
            ),
        ),
    )
    (only,) = evaluated(text, partly).lines
    assert only.status is Status.REFERRED
    assert needs(only) == ["NCC:CIS 131"]


def test_an_incomplete_transcript_does_not_unsettle_a_rule_that_holds() -> None:
    text = policy() + agreement(
        "rule s: CIS 130 + CIS 131 -> CSCI 241 [4 cr]  rule t: CIS 130 -> CSCI 141"
    )
    held = record(took("NCC:CIS 130"))
    (transcript,) = held.transcripts
    partly = LearnerRecord(
        held.learner,
        held.requested,
        (
            type(transcript)(
                transcript.institution, complete=False, courses=transcript.courses
            ),
        ),
    )
    (only,) = evaluated(text, partly).lines
    assert only.rule == "a@1/t"


SETS = agreement(
    "rule pair: CIS 130 + CIS 131 -> CSCI 241 [4 cr] "
    "rule one: CIS 130 -> CSCI 131  rule two: CIS 131 -> CSCI 141"
)
PAIR = ["NCC:CIS 130 + NCC:CIS 131: awarded CSCI 241 4 by a@1/pair"]
SINGLES = [
    "NCC:CIS 130: awarded CSCI 131 3.33 by a@1/one",
    "NCC:CIS 131: awarded CSCI 141 3.33 by a@1/two",
]


@pytest.mark.parametrize(
    ("prefer", "first"),
    [
        ("prefer larger sets", PAIR),
        ("prefer most credit", SINGLES),
        ("", SINGLES),
    ],
    ids=["larger sets", "most credit", "by itself most credit"],
)
def test_a_set_and_its_members_are_two_lawful_ways(
    prefer: str, first: list[str]
) -> None:
    evaluation = evaluated(
        policy(prefer) + SETS, (took("NCC:CIS 130"), took("NCC:CIS 131"))
    )
    (choice,) = evaluation.choices

    def texts(option: Option) -> list[str]:
        return [as_text(evaluation, one) for one in option.lines]

    assert texts(choice.options[0]) == first
    assert sorted(map(texts, choice.options)) == sorted([PAIR, SINGLES])
    assert [as_text(evaluation, one) for one in evaluation.lines] == first
    assert not evaluation.fixed


def test_of_n_of_many_the_rest_goes_on_to_other_rules() -> None:
    text = policy(OTHERWISE) + agreement(
        "rule pick: 2 of (ART 101, ART 102, ART 103) -> ART 110 [6 cr]"
    )
    courses = [took(f"NCC:ART 10{place}", on="2024-03-01") for place in (1, 2, 3)]
    evaluation = evaluated(text, tuple(courses))
    assert [as_text(evaluation, one) for one in evaluation.lines] == [
        "NCC:ART 101 + NCC:ART 102: awarded ART 110 6 by a@1/pick",
        "NCC:ART 103: elective elective ART 3.33 by p@1/otherwise",
    ]
    (choice,) = evaluation.choices
    assert len(choice.options) == 3


def test_either_target_is_left_to_the_degree() -> None:
    text = policy() + agreement("rule chem: CHEM 110 -> CHEM 121 | CHEM 131")
    evaluation = evaluated(text, (took("NCC:CHEM 110"),))
    (choice,) = evaluation.choices
    given_ = [str(one.lines[0].targets[0].code) for one in choice.options]
    assert given_ == ["STATE:CHEM 121", "STATE:CHEM 131"]


def test_one_course_is_consumed_once() -> None:
    text = policy() + agreement(
        "rule x: CIS 130 + CIS 131 -> CSCI 241 [4 cr] "
        "rule y: CIS 131 + CIS 132 -> CSCI 141 [4 cr]"
    )
    evaluation = evaluated(
        text, tuple(took(f"NCC:CIS 13{place}", on="2024-03-01") for place in (0, 1, 2))
    )
    for choice in evaluation.choices:
        for option in choice.options:
            used = [name for one in option.lines for name in one.learning]
            assert len(used) == len(set(used)) == 3


def test_a_rule_of_higher_standing_for_one_member_goes_before_a_set() -> None:
    text = policy(OTHERWISE) + agreement("rule r: CIS 130 -> CSCI 131")
    text += equivalencies("rule e: CIS 130 + CIS 131 -> CSCI 241 [9 cr]")
    assert came(text, took("NCC:CIS 130"), took("NCC:CIS 131")) == [
        "NCC:CIS 130: awarded CSCI 131 3.33 by a@1/r",
        "NCC:CIS 131: elective elective CIS 3.33 by p@1/otherwise",
    ]


def test_a_denial_of_one_member_and_a_set_are_a_conflict() -> None:
    text = policy() + agreement(
        'rule r: CIS 130 + CIS 131 -> CSCI 241 deny s: CIS 131 because "no"'
    )
    evaluation = evaluated(text, (took("NCC:CIS 130"), took("NCC:CIS 131")))
    (only,) = evaluation.lines
    assert only.status is Status.REFERRED
    assert only.reasons[0].about == ("a@1/r", "a@1/s")


def test_the_average_of_a_set_may_be_what_is_asked() -> None:
    text = policy("minimum m: grade >= C- else deny") + agreement(
        "rule b: BIO 101 + BIO 102 -> BIOL 110 [6 cr] when average grade >= C"
    )
    weak, good = took("NCC:BIO 101", "D"), took("NCC:BIO 102", "B")
    assert came(text, weak, good)[0].endswith("awarded BIOL 110 6 by a@1/b")
    worse = took("NCC:BIO 102", "C")
    assert all(
        "denied" in one or "unarticulated" in one for one in came(text, weak, worse)
    )


@pytest.mark.parametrize(("courses", "more"), [(10, False), (15, True)])
def test_too_many_readings_are_said_not_hidden(courses: int, more: bool) -> None:  # noqa: FBT001 - a case
    names = [f"ART {number}" for number in range(101, 101 + courses)]
    text = policy(OTHERWISE) + agreement(
        f"rule pick: 7 of ({', '.join(names)}) -> ART 110 [6 cr]"
    )
    brought = tuple(took(f"NCC:{name}", on="2024-03-01") for name in names)
    assert evaluated(text, brought).truncated is more


@given(st.permutations(["CIS 130", "CIS 131", "CIS 132", "PHYS 121", "ART 101"]))
def test_the_order_of_the_record_changes_nothing(order: list[str]) -> None:
    text = policy("prefer larger sets") + agreement(
        "rule x: CIS 130 + CIS 131 -> CSCI 241 [4 cr] "
        "rule y: CIS 131 + CIS 132 -> CSCI 141 [4 cr] "
        "rule z: CIS 13* -> elective CSCI lower  rule p: PHYS 121 -> PHYS 131"
    )
    courses = {name: took(f"NCC:{name}") for name in order}
    straight = [courses[name] for name in sorted(order)]
    assert came(text, *(courses[name] for name in order)) == came(text, *straight)
