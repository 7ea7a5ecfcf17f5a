"""Cells with their addresses, and what is attached to them."""

import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from articulate.intake.sheet import Attachment, Cell, CellKind, Row, Sheet, Workbook
from articulate.intake.workbook import read_workbook

HEADINGS = ["Sending course", "Receiving course"]
Write = Callable[..., bytes]


def read(content: bytes) -> Sheet:
    """The first sheet of a workbook that can be read."""
    workbook = read_workbook(content, "w.xlsx")
    assert isinstance(workbook, Workbook)
    return workbook.sheets[0]


def cell(sheet: Sheet, column: str, row: int) -> Cell:
    found = next(one for one in sheet.rows if one.number == row).cell(column)
    assert found is not None
    return found


def kinds(found: Cell) -> list[Attachment]:
    return [one.kind for one in found.attached]


def test_a_cell_keeps_its_address_and_its_text(as_workbook: Write) -> None:
    sheet = read(as_workbook([HEADINGS, ["ENGL 101", "WRIT 101"]]))
    row = next(one for one in sheet.rows if one.number == 2)
    assert str(row.place("B")) == "w.xlsx!NCC!B2"
    assert cell(sheet, "B", 2).text == "WRIT 101"


NUMBERS = {
    "a code with leading zeros shown by its format": (64, "000", "064"),
    "a grade with one decimal": (2, "0.0", "2.0"),
    "a grade in percent": (0.7, "0%", "70%"),
    "a plain number": (101, "General", "101"),
    "a code that became a power of ten": (1000, "0E+00", "1E+03"),
    "a number with thousands": (1234.5, "#,##0.00", "1,234.50"),
    "a number shown as text": (101, "@", "101"),
}


