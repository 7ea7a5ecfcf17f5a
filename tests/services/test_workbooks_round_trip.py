"""The difficult workbooks go out in every layout and come back: kept, or listed."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.intake.test_shared_exports import SIDES, WORKBOOKS
from tests.services.test_export_agreement import shelf
from tests.services.test_export_layouts import ALSO

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.rule_text import rule_text
from articulate.intake.articulations import open_table, rules_of
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.tables import read_table
from articulate.model.identifiers import BlockId
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    EquivalencyRule,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead, BlockKind
from articulate.services.export_agreement import AgreementExport, export_agreement

BOOKS = [name for name in WORKBOOKS if not name.startswith("hostile/")]
EXPORT = ("dcc_uno/equivalencies/EQListExport_7_8_2025_1.xlsx", "tes", None)


@cache
def known_layout(name: str) -> Layout:
    found = shelf().layout("", name)
    assert found is not None
    read = read_layout(found.content.decode(), found.name)
    assert isinstance(read, Layout)
    return read


def block_of(
    path: Path, chosen: list[tuple[Layout | str, str | None]]
) -> AgreementBlock:
    """Read a workbook into a block, whose rules have ids that no two share."""
    rules: list[CreditRule] = []
    for layout, sheet in chosen:
        one = known_layout(layout) if isinstance(layout, str) else layout
        opened = open_table(path.read_bytes(), path.name, one)
        assert not isinstance(opened, Diagnostic)
        table = read_table(opened, one, SIDES, sheet=sheet)
        rules += rules_of(table.rows, table.preview, SIDES).rules
    by_id = {rule.head.id: rule for rule in rules}
    assert len(by_id) == len(rules)
    head = BlockHead(
        BlockKind.EQUIVALENCIES,
        BlockId("list"),
        CellRef(path.name, "", "", 0),
        sending=(SIDES.sending.institution,),
        receiving=SIDES.receiving.institution,
    )
    return AgreementBlock(head, rules=tuple(rules))


def exported(block: AgreementBlock, layout: str) -> AgreementExport:
    made = export_agreement(block, layout, shelf(), Rulebook())
    assert isinstance(made, AgreementExport), made
    assert made.kept + len(made.losses) >= len(block.rules)
    return made


def codes_of(rule: CreditRule) -> list[str]:
    """What a rule gives, without its credit."""
    if not isinstance(rule, EquivalencyRule):
        return []
    return re.findall(r"-> (.*?)(?: \[| when |$)", rule_text(rule))


@pytest.mark.parametrize("name", BOOKS)
def test_our_own_layout_loses_nothing(shared_data: Path, name: str) -> None:
    path = shared_data / "workbooks" / f"{name}.xlsx"
    block = block_of(path, WORKBOOKS[name])
    made = exported(block, "articulate")
    assert made.losses == ()
    assert made.kept == len(block.rules) > 0


@pytest.mark.parametrize("layout", [*ALSO])
@pytest.mark.parametrize("name", BOOKS)
def test_what_does_not_come_back_is_listed_and_nothing_is_made_up(
    shared_data: Path, name: str, layout: str
) -> None:
    path = shared_data / "workbooks" / f"{name}.xlsx"
    block = block_of(path, WORKBOOKS[name])
    made = exported(block, layout)
    assert made.kept + len(made.losses) == len(block.rules)
    for loss in made.losses:
        came = loss.comes_back
        if came is None:
            assert loss.why != "is no rule here, and would be read", loss
        else:  # in other words, or without its unit: the same learning and courses
            assert type(came) is type(loss.rule)
            assert came.source == loss.rule.source
            assert codes_of(came) == codes_of(loss.rule)


@pytest.mark.parametrize("layout", [*ALSO])
def test_the_real_export_comes_back_whole_where_the_layout_has_credit(
    shared_data: Path, layout: str
) -> None:
    file, read_as, sheet = EXPORT
    block = block_of(shared_data / file, [(read_as, sheet)])
    made = exported(block, layout)
    kept_apart = {"its credit has no column"} if layout == "tes-import" else set()
    assert {loss.why.removeprefix("left out: ") for loss in made.losses} == kept_apart
    assert len(block.rules) == 78


def test_ids_stay_and_places_do_not_matter(shared_data: Path) -> None:
    file, read_as, sheet = EXPORT
    block = block_of(shared_data / file, [(read_as, sheet)])
    again = replace(block, rules=tuple(reversed(block.rules)))
    assert exported(block, "plain").kept == exported(again, "plain").kept == 78
