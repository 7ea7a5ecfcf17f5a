"""Files that are no workbook, or should not be opened, are refused before anything."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.archive import LIMITS, Limits, refuse_archive
from articulate.intake.contained import read_contained
from articulate.intake.sheet import Workbook
from articulate.intake.spool import line_of, spooled_workbook
from articulate.intake.workbook import read_workbook, stream_workbook

Write = Callable[..., bytes]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def archive(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        for name, content in parts:
            made.writestr(name, content)
    return written.getvalue()


BOMB = archive(("xl/workbook.xml", b" " * 40_000_000))
REFUSED = {
    "a delimited text named .xlsx": (b"From,To\nA,B\n", Code.NOT_A_WORKBOOK),
    "a web page named .xlsx": (b"<html><table></table></html>", Code.NOT_A_WORKBOOK),
    "an empty file": (b"", Code.NOT_A_WORKBOOK),
    "a workbook of the old format": (OLE + b"\0" * 512, Code.NOT_A_WORKBOOK),
    "a text document": (archive(("word/document.xml", b"<x/>")), Code.NOT_A_WORKBOOK),
    "a binary workbook": (archive(("xl/workbook.bin", b"x")), Code.NOT_A_WORKBOOK),
    "a workbook with a password": (ENCRYPTED, Code.WORKBOOK_ENCRYPTED),
    "a workbook cut short": (
        archive(("xl/workbook.xml", b"<x/>"))[:60],
        Code.WORKBOOK_DAMAGED,
    ),
    "a part that swells when unpacked": (BOMB, Code.WORKBOOK_TOO_LARGE),
    "a part packed in an unusual way": (
        archive(("xl/workbook.xml", b"<x/>"), method=zipfile.ZIP_BZIP2),
        Code.WORKBOOK_DAMAGED,
    ),
}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_before_it_is_opened(content: bytes, code: Code) -> None:
    refused = refuse_archive(content, "w.xlsx")
    assert refused is not None
    assert refused.code is code
    assert str(refused.place) == "w.xlsx"


def test_what_a_file_seems_to_be_is_said_and_not_acted_on() -> None:
    refused = read_workbook(b"From,To,Credit\nA 1,B 2,3\n", "w.xlsx")
    assert isinstance(refused, Diagnostic)
    assert "comma-separated text" in refused.message


def test_more_parts_than_any_workbook_has_are_refused() -> None:
    many = archive(*((f"xl/{number}.xml", b"x") for number in range(30)))
    refused = refuse_archive(many, "w.xlsx", Limits(parts=20))
    assert refused is not None
    assert refused.code is Code.WORKBOOK_TOO_LARGE


@pytest.mark.parametrize("rest", [b"", b"<worksheet", b"\0" * 40, b"<a>&b;</a>"])
def test_a_part_that_is_no_xml_is_damage_and_no_crash(
    as_workbook: Write, rest: bytes
) -> None:
    content = with_sheets(as_workbook([["A", "B"]]), rest)
    refused = read_workbook(content, "w.xlsx")
    assert isinstance(refused, Diagnostic)
    assert refused.code is Code.WORKBOOK_DAMAGED


def test_an_entity_is_never_expanded(as_workbook: Write) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    test_a_part_that_is_no_xml_is_damage_and_no_crash(as_workbook, bomb)


def test_cells_are_counted_while_they_are_read(as_workbook: Write) -> None:
    content = as_workbook([["x"] * 50 for _ in range(50)])
    refused = read_workbook(content, "w.xlsx", Limits(cells=1_000))
    assert isinstance(refused, Diagnostic)
    assert refused.code is Code.WORKBOOK_TOO_LARGE


def test_a_contained_reading_gives_the_same_rows(as_workbook: Write) -> None:
    content = as_workbook([["A", "B"], ["ENGL 101", 3.5]])
    here, there = read_workbook(content, "w.xlsx"), read_contained(content, "w.xlsx")
    assert isinstance(here, Workbook)
    assert isinstance(there, Workbook)
    assert [list(sheet.rows) for sheet in here.sheets] == [
        list(sheet.rows) for sheet in there.sheets
    ]


def test_a_reading_that_needs_too_much_memory_is_stopped(as_workbook: Write) -> None:
    content = as_workbook([["A", "B"]])
    stopped = read_contained(content, "w.xlsx", Limits(memory=40 << 20))
    assert isinstance(stopped, Diagnostic)
    assert stopped.code is Code.READING_STOPPED


FAR_BELOW = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    b"</sheetData></worksheet>"
)


def with_sheets(content: bytes, text: bytes) -> bytes:
    """The same workbook with every sheet written by hand."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if "sheets/sheet" in name else old.read(name))
    return written.getvalue()


def more_sheets(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    for number in range(7):
        book.create_sheet(f"more {number}")


def test_what_a_sheet_claims_about_its_size_is_not_believed(as_workbook: Write) -> None:
    content = with_sheets(as_workbook([["A"]]), FAR_BELOW)
    workbook = read_contained(content, "w.xlsx")
    assert isinstance(workbook, Workbook)
    assert [row.number for row in workbook.sheets[0].rows] == [1]


def test_a_reading_that_takes_too_long_is_stopped(as_workbook: Write) -> None:
    content = with_sheets(as_workbook([["A"]], change=more_sheets), FAR_BELOW)
    stopped = read_contained(content, "w.xlsx", Limits(seconds=1))
    assert isinstance(stopped, Diagnostic)
    assert stopped.code is Code.READING_STOPPED


def test_the_limits_are_named_values() -> None:
    assert LIMITS.part > LIMITS.file
    assert LIMITS.unpacked >= LIMITS.part


def test_what_a_reading_gives_survives_its_way_between_processes(
    as_workbook: Write,
) -> None:
    rows = [["A", 8 / 3, date(2025, 3, 1), True, None, "x" * 300, "é"]]

    def remarked(sheet: Worksheet) -> None:
        sheet["A1"].comment = Comment("Ann:\nwhy?", "Ann")
        sheet["B1"].number_format = '"about "0'

    content = as_workbook(rows, change=remarked)
    here = read_workbook(content, "w.xlsx")
    lines = [line_of(event) for event in stream_workbook(content, "w.xlsx")]
    there = spooled_workbook("w.xlsx", lines)
    assert isinstance(here, Workbook)
    assert isinstance(there, Workbook)
    assert [list(one.rows) for one in here.sheets] == [
        list(one.rows) for one in there.sheets
    ]


def test_a_problem_survives_its_way_between_processes() -> None:
    problem = refuse_archive(b"From,To\n", "w.xlsx")
    assert problem is not None
    assert spooled_workbook("w.xlsx", [line_of(problem)]) == problem
    warning = replace(problem, severity=Severity.WARNING)
    noticed = spooled_workbook("w.xlsx", [line_of(warning)])
    assert noticed == Workbook("w.xlsx", (), (warning,))


def test_more_sheets_than_any_workbook_has_are_refused(as_workbook: Write) -> None:
    content = as_workbook([["A"]], change=more_sheets)
    refused = read_workbook(content, "w.xlsx", Limits(sheets=3))
    assert isinstance(refused, Diagnostic)
    assert refused.code is Code.WORKBOOK_TOO_LARGE


def test_a_workbook_that_refers_to_another_file_says_so(as_workbook: Write) -> None:
    content = as_workbook([["A"]])
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as made:
        made.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    workbook = read_workbook(written.getvalue(), "w.xlsx")
    assert isinstance(workbook, Workbook)
    (noticed,) = workbook.diagnostics
    assert (noticed.code, noticed.severity) == (Code.FORMULA_NOT_READ, Severity.WARNING)
