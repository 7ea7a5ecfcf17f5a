"""Grades and scales, in the words a registrar would use."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.model.grade import GradeScale, Passing, compare_marks
from articulate.model.identifiers import BlockId, Mark

LETTERS = GradeScale(
    BlockId("letters"),
    points=tuple(
        (Mark(mark), Fraction(points))
        for mark, points in (("A", 4), ("B", 3), ("C", 2), ("D", 1), ("F", 0))
    ),
    passes=(Mark("P"),),
    no_credit=(Mark("W"), Mark("AU")),
    in_progress=(Mark("IP"),),
    counts_as=((Mark("S"), Mark("C")),),
)

MEANINGS = {
    "a D is passed": ("D", Passing.PASSED),
    "an F has no points and is failed": ("F", Passing.FAILED),
    "a P is passed": ("P", Passing.PASSED),
    "a W earned nothing": ("W", Passing.NO_CREDIT),
    "an IP is under way": ("IP", Passing.IN_PROGRESS),
    "a mark that counts as C is passed": ("S", Passing.PASSED),
    "a mark that is on no scale says nothing": ("X", Passing.UNKNOWN),
}


@pytest.mark.parametrize(("mark", "meaning"), MEANINGS.values(), ids=MEANINGS)
def test_what_a_mark_means(mark: str, meaning: Passing) -> None:
    assert LETTERS.passing(Mark(mark)) is meaning
    assert LETTERS.knows(Mark(mark)) is (meaning is not Passing.UNKNOWN)


def test_a_mark_both_scales_lack_cannot_be_compared() -> None:
    assert compare_marks(Mark("C"), Mark("Z"), on=LETTERS, wanted_on=None) is None


MARKS = st.sampled_from([Mark(m) for m in "ABCDF"])


@given(MARKS, MARKS)
def test_comparing_either_way_round_agrees(one: Mark, other: Mark) -> None:
    there = compare_marks(one, other, on=LETTERS, wanted_on=LETTERS)
    back = compare_marks(other, one, on=LETTERS, wanted_on=LETTERS)
    assert there is not None
    assert back == -there


@given(MARKS, MARKS, MARKS)
def test_better_than_better_is_better(one: Mark, two: Mark, three: Mark) -> None:
    def better(a: Mark, b: Mark) -> bool:
        return compare_marks(a, b, on=LETTERS, wanted_on=LETTERS) == 1

    assert not (better(one, two) and better(two, three)) or better(one, three)
