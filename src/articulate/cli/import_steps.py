"""What an import is compared with, and the copy of its workbook."""

from datetime import date
from pathlib import Path

import typer

from articulate.cli.exits import Exit
from articulate.cli.problems import show_problems
from articulate.diagnostics.report import Report
from articulate.model.identifiers import BlockId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.guess_layout import chosen_layout
from articulate.services.import_agreements import Imported, annotated_copy
from articulate.services.import_changes import InForceRules, rules_in_force
from articulate.services.nearby_files import FoundFile, NearbyFiles


def standing_rules(into: str, day: date, rulebook: Rulebook) -> InForceRules:
    """Find the agreement to compare with; that there is none is wrong usage."""
    found = rules_in_force(BlockId(into), day, rulebook)
    if isinstance(found, str):
        message = f"there is no agreement `{into}`; {found}"
        raise typer.BadParameter(message, param_hint="--into")
    return found


def write_annotated(imported: Imported, file: FoundFile, copy: Path) -> None:
    """Write the copy of a workbook with what came of each row beside it."""
    content = annotated_copy(imported, file)
    if isinstance(content, Report):
        show_problems(content.errors)
        raise typer.Exit(Exit.INPUT_WRONG)
    copy.write_bytes(content)


def guessed_layout(file: FoundFile, nearby: NearbyFiles, *, as_json: bool) -> str:
    """Find the layout that fits, say so on standard error, or stop with those near."""
    found = chosen_layout(file, nearby)
    if isinstance(found, Report):
        show_problems(found.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    typer.echo(f"no layout is named: {found}", err=True)
    return found.layout
