"""Places: text, cells and panel records, and the order they are shown in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.origin import Origin, origin_key
from articulate.diagnostics.panel import PanelRecord
from articulate.diagnostics.span import Span
from articulate.diagnostics.stored import StoreRef

WRITTEN = {
    "a place in a text": (Span("nursing.art", 2, 28, 2, 32), "nursing.art:2:28"),
    "a cell": (CellRef("ncc.xlsx", "NCC", "B", 17), "ncc.xlsx!NCC!B17"),
    "a whole column": (CellRef("ncc.xlsx", "NCC", "B", 0), "ncc.xlsx!NCC!B"),
    "a whole row": (CellRef("ncc.xlsx", "NCC", "", 17), "ncc.xlsx!NCC!17"),
    "a whole sheet": (CellRef("ncc.xlsx", "NCC", "", 0), "ncc.xlsx!NCC"),
    "a cell of a file without sheets": (CellRef("x.csv", "", "C", 3), "x.csv!C3"),
    "a store": (StoreRef("office.db"), "office.db"),
    "an entry": (StoreRef("office.db", "request:r-1", 3), "office.db!request:r-1/3"),
    "a panel's finding": (PanelRecord("case-17", "f2"), "panel:case-17/f2"),
}


@pytest.mark.parametrize(("place", "shown"), WRITTEN.values(), ids=WRITTEN)
def test_a_place_is_written_as_people_write_it(place: Origin, shown: str) -> None:
    assert str(place) == shown


WIDTHS = {
    "a word is as wide as it is": (Span("a.art", 1, 5, 1, 9), 4),
    "nothing is still one wide, so that a caret can point": (
        Span("a.art", 1, 5, 1, 5),
        1,
    ),
    "what runs on is pointed at where it begins": (Span("a.art", 1, 5, 3, 2), 1),
}


@pytest.mark.parametrize(("span", "width"), WIDTHS.values(), ids=WIDTHS)
def test_the_width_of_a_span(span: Span, width: int) -> None:
    assert span.width == width


def test_places_stand_in_reading_order() -> None:
    reading: list[Origin] = [
        Span("a.art", 2, 9, 2, 10),
        Span("a.art", 10, 1, 10, 2),
        Span("b.art", 1, 1, 1, 2),
        CellRef("a.xlsx", "One", "B", 2),
        CellRef("a.xlsx", "One", "Z", 9),
        CellRef("a.xlsx", "One", "AA", 9),
        CellRef("a.xlsx", "One", "A", 10),
        PanelRecord("case-1", "f1"),
    ]
    shuffled = reading[::-2] + reading[::2]
    assert sorted(shuffled, key=origin_key) == reading


lines = st.integers(1, 500)
letters = st.text("ABCXYZ", min_size=1, max_size=3)
spans = st.builds(
    lambda file, line, column: Span(file, line, column, line, column + 1),
    st.sampled_from(["a.art", "b.art"]),
    lines,
    lines,
)
cells = st.builds(
    CellRef, st.sampled_from(["a.xlsx", "b.xlsx"]), st.just("S"), letters, lines
)
places = st.one_of(spans, cells, st.builds(PanelRecord, letters, letters))


@given(places, places)
def test_only_one_place_is_shown_as_itself(one: Origin, other: Origin) -> None:
    same = origin_key(one) == origin_key(other)
    assert same == (one == other)
    assert same == (str(one) == str(other))
