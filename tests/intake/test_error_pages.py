"""The examples of the pages of this room's codes do what the pages say.

What an example is read as stands in the line above it: a table of one of the shipped
layouts, a transcript, a learner's record, a layout, or a workbook that is built here
under the name in brackets, with its cells described on the page.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from tests.intake.both_ways import agree

from articulate.bootstrap.cohorts import cohort_from
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.archive import LIMITS, Limits
from articulate.intake.articulations import read_articulations
from articulate.intake.contained import read_contained
from articulate.intake.exams import read_exams
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties
from articulate.intake.published import read_catalog
from articulate.intake.record import read_record
from articulate.intake.resolution_file import read_resolutions
from articulate.intake.sheet import Workbook
from articulate.intake.tables import read_table
from articulate.intake.transcripts import Senders, read_transcript

PAGES = Path(__file__).parents[2] / "docs" / "errors"
EXAMPLE = re.compile(
    r"^(?P<lead>In a [^\n]*):\n\n```text\n(?P<text>.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)
TABLE = re.compile(r"In a table of the layout `([\w-]+)`(?P<latin>, saved in Latin-1)?")
BUILT = re.compile(r"In a workbook \(`([\w-]+)`\)")
SERVICES = {
    Code.TABLE_FILE_MISSING,
    Code.LAYOUT_MISSING,
    Code.RULE_ROW_UNCLEAR,
}
"""Reported by the services that look for files; their pages show the terminal."""

OURS = sorted(
    code for code in Code if "AR601" <= code <= "AR659" and code not in SERVICES
)
PAIR = ["Sending course", "Receiving course"]
CIS = ["CIS 120", "CSCI 141"]
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR = (
    f'<worksheet xmlns="{NAMESPACE}"><sheetData>'
    '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
)
Load = Callable[[str], Layout]
Write = Callable[..., bytes]


def struck(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(strike=True)


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hidden_sheet(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.parent.create_sheet("old 2019").sheet_state = "hidden"


KEYED = [["Key:", "Equivalent course", "No credit"], [], PAIR, CIS]
GREEN, RED, ORANGE = "C6EFCE", "FFC7CE", "F8CBAD"


def shaded(color: str) -> Callable[[Worksheet], None]:
    """Color the two meanings of a key, and the one receiving course below it."""

    def paint(sheet: Worksheet) -> None:
        for cell, shade in (("B1", GREEN), ("C1", RED), ("B4", color)):
            sheet[cell].fill = PatternFill("solid", fgColor=shade)

    return paint


def more_sheets(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    for number in range(7):
        sheet.parent.create_sheet(f"more {number}")


def rewritten(content: bytes, text: str) -> bytes:
    """The same workbook with every sheet written by hand."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if "sheets/sheet" in name else old.read(name))
    return written.getvalue()


def with_target(content: bytes, cell: str) -> bytes:
    """The same workbook with the cell B2 written by hand."""
    heads = "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in PAIR)
    source = '<c t="inlineStr"><is><t>CIS 120</t></is></c>'
    rows = f'<row r="1">{heads}</row><row r="2">{source}{cell}</row>'
    text = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    return rewritten(content, text)


def inflating() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * 40_000_000)
    return written.getvalue()


def encrypted() -> bytes:
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512
    return head + "EncryptedPackage".encode("utf-16-le")


def built(write: Write) -> dict[str, Callable[[], bytes]]:
    """The workbooks that the pages describe."""
    plain = write([PAIR, CIS])
    return {
        "plain-workbook": lambda: plain,
        "text-named-xlsx": lambda: (
            b"Sending course,Receiving course\nCIS 120,CSCI 141\n"
        ),
        "with-a-password": encrypted,
        "cut-short": lambda: plain[:600],
        "inflating": inflating,
        "slow": lambda: rewritten(write([PAIR, CIS], change=more_sheets), FAR),
        "other-sheet-name": lambda: write([PAIR, CIS], sheet="NCC 2024"),
        "hidden-sheet": lambda: write([PAIR, CIS], change=hidden_sheet),
        "hidden-row": lambda: write(
            [PAIR, ["PHIL 175", "PHIL 1200"]], change=hidden_row
        ),
        "struck-through": lambda: write([PAIR, CIS], change=struck),
        "shade-without-meaning": lambda: write(KEYED, change=shaded(ORANGE)),
        "shade-against-text": lambda: write(KEYED, change=shaded(RED)),
        "shade-of-the-key": lambda: write(KEYED, change=shaded(GREEN)),
        "formula-from-outside": lambda: with_target(
            plain, '<c r="B2" t="str"><f>[1]Sheet1!A1</f><v>CSCI 141</v></c>'
        ),
        "error-in-cell": lambda: with_target(plain, '<c r="B2" t="e"><v>#REF!</v></c>'),
        "code-became-date": lambda: write([PAIR, [date(2025, 3, 1), "CSCI 141"]]),
    }


