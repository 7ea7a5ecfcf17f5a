"""The engine and durable-rules agree where more learning never takes credit away."""

import importlib.util
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.world import agreement, evaluated, policy, took

from articulate.model.line import Status

if sys.version_info >= (3, 13) or importlib.util.find_spec("durable") is None:
    pytest.skip(
        "durable-rules is not here (extra `watch`), or Python is 3.13 or later, where "
        "it does not import",
        allow_module_level=True,
    )

from tests.reference.durable_oracle import Held, Row, Took, held

GRADES = ("D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A")
DAYS = tuple(date(year, 6, 10) for year in range(2018, 2024))
HUNDREDTHS = (250, 300, 400, 450, 500)
SINGLES = tuple(f"CIS {number}" for number in range(101, 107))
PAIRS = tuple((f"MATH {number}", f"MATH {number + 1}") for number in range(201, 209, 2))

LEASTS = st.tuples(
    st.integers(0, len(GRADES) - 1),
    st.sampled_from([date.min, *DAYS]),
    st.sampled_from([0, *HUNDREDTHS]),
)


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Draw rows that share no course, so that every one that holds is used."""
    codes = draw(st.lists(st.sampled_from([*SINGLES, *PAIRS]), unique=True, max_size=8))
    found = []
    for number, code in enumerate(codes):
        grade, since, credit = draw(LEASTS)
        first, other = (code, "") if isinstance(code, str) else code
        found.append(Row(f"r{number}", first, other, grade, since, credit))
    return found


COURSES = st.lists(
    st.builds(
        lambda code, grade, day, credit: Took(code, code, grade, day, credit),
        st.sampled_from([*SINGLES, *(code for pair in PAIRS for code in pair)]),
        st.integers(0, len(GRADES) - 1),
        st.sampled_from(DAYS),
        st.sampled_from(HUNDREDTHS),
    ),
    unique_by=lambda one: one.code,
    max_size=6,
)


def written(row: Row) -> str:
    """Write a row as the rule that it is."""
    asked = [f"grade >= {GRADES[row.grade]}"]
    if row.since != date.min:
        asked.append(f"completed >= {row.since}")
    if row.credits:
        asked.append(f"credits >= {Fraction(row.credits, 100)}")
    source = f"{row.code} + {row.other}" if row.other else row.code
    return (
        f"rule {row.name}: {source} -> elective GEN [3 cr] when {' and '.join(asked)}"
    )


def by_engine(given_rows: list[Row], courses: list[Took]) -> set[Held]:
    """Ask the engine which rules gave credit, and for which courses."""
    brought = [
        took(
            f"SCC:{one.code}",
            GRADES[one.grade],
            f"{Fraction(one.credits, 100)} semester",
            one.day.isoformat(),
        )
        for one in courses
    ]
    names = {
        entry.id: one.learning for entry, one in zip(brought, courses, strict=True)
    }
    text = policy(convert="") + agreement(
        " ".join(written(row) for row in given_rows), sender="SCC"
    )
    return {
        (str(line.rule).split("/")[1], frozenset(names[one] for one in line.learning))
        for line in evaluated(text, tuple(brought)).lines
        if line.status is Status.ELECTIVE
    }


@settings(max_examples=120)
@given(rows(), COURSES)
def test_the_same_rules_hold_for_the_same_courses(
    some: list[Row], courses: list[Took]
) -> None:
    assert by_engine(some, courses) == held(some, courses)


@settings(max_examples=60)
@given(rows(), COURSES, st.data())
def test_a_better_grade_keeps_what_holds(
    some: list[Row], courses: list[Took], data: st.DataObject
) -> None:
    better = [
        Took(
            one.learning,
            one.code,
            data.draw(st.integers(one.grade, len(GRADES) - 1)),
            one.day,
            one.credits,
        )
        for one in courses
    ]
    assert held(some, courses) <= held(some, better)
    assert by_engine(some, courses) <= by_engine(some, better)
