"""The preview of an import on the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.explain.rule_text import rule_text
from articulate.services.import_agreements import Imported


def print_import(console: Console, imported: Imported, *, rules: bool) -> None:
    """Show how many rows were read, understood and refused, and why."""
    preview = imported.preview
    sheets = f", {', '.join(preview.sheets)}" if any(preview.sheets) else ""
    head = Text(f"{preview.workbook}{sheets} by layout {preview.layout}", style="bold")
    console.print(head)
    counted = f"{preview.read} rows read: {preview.understood} understood"
    counted += f", {len(preview.refused)} refused"
    if preview.repeated:
        counted += f", {preview.repeated} repeated"
    if preview.resolved:
        counted += f"; {preview.resolved} read as people chose"
    console.print(counted)
    for code, rows in preview.reasons():
        console.print(Text(f"  {code}  {rows} row{'' if rows == 1 else 's'}"))
    if rules:
        table = Table.grid(padding=(0, 2))
        for rule in imported.rules:
            table.add_row(Text(str(rule.head.origin), style="dim"), rule_text(rule))
        console.print(table)
