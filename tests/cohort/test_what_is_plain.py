"""Which learners are decided in columns, and what the engine is asked of again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from tests.cohort.tables import Row, Shelf, awards_of, called, one_by_one, tables_of
from tests.engine.world import AS_OF, STATE, WORLD, record, took
from tests.properties.test_glance import PLAIN, book, versions

from articulate.engine.glance.teller import GlanceTeller
from articulate.language.compile import compile_policies
from articulate.model.identifiers import LearningId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_cohort import (
    Keeping,
    Why,
    evaluate_cohort,
    open_cohort,
)
from articulate.services.evaluate_record import Asked

ASKED = Asked(AS_OF, STATE)


def brought(*attempts: CourseAttempt) -> LearnerRecord:
    """Make a record of courses, by a learner with nothing but an id."""
    named = [replace(one, id=LearningId(f"c{n}")) for n, one in enumerate(attempts)]
    made = called(record(*named), "L")
    return replace(made, learner=replace(made.learner, admitted=None))


def by_engine(rulebook: Rulebook, *attempts: CourseAttempt) -> tuple[int, list[Row]]:
    """Say how many were left to the engine, and what they were given either way."""
    everyone = [brought(*attempts)]
    result, awards = awards_of(rulebook, everyone, ASKED)
    assert awards == one_by_one(rulebook, everyone, ASKED)
    return result.by_engine, awards


def statuses(awards: Sequence[Row]) -> list[tuple[str | None, str | None]]:
    return [(status, code) for _, _, status, _, _, code, *_ in awards]


# --- the receiver's own courses -------------------------------------------------------


def test_a_course_of_our_own_is_awarded_as_itself_in_columns() -> None:
    left, awards = by_engine(
        book(1, 0),
        took("STATE:PHIL 110", "B", "4 semester"),
        took("STATE:MATH 121", "F", "4 semester"),
        took("NCC:ACC 110", "B"),
    )
    assert left == 0
    assert statuses(awards)[:2] == [("awarded", "STATE:PHIL 110"), ("denied", None)]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(
            [took("NCC:MATH 151", "B"), took("STATE:MATH 121", "B")],
            id="a transfer gives the same",
        ),
        pytest.param(
            [took("STATE:PHIL 110", "A", "4 semester")], id="it was taken twice"
        ),
        pytest.param(
            [took("STATE:CSCI 141H", "A", "4 semester")], id="it has another name"
        ),
        pytest.param(
            [took("STATE:MATH 122", None, "4 semester", None)], id="not yet graded"
        ),
        pytest.param([took("STATE:MATH 122", "B", None)], id="credit is not known"),
    ],
)
def test_what_comes_to_the_same_as_our_own_course_is_for_the_engine(
    others: list[CourseAttempt],
) -> None:
    left, _ = by_engine(book(1, 0), took("STATE:PHIL 110", "B", "4 semester"), *others)
    assert left == 1


# --- why somebody is left to the engine -----------------------------------------------


@pytest.mark.parametrize(
    ("attempt", "why", "rules"),
    [
        (took("NCC:HIST 101", "A"), Why.RULE, ("a@1/has", "a@2/has")),
        (took("NCC:\u0421IS 120", "A"), Why.COURSE, ()),
        (took("NCC:BIOL 9", None, on=None), Why.ATTEMPT, ()),
    ],
    ids=["a rule asks for the record", "a code looks like another", "no grade yet"],
)
def test_it_is_said_why_and_by_which_rules(
    attempt: CourseAttempt, why: Why, rules: tuple[str, ...]
) -> None:
    cohort = open_cohort(*tables_of([brought(attempt)]), "courses.csv")
    found = evaluate_cohort(book(1, 1), cohort, ASKED)
    assert (found.handed, found.handed_rules) == ({why: 1}, rules)


# --- electives in the subject of a course itself --------------------------------------


def test_a_screen_may_look_at_the_subject_that_an_elective_keeps() -> None:
    policy = """
    policy p for STATE version 1 effective 2000-01-01 {
      cites "x"
      otherwise elective same subject
      deny zoo: subject ZOOL because "No zoology"
    }"""
    texts = {"world.art": WORLD, "p.art": policy + versions("agreement", "a", PLAIN)}
    rulebook = compile_policies(texts).rulebook
    assert rulebook is not None
    _, awards = by_engine(rulebook, took("NCC:ART 999", "A"), took("NCC:ZOOL 1", "A"))
    assert [(one[1], one[2], one[3]) for one in awards] == [
        ("c0", "referred", "p@1/otherwise"),
        ("c1", "denied", "p@1/zoo"),
    ]


# --- large tables ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "smaller",
    [
        {"articulate.cohort.asked._DENSE": 0},
        {"articulate.cohort.numbered._DENSE": 1},
        {
            "articulate.cohort.study.FEW_AT_ONCE": 1,
            "articulate.cohort.study.AT_ONCE": 1,
        },
        {"articulate.cohort.plain._SIZES": ((0, 2), (2, 512))},
    ],
    ids=["more cells", "more codes", "more learners", "longer records"],
)
def test_a_larger_table_comes_to_the_same(
    smaller: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = [
        called(brought(*attempts), f"L-{number}")
        for number, attempts in enumerate(
            [
                (took("NCC:ACC 110", "B"), took("NCC:MATH 151", "D")),
                (took("NCC:PHYS 121", "B"), took("NCC:PHYS 122", "A")),
                (took("NCC:PHYS 121", "B"), took("NCC:PHYS 122", "F")),
                (took("NCC:PHYS 121", "B"), took("STATE:PHYS 131", "A")),
                (took("NCC:CIS 120", "B"), took("NCC:CIS 120", "A")),
                tuple(took(f"NCC:MUS 10{n}", "A", "4 quarter") for n in range(5)),
            ]
        )
    ]
    for name, value in smaller.items():
        monkeypatch.setattr(name, value)
    result, awards = awards_of(book(1, 0), everyone, ASKED)
    assert awards == one_by_one(book(1, 0), everyone, ASKED)
    assert result.learners == len(everyone)
    assert 0 < result.by_engine < len(everyone)
    counted = evaluate_cohort(
        book(1, 0), open_cohort(*tables_of(everyone), "courses.csv"), ASKED
    )
    assert counted == result


# --- what is kept ---------------------------------------------------------------------


def test_the_next_study_of_the_same_asks_the_engine_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rulebook, shelf = book(1, 0), Shelf()
    learner = brought(
        took("NCC:ACC 110", "B"),
        took("NCC:PHYS 121", "B"),
        took("NCC:PHYS 122", "A"),
        took("NCC:MATH 151", "D"),
        took("STATE:PHIL 110", "B", "4 semester"),
    )
    cohort = open_cohort(*tables_of([learner]), "courses.csv")
    keeping = Keeping(shelf, least=0)
    first = evaluate_cohort(rulebook, cohort, ASKED, keeping=keeping)
    assert first.by_engine == 0
    assert first.lines == {"awarded": 3, "denied": 1}

    def never(*_: object) -> None:
        raise AssertionError

    for asked in ("told", "came", "line"):
        monkeypatch.setattr(GlanceTeller, asked, never)
    another = rulebook_in(bundle_of(rulebook))
    assert evaluate_cohort(another, cohort, ASKED, keeping=keeping) == first


def test_a_small_table_is_not_worth_keeping() -> None:
    shelf = Shelf()
    cohort = open_cohort(*tables_of([brought(took("NCC:ACC 110", "B"))]), "courses.csv")
    evaluate_cohort(book(1, 0), cohort, ASKED, keeping=Keeping(shelf))
    assert shelf.kept == {}


# --- what is kept is for a stretch of days --------------------------------------------

AGING = """
policy ours for STATE version 1 effective 2000-01-01 {
  cites "Catalog"
  recency nursing: subjects NURS completed within 5 years before graduated else deny
  otherwise elective same subject
}
"""


@pytest.mark.parametrize("code", ["STATE:NURS 210", "NCC:NURS 210"])
@pytest.mark.parametrize("first", [0, 1])
def test_what_ages_out_is_asked_of_each_day(code: str, first: int) -> None:
    compiled = compile_policies({"world.art": WORLD, "aging.art": AGING})
    assert compiled.rulebook is not None
    everyone = [brought(took(code, "B", "4 semester", "2020-03-01"))]
    days = [date(2024, 9, 1), date(2026, 9, 1)]
    found = set()
    for day in (days[first], days[1 - first]):
        asked = Asked(day, STATE)
        _, awards = awards_of(compiled.rulebook, everyone, asked)
        assert awards == one_by_one(compiled.rulebook, everyone, asked)
        found |= {status for status, _ in statuses(awards)}
    assert "denied" in found
    assert len(found) == 2
