"""Packed rows of one shape are read by what is open in them, or as a whole."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pytest

from articulate.rulebook.shape_reader import ShapeReader
from articulate.rulebook.stored_rows import StoredRows, packed


class Color(StrEnum):
    """A value of a closed list."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    """A part of a row."""

    text: str
    kept: tuple[str, ...] = ("a", "b")


@dataclass(frozen=True)
class Other:
    """Another kind of part, of the same form."""

    text: str
    kept: tuple[str, ...] = ("a", "b")


@dataclass(frozen=True)
class Row:
    """A row with a field of every kind."""

    name: str
    inner: Inner | Other
    number: int = 0
    title: str | None = "x"
    place: int | None = 7
    share: Fraction = Fraction(0)
    color: Color = Color.RED


ROWS = {
    "texts and numbers": (
        Row("one", Inner("1"), 1),
        Row("t\\wo", Inner('"2"'), -2),
        Row("three", Inner("3"), 30),
    ),
    "a text that is left out": (
        Row("one", Inner("1"), title="t"),
        Row("two", Inner("2"), title=None),
        Row("three", Inner("3"), title="u"),
    ),
    "a number that is left out": (
        Row("one", Inner("1"), place=1),
        Row("two", Inner("2"), place=None),
    ),
    "what is left out first": (
        Row("one", Inner("1"), title=None),
        Row("two", Inner("2"), title="t"),
    ),
    "shares": (
        Row("one", Inner("1"), share=Fraction(1, 3)),
        Row("two", Inner("2"), share=Fraction(2, 3)),
    ),
    "colors": (
        Row("one", Inner("1"), color=Color.BLUE, title="b"),
        Row("two", Inner("2"), color=Color.BLUE, title="c"),
    ),
    "other kinds of the same form": (
        Row("one", Inner("1")),
        Row("two", Other("2")),
        Row("three", Inner("3")),
    ),
    "lists": (
        Row("one", Inner("1", ("c", "d"))),
        Row("two", Inner("2", ("c", "e"))),
    ),
    "a row alone": (Row("one", Inner("1")),),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_come_back_as_they_were(name: str) -> None:
    rows = ROWS[name]
    stored: StoredRows[Row] = StoredRows(Row, packed(rows, Row), len(rows))
    assert tuple(stored) == rows
    assert [type(row.inner) for row in stored] == [type(row.inner) for row in rows]


def test_what_is_the_same_in_rows_is_one_value() -> None:
    rows = ROWS["texts and numbers"]
    stored: StoredRows[Row] = StoredRows(Row, packed(rows, Row), len(rows))
    first, second, third = stored
    assert second.inner.kept is third.inner.kept is first.inner.kept


def test_a_leaf_of_another_make_is_refused() -> None:
    reader = ShapeReader(Inner, '{"text":\x00}', [None])
    assert reader.read(['"a"']) == Inner("a")
    assert reader.read(['"b"']) == Inner("b")
    with pytest.raises(ValueError, match="not the form of"):
        reader.read(["7"])
