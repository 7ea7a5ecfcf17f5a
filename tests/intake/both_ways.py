"""A table read in both ways: row by row, and packed with rows alike read once."""

from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.alike_rules import pack_table
from articulate.intake.articulations import rules_of
from articulate.intake.layout import Layout
from articulate.intake.parties import Parties
from articulate.intake.sheet import Workbook
from articulate.intake.tables import read_table
from articulate.model.identifiers import BlockId
from articulate.rulebook.block_index import index_of
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.digest import rulebook_of
from articulate.rulebook.packing import RulePacker
from articulate.rulebook.version import BlockHead, BlockKind


def head_of(parties: Parties) -> BlockHead:
    """The head of the block that a table becomes."""
    return BlockHead(
        BlockKind.EQUIVALENCIES,
        BlockId("list"),
        Span("a.art", 1, 1, 1, 2),
        sending=(parties.sending.institution,),
        receiving=parties.receiving.institution,
    )


def row_by_row(
    workbook: Workbook, layout: Layout, parties: Parties, sheet: str | None = None
) -> tuple[AgreementBlock, Report]:
    """The block of a table of which every row is read by itself, and the report."""
    read = read_table(workbook, layout, parties, sheet=sheet)
    imported = rules_of(read.rows, read.preview, parties)
    rules = tuple(sorted(imported.rules, key=lambda rule: rule.head.id))
    return AgreementBlock(head_of(parties), rules=rules), imported.preview.report


def packed(
    workbook: Workbook, layout: Layout, parties: Parties, sheet: str | None = None
) -> tuple[AgreementBlock, Report]:
    """The block of a table of which rows alike are read once, and the report."""
    packer = RulePacker()
    report = pack_table(workbook, layout, parties, sheet=sheet, into=packer)
    return packer.block(head_of(parties)), report


def agree(
    workbook: Workbook, layout: Layout, parties: Parties, sheet: str | None = None
) -> AgreementBlock:
    """Read a table in both ways; what comes of it must be the same to the last bit."""
    block, report = row_by_row(workbook, layout, parties, sheet)
    other, also = packed(workbook, layout, parties, sheet)
    assert also == report
    assert tuple(other.rules) == block.rules
    assert index_of(other.rules) == index_of(block.rules)
    assert rulebook_of([other]).digest == rulebook_of([block]).digest
    return block
