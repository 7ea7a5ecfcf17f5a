"""Layouts: an office's own description of its sheets, checked like everything else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.columns import Table, find_table
from articulate.intake.delimited import read_delimited
from articulate.intake.layout import Holds, Layout, LayoutColumn
from articulate.intake.layout_file import read_layout
from articulate.intake.sheet import Sheet, Workbook

Load = Callable[[str], Layout]
OURS = """
layout = "ours"
reads = "articulations"

[[columns]]
holds = "sending course"
headings = ["DCC course"]
required = true

[[columns]]
holds = "receiving course"
headings = ["UNO course"]
required = true
"""


def shipped(checkout: Path) -> list[Path]:
    return sorted((checkout / "registrars").glob("*/layouts/*.toml"))


def test_every_shipped_layout_is_valid_and_named_like_its_file(checkout: Path) -> None:
    files = shipped(checkout)
    assert files
    for file in files:
        layout = read_layout(file.read_text(encoding="utf-8"), file.name)
        assert isinstance(layout, Layout)
        assert layout.name == file.stem
        assert layout.title


def problems(text: str) -> list[tuple[str, str]]:
    read = read_layout(text, "ours.toml")
    assert isinstance(read, Report)
    assert {one.code for one in read.diagnostics} == {Code.LAYOUT_INVALID}
    return [(one.message, one.help) for one in read.diagnostics]


WRONG = {
    "a key nobody knows": ('colour = "red"\n' + OURS, "a layout has no `colour`"),
    "a kind of column nobody knows": (
        OURS.replace('"sending course"', '"sending corse"'),
        "`holds` cannot be `sending corse`",
    ),
    "a kind of rows nobody knows": (
        OURS.replace('"articulations"', '"grades"'),
        "`reads` cannot be `grades`",
    ),
    "a column of a transcript": (
        OURS + '\n[[columns]]\nholds = "term"\nheadings = ["Term"]\n',
        "column 3 holds `term`, which a layout that reads articulations does not have",
    ),
    "a kind of column twice": (
        OURS + '\n[[columns]]\nholds = "receiving course"\nheadings = ["To"]\n',
        "`receiving course` is described twice",
    ),
    "a column without headings": (
        OURS + '\n[[columns]]\nholds = "notes"\n',
        "column 3 (`notes`) has neither headings nor letters",
    ),
    "no receiving course": (
        OURS.replace("receiving course", "notes"),
        "the layout does not say which column holds `receiving course`",
    ),
    "letters without a first row": (
        OURS.replace('headings = ["DCC course"]', 'columns = ["A"]'),
        "columns are named by letters, but the first row of the table is not named",
    ),
    "a name that is none": (
        OURS.replace('"ours"', '"Ours!"'),
        "`layout` cannot be `Ours!`",
    ),
    "no columns": (
        'layout = "ours"\nreads = "articulations"\n',
        "`columns` is missing",
    ),
    "what is not TOML": ("layout = [\n", "the layout is not valid TOML"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_a_layout_is_said(text: str, message: str) -> None:
    assert any(said.startswith(message) for said, _ in problems(text))


def test_a_misspelt_kind_of_column_is_offered_the_nearest() -> None:
    found = problems(OURS.replace('"sending course"', '"sending corse"'))
    assert found[0][1] == "did you mean `sending course`?"


def test_a_mistake_has_its_line() -> None:
    read = read_layout(OURS.replace('"sending course"', '"sending corse"'), "o.toml")
    assert isinstance(read, Report)
    place = read.diagnostics[0].place
    assert isinstance(place, Span)
    assert place.line == 6


def sheet(text: str) -> Sheet:
    workbook = read_delimited(text.encode(), "t.csv")
    assert isinstance(workbook, Workbook)
    return workbook.sheets[0]


def test_headings_are_found_wherever_the_table_begins(layouts: Load) -> None:
    text = "A title,\n,\nReceiving Course,SENDING  COURSE\nB 2,A 1\n"
    table = find_table(sheet(text), layouts("plain"))
    assert isinstance(table, Table)
    assert table.heading == 3
    assert table.of(Holds.SENDING_COURSE) == ("B",)


def test_a_missing_column_is_named_and_the_nearest_heading_offered(
    layouts: Load,
) -> None:
    missing = find_table(
        sheet("Sending corse,Receiving course\nA 1,B 2\n"), layouts("plain")
    )
    assert not isinstance(missing, Table)
    assert missing.code is Code.COLUMN_MISSING
    assert "`Sending corse`" in missing.help


def test_columns_may_be_named_by_letters() -> None:
    text = OURS.replace('headings = ["DCC course"]', 'columns = ["B"]').replace(
        'headings = ["UNO course"]', 'columns = ["A"]'
    )
    layout = read_layout(
        text.replace("[[columns]]", "[sheet]\nfirst_row = 2\n\n[[columns]]", 1), "o"
    )
    assert isinstance(layout, Layout)
    table = find_table(sheet("anything,at all\nB 2,A 1\n"), layout)
    assert isinstance(table, Table)
    assert (table.heading, table.of(Holds.SENDING_COURSE)) == (1, ("B",))


def reference(checkout: Path) -> str:
    return (checkout / "docs" / "reference" / "layouts.md").read_text(encoding="utf-8")


def test_the_layout_on_the_reference_page_is_valid(checkout: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", reference(checkout), re.DOTALL)
    assert example is not None
    layout = read_layout(example[1], "layouts.md")
    assert isinstance(layout, Layout)
    assert layout.names_of("NCC") == ("NORTHFIELD CC", "Northfield C.C.")


@pytest.mark.parametrize("holds", Holds, ids=str)
def test_every_kind_of_column_is_on_the_reference_page(
    checkout: Path, holds: Holds
) -> None:
    side, _, thing = holds.partition(" ")
    mirrored = side == "receiving" and f"`sending {thing}`" in reference(checkout)
    assert mirrored or f"`{holds}`" in reference(checkout)


KEYS = sorted({*Layout.__slots__, *LayoutColumn.__slots__} - {"name"})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_a_layout_is_on_the_reference_page(
    checkout: Path, key: str
) -> None:
    assert re.search(rf"\b{key}\b", reference(checkout))


SHARED = "Sending course,Title,Credits,Receiving course,Title,Credits"


def test_a_heading_of_both_sides_belongs_to_the_courses_on_its_left(
    layouts: Load,
) -> None:
    table = find_table(sheet(f"{SHARED}\nA 1,x,5,B 2,y,3\n"), layouts("plain"))
    assert isinstance(table, Table)
    assert table.of(Holds.SENDING_CREDITS) == ("C",)
    assert table.of(Holds.RECEIVING_CREDITS) == ("F",)
    assert table.of(Holds.RECEIVING_TITLE) == ("E",)


def test_the_senders_credit_is_never_taken_for_the_award(layouts: Load) -> None:
    text = "Sending course,Credits,Receiving course\nA 1,5,B 2\n"
    table = find_table(sheet(text), layouts("plain"))
    assert isinstance(table, Table)
    assert table.of(Holds.SENDING_CREDITS) == ("B",)
    assert table.of(Holds.RECEIVING_CREDITS) == ()


def test_where_the_sides_are_turned_a_shared_heading_is_nobodys(layouts: Load) -> None:
    text = "Receiving course,Sending course,Credits\nB 2,A 1,3\n"
    table = find_table(sheet(text), layouts("plain"))
    assert isinstance(table, Table)
    assert table.undescribed == (("C", "Credits"),)


def test_a_heading_of_two_kinds_on_one_side_is_a_mistake() -> None:
    more = '\n[[columns]]\nholds = "notes"\nheadings = ["DCC course"]\n'
    assert problems(OURS + more)[0][0].startswith("the heading `dcc course` stands for")
