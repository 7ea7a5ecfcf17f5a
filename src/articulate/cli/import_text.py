"""The preview of an import on the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.explain.rule_text import rule_text
from articulate.rulebook.credit_rules import CreditRule
from articulate.services.import_agreements import Imported
from articulate.services.import_changes import ImportChanges


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
    if imported.changes is not None:
        _print_changes(console, imported.changes)
    if rules:
        table = Table.grid(padding=(0, 2))
        for rule in imported.rules:
            table.add_row(Text(str(rule.head.origin), style="dim"), rule_text(rule))
        console.print(table)


def _print_changes(console: Console, found: ImportChanges) -> None:
    """Show what would change of the rules in force, each rule in its own words."""
    changes = found.changes
    against = found.version or "no version in force"
    counted = (
        f"{len(changes.added)} added, {len(changes.changed)} changed,"
        f" {len(changes.ended)} ended, {len(changes.unchanged)} unchanged"
    )
    console.print(Text(f"against {against} on {found.on}: {counted}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for rule in changes.added:
        table.add_row("added", _at(rule), rule_text(rule))
    for old, new in changes.changed:
        table.add_row("changed", _at(old), rule_text(old))
        table.add_row("  to", _at(new), rule_text(new))
    for rule in changes.ended:
        table.add_row("ended", _at(rule), rule_text(rule))
    if not changes.none:
        console.print(table)


def _at(rule: CreditRule) -> Text:
    return Text(f"{rule.head.id} {rule.head.origin}", style="dim")
