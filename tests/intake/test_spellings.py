"""Codes of an export are read and written alike, or not written at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.intake.spellings import read_as, written_as

BANNER = (("000000", ""), ("YYYY10", "YYYYFA"), ("YYYY20", "YYYY+1SP"))
PEOPLESOFT = (("0", ""), ("0.0", ""))


@pytest.mark.parametrize(
    ("spellings", "text", "code"),
    [
        (BANNER, "2024FA", "202410"),
        (BANNER, "2025SP", "202420"),
        (BANNER, "0000SP", "999920"),
        (BANNER, "", "000000"),
        (BANNER, "2024SU", None),
        (BANNER, "2024-08-26", None),
        ((("1YY2", "20YYSP"),), "2024SP", "1242"),
        ((("AC", "active"), ("A", "active")), "active", None),
        ((("A", "active"), ("A", "inactive")), "inactive", None),
        (PEOPLESOFT, "", ""),
        (PEOPLESOFT, "2.0", "2.0"),
        (PEOPLESOFT, "0", None),
        (PEOPLESOFT, "C", None),
        ((("any", ""),), "C", "C"),
        ((), "C", "C"),
        ((), "", ""),
    ],
)
def test_a_text_is_written_as_its_one_code(
    spellings: tuple[tuple[str, str], ...], text: str, code: str | None
) -> None:
    assert written_as(spellings, text) == code


_TEXTS = st.text("AY01+2-.", max_size=6)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4), _TEXTS)
def test_what_is_written_is_read_as_what_was_meant(
    spellings: list[tuple[str, str]], text: str
) -> None:
    code = written_as(spellings, text)
    if code:
        assert read_as(spellings, code) == text
