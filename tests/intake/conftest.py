"""Small workbooks, tables and layouts for the tests of this room."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.intake.both_ways import agree

from articulate.intake.articulations import (
    ImportedRules,
    open_table,
    read_articulations,
)
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties, Party
from articulate.intake.sheet import Workbook
from articulate.model.calendar import Term
from articulate.model.identifiers import InstitutionId, TermCode

FALL_2024 = Term(TermCode("2024FA"), "Fall 2024", date(2024, 9, 23), date(2024, 12, 13))
NCC = Party(
    InstitutionId("NCC"),
    names=("Northfield College",),
    ids=("123456",),
    terms=(FALL_2024,),
)
UNI = Party(InstitutionId("UNI"), names=("Lakeside University",))


class MakeWorkbook(Protocol):
    """Writes rows as a workbook, and lets *change* do something to its sheet."""

    def __call__(
        self,
        rows: Sequence[Sequence[object]],
        *,
        sheet: str = "NCC",
        change: Callable[[Worksheet], None] | None = None,
    ) -> bytes: ...


class ImportTable(Protocol):
    """Imports rows under headings of the plain layout."""

    def __call__(
        self, headings: Sequence[str], *rows: Sequence[str]
    ) -> ImportedRules: ...


@pytest.fixture(scope="session")
def parties() -> Parties:
    """A sending college and a receiving university."""
    return Parties(NCC, UNI)


@pytest.fixture(scope="session")
def layouts(checkout: Path) -> Callable[[str], Layout]:
    """The layouts that are shipped, by name."""

    def load(name: str) -> Layout:
        file = checkout / "registrars" / "state" / "layouts" / f"{name}.toml"
        layout = read_layout(file.read_text(encoding="utf-8"), file.name)
        assert isinstance(layout, Layout)
        return layout

    return load


@pytest.fixture(scope="session")
def import_plain(layouts: Callable[[str], Layout], parties: Parties) -> ImportTable:
    """Import rows under headings of the plain layout."""

    def run(headings: Sequence[str], *rows: Sequence[str]) -> ImportedRules:
        content, layout = _as_csv([headings, *rows]), layouts("plain")
        opened = open_table(content, "table.csv", layout)
        assert isinstance(opened, Workbook)
        agree(opened, layout, parties)
        return read_articulations(
            content, parties, workbook_name="table.csv", layout=layout
        )

    return run


@pytest.fixture(scope="session")
def as_csv() -> Callable[[Sequence[Sequence[str]]], bytes]:
    """Write rows as a delimited text."""
    return _as_csv


@pytest.fixture(scope="session")
def as_workbook() -> MakeWorkbook:
    """Write rows as a workbook."""

    def write(
        rows: Sequence[Sequence[object]],
        *,
        sheet: str = "NCC",
        change: Callable[[Worksheet], None] | None = None,
    ) -> bytes:
        book = openpyxl.Workbook()
        first = book.worksheets[0]
        first.title = sheet
        for row in rows:
            first.append(list(row))
        if change is not None:
            change(first)
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    return write


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
