"""The same rows out of delimited text."""

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.archive import Limits
from articulate.intake.delimited import read_delimited
from articulate.intake.sheet import Workbook


def rows(content: bytes) -> list[list[str]]:
    workbook = read_delimited(content, "t.csv")
    assert isinstance(workbook, Workbook)
    return [[cell.text for cell in row.cells] for row in workbook.sheets[0].rows]


def codes(content: bytes) -> list[Code]:
    read = read_delimited(content, "t.csv")
    return (
        [read.code]
        if isinstance(read, Diagnostic)
        else [d.code for d in read.diagnostics]
    )


TEXTS = {
    "commas": b"From,To\nA 1,B 2\n",
    "semicolons": b"From;To\nA 1;B 2\n",
    "tabs": b"From\tTo\nA 1\tB 2\n",
    "bars": b"From|To\nA 1|B 2\n",
    "a byte order mark": b"\xef\xbb\xbfFrom,To\nA 1,B 2\n",
    "UTF-16": "From,To\nA 1,B 2\n".encode("utf-16"),
    "Windows line ends": b"From,To\r\nA 1,B 2\r\n",
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_a_delimited_text_is_read(content: bytes) -> None:
    assert rows(content) == [["From", "To"], ["A 1", "B 2"]]
    assert codes(content) == []


def test_leading_zeros_stay() -> None:
    assert rows(b"Subject,Number\nCIST,071\n")[1] == ["CIST", "071"]


def test_blank_lines_count_as_rows_as_a_spreadsheet_shows_them() -> None:
    workbook = read_delimited(b"From,To\n\nA 1,B 2\n", "t.csv")
    assert isinstance(workbook, Workbook)
    last = list(workbook.sheets[0].rows)[-1]
    assert str(last.place("A")) == "t.csv!A3"


def test_a_stray_byte_is_reported_and_read_as_latin_1() -> None:
    content = "From,To\nA 1,B\u00a02\nC 1,É 2\n".encode("latin-1")
    assert rows(content)[1] == ["A 1", "B\u00a02"]
    assert codes(content) == [Code.TEXT_ENCODING]


def test_good_utf_8_beside_a_stray_byte_stays_what_it_is() -> None:
    content = "É 1,B 1\n".encode() + b"A 1,B\xa02\n"
    assert rows(content) == [["É 1", "B 1"], ["A 1", "B\u00a02"]]


def test_a_row_with_more_fields_than_the_others_is_reported() -> None:
    content = b"A,B,C\n1,2,3\n1,2,3\n1,2,3,4\n"
    assert codes(content) == [Code.RAGGED_ROW]


def test_a_quote_that_is_not_closed_stops_the_reading() -> None:
    content = b'A,B\n"x,2\n'
    assert codes(content) == [Code.RAGGED_ROW]


def test_a_workbook_is_not_taken_for_text() -> None:
    assert codes(b"PK\x03\x04\0\0\0\0") == [Code.NOT_A_WORKBOOK]


@pytest.mark.parametrize("cells", [3, 4, 5])
def test_a_text_with_too_many_cells_is_not_read(cells: int) -> None:
    read = read_delimited(b"A,B\n ,\nA 1,B 2\n", "t.csv", limits=Limits(cells=cells))
    refused = isinstance(read, Diagnostic) and read.code is Code.WORKBOOK_TOO_LARGE
    assert refused is (cells < 4)
