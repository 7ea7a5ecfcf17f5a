"""The rows of tables, read by whoever was handed in."""

from collections.abc import Iterable

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.language.lower.heads import block_head
from articulate.language.resolve import Tabled
from articulate.language.syntax.policy import Policy
from articulate.language.syntax.tables import TableBlock
from articulate.rulebook.table import TabledBlock, TableReader, TableRequest


def read_tables(
    policies: Iterable[Policy], reader: TableReader | None
) -> tuple[Tabled, Report]:
    """Read every `table`, and report what is wrong with its workbook.

    Without a reader each table is a problem (AR251), since its rules would be missing.
    """
    tabled: dict[int, TabledBlock | None] = {}
    report = Report()
    for policy in policies:
        for block in policy.blocks:
            if not isinstance(block, TableBlock):
                continue
            if reader is None:
                tabled[id(block)] = None
                report += Report.of([_unread(block)])
                continue
            read = reader(
                TableRequest(
                    block.file, block.sheet, block.layout.text, block_head(block)
                )
            )
            tabled[id(block)] = read.block
            report += read.report
    return tabled, report


def _unread(block: TableBlock) -> Diagnostic:
    return Diagnostic(
        Code.TABLE_WITHOUT_READER,
        block.id.span,
        f"the rows of `{block.file}` cannot be read here, so their rules are missing",
        "check the whole folder with `articulate check`, where workbooks are read",
    )
