"""What an export kept and lost, on the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.explain.rule_text import rule_text
from articulate.services.export_agreement import AgreementExport


def print_export(console: Console, made: AgreementExport) -> None:
    """Show how many rules the table keeps, and what becomes of each of the others."""
    counted = f"{made.rows} rows, {made.kept} rules kept, {len(made.losses)} not"
    head = f"{made.name} by layout {made.layout}: {counted}"
    console.print(Text(head, style="bold"))
    table = Table.grid(padding=(0, 2))
    for loss in made.losses:
        table.add_row(str(loss.rule.head.id), loss.why, rule_text(loss.rule))
        if loss.comes_back is not None:
            table.add_row("", "  as", rule_text(loss.comes_back))
    if made.losses:
        console.print(table)
