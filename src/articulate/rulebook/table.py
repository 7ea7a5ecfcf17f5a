"""Tables: rules that stay in a workbook, and what a reader of them is asked."""

from dataclasses import dataclass
from typing import Protocol

from articulate.diagnostics.report import Report
from articulate.rulebook.catalogs import CalendarBlock, CatalogBlock
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.version import BlockHead


@dataclass(frozen=True, slots=True)
class ExamTable:
    """The exams of one table, each a block of its own."""

    head: BlockHead
    exams: tuple[ExamBlock, ...] = ()


TabledBlock = AgreementBlock | CatalogBlock | CalendarBlock | ExamTable


@dataclass(frozen=True, slots=True)
class TableRequest:
    """One `table` statement: the file as written, its sheet, its layout, its head.

    `head` is that of the block which the rows become, its origin the statement's.
    """

    file: str
    sheet: str | None
    layout: str
    head: BlockHead


@dataclass(frozen=True, slots=True)
class TableRead:
    """The block the rows became, None where nothing could be read, and the problems."""

    block: TabledBlock | None
    report: Report


class TableReader(Protocol):
    """Read the rows of one table; a service hands it to `language`."""

    def __call__(self, request: TableRequest) -> TableRead:
        """Return the block with a rule for each row, each row's cell its origin."""
        ...