class Reader:
    """Reads an example as its page says, and gives back the codes that came of it."""

    def __init__(
        self, load: Load, parties: Parties, write: Write, folder: Path
    ) -> None:
        self._folder = folder
        self._load = load
        self._parties = parties
        self._built = built(write)

    def codes(self, lead: str, text: str) -> set[Code]:
        """The codes that reading an example gives."""
        if (table := TABLE.fullmatch(lead)) is not None:
            content = text.encode("latin-1" if table["latin"] else "utf-8")
            return self._table(content, self._load(table[1]))
        if (workbook := BUILT.fullmatch(lead)) is not None:
            return self._workbook(workbook[1])
        match lead:
            case "In a catalog of the layout `catalog`":
                catalog = read_catalog(
                    text.encode(),
                    self._parties.receiving.institution,
                    workbook_name="catalog.csv",
                    layout=self._load("catalog"),
                )
                return _codes(catalog.report)
            case "In a table of exams of the layout `exams`":
                exams = read_exams(
                    text.encode(),
                    workbook_name="exams.csv",
                    layout=self._load("exams"),
                )
                return _codes(exams.report)
            case "In a table of the layout `plain`, with the choices":
                return self._chosen(*text.split("---\n"))
            case "In a layout":
                read = read_layout(text, "ours.toml")
                return _codes(read) if isinstance(read, Report) else set()
            case "In a table of many learners' courses":
                (self._folder / "courses.csv").write_text(text, encoding="utf-8")
                cohort = cohort_from(self._folder / "courses.csv", None)
                return _codes(cohort if isinstance(cohort, Report) else cohort.report)
            case "In a learner's record":
                found = read_record(text, "record.json")
                return _codes(found) if isinstance(found, Report) else set()
            case "In a transcript":
                return _codes(
                    read_transcript(
                        text.encode(),
                        Senders((self._parties.sending,)),
                        workbook_name="transcript.csv",
                        layout=self._load("transcript"),
                    ).preview.report
                )
            case _:
                msg = f"nobody says how to read an example {lead!r}"
                raise ValueError(msg)

    def _table(self, content: bytes, layout: Layout) -> set[Code]:
        imported = read_articulations(
            content, self._parties, workbook_name="table.csv", layout=layout
        )
        return _codes(imported.preview.report)

    def _chosen(self, table: str, choices: str) -> set[Code]:
        chosen = read_resolutions(choices, "ncc-uni.toml")
        if isinstance(chosen, Report):
            return _codes(chosen)
        imported = read_articulations(
            table.encode(),
            replace(self._parties, resolutions=chosen),
            workbook_name="table.csv",
            layout=self._load("plain"),
        )
        return _codes(imported.preview.report)

    def _workbook(self, name: str) -> set[Code]:
        limits = Limits(seconds=1) if name == "slow" else LIMITS
        opened = read_contained(self._built[name](), f"{name}.xlsx", limits)
        if isinstance(opened, Diagnostic):
            return {opened.code}
        assert isinstance(opened, Workbook)
        named = "NCC" if name == "other-sheet-name" else None
        agree(opened, self._load("plain"), self._parties, named)
        read = read_table(opened, self._load("plain"), self._parties, sheet=named)
        return _codes(read.preview.report)


@pytest.fixture(scope="module")
def reader(
    layouts: Load,
    parties: Parties,
    as_workbook: Write,
    tmp_path_factory: pytest.TempPathFactory,
) -> Reader:
    return Reader(layouts, parties, as_workbook, tmp_path_factory.mktemp("tables"))


def _codes(report: Report) -> set[Code]:
    return {one.code for one in report.diagnostics}


def examples(code: Code, section: str) -> list[tuple[str, str]]:
    """The examples of one section of a page, each with what it is read as."""
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    text = page.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return [(found["lead"], found["text"]) for found in EXAMPLE.finditer(text)]


@pytest.mark.parametrize("code", OURS, ids=str)
def test_the_first_example_of_a_page_gives_its_code(code: Code, reader: Reader) -> None:
    (shown,) = examples(code, "Shows it")
    assert code in reader.codes(*shown)


@pytest.mark.parametrize("code", OURS, ids=str)
def test_the_corrected_examples_of_a_page_do_not(code: Code, reader: Reader) -> None:
    corrected = examples(code, "Put it right")
    assert corrected
    for example in corrected:
        assert reader.codes(*example) == set()
