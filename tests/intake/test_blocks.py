"""Several tables on one sheet: side by side, below each other, with a key for all."""

from collections.abc import Callable

import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from tests.intake.both_ways import agree

from articulate.diagnostics.codes import Code
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties
from articulate.intake.sheet import Workbook
from articulate.intake.tables import TableRead, read_table
from articulate.intake.workbook import read_workbook

LAYOUT = """
layout = "guide"
reads = "articulations"

[sheet]
blocks = true

[[columns]]
holds = "sending course"
headings = ["From"]
required = true

[[columns]]
holds = "receiving course"
headings = ["To"]
required = true

[[columns]]
holds = "receiving credits"
headings = ["Credits"]
"""
GUIDE: list[list[str | None]] = [
    ["Writing (6 hours total)", None, None, "Science"],
    ["From", "To", None, "From", "To", "Credits"],
    ["ENGL 101", "WRIT 101", None, "BIO 110", "BIOL 110", "4"],
    ["ENGL 102", "WRIT 102*", None, "GEO 120", "GEOL 101", "3"],
    [None, None, None, "GEO 121", "elective", "3"],
    ["Mathematics"],
    ["From", "To"],
    ["MAT 150", "MATH 121", None, "CHE 101", "CHEM 101", "4"],
    [],
    ["* Minimum grade of B"],
]
Write = Callable[..., bytes]


def layout() -> Layout:
    read = read_layout(LAYOUT, "guide.toml")
    assert isinstance(read, Layout)
    return read


def table(content: bytes, parties: Parties) -> TableRead:
    workbook = read_workbook(content, "guide.xlsx")
    assert isinstance(workbook, Workbook)
    agree(workbook, layout(), parties)
    return read_table(workbook, layout(), parties)


def rules(read: TableRead) -> dict[str, str]:
    return {str(row.sources): str(row.targets) for row in read.rows}


def test_every_block_is_read_under_its_own_headings(
    as_workbook: Write, parties: Parties
) -> None:
    read = table(as_workbook(GUIDE), parties)
    assert rules(read) == {
        "ENGL 101": "WRIT 101",
        "ENGL 102": "WRIT 102",
        "BIO 110": "BIOL 110",
        "GEO 120": "GEOL 101",
        "GEO 121": "elective",
        "MAT 150": "MATH 121",
        "CHE 101": "CHEM 101",
    }
    assert read.preview.refused == ()


def test_headings_end_only_the_block_above_them(
    as_workbook: Write, parties: Parties
) -> None:
    """The science block goes on beside the headings of mathematics."""
    read = table(as_workbook(GUIDE), parties)
    credit = {str(row.sources): str(row.credits) for row in read.rows}
    assert credit["CHE 101"] == "4"
    assert credit["MAT 150"] == "None"


def test_a_note_holds_for_the_block_that_bears_its_mark(
    as_workbook: Write, parties: Parties
) -> None:
    read = table(as_workbook(GUIDE), parties)
    least = {str(row.sources): row.least_grade for row in read.rows}
    assert least["ENGL 102"] == "B"
    assert [mark for mark in least.values() if mark] == ["B"]


def test_an_entry_between_two_blocks_refuses_its_row(
    as_workbook: Write, parties: Parties
) -> None:
    guide = [list(row) for row in GUIDE]
    guide[2][2] = "see advisor"
    read = table(as_workbook(guide), parties)
    ((place, codes),) = [(one.place, one.codes) for one in read.preview.refused]
    assert (place.row, codes) == (3, (Code.COLUMN_NOT_DESCRIBED,))
    assert "BIO 110" in rules(read)


COLORS = {
    "the color of equivalents": ("C6EFCE", "WRIT 101", None),
    "the color of no credit, on a course": (
        "FFC7CE",
        "WRIT 101",
        Code.SHADE_CONTRADICTS,
    ),
    "a color that the key lacks": ("F8CBAD", "WRIT 101", Code.SHADE_UNEXPLAINED),
    "the color of no credit settles `no equivalent`": ("FFC7CE", "no equivalent", None),
    "the color of equivalents does not": (
        "C6EFCE",
        "no equivalent",
        Code.NO_EQUIVALENT_UNEXPLAINED,
    ),
}


@pytest.mark.parametrize(("color", "text", "refused"), COLORS.values(), ids=COLORS)
def test_a_color_means_what_the_key_says(
    *, color: str, text: str, refused: Code | None, as_workbook: Write, parties: Parties
) -> None:
    def paint(sheet: Worksheet) -> None:
        for cell, shade in (("B1", "C6EFCE"), ("B2", "FFC7CE"), ("B4", color)):
            sheet[cell].fill = PatternFill("solid", fgColor=shade)

    key = [["Legend", "Equivalent course"], [None, "No credit"]]
    content = as_workbook([*key, ["From", "To"], ["ENGL 101", text]], change=paint)
    read = table(content, parties)
    codes = [code for one in read.preview.refused for code in one.codes]
    assert codes == ([refused] if refused else [])


def test_without_a_key_a_color_is_decoration(
    as_workbook: Write, parties: Parties
) -> None:
    def paint(sheet: Worksheet) -> None:
        sheet["B2"].fill = PatternFill("solid", fgColor="FFC7CE")

    read = table(
        as_workbook([["From", "To"], ["ENGL 101", "WRIT 101"]], change=paint), parties
    )
    assert rules(read) == {"ENGL 101": "WRIT 101"}
