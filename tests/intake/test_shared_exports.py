"""Real exports and difficult workbooks: what is unambiguous is read, nothing invented.

The data is never committed; without it these tests are skipped.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from tests.intake.both_ways import agree

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.articulations import (
    ImportedRules,
    open_table,
    read_articulations,
)
from articulate.intake.courses import AllOf, AnyOne, CourseExpression
from articulate.intake.exams import read_exams
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.outcome import Outcome
from articulate.intake.parties import Parties, Party
from articulate.intake.rows import ArticulationRow
from articulate.intake.tables import TableRead, read_table
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import CreditRule, DenyRule, EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.targets import CourseTarget, ElectiveTarget, FixedAmount

Load = Callable[[str], Layout]
EXPORT = "dcc_uno/equivalencies/EQListExport_7_8_2025_1.xlsx"
ORACLE = "dcc_uno/equivalencies/eqlist_rows_split.csv"
SIDES = Parties(Party(InstitutionId("DCC")), Party(InstitutionId("UNO")))


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def layout_of(
    *columns: tuple[str, Sequence[str]], sheet: str = "", reads: str = "articulations"
) -> Layout:
    """A layout that says which columns hold what, and nothing about what cells mean."""
    text = f'layout = "told"\nreads = "{reads}"\n[sheet]\n{sheet}\n'
    for holds, headings in columns:
        listed = ", ".join(f'"{heading}"' for heading in headings)
        required = str("course" in holds or "number" in holds).lower()
        text += f'[[columns]]\nholds = "{holds}"\nheadings = [{listed}]\n'
        text += f"required = {required}\n"
    layout = read_layout(text, "told.toml")
    assert isinstance(layout, Layout)
    return layout


# --- one college's equivalencies at one university, as the vendor exports them -------


@pytest.fixture(scope="module")
def export(shared_data: Path, layouts: Load) -> ImportedRules:
    content = (shared_data / EXPORT).read_bytes()
    opened = open_table(content, "export.xlsx", layouts("tes"))
    assert not isinstance(opened, Diagnostic)
    agree(opened, layouts("tes"), SIDES)
    return read_articulations(
        content,
        SIDES,
        workbook_name="export.xlsx",
        layout=layouts("tes"),
    )


def test_every_unambiguous_row_of_the_export_is_a_rule(export: ImportedRules) -> None:
    preview = export.preview
    assert (preview.read, preview.understood, preview.repeated) == (79, 78, 0)


def test_the_one_refused_row_has_two_targets_and_no_word_between(
    export: ImportedRules,
) -> None:
    (refused,) = export.preview.refused
    assert (refused.place.row, refused.codes) == (42, (Code.SEPARATOR_UNEXPLAINED,))


def said(rule: CreditRule) -> tuple[str, str, str]:
    """What a rule says: its source, its target as the oracle has it, and its credit."""
    assert isinstance(rule.source, OneCourse)
    source = rule.source.code.local
    if isinstance(rule, DenyRule):
        return source, f"no credit: {rule.because}", ""
    assert isinstance(rule, EquivalencyRule)
    assert rule.condition is None
    target = rule.target
    assert isinstance(target, CourseTarget | ElectiveTarget)
    name = (
        target.code.local
        if isinstance(target, CourseTarget)
        else f"elective {target.subject}"
    )
    credit = target.amount
    return source, name, str(credit.amount) if isinstance(credit, FixedAmount) else ""


def expected(row: dict[str, str]) -> tuple[str, str, str]:
    """The same from a row of the oracle: NE is credit without an equivalent."""
    source, target = row["from_code"], row["to_code"]
    if target == "TRANSNC":
        return source, f"no credit: {row['to_text']}", ""
    subject, _, number = target.rpartition(" ")
    if number.endswith("NE"):
        return source, f"elective {subject}", ""
    return source, target, str(Fraction(row["to_credits"]))


def test_no_rule_of_the_export_is_invented(
    export: ImportedRules, shared_data: Path
) -> None:
    oracle = {
        int(row["xlsx_row"]): expected(row)
        for row in rows_of(shared_data / ORACLE)
        if row["xlsx_row"] != "42"
    }
    read = {}
    for rule in export.rules:
        assert isinstance(rule.head.origin, CellRef)
        read[rule.head.origin.row] = said(rule)
    assert read == oracle


# --- difficult workbooks, with the expected reading of every cell --------------------

WIDE = layout_of(
    ("sending course", [f"Course {n}" for n in range(1, 5)]),
    ("minimum grade", ["Min. grade"]),
    ("receiving course", [f"Equivalent {n}" for n in range(1, 5)]),
    ("receiving credits", ["Credits awarded"]),
    ("effective from", ["Effective term"]),
    ("effective through", ["Expires"]),
    ("notes", ["Notes"]),
)
PAIRS = layout_of(
    ("sending course", ["DCC course"]),
    ("receiving course", ["UNO course", "UNO equivalent"]),
    ("receiving credits", ["Credit", "Hrs", "Hours"]),
    ("sending title", ["Title"]),
    ("ignored", ["No."]),
)
HALVES = layout_of(
    ("sending subject", ["Subject"]),
    ("sending number", ["Number"]),
    ("receiving subject", ["UNO subject"]),
    ("receiving number", ["UNO number"]),
    ("receiving credits", ["Credit"]),
)
BLOCKS = layout_of(
    ("sending course", ["DCC COURSE"]),
    ("receiving course", ["UNO EQUIV"]),
    sheet="blocks = true",
)
EXAMS = layout_of(
    ("exam", ["Examination", "Subject"]),
    ("exam level", ["Level"]),
    ("score", ["Score"]),
    ("minimum score", ["Minimum grade"]),
    ("receiving course", ["Course", "Lakeside course"]),
    ("receiving credits", ["Hours", "Hrs", "Credit hours"]),
    reads="exams",
)
WORKBOOKS: dict[str, list[tuple[Layout | str, str | None]]] = {
    "01_tes_export": [("tes", None)],
    "02_blocks_colours_footnotes": [(BLOCKS, None)],
    "03_wide_rows": [(WIDE, None)],
    "04_prose_cells": [(PAIRS, "Prose"), (HALVES, "Codes")],
    "05_two_sheets": [(PAIRS, None)],
    "hostile/formulas": [("plain", None)],
    "hostile/external_link": [("plain", None)],
    "hostile/far_cell": [("plain", None)],
}
KINDS = {Outcome.NO_CREDIT: "no_credit"}
SAID_OF_A_DENIAL = ("sources", "effective_from", "effective_through")
SAID_OF_CREDIT = (
    *("sources", "targets", "credits", "unit", "min_grade"),
    *("effective_from", "effective_through", "kind"),
)


def written(expression: CourseExpression | None) -> str:
    """An expression as the expected files write it: `+` binds tighter than `|`."""
    match expression:
        case None:
            return ""
        case AllOf(parts):
            return "+".join(
                f"({written(part)})" if isinstance(part, AnyOne) else written(part)
                for part in parts
            )
        case AnyOne(parts):
            return "|".join(
                f"({written(part)})" if isinstance(part, AllOf) else written(part)
                for part in parts
            )
        case _:
            return str(expression)


def as_expected(row: ArticulationRow) -> dict[str, str]:
    return {
        "sources": written(row.sources),
        "targets": written(row.targets),
        "credits": str(row.credits or ""),
        "unit": row.unit.value if row.unit else "",
        "min_grade": row.least_grade or "",
        "effective_from": str(row.start or ""),
        "effective_through": str(row.end or ""),
        "kind": KINDS.get(row.outcome, row.outcome.value),
    }


def tables_of(shared_data: Path, name: str, layouts: Load) -> list[TableRead]:
    content = (shared_data / "workbooks" / f"{name}.xlsx").read_bytes()
    read = []
    for chosen, sheet in WORKBOOKS[name]:
        layout = layouts(chosen) if isinstance(chosen, str) else chosen
        opened = open_table(content, f"{name}.xlsx", layout)
        assert not isinstance(opened, Diagnostic)
        agree(opened, layout, SIDES, sheet)
        read.append(read_table(opened, layout, SIDES, sheet=sheet))
    return read


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_expected_rule_is_made_and_no_other(
    shared_data: Path, layouts: Load, name: str
) -> None:
    lines = rows_of(shared_data / "workbooks" / f"{name}.expected.csv")
    wanted = {(one["sheet"], one["cell"]): one for one in lines if not one["reason"]}
    made = {
        (row.place.sheet, f"{row.place.column}{row.place.row}"): as_expected(row)
        for table in tables_of(shared_data, name, layouts)
        for row in table.rows
    }
    assert made.keys() == wanted.keys()
    for at, line in wanted.items():
        denied = line["kind"] == "no_credit"
        for part in SAID_OF_A_DENIAL if denied else SAID_OF_CREDIT:
            assert made[at][part] == line[part], (at, part)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_refused_cell_is_reported_by_sheet_and_row(
    shared_data: Path, layouts: Load, name: str
) -> None:
    lines = rows_of(shared_data / "workbooks" / f"{name}.expected.csv")
    wanted = {
        (one["sheet"], int(re.sub("[A-Z]", "", one["cell"])))
        for one in lines
        if one["reason"] and one["cell"]
    }
    tables = tables_of(shared_data, name, layouts)
    refused = {
        (one.place.sheet, one.place.row)
        for read in tables
        for one in read.preview.refused
    }
    assert refused == wanted


@pytest.mark.parametrize("sheet", ["AP", "IB", "CLEP"])
def test_every_band_of_an_exam_is_read_and_no_other(
    shared_data: Path, sheet: str
) -> None:
    file = shared_data / "workbooks" / "06_exam_credit.xlsx"
    found = read_exams(
        file.read_bytes(), workbook_name=file.name, layout=EXAMS, sheet=sheet
    )
    lines = rows_of(file.with_suffix("").with_suffix(".expected.csv"))
    wanted = {one["cell"]: one for one in lines if one["sheet"] == sheet}
    made = {f"{row.place.column}{row.place.row}": row for row in found.rows}
    assert made.keys() == {at for at, one in wanted.items() if not one["reason"]}
    for at, row in made.items():
        line, given = wanted[at], as_expected(row.given)
        named = "|".join(f"{sheet} {exam}" for exam in row.exams)
        assert (named, str(row.band)) == (line["sources"], line["min_grade"]), at
        if line["kind"] in ("course", "elective"):
            parts = ("targets", "credits", "unit", "kind")
            assert [given[part] for part in parts] == [line[part] for part in parts]
    reported = {
        one.place.row
        for one in found.report.diagnostics
        if isinstance(one.place, CellRef)
    }
    assert reported == {
        int(re.sub("[A-Z]", "", at)) for at, one in wanted.items() if one["reason"]
    }


@pytest.mark.parametrize(
    "file", ["workbooks/01_tes_export.xlsx", "workbooks/04_prose_cells.xlsx", EXPORT]
)
def test_a_real_table_is_read_alike_by_every_layout(
    shared_data: Path, layouts: Load, file: str
) -> None:
    content = (shared_data / file).read_bytes()
    opened = open_table(content, "w.xlsx", layouts("plain"))
    assert not isinstance(opened, Diagnostic)
    for name in ("plain", "tes", "tes-import", "suny-cdf"):
        agree(opened, layouts(name), SIDES)


REJECTED = {
    "not_a_zip": Code.NOT_A_WORKBOOK,
    "truncated": Code.WORKBOOK_DAMAGED,
    "inflate_300mb": Code.WORKBOOK_TOO_LARGE,
}


@pytest.mark.parametrize(("name", "code"), REJECTED.items())
def test_a_hostile_file_is_rejected_whole(
    shared_data: Path, layouts: Load, name: str, code: Code
) -> None:
    file = shared_data / "workbooks" / "hostile" / f"{name}.xlsx"
    imported = read_articulations(
        file.read_bytes(), SIDES, workbook_name=file.name, layout=layouts("plain")
    )
    assert imported.rules == ()
    assert [one.code for one in imported.preview.report.diagnostics] == [code]


# --- a statewide guide: four colleges, thirty receivers, one layout, no Python -------

GUIDE = layout_of(
    ("sending institution", ["from_"]),
    ("receiving institution", ["to"]),
    ("sending course", ["course_1"]),
    ("sending title", ["title_1"]),
    ("receiving course", ["course_2"]),
    ("receiving title", ["title_2"]),
    ("receiving credits", ["credits"]),
    ("footnotes", ["special"]),
    ("ignored", ["level", "gen_ed"]),
    sheet='subjects = ["CRIM JUST", "MED SUPP"]',
)


def sides_of(sender: str, receiver: str) -> Parties:
    return Parties(
        Party(InstitutionId("COLLEGE"), ids=(sender,)),
        Party(InstitutionId("UNIVERSITY"), ids=(receiver,)),
    )


def guide(shared_data: Path, college: str, sender: str, receiver: str) -> ImportedRules:
    sides = sides_of(sender, receiver)
    return read_articulations(
        (shared_data / "statewide" / f"{college}.csv").read_bytes(),
        sides,
        workbook_name=f"{college}.csv",
        layout=GUIDE,
    )


def test_a_guide_is_read_for_one_pair_at_a_time(shared_data: Path) -> None:
    preview = guide(shared_data, "SouthwestWisTechCollege", "4639", "4676").preview
    assert preview.read == 1_818
    assert (preview.understood, preview.elsewhere) == (21, 1_746)
    assert dict(preview.reasons()) == {
        Code.MARK_UNEXPLAINED: 47,
        Code.SEVERAL_OUTCOMES: 4,
    }


@pytest.mark.parametrize(
    "college",
    [
        *("MidStateTechCollege", "MoraineParkTechCollege"),
        *("NorthcentralTechCollege", "SouthwestWisTechCollege"),
    ],
)
def test_every_pair_of_the_guide_is_read_alike_in_both_ways(
    shared_data: Path, college: str
) -> None:
    file = shared_data / "statewide" / f"{college}.csv"
    opened = open_table(file.read_bytes(), file.name, GUIDE)
    assert not isinstance(opened, Diagnostic)
    pairs = Counter((row["from_"], row["to"]) for row in rows_of(file))
    read = [agree(opened, GUIDE, sides_of(*pair)) for pair, _ in pairs.most_common(4)]
    assert sum(len(block.rules) for block in read)


def test_no_degree_credit_is_never_credit(shared_data: Path) -> None:
    file = shared_data / "statewide" / "NorthcentralTechCollege.csv"
    at_receiver = [row for row in rows_of(file) if row["to"] == "9999"]
    granted = {
        row["course_1"] for row in at_receiver if row["course_2"] not in ("NDC", "DNT")
    }
    imported = guide(shared_data, "NorthcentralTechCollege", "4663", "9999")
    awarded = {
        rule.source.code.local
        for rule in imported.rules
        if isinstance(rule, EquivalencyRule) and isinstance(rule.source, OneCourse)
    }
    assert awarded
    assert awarded <= granted


def test_a_file_that_carries_another_colleges_id_makes_no_rule(
    shared_data: Path,
) -> None:
    imported = guide(shared_data, "MidStateTechCollege", "4683", "9999")
    assert imported.rules == ()
    (found,) = imported.preview.report.diagnostics
    assert found.code is Code.OTHER_INSTITUTION
    assert "`4583`" in found.message
