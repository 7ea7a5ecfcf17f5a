"""The preview of an import on the terminal."""

from datetime import timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.cli.problems import report_sentence
from articulate.explain.machine import Json
from articulate.explain.rule_text import rule_text
from articulate.rulebook.credit_rules import CreditRule
from articulate.services.apply_import import ImportPlan
from articulate.services.import_agreements import Imported
from articulate.services.import_changes import ImportChanges
from articulate.services.next_version import NextVersion

_SHOWN = 100
"""How many rules of a kind are listed on the terminal."""


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
    if imported.becomes is not None and not imported.becomes.corrects:
        console.print(Text(_begins(imported.becomes)))
    if imported.conflicts.diagnostics:
        found = report_sentence(imported.conflicts)
        console.print(Text(f"together with other rules: {found}", style="bold"))
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
    for rule in changes.added[:_SHOWN]:
        table.add_row("added", _at(rule), rule_text(rule))
    _others(table, len(changes.added))
    for old, new in changes.changed[:_SHOWN]:
        table.add_row("changed", _at(old), rule_text(old))
        table.add_row("  to", _at(new), rule_text(new))
    _others(table, len(changes.changed))
    for rule in changes.ended[:_SHOWN]:
        table.add_row("ended", _at(rule), rule_text(rule))
    _others(table, len(changes.ended))
    if not changes.none:
        console.print(table)


def _others(table: Table, count: int) -> None:
    """Say how many more there are than anybody would read on a screen."""
    if count > _SHOWN:
        table.add_row("", "", f"and {count - _SHOWN:,} more; --format json has all")


def _begins(becomes: NextVersion) -> str:
    """Say from when a new version holds, and when the one before it ends."""
    head = becomes.block.head
    days = f"from {head.effective.start}"
    if head.effective.last is not None:
        days += f" through {head.effective.last}"
    said = f"{becomes.came} holds {days}"
    if becomes.before is None or head.effective.start is None:
        return said
    last = head.effective.start - timedelta(days=1)
    return f"{said}; {becomes.before.head.name} ends on {last}"


def applied_json(plan: ImportPlan | None) -> dict[str, Json]:
    """Turn what was written into the object that `import --apply` adds to its JSON."""
    if plan is None:
        return {}
    files: list[Json] = [file.path for file in plan.files]
    return {
        "applied": {
            "version": plan.version,
            "files": files,
            "waiting": plan.waiting,
            "comments_gone": plan.comments,
        }
    }


def _at(rule: CreditRule) -> Text:
    return Text(f"{rule.head.id} {rule.head.origin}", style="dim")
