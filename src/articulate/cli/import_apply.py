"""`articulate import … --apply`: the change that was shown is written, all or none."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

import typer
from rich.text import Text

from articulate.bootstrap.command import OpenPolicies, read_texts
from articulate.bootstrap.named_files import policy_files
from articulate.bootstrap.nearby import NearbyDisk
from articulate.bootstrap.working_files import unchanged
from articulate.bootstrap.written_together import write_together
from articulate.cli.exits import Exit
from articulate.cli.problems import show_problems
from articulate.cli.terminal import errors, output
from articulate.diagnostics.report import Report
from articulate.services.apply_import import ImportPlan, Office, plan_import
from articulate.services.import_agreements import Imported


def apply_import(
    imported: Imported, known: OpenPolicies, policies: Sequence[Path], *, as_json: bool
) -> ImportPlan:
    """Write the change of an import, or stop with what is against it."""
    against = imported.preview.report.errors + imported.conflicts.errors
    if against:
        _stop(Report(against), as_json=as_json, shown=True)
    changes, becomes = imported.changes, imported.becomes
    if changes is None or becomes is None:
        msg = "an import that is applied is compared with an agreement"
        raise TypeError(msg)
    office = Office(known.texts, NearbyDisk())
    plan = plan_import(becomes, changes, imported.preview, office, table=imported.table)
    if isinstance(plan, Report):
        _stop(plan, as_json=as_json)
    if plan.files:
        now = partial(_texts, policies)
        with unchanged(plan.files, known.texts, now) as meanwhile:
            if meanwhile is not None:
                _stop(Report.of([meanwhile]), as_json=as_json)
            write_together(plan.files)
    return plan


def print_applied(plan: ImportPlan) -> None:
    """Say what was written, and what waits for a person."""
    console = output()
    if not plan.files:
        console.print(Text(f"nothing to apply: {plan.version} says this already"))
        return
    console.print(Text(f"applied to {plan.version}", style="bold"))
    for file in plan.files:
        console.print(Text(f"  wrote {file.path}"), soft_wrap=True)
    if plan.waiting:
        rows = "row waits" if plan.waiting == 1 else "rows wait"
        console.print(f"  {plan.waiting} refused {rows} in the table; see `check`")
    if plan.comments:
        said = "comment" if plan.comments == 1 else "comments"
        console.print(f"  {plan.comments} {said} of the text it replaces are gone")


def _stop(report: Report, *, as_json: bool, shown: bool = False) -> NoReturn:
    if as_json or not shown:
        show_problems(report.errors, as_json=as_json)
    errors().print("nothing was applied")
    raise typer.Exit(Exit.INPUT_WRONG)


def _texts(policies: Sequence[Path]) -> Mapping[str, str]:
    return read_texts(policy_files(policies))[0]
