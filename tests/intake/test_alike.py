"""Rows that are alike are understood once, and nothing comes out otherwise for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.both_ways import agree, packed

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span
from articulate.intake import tables
from articulate.intake.alike_sheet import ALONE, AlikeSheet, open_alike
from articulate.intake.cell_chains import read_chain
from articulate.intake.cell_language import (
    SIMPLE,
    CellLanguage,
    CellReading,
    is_chained,
)
from articulate.intake.courses import codes
from articulate.intake.delimited import read_delimited
from articulate.intake.expressions import read_courses
from articulate.intake.fields import Fields
from articulate.intake.key import Key
from articulate.intake.layout import Holds, Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.normalize.connectives import Language
from articulate.intake.normalize.text import plain
from articulate.intake.parties import Parties
from articulate.intake.plain_codes import plain_codes
from articulate.intake.resolutions import Resolution
from articulate.intake.rows import ArticulationRow, read_row
from articulate.intake.sheet import (
    Attached,
    Attachment,
    Cell,
    CellKind,
    Row,
    Sheet,
    SheetOpened,
    Workbook,
    column_letters,
)
from articulate.intake.spool import line_of, spooled_workbook
from articulate.intake.tokens import token_rows
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, Subject
from articulate.rulebook.stored_rows import StoredRules

Load = Callable[[str], Layout]

# --- a cell of the plainest form ------------------------------------------------------

WORDS = (
    *("BIOL", "ACC", "MATH", "OR", "AND", "ONE", "ALL", "TOTAL", "TOTALS", "PAGE"),
    *("PENDING", "DRAFT", "VOID", "EXPIRED", "PRINTED", "NO", "LEVEL", "REFER", "NA"),
    *("EITHER", "ANY", "PLUS", "TBD", "ELECTIVE", "GRAND", "ET", "OU", "UND", "CRSE"),
)
SUBJECTS = st.one_of(
    st.sampled_from(WORDS), st.text("ABEGMORTUX", min_size=1, max_size=9)
)
NUMBERS = st.from_regex(r"[0-9]{1,6}[A-DXL]{0,2}", fullmatch=True)
ONE_CODE = st.builds(
    "{}{}{}".format, SUBJECTS, st.sampled_from((" ", "", "-")), NUMBERS
)
JOINERS = st.sampled_from(
    (*(" & ", " and ", " or ", " OR ", " And "), *(", ", " / ", "-", " ", " & or "))
)
CELLS = st.builds(
    lambda first, rest: first + "".join(joiner + code for joiner, code in rest),
    ONE_CODE,
    st.lists(st.tuples(JOINERS, st.one_of(ONE_CODE, NUMBERS)), max_size=4),
)
LANGUAGES = st.sampled_from(
    (
        CellLanguage(),
        CellLanguage(Language.FRENCH),
        CellLanguage(Language.GERMAN, ("BIOL", "M A")),
        CellLanguage(subjects=("ACC", "R")),
        CellLanguage(bracketed_credits=True),
    )
)


@settings(max_examples=300)
@given(CELLS, LANGUAGES)
def test_a_plain_cell_is_read_as_the_grammar_reads_it(
    written: str, how: CellLanguage
) -> None:
    found = plain_codes(written, chained=is_chained(how))
    if found is None:
        return
    text = plain(written)
    simple = SIMPLE.fullmatch(text) is not None
    reading = read_courses(written, how) if simple else read_chain(text, how)
    assert reading == CellReading(found.expression)
    named = [
        part for code in codes(found.expression) for part in (code.subject, code.number)
    ]
    assert list(found.parts) == named


PLAIN = {
    "BIOL 265": True,
    " BIOL 265L ": True,
    "BIOL265 & 266": True,
    "ENGL 2071 or ENGL 2072": True,
    "A&S 1119": False,
    "BIOL 2XX": False,
    "BIOL 265, 266": False,
    "BIOL 265 and BIOL 265": False,
    "PENDING 101": False,
    "CHEM 1 and 2 or 3": False,
}


@pytest.mark.parametrize(("written", "plain"), PLAIN.items())
def test_which_cells_are_plain(written: str, plain: bool) -> None:  # noqa: FBT001
    assert (plain_codes(written) is not None) is plain


# --- whole tables ---------------------------------------------------------------------

HEADINGS = (
    *("Rule id", "Sending course", "Receiving course", "Receiving credits"),
    *("Minimum grade", "Effective from", "Effective through", "Receiving title"),
    *("Notes", "Sending title", "To institution", "Citation", "Status"),
)
FEW = st.integers(1, 5)
MANY = st.integers(1, 60)
PLAIN_CODE = st.builds(
    "{} {}".format, st.sampled_from(("BIOL", "ACC", "CIS")), st.one_of(FEW, MANY, MANY)
)
SENDING = st.one_of(
    PLAIN_CODE,
    PLAIN_CODE,
    st.builds("{} & {}".format, PLAIN_CODE, PLAIN_CODE),
    st.builds("{} or {}".format, PLAIN_CODE, FEW),
    CELLS,
    st.sampled_from(("", "none", "BIOL 101-103", "TOTALS 7", "PENDING 1", "ACC 2XX")),
)
RECEIVING = st.one_of(
    PLAIN_CODE,
    PLAIN_CODE,
    st.builds("{} and {}".format, PLAIN_CODE, PLAIN_CODE),
    CELLS,
    st.sampled_from(
        (
            *("", "no credit", "general elective", "CSCI elective", "GE", "CIS 2XX"),
            *("not evaluated", "see catalog", "CIS 9L", "BIOL 1EL", "no equivalent"),
        )
    ),
)
RULE_IDS = st.one_of(
    st.builds("n{}".format, st.integers(0, 30)),
    st.builds("biol-{}".format, FEW),
    st.sampled_from(("", "", "r1", "Not An Id", "total-1")),
)
ROWS: st.SearchStrategy[list[str]] = st.builds(
    list,
    st.tuples(
        RULE_IDS,
        SENDING,
        RECEIVING,
        st.sampled_from(("", "", "3", "4.0", "3 + 1", "2-4", "x")),
        st.sampled_from(("", "", "C", "B-", "dunno")),
        st.sampled_from(("", "", "", "2020-08-15", "Fall 2024", "Fall 1999")),
        st.sampled_from(("", "", "", "2019-08-14", "2024-08-14")),
        st.sampled_from(("", "", "Biology I", "BIOLOGY ELECTIVE", "Totals", "TBD")),
        st.sampled_from(("", "", "", "Minimum grade of C.", "draft", "only majors")),
        st.sampled_from(("", "Cells", "Total Quality", "Acids")),
        st.sampled_from(("", "", "Lakeside University", "UNI", "Elsewhere")),
        st.sampled_from(("", "", "p. 4")),
        st.sampled_from(("", "", "", "active", "withdrawn")),
    ),
)
AROUND = st.sampled_from(
    (
        *(["EL after a number = elective"], ["Notes"], ["GE = no particular course"]),
        *(["Minimum grade for every course: C"], ["Totals", "12"], ["Draft", "x", "y"]),
        *(["All credit is semester credit."], ["Printed 2024"]),
    )
)


def table(lines: list[list[str]]) -> Workbook:
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    opened = read_delimited(text.encode(), "table.csv", delimiter=",")
    assert isinstance(opened, Workbook)
    return opened


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    """Tables with some of the columns, repeated rows, and lines around the rows."""
    chosen = draw(st.sets(st.integers(3, len(HEADINGS) - 1), max_size=5))
    kept = [*range(draw(st.integers(0, 1)), 3), *sorted(chosen)]
    rows = draw(st.lists(ROWS, max_size=4))
    if rows:  # most rows of a table are like others but for what is their own
        for _ in range(draw(st.integers(0, 14))):
            own = [draw(RULE_IDS), draw(SENDING), draw(RECEIVING)]
            like = draw(st.sampled_from(rows))[3:]
            rows.insert(draw(st.integers(0, len(rows))), [*own, *like])
    lines = [[row[place] for place in kept] for row in rows]
    if lines:
        lines += [
            list(line) for line in draw(st.lists(st.sampled_from(lines), max_size=3))
        ]
    for line in draw(st.lists(AROUND, max_size=1)):
        lines.insert(draw(st.integers(0, len(lines))), line)
    return table([[HEADINGS[place] for place in kept], *lines])


@settings(max_examples=100, deadline=None)
@given(workbook=workbooks())
def test_both_ways_come_to_the_same(
    workbook: Workbook, layouts: Load, parties: Parties
) -> None:
    agree(workbook, layouts("plain"), parties)


TOUCHING = {
    "an id of a row that was read by itself": (
        ["r1", "BIOL 1", "CHEM 1"],
        ["r2", "BIOL 2", "CHEM 2"],
        ["r1", "BIOL 3", "CHEM 3"],
    ),
    "an id of a row that is no plain one": (
        ["r1", "BIOL 1", "CHEM 1"],
        ["r2", "BIOL 2", "CHEM 2"],
        ["r2", "BIOL 3 (a)", "no credit"],
        ["r2", "BIOL 3, and BIOL 4", "CHEM 3"],
    ),
    "an id that is made for another row": (
        ["r1", "BIOL 1", "CHEM 1"],
        ["biol-7", "BIOL 2", "CHEM 2"],
        ["", "biol 7", "CHEM 3"],
    ),
    "a course of a row that was read by itself": (
        ["r1", "BIOL 1", "CHEM 1"],
        ["r2", "BIOL 1", "CHEM 2"],
        ["r3", "BIOL 3", "CHEM 3"],
    ),
    "a course inside an either": (
        ["r1", "BIOL 1 or BIOL 2", "CHEM 1"],
        ["r2", "BIOL 3 or BIOL 4", "CHEM 2"],
        ["r3", "BIOL 5", "CHEM 3"],
        ["r4", "BIOL 4", "CHEM 3"],
    ),
    "a set in another order": (
        ["r1", "BIOL 1 & 2", "CHEM 1"],
        ["r2", "BIOL 3 & 4", "CHEM 2"],
        ["r3", "BIOL 5 & 6", "CHEM 3"],
        ["r4", "BIOL 4 & 3", "CHEM 3"],
    ),
    "the same rule twice": (
        ["r1", "BIOL 1", "CHEM 1"],
        ["r2", "BIOL 2", "CHEM 2"],
        ["r2", "BIOL 2", "CHEM 2"],
    ),
}


@pytest.mark.parametrize("name", TOUCHING)
def test_rows_that_touch_each_other_are_settled_together(
    name: str, layouts: Load, parties: Parties
) -> None:
    rows = TOUCHING[name]
    block = agree(table([[*HEADINGS[:3]], *map(list, rows)]), layouts("plain"), parties)
    assert len(block.rules) < len(rows) or "made for" in name


HALVES = """layout = "halves"
reads = "articulations"
[[columns]]
holds = "sending subject"
headings = ["Subject"]
[[columns]]
holds = "sending number"
headings = ["Number"]
required = true
[[columns]]
holds = "receiving subject"
headings = ["To subject"]
[[columns]]
holds = "receiving number"
headings = ["To number"]
required = true
[[columns]]
holds = "sending course"
headings = ["Course 1", "Course 2"]
[[columns]]
holds = "receiving course"
headings = ["Equiv 1", "Equiv 2"]
several = "together"
[[columns]]
holds = "receiving credits"
headings = ["Credits"]
[[columns]]
holds = "review"
headings = ["Review"]
[[columns]]
holds = "ignored"
headings = ["Remark"]
"""
HALF_HEADINGS = (
    *("Subject", "Number", "To subject", "To number", "Course 1", "Course 2"),
    *("Equiv 1", "Equiv 2", "Credits", "Review", "Remark", "Not described"),
)


def text(written: str) -> Cell:
    return Cell("", written)


def number(written: str) -> Cell:
    return Cell("", written, CellKind.NUMBER, number=Fraction(int(written)))


DIGITS = st.sampled_from(("7", "42", "101", "102", "007", "2101"))
SHADES = st.sampled_from(("", "", "", "FFCC00", "00CC00"))
ODD = st.sampled_from(
    (
        Cell("", "#REF!", CellKind.ERROR),
        Cell("", "2024-01-02", CellKind.DATE, day=date(2024, 1, 2)),
        Cell("", "BIOL 7", attached=(Attached(Attachment.STRUCK),)),
        Cell("", "BIOL 7", attached=(Attached(Attachment.COMMENT, "minimum grade C"),)),
        Cell("", "", attached=(Attached(Attachment.FOOTNOTE, "1"),)),
        Cell("", "yes", CellKind.BOOLEAN),
        Cell("", "x" * 4001),
        Cell("", "y"),
        Cell("", "totals"),
        Cell("", "1E5", CellKind.NUMBER, number=Fraction(100000)),
    )
)
NUMBERED = st.one_of(st.builds(number, DIGITS), st.builds(text, DIGITS))
WHOLE = st.builds(text, PLAIN_CODE)
SUBJECT = st.builds(text, st.sampled_from(("BIOL", "ACC", "bio", "TOTAL", "OR", "A&S")))
BLANK = st.just(text(""))
CELLS_OF = (
    *(SUBJECT, NUMBERED, SUBJECT, NUMBERED),
    *(st.one_of(BLANK, BLANK, BLANK, WHOLE),) * 4,
    st.one_of(BLANK, NUMBERED, st.builds(text, st.sampled_from(("3", "3 + 1")))),
    st.one_of(BLANK, BLANK, st.builds(text, st.sampled_from(("Y", "N", "1/2")))),
    st.one_of(BLANK, NUMBERED, st.builds(text, st.text(max_size=5))),
    st.one_of(BLANK, BLANK, BLANK, BLANK, st.just(text("?"))),
)


@st.composite
def sheets(draw: st.DrawFn) -> Workbook:
    """Sheets of cells of every kind: numbers, dates, shades, attachments, hidden."""
    rows = [[text(heading) for heading in HALF_HEADINGS]]
    first = [[draw(cells) for cells in CELLS_OF] for _ in range(3)]
    for _ in range(draw(st.integers(0, 14))):
        like = draw(st.sampled_from(first))[4:]
        row = [*(draw(cells) for cells in CELLS_OF[:4]), *like]
        if draw(st.integers(0, 5)) == 0:
            row[draw(st.integers(0, len(row) - 1))] = draw(ODD)
        shade = draw(SHADES)
        rows.append([replace(cell, shade=shade) if cell.text else cell for cell in row])
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, 1)) * len(rows), [text("Key")])
        rows.append([replace(text("no credit"), shade="FFCC00")])
    made = []
    for at, cells in enumerate(rows, 1):
        kept = [
            replace(cell, column=column_letters(place))
            for place, cell in enumerate(cells, 1)
            if cell.text or cell.attached
        ]
        if kept:
            hidden = draw(st.integers(0, 19)) == 0
            made.append(Row("w.xlsx", "NCC", at, tuple(kept), hidden))
    hidden_columns = draw(st.sampled_from((frozenset[str](), frozenset({"K"}))))
    sheet = Sheet("w.xlsx", "NCC", tuple(made), hidden_columns=hidden_columns)
    return Workbook("w.xlsx", (sheet,))


def spooled(workbook: Workbook) -> Workbook:
    """The same workbook, as it comes from the process that reads it."""
    lines = []
    for sheet in workbook.sheets:
        lines.append(
            line_of(SheetOpened(sheet.name, sheet.hidden, sheet.hidden_columns))
        )
        lines += [line_of(row) for row in sheet.rows]
    read = spooled_workbook(workbook.name, lines)
    assert not isinstance(read, Diagnostic)
    return read


@pytest.fixture(scope="module")
def halves() -> Layout:
    read = read_layout(HALVES, "halves.toml")
    assert isinstance(read, Layout)
    return read


@settings(max_examples=100, deadline=None)
@given(workbook=sheets())
def test_both_ways_come_to_the_same_with_cells_of_every_kind(
    workbook: Workbook, halves: Layout, parties: Parties
) -> None:
    agree(workbook, halves, parties)
    again = spooled(workbook)
    assert [[*sheet.rows] for sheet in again.sheets] == [
        [*sheet.rows] for sheet in workbook.sheets
    ]
    for mine, theirs in zip(workbook.sheets, again.sheets, strict=True):
        assert [*token_rows(mine.rows).tokens()] == [*token_rows(theirs.rows).tokens()]
    agree(again, halves, parties)


CHOICES = st.lists(
    st.builds(
        Resolution,
        place=st.just(Span("r.toml", 1, 1, 1, 2)),
        holds=st.sampled_from(
            (Holds.SENDING_COURSE, Holds.RECEIVING_COURSE, Holds.RECEIVING_CREDITS)
        ),
        written=st.one_of(
            PLAIN_CODE, st.sampled_from(("no equivalent", "3", "biol 1"))
        ),
        means=st.sampled_from(("CIS 3", "no credit", "4")),
        beside=st.one_of(st.just(""), PLAIN_CODE),
        chosen_by=st.just("A. Person"),
        on=st.just(date(2024, 1, 2)),
    ),
    max_size=2,
)


@settings(max_examples=60, deadline=None)
@given(workbook=workbooks(), chosen=CHOICES)
def test_chosen_readings_are_used_in_both_ways(
    workbook: Workbook, chosen: list[Resolution], layouts: Load, parties: Parties
) -> None:
    agree(workbook, layouts("plain"), replace(parties, resolutions=tuple(chosen)))


@settings(max_examples=60, deadline=None)
@given(workbook=workbooks(), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    workbook: Workbook, order: Random, layouts: Load, parties: Parties
) -> None:
    (sheet,) = workbook.sheets
    heading, *rows = sheet.rows
    places = [row.number for row in rows]
    shuffled = [*rows]
    order.shuffle(shuffled)
    moved = [
        replace(row, number=place) for row, place in zip(shuffled, places, strict=True)
    ]
    other = replace(workbook, sheets=(replace(sheet, rows=(heading, *moved)),))
    agree(other, layouts("plain"), parties)


# --- what is shared -------------------------------------------------------------------


def opened(rows: list[list[str]], layouts: Load) -> AlikeSheet:
    (sheet,) = table(rows).sheets
    found = open_alike(sheet, layouts("plain"), ())
    assert isinstance(found, AlikeSheet)
    return found


def test_rows_that_differ_in_their_codes_are_one_shape(layouts: Load) -> None:
    rows = [[f"r{n}", f"BIOL {n}", f"CHEM {n}", "C"] for n in range(1, 9)]
    found = opened(
        [["Rule id", "Sending course", "Receiving course", "Minimum grade"], *rows],
        layouts,
    )
    assert set(found.states[1:]) == {0}
    assert len(found.shapes) == 1


def test_rows_that_differ_in_anything_that_counts_are_not(layouts: Load) -> None:
    found = opened(
        [
            ["Sending course", "Receiving course", "Minimum grade", "Group"],
            ["BIOL 1", "CHEM 1", "C"],
            ["BIOL 2", "CHEM 2", "B"],
            ["BIOL 3 or 4", "CHEM 2", "B"],
            ["BIOL 5", "CHEM 5L", "B"],
            ["BIOL 6", "no credit", "B"],
        ],
        layouts,
    )
    assert list(found.states[1:]) == [0, 1, 2, 3, 4]


def test_a_title_counts_by_what_it_says_of_the_code(
    layouts: Load, parties: Parties
) -> None:
    rows = [
        ["Sending course", "Receiving course", "Receiving title"],
        ["BIOL 1", "CHEM 1", "Acids"],
        ["BIOL 2", "CHEM 2", "Bases"],
        ["BIOL 3", "CHEM 3", "CHEMISTRY ELECTIVE"],
        ["BIOL 4", "CHEM 4", "TBD"],
        ["BIOL 5", "CHEM 5", "Lower-division elective"],
        ["BIOL 6", "CHEM 6", "Salts"],
        ["BIOL 7", "CHEM 7", "PHYSICS ELECTIVE"],
    ]
    assert list(opened(rows, layouts).states[1:]) == [0, 0, 1, 2, 3, 0, 1]
    agree(table(rows), layouts("plain"), parties)


def test_a_number_that_may_have_lost_its_zeros_is_refused_in_both_ways(
    halves: Layout, parties: Parties
) -> None:
    numbers = [text("007"), number("812"), number("9"), text("010"), number("912")]
    rows = [[text(heading) for heading in HALF_HEADINGS[:4]]]
    rows += [[text("BIOL"), one, text("CHEM"), text("1")] for one in numbers]
    made = [
        Row(
            "w.xlsx",
            "NCC",
            at,
            tuple(
                replace(cell, column=column_letters(place))
                for place, cell in enumerate(cells, 1)
            ),
        )
        for at, cells in enumerate(rows, 1)
    ]
    workbook = Workbook("w.xlsx", (Sheet("w.xlsx", "NCC", tuple(made)),))
    assert len(agree(workbook, halves, parties).rules) == 4


def test_a_row_of_totals_is_no_rule_in_both_ways(
    layouts: Load, parties: Parties
) -> None:
    rows = [
        ["Sending title", "Sending course", "Receiving course"],
        ["Cells", "BIOL 1", "CHEM 1"],
        ["Totals", "BIOL 2", "CHEM 2"],
        ["Genes", "BIOL 3", "CHEM 3"],
    ]
    assert len(agree(table(rows), layouts("plain"), parties).rules) == 2


def test_rows_about_other_institutions_are_counted_in_both_ways(
    layouts: Load, parties: Parties
) -> None:
    rows = [
        ["To institution", "Sending course", "Receiving course"],
        *(["Hill College", f"BIOL {n}", "CHEM 1"] for n in range(1, 5)),
        ["Lakeside University", "BIOL 9", "CHEM 1"],
    ]
    assert len(agree(table(rows), layouts("plain"), parties).rules) == 1


def test_a_cell_that_is_not_plain_leaves_its_row_alone(layouts: Load) -> None:
    found = opened(
        [
            ["Sending course", "Receiving course", "Notes"],
            ["TOTALS 2", "CHEM 1", ""],
            ["BIOL 2", "CHEM 1", "x" * 4001],
        ],
        layouts,
    )
    assert ALONE in found.states


def test_no_row_is_read_by_itself_where_the_first_was_understood(
    layouts: Load, parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def carefully(fields: Fields, key: Key) -> ArticulationRow | list[Diagnostic]:
        read.append(fields.row.number)
        return read_row(fields, key)

    monkeypatch.setattr(tables, "read_row", carefully)
    rows = [[f"BIOL {n}", f"CHEM {n}"] for n in range(1, 200)]
    block, report = packed(
        table([["Sending course", "Receiving course"], *rows]),
        layouts("plain"),
        parties,
    )
    assert len(block.rules) == 199
    assert not report.diagnostics
    assert read == [2]
    assert isinstance(block.rules, StoredRules)
    assert not block.rules.made


def test_credit_that_only_the_catalog_shares_is_looked_up_row_by_row(
    layouts: Load, parties: Parties
) -> None:
    def code(subject: str, digits: str) -> CourseCode:
        return CourseCode(InstitutionId("UNI"), Subject(subject), digits)

    published = tuple((code("CHEM", str(n)), Fraction(n % 3 + 1)) for n in range(1, 9))
    rows = [[f"BIOL {n}", f"CHEM {n} and CHEM {n + 1}", "3"] for n in range(1, 8)]
    headings = ["Sending course", "Receiving course", "Receiving credits"]
    block = agree(
        table([headings, *rows]),
        layouts("plain"),
        replace(parties, published=published),
    )
    assert 0 < len(block.rules) < len(rows)