@pytest.mark.parametrize(("value", "shape", "shown"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_reads_as_the_sheet_shows_it(
    as_workbook: Write, value: float, shape: str, shown: str
) -> None:
    def formatted(sheet: Worksheet) -> None:
        sheet["A2"].number_format = shape

    sheet = read(as_workbook([HEADINGS, [value, "x"]], change=formatted))
    found = cell(sheet, "A", 2)
    assert (found.text, found.kind, found.attached) == (shown, CellKind.NUMBER, ())


def test_a_third_that_a_spreadsheet_stored_is_a_third(as_workbook: Write) -> None:
    sheet = read(as_workbook([HEADINGS, [8 / 3, 3.3333]]))
    assert cell(sheet, "A", 2).number == Fraction(8, 3)
    assert cell(sheet, "B", 2).number == Fraction(33333, 10000)


def test_a_number_format_that_adds_words_is_pointed_out(as_workbook: Write) -> None:
    def formatted(sheet: Worksheet) -> None:
        sheet["A2"].number_format = '"BIOL "0'

    sheet = read(as_workbook([HEADINGS, [101, "x"]], change=formatted))
    assert kinds(cell(sheet, "A", 2)) == [Attachment.FORMAT]


def test_a_date_is_a_date_and_no_code(as_workbook: Write) -> None:
    sheet = read(as_workbook([HEADINGS, [date(2025, 3, 1), "x"]]))
    found = cell(sheet, "A", 2)
    assert (found.kind, str(found.day)) == (CellKind.DATE, "2025-03-01")


def struck(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(strike=True)


def white_on_white(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(color="FFFFFFFF")


def green_on_green(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(color="FF00AA00")
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00AA00")


def commented(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("Registrar:\nminimum grade of C", "Registrar")


LOOKS = {
    "struck through": (struck, Attachment.STRUCK),
    "white on white": (white_on_white, Attachment.INVISIBLE),
    "the color of its background": (green_on_green, Attachment.INVISIBLE),
    "with a comment": (commented, Attachment.COMMENT),
}


@pytest.mark.parametrize(("change", "kind"), LOOKS.values(), ids=LOOKS)
def test_what_may_change_a_cells_meaning_stays_with_it(
    as_workbook: Write, change: Callable[[Worksheet], None], kind: Attachment
) -> None:
    sheet = read(as_workbook([HEADINGS, ["ENGL 101", "WRIT 101"]], change=change))
    assert kinds(cell(sheet, "B", 2)) == [kind]


def test_a_comment_is_read_without_its_authors_name(as_workbook: Write) -> None:
    sheet = read(as_workbook([HEADINGS, ["A", "B"]], change=commented))
    assert cell(sheet, "B", 2).attached[0].text == "minimum grade of C"


def test_shading_alone_is_decoration(as_workbook: Write) -> None:
    def shaded(sheet: Worksheet) -> None:
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFFC7CE")

    sheet = read(as_workbook([HEADINGS, ["A", "B"]], change=shaded))
    assert cell(sheet, "B", 2).attached == ()


def test_hidden_rows_columns_and_sheets_are_known(as_workbook: Write) -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book = sheet.parent
        assert book is not None
        other = book.create_sheet("old 2019")
        other["A1"] = "x"
        other.sheet_state = "hidden"

    content = as_workbook([HEADINGS, ["A", "B", "C"]], change=hidden)
    workbook = read_workbook(content, "w.xlsx")
    assert isinstance(workbook, Workbook)
    first, old = workbook.sheets
    rows = list(first.rows)
    assert [row.hidden for row in rows] == [False, True]
    assert first.hidden_columns == {"C"}
    assert (first.hidden, old.hidden) == (False, True)


def test_a_merged_source_stands_beside_each_of_its_rows(as_workbook: Write) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")

    rows = [HEADINGS, ["MATH 221", "MATH 2114"], [None, "MATH 2115"]]
    sheet = read(as_workbook(rows, change=merged))
    found = cell(sheet, "A", 3)
    assert (found.text, kinds(found)) == ("MATH 221", [Attachment.MERGED])


def with_part(content: bytes, part: str, text: str) -> bytes:
    """The same workbook with one part put in or replaced."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, text)
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def of_cells(as_workbook: Write, *cells: str) -> Sheet:
    """A sheet whose first row is written by hand."""
    text = f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1">{"".join(cells)}'
    text += "</row></sheetData></worksheet>"
    return read(with_part(as_workbook([["x"]]), SHEET, text))


def test_a_raised_figure_is_a_mark_and_no_part_of_the_code(as_workbook: Write) -> None:
    raised = '<rPr><vertAlign val="superscript"/></rPr>'
    text = f"<r><t>ENGL 1158</t></r><r>{raised}<t>1</t></r>"
    sheet = of_cells(as_workbook, f'<c r="A1" t="inlineStr"><is>{text}</is></c>')
    found = cell(sheet, "A", 1)
    assert found.text == "ENGL 1158"
    assert [(one.kind, one.text) for one in found.attached] == [
        (Attachment.FOOTNOTE, "1")
    ]


FORMULAS = {
    "computed from this workbook": ("1+2", "3", []),
    "from another workbook": ("[1]Sheet1!A1", "3", [Attachment.OUTSIDE_VALUE]),
    "from the network": (
        'WEBSERVICE("http://x.invalid")',
        "3",
        [Attachment.OUTSIDE_VALUE],
    ),
    "from today's date": ("TODAY()", "3", [Attachment.OUTSIDE_VALUE]),
    "by a name nobody defined": ("Rates*2", "3", [Attachment.OUTSIDE_VALUE]),
    "of a cell that is from outside": ("B1+1", "3", [Attachment.OUTSIDE_VALUE]),
    "without a stored result": ("1+2", "", [Attachment.NO_STORED_VALUE]),
}


@pytest.mark.parametrize(("formula", "stored", "kind"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_never_computed(
    as_workbook: Write, formula: str, stored: str, kind: list[Attachment]
) -> None:
    value = f"<v>{stored}</v>" if stored else ""
    text = formula.replace('"', "&quot;")
    sheet = of_cells(
        as_workbook,
        f'<c r="A1"><f>{text}</f>{value}</c>',
        '<c r="B1"><f>[1]Sheet1!A1</f><v>7</v></c>',
    )
    assert kinds(cell(sheet, "A", 1)) == kind


def test_reading_the_same_file_twice_gives_the_same_rows(
    as_workbook: Write, tmp_path: Path
) -> None:
    content = as_workbook([HEADINGS, ["ENGL 101", "WRIT 101"]])
    (tmp_path / "w.xlsx").write_bytes(content)
    again = (tmp_path / "w.xlsx").read_bytes()
    assert list(read(content).rows) == list(read(again).rows)


def test_a_row_knows_which_of_its_cells_stand_where() -> None:
    row = Row("w", "s", 3, (Cell("B", "x"),))
    assert row.cell("B") == Cell("B", "x")
    assert row.cell("A") is None
    assert str(row.place()) == "w!s!3"
