"""A rule table is imported like any workbook, and loses nothing on its way."""

from articulate.diagnostics.cell import CellRef
from articulate.intake.layout import Layout
from articulate.intake.preview import ImportPreview, RefusedRow
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.version import BlockHead, BlockKind
from articulate.services.import_changes import Against
from articulate.services.nearby_files import FoundFile
from articulate.services.rule_tables import RuleTable, read_rules_of


def imported_table(
    file: FoundFile, layout: Layout, head: BlockHead, sheet: str | None
) -> tuple[RuleTable, ImportPreview]:
    """Read a rule table; its rows that wait for a person are refused once more.

    Like every table of policy it has errors, which stop the import, where an imported
    list has warnings.
    """
    table = read_rules_of(file, layout, head, sheet)
    refused = tuple(
        RefusedRow(one.place, (one.code,))
        for one in table.report.warnings
        if isinstance(one.place, CellRef)
    )
    understood = len(table.rules)
    sheets = {
        rule.head.origin.sheet: None
        for rule in table.rules
        if isinstance(rule.head.origin, CellRef)
    }
    preview = ImportPreview(
        file.name,
        layout.name,
        sheets=tuple(sheets),
        read=understood + len(refused),
        understood=understood,
        refused=refused,
        report=table.report,
    )
    return table, preview


def head_for(
    against: Against | None, sending: InstitutionId, receiving: InstitutionId
) -> BlockHead:
    """Return the block that a rule table is read for: the one it is compared with."""
    if against is not None:
        return against.head
    nowhere = CellRef("", "", "", 0)
    return BlockHead(
        BlockKind.EQUIVALENCIES,
        BlockId("imported"),
        nowhere,
        sending=(sending,),
        receiving=receiving,
    )
