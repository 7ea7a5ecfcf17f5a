"""The workbook comes back: a copy with what came of each row, and read again alike."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.rule_text import rule_text
from articulate.intake.annotations import (
    HEADING,
    ISSUES,
    annotations_from,
    annotations_in_json,
    annotations_of,
)
from articulate.intake.articulations import ImportedRules, read_articulations
from articulate.intake.contained import annotate_contained
from articulate.intake.layout import Layout
from articulate.intake.parties import Parties

Write = Callable[..., bytes]
Load = Callable[[str], Layout]
ROWS: list[list[str | None]] = [
    ["Northfield list"],
    ["Sending course", "Receiving course", "Credits"],
    ["CIS 120", "CSCI 141", "4"],
    ["CIS 121", "equiv?", None],
    ["CIS 120", "CSCI 141", "4"],
    ["=1+1", "CSCI 241", "4"],
]


def imported(content: bytes, layout: Layout, parties: Parties) -> ImportedRules:
    return read_articulations(
        content, parties, workbook_name="list.xlsx", layout=layout
    )


def copy_of(content: bytes, read: ImportedRules, name: str = "list.xlsx") -> bytes:
    notes = annotations_of(read.rules, read.preview)
    copy = annotate_contained(content, name, notes)
    assert not isinstance(copy, Diagnostic)
    return copy


def said(read: ImportedRules) -> list[tuple[str, str]]:
    return [(str(rule.head.id), rule_text(rule)) for rule in read.rules]


@pytest.fixture
def original(as_workbook: Write) -> bytes:
    def dress(sheet: Worksheet) -> None:
        sheet["A3"].font = Font(bold=True, color="FF0000")
        allowed = DataValidation("list", formula1='"4,5"', sqref="C3:C9")
        sheet.add_data_validation(allowed)
        assert sheet.parent is not None
        sheet.parent.create_sheet("Contacts")["A1"] = "Dean's office"
        sheet["A6"].data_type = "s"

    return as_workbook(ROWS, change=dress)


@pytest.fixture
def layout(layouts: Load) -> Layout:
    return layouts("plain")


@pytest.fixture
def copied(original: bytes, layout: Layout, parties: Parties) -> openpyxl.Workbook:
    copy = copy_of(original, imported(original, layout, parties))
    return openpyxl.load_workbook(io.BytesIO(copy))


def test_our_column_says_what_each_row_came_to(copied: openpyxl.Workbook) -> None:
    sheet = copied["NCC"]
    column = [sheet.cell(row, 4).value for row in range(1, 7)]
    assert column[1:3] == [HEADING, "read: cis-120"]
    assert column[3] == f"refused: AR626, see the sheet {ISSUES}"
    assert column[4] == "says no more than another row, or is about other institutions"
    assert str(column[5]).startswith("refused: ")


def test_a_problem_is_pinned_to_its_cell_and_listed_with_a_link(
    copied: openpyxl.Workbook,
) -> None:
    note = copied["NCC"]["B4"].comment
    assert note is not None
    assert note.text.startswith("AR626: `equiv?` leaves the question open")
    issues = copied[ISSUES]
    (row,) = [one for one in issues.iter_rows(min_row=2) if one[2].value == "AR626"]
    assert (row[0].value, row[1].value) == ("NCC", "B4")
    assert row[1].hyperlink is not None
    assert row[1].hyperlink.location == "'NCC'!B4"


def test_what_the_workbook_had_is_kept(copied: openpyxl.Workbook) -> None:
    sheet = copied["NCC"]
    assert sheet["A3"].font.bold
    assert sheet.data_validations.count == 1
    assert copied["Contacts"]["A1"].value == "Dean's office"


def test_no_text_of_the_copy_is_a_formula(copied: openpyxl.Workbook) -> None:
    cells = [cell for sheet in copied for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert copied["NCC"]["A6"].value == "=1+1"


def test_the_copy_is_read_as_the_original_and_copied_as_itself(
    original: bytes, layout: Layout, parties: Parties
) -> None:
    first = imported(original, layout, parties)
    again = imported(copy_of(original, first), layout, parties)
    assert said(again) == said(first)
    assert again.preview == first.preview
    twice = copy_of(copy_of(original, first), again)
    sheets = openpyxl.load_workbook(io.BytesIO(twice))
    assert sheets.sheetnames == ["NCC", "Contacts", ISSUES]
    assert sheets["NCC"].max_column == 4


def test_somebody_elses_note_stays(
    as_workbook: Write, layout: Layout, parties: Parties
) -> None:
    def pin(sheet: Worksheet) -> None:
        sheet["B4"].comment = Comment("Ask the dean", "Registrar")

    content = as_workbook(ROWS[:5], change=pin)
    copy = copy_of(content, imported(content, layout, parties))
    note = openpyxl.load_workbook(io.BytesIO(copy))["NCC"]["B4"].comment
    assert note is not None
    assert note.text == "Ask the dean"


def test_a_text_comes_back_as_a_workbook_without_live_formulas(
    layout: Layout, parties: Parties
) -> None:
    text = b"Sending course,Receiving course\nCIS 120,CSCI 141\n=1+1,CSCI 241\n"
    read = read_articulations(text, parties, workbook_name="list.csv", layout=layout)
    copy = copy_of(text, read, "list.csv")
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["Rows"]
    assert sheet["C2"].value == "read: cis-120"
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")


def test_annotations_survive_their_way_to_the_other_process(
    original: bytes, layout: Layout, parties: Parties
) -> None:
    read = imported(original, layout, parties)
    notes = annotations_of(read.rules, read.preview)
    assert annotations_from(annotations_in_json(notes)) == notes
