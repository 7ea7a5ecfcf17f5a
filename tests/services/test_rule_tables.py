"""A rule table loses nothing: what is exported comes back as the same rules."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import Shelf

from articulate.bootstrap.command import open_policies
from articulate.bootstrap.files import registrars
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Severity
from articulate.diagnostics.report import Report
from articulate.intake.articulations import read_articulations
from articulate.intake.export import as_delimited
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties, Party
from articulate.intake.rule_table import citation_text, citations, rule_table
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    DenyRule,
    ReferRule,
)
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead
from articulate.services.check_policy import check_policy
from articulate.services.export_agreement import AgreementExport, export_agreement
from articulate.services.nearby_files import FoundFile
from articulate.services.rule_tables import (
    RefusedText,
    RuleTable,
    read_rules_of,
    refused_row,
    rule_row,
)

ROOT = Path(__file__).parents[2]
NOWHERE = CellRef("", "", "", 0)
LAYOUTS = {
    one.stem: one.read_text(encoding="utf-8")
    for one in registrars().glob("*/layouts/*.toml")
}
HEADINGS = "Rule,Kind,Sending,Receiving,When,Because,Overrides,Cites"


def layout(name: str = "articulate") -> Layout:
    read = read_layout(LAYOUTS[name], f"{name}.toml")
    assert isinstance(read, Layout)
    return read


HEAD = BlockHead(
    BlockKind.AGREEMENT,
    BlockId("pathway"),
    NOWHERE,
    sending=(InstitutionId("SEND"),),
    receiving=InstitutionId("HOME"),
)


def read(text: str) -> RuleTable:
    found = FoundFile("rows.csv", f"{HEADINGS}\n{text}\n".encode())
    return read_rules_of(found, layout(), HEAD)


def said(rule: CreditRule) -> CreditRule:
    """A rule wherever it stands."""
    return replace(rule, head=replace(rule.head, origin=NOWHERE))


# --- nothing is lost ------------------------------------------------------------------


def shipped() -> list[AgreementBlock]:
    book = open_policies([ROOT / "policies"], ROOT).rulebook
    return [*book.agreements, *book.equivalencies]


@pytest.mark.parametrize("block", shipped(), ids=lambda block: block.head.name)
def test_every_shipped_agreement_comes_back_whole(block: AgreementBlock) -> None:
    book = open_policies([ROOT / "policies"], ROOT).rulebook
    made = export_agreement(block, "articulate", Shelf({}, LAYOUTS), book)
    assert isinstance(made, AgreementExport)
    assert (made.kept, made.losses) == (len(block.rules), ())
    back = read_rules_of(FoundFile("x.csv", made.content), layout(), block.head)
    assert not back.report.diagnostics
    assert {said(rule) for rule in back.rules} == {said(rule) for rule in block.rules}


SHARED = {
    "dcc_uno/equivalencies/EQListExport_7_8_2025_1.xlsx": "tes",
    "workbooks/01_tes_export.xlsx": "tes",
}


@pytest.mark.parametrize(("file", "by"), SHARED.items())
def test_what_real_workbooks_say_comes_back_whole(
    file: str, by: str, shared_data: Path
) -> None:
    sides = Parties(Party(InstitutionId("SEND")), Party(InstitutionId("HOME")))
    content = (shared_data / file).read_bytes()
    rules = read_articulations(
        content, sides, workbook_name=file, layout=layout(by)
    ).rules
    assert len(rules) > 10
    rows = [rule_row(rule, HEAD) for rule in rules]
    written = [row for row in rows if row is not None]
    content = as_delimited(rule_table(written, layout()), ",")
    back = read_rules_of(FoundFile("x.csv", content), layout(), HEAD)
    assert [said(rule) for rule in back.rules] == [said(rule) for rule in rules]


CS_1 = OneCourse(CourseCode.read("SEND", "CS 1"))
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
live = st.sampled_from(
    ["=1+1", "'=1", "@x", " -1", '"a", "b"', "+ ", "'", "''=x", "\uff1d1"]
)
plain = (words | live).map(str.strip)


@given(plain, plain.filter(bool), st.lists(plain, max_size=3).map(tuple))
def test_words_come_back_letter_by_letter_and_are_never_formulas(
    because: str, to: str, cites: tuple[str, ...]
) -> None:
    rules: list[CreditRule] = [
        DenyRule(RuleHead(RuleId("a"), NOWHERE, cites=cites), CS_1, because),
        ReferRule(RuleHead(RuleId("b"), NOWHERE), CS_1, to, because),
    ]
    rows = [row for rule in rules if (row := rule_row(rule, HEAD, because)) is not None]
    assert len(rows) == 2
    content = as_delimited(rule_table(rows, layout()), ",")
    cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@"))]
    back = read_rules_of(FoundFile("x.csv", content), layout(), HEAD)
    assert [said(rule) for rule in back.rules] == rules
    assert back.read_from == {"a": because, "b": because}


@given(st.lists(words, max_size=3).map(tuple))
def test_citations_come_back(cites: tuple[str, ...]) -> None:
    assert citations(citation_text(cites)) == cites


# --- a rule table is policy -----------------------------------------------------------

TABLE = """
table rows from "lists/rows.csv" layout articulate
  as agreement listed from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 8"
}
"""


def test_a_table_in_a_policy_is_what_its_text_would_be(office_text: str) -> None:
    rows = f"{HEADINGS}\nx,rule,CS 5 + CS 6,CSCI 141 [3 cr],grade >= C,,,\n".encode()
    shelf = Shelf({"lists/rows.csv": rows}, LAYOUTS)
    checked = check_policy({"office.art": office_text + TABLE}, shelf)
    assert not checked.report.errors
    (tabled,) = [b for b in checked.rulebook.agreements if b.head.id == "listed"]
    (rule,) = tabled.rules
    assert str(rule.head.origin) == "rows.csv!A2"
    text = TABLE.replace(
        "}", "rule x: CS 5 + CS 6 -> CSCI 141 [3 cr] when grade >= C }"
    )
    text = text.replace('table rows from "lists/rows.csv" layout articulate\n  as ', "")
    written = check_policy({"office.art": office_text + text}, shelf).rulebook
    assert written.digest == checked.rulebook.digest


def test_a_mistake_in_a_row_is_an_error_at_its_cell(office_text: str) -> None:
    rows = f"{HEADINGS}\nx,rule,CS 5,CSCI 141,grade >=,,,\n".encode()
    shelf = Shelf({"lists/rows.csv": rows}, LAYOUTS)
    checked = check_policy({"office.art": office_text + TABLE}, shelf)
    (wrong,) = checked.report.errors
    assert (str(wrong.place), wrong.code[:3]) == ("rows.csv!A2", "AR1")


WRONG = {
    "no kind": ("x,,CS 1,CSCI 141,,,,", "AR659", "A2"),
    "a kind that nobody knows": ("x,rul,CS 1,CSCI 141,,,,", "AR659", "A2"),
    "a comment": ("x,rule,CS 1,CSCI 141 # old,grade >= C,,,", "AR659", "A2"),
    "an id given twice": (
        "x,rule,CS 1,CSCI 141,,,,\nx,rule,CS 2,CSCI 141,,,,",
        "AR216",
        "A3",
    ),
    "an override of nothing": ("x,rule,CS 1,CSCI 141,,,y,", "AR207", "A2"),
    "a title among the rows": ("Computing,,,,,,,", "AR659", "A2"),
}


@pytest.mark.parametrize(("rows", "code", "cell"), WRONG.values(), ids=WRONG)
def test_whatever_is_no_rule_is_an_error(rows: str, code: str, cell: str) -> None:
    found = read(rows).report.errors
    assert [(one.code, str(one.place)) for one in found] == [(code, f"rows.csv!{cell}")]


def test_an_override_of_another_block_is_left_to_the_policies() -> None:
    made = read("x,rule,CS 1,CSCI 141,,,other@2/y,")
    assert not made.report.diagnostics
    assert made.rules[0].head.overrides == ("other@2/y",)


def test_a_table_without_its_columns_is_reported() -> None:
    found = FoundFile("rows.csv", b"From,To\nCS 1,CSCI 141\n")
    (wrong,) = read_rules_of(found, layout(), HEAD).report.errors
    assert wrong.code == "AR611"


def test_a_file_that_is_no_table_is_reported() -> None:
    made = read_rules_of(FoundFile("rows.xlsx", b"no workbook"), layout(), HEAD)
    assert [one.code for one in made.report.errors] == ["AR601"]


def test_a_refused_row_waits_and_is_reported_with_its_own_code() -> None:
    row = refused_row(RefusedText("AR637", "list.xlsx!A!D38", "two outcomes, =1"))
    content = as_delimited(rule_table([row], layout()), ",")
    made = read_rules_of(FoundFile("rows.csv", content), layout(), HEAD)
    assert made.rules == ()
    assert made.refused == (
        RefusedText("AR637", "list.xlsx!A!D38", "two outcomes, =1"),
    )
    (waiting,) = made.report.diagnostics
    assert (waiting.code, waiting.severity) == ("AR637", Severity.WARNING)
    assert "list.xlsx!A!D38" in waiting.help


def test_an_export_says_what_no_row_can_say() -> None:
    rule = DenyRule(RuleHead(RuleId("a"), NOWHERE), CS_1, "two\nlines")
    block = AgreementBlock(HEAD, rules=(rule,))
    book = open_policies([ROOT / "policies"], ROOT).rulebook
    made = export_agreement(block, "articulate", Shelf({}, LAYOUTS), book)
    assert not isinstance(made, Report)
    assert [loss.why for loss in made.losses] == [
        "left out: no text of the language says it"
    ]
