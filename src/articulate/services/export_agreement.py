"""Export an agreement to a layout, and say what does not come back from it.

What is lost is not promised but measured: the rows are read again as an import would
read them, and compared with the rules by meaning.
"""

from dataclasses import dataclass, replace

from articulate.analysis.rule_changes import rule_changes
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json
from articulate.explain.rule_text import rule_text
from articulate.intake.articulations import read_articulations
from articulate.intake.export import as_delimited, exported
from articulate.intake.layout import Layout, Reads
from articulate.intake.rule_table import rule_table
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.parties import parties_of
from articulate.services.read_tables import find_layout, wrong_kind
from articulate.services.rule_tables import read_rules_of, rule_row

EXPORT_SCHEMA = "articulate.export/1"


@dataclass(frozen=True, slots=True)
class Loss:
    """One rule that does not come back as it is, and what becomes of it."""

    rule: CreditRule
    why: str
    comes_back: CreditRule | None = None


@dataclass(frozen=True, slots=True)
class AgreementExport:
    """The table of an agreement, how many rules it holds, and what is lost."""

    name: str
    layout: str
    content: bytes
    rows: int
    kept: int
    losses: tuple[Loss, ...]


def export_agreement(
    block: AgreementBlock, layout_name: str, files: NearbyFiles, known: Rulebook
) -> AgreementExport | Report:
    """Write the rules of one version of an agreement as a delimited text."""
    place = CellRef(block.head.name, "", "", 0)
    layout = find_layout(layout_name, files, beside="", place=place)
    if isinstance(layout, Report):
        return layout
    if layout.reads is Reads.RULES:
        return _as_rule_table(block, layout)
    if layout.reads is not Reads.ARTICULATIONS:
        return Report.of([wrong_kind(layout, Reads.ARTICULATIONS, place)])
    sending, receiving = _sides(block)
    table = exported(block.rules, layout, (sending, receiving))
    content = as_delimited(table, layout.delimiter or ",")
    left_out = dict(table.left_out)
    losses = [Loss(rule, f"left out: {why}") for rule, why in left_out.items()]
    written = [rule for rule in block.rules if rule not in left_out]
    read = read_articulations(
        content,
        parties_of(sending, receiving, known),
        workbook_name="export.csv",
        layout=layout,
    )
    found = rule_changes(written, read.rules)
    losses += [Loss(rule, "does not come back") for rule in found.ended]
    losses += [Loss(old, "comes back otherwise", new) for old, new in found.changed]
    losses += [Loss(rule, "is no rule here, and would be read") for rule in found.added]
    losses.sort(key=lambda loss: loss.rule.head.id)
    return AgreementExport(
        block.head.name,
        layout.name,
        content,
        len(table.rows),
        len(found.unchanged),
        tuple(losses),
    )


def _as_rule_table(block: AgreementBlock, layout: Layout) -> AgreementExport:
    """Write rules in the words of the language; ids and citations count as well."""
    rows = [(rule, rule_row(rule, block.head, _cell(rule))) for rule in block.rules]
    written = [row for _, row in rows if row is not None]
    content = as_delimited(rule_table(written, layout), layout.delimiter or ",")
    read = read_rules_of(FoundFile("export.csv", content), layout, block.head)
    back = {rule.head.id: rule for rule in read.rules}
    losses: list[Loss] = []
    for rule, row in rows:
        came = back.get(rule.head.id)
        if row is None:
            losses.append(Loss(rule, "left out: no text of the language says it"))
        elif came is None:
            losses.append(Loss(rule, "does not come back"))
        elif replace(came, head=replace(came.head, origin=rule.head.origin)) != rule:
            losses.append(Loss(rule, "comes back otherwise", came))
    return AgreementExport(
        block.head.name,
        layout.name,
        content,
        len(written),
        len(block.rules) - len(losses),
        tuple(losses),
    )


def _cell(rule: CreditRule) -> str:
    """Return the cell that a rule was read from; a rule of a policy has none."""
    origin = rule.head.origin
    return str(origin) if isinstance(origin, CellRef) else ""


def export_json(export: AgreementExport) -> dict[str, Json]:
    """Turn an export into the object that `export --format json` prints."""
    return {
        "schema": EXPORT_SCHEMA,
        "agreement": export.name,
        "layout": export.layout,
        "rows": export.rows,
        "kept": export.kept,
        "losses": [
            {
                "rule": loss.rule.head.id,
                "origin": str(loss.rule.head.origin),
                "says": rule_text(loss.rule),
                "why": loss.why,
                "comes_back": None
                if loss.comes_back is None
                else rule_text(loss.comes_back),
            }
            for loss in export.losses
        ],
    }


def _sides(block: AgreementBlock) -> tuple[InstitutionId, InstitutionId]:
    head = block.head
    sending = head.sending[0] if head.sending else InstitutionId("")
    return sending, head.receiving or InstitutionId("")
