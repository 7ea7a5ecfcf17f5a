"""Exact numbers as text."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.model.exact import number_text, parse_number

WRITTEN = {
    "a whole number has no point": (Fraction(120), "120"),
    "ten is not written as a power": (Fraction(10), "10"),
    "a decimal where one is exact": (Fraction(5, 8), "0.625"),
    "hundredths": (Fraction(267, 100), "2.67"),
    "thirds stay fractions": (Fraction(8, 3), "8/3"),
    "less than nothing": (Fraction(-1, 4), "-0.25"),
    "nothing": (Fraction(0), "0"),
    "thirty places are all there": (Fraction(1, 2**30), f"0.{5**30:030d}"),
}


@pytest.mark.parametrize(("number", "text"), WRITTEN.values(), ids=WRITTEN)
def test_a_number_is_written_one_way(number: Fraction, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize("text", ["", "x", "1/0", "1.2.3", "1e3", "1,5", "%", "½"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.fractions())
def test_a_number_comes_back_from_its_text(number: Fraction) -> None:
    assert parse_number(number_text(number)) == number
