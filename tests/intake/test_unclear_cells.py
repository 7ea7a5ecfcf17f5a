"""What can be chosen for a cell that is refused: readings that were tried."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.cell import CellRef
from articulate.explain.rule_text import rule_text
from articulate.intake.articulations import open_table, rules_of
from articulate.intake.layout import Holds, Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties, Party
from articulate.intake.resolution_file import read_resolutions
from articulate.intake.resolution_text import with_resolution
from articulate.intake.resolutions import Resolution
from articulate.intake.sheet import Workbook
from articulate.intake.tables import read_table
from articulate.intake.unclear_cells import UnclearCell, unclear_cells
from articulate.model.identifiers import InstitutionId

LAYOUT = """
layout = "two"
title = "Two columns"
reads = "articulations"
[[columns]]
holds = "sending course"
headings = ["From"]
required = true
[[columns]]
holds = "receiving course"
headings = ["To"]
required = true
"""
SIDES = Parties(Party(InstitutionId("SEND")), Party(InstitutionId("HOME")))


def layout() -> Layout:
    read = read_layout(LAYOUT, "two.toml")
    assert isinstance(read, Layout), read
    return read


def unclear(rows: str) -> dict[str, UnclearCell]:
    opened = open_table(f"From,To\n{rows}".encode(), "list.csv", layout())
    assert isinstance(opened, Workbook)
    read = read_table(opened, layout(), SIDES)
    preview = rules_of(read.rows, read.preview, SIDES).preview
    found = unclear_cells(opened, layout(), SIDES, preview)
    return {str(one.place): one for one in found}


def offered(cell: UnclearCell) -> dict[str, list[str]]:
    return {one.means: [rule_text(rule) for rule in one.rules] for one in cell.readings}


def test_each_way_to_read_stands_with_the_rule_it_makes() -> None:
    (cell,) = unclear("ART 105/106,ART 120\n").values()
    assert (cell.holds, cell.written) == (Holds.SENDING_COURSE, "ART 105/106")
    assert offered(cell) == {
        "ART 105 and ART 106": ["SEND:ART 105 + SEND:ART 106 -> HOME:ART 120"],
        "ART 105 or ART 106": ["SEND:ART 105 | SEND:ART 106 -> HOME:ART 120"],
    }


def test_a_receiving_cell_is_known_by_the_course_beside_it() -> None:
    (cell,) = unclear("CS 5,CSCI 141/241\n").values()
    assert cell.beside == "CS 5"
    assert 'deny SEND:CS 5 because "no credit"' in offered(cell)["no credit"]


def test_letters_that_only_look_alike_are_offered_in_plain_ones() -> None:
    (cell,) = unclear("\u041cATH 147,STAT 120\n").values()
    assert list(offered(cell)) == ["MATH 147"]


def test_an_empty_cell_is_not_to_be_read_otherwise() -> None:
    assert unclear("CS 5,\n") == {}


def test_what_nobody_can_read_is_offered_nothing() -> None:
    (cell,) = unclear("something of theirs,ART 120\n").values()
    assert cell.readings == ()


def chosen(written: str, means: str, beside: str = "CS 5") -> Resolution:
    place = CellRef("list.csv", "", "B", 2)
    on = date(2026, 7, 1)
    return Resolution(
        place, Holds.RECEIVING_COURSE, written, means, beside, "Ada", on, "By mail"
    )


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30
).filter(lambda text: text.strip() == text != "")


@given(WORDS, WORDS, WORDS)
def test_what_was_chosen_is_read_back(written: str, means: str, beside: str) -> None:
    text = with_resolution(None, chosen(written, means, beside))
    read = read_resolutions(text, "send-home.toml")
    assert isinstance(read, tuple), read
    (one,) = read
    assert (one.written, one.means, one.beside) == (written, means, beside)
    assert (one.chosen_by, one.on, one.because) == ("Ada", date(2026, 7, 1), "By mail")


def test_a_second_choice_for_a_cell_takes_the_place_of_the_first() -> None:
    first = with_resolution(None, chosen("equiv?", "ART 1"))
    both = with_resolution(first, chosen("other?", "ART 2"))
    again = with_resolution(both, chosen(" EQUIV? ", "ART 3"))
    held = tomllib.loads(again)["resolutions"]
    assert [one["means"] for one in held] == ["ART 3", "ART 2"]


IN_ONE_LINE = (
    "resolutions = [{column = 'receiving course', written = 'a?', beside = 'CS 1',"
    " means = 'ART 1', chosen_by = 'Cho', on = 2024-01-01}]\n"
)


@pytest.mark.parametrize("before", [IN_ONE_LINE, "# nothing yet\n", ""])
def test_however_a_file_is_written_nothing_of_it_is_lost(before: str) -> None:
    held = tomllib.loads(before).get("resolutions", [])
    after = tomllib.loads(with_resolution(before, chosen("b?", "ART 2")))
    assert after["resolutions"][: len(held)] == held
    assert len(after["resolutions"]) == len(held) + 1
