"""An office's store on the command line: opened, asked and acted on, or a problem."""

from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from articulate.bootstrap.desk import StoreDesk, desk_at
from articulate.bootstrap.offices import open_office
from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.problems import show_problems
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.services.office import Office
from articulate.settings import read_settings

T = TypeVar("T")


def usual_store(where: str | None) -> str:
    """Return the store that is named, else the one that is set."""
    found = where or read_settings().store
    if found is None:
        message = "name the store with --store"
        raise typer.BadParameter(message)
    return found


def usual_person(by: str | None) -> str:
    """Return the person who is named, else the one who is set."""
    found = (by or read_settings().person or "").strip()
    if not found:
        message = "say who answers for this with --by"
        raise typer.BadParameter(message)
    return found


def opened(where: str | None, shown: PlainFormat) -> StoreDesk:
    """Open the store, or stop with what is wrong."""
    desk = answered(desk_at(usual_store(where)), shown)
    if answered(desk.holds_to_sight(), shown):
        stop([_role_of_the_page(desk)], shown)
    return desk


def _role_of_the_page(desk: StoreDesk) -> Diagnostic:
    """Say that nothing is seen here, lest somebody take it for an empty store."""
    return Diagnostic(
        code=Code.STORE_UNUSABLE,
        place=StoreRef(desk.store.name),
        message="the store cannot be used: this role is the web page's, and sees only"
        " what whoever is signed in may see",
        help="name the store as the role that `articulate init --role` let in",
    )


def usual_office(path: Path | None, shown: PlainFormat) -> Office:
    """Read the office's settings that are named or set; without any, what is usual."""
    said = read_settings().office
    found = path or (None if said is None else Path(said))
    return Office() if found is None else answered(open_office(found), shown)


def answered(came: T | Diagnostic | Report, shown: PlainFormat) -> T:
    """Return what came, or stop with the problems that came instead."""
    if isinstance(came, Diagnostic):
        stop([came], shown)
    if isinstance(came, Report):
        stop(came.errors, shown)
    return came


def stop(
    problems: list[Diagnostic] | tuple[Diagnostic, ...],
    shown: PlainFormat,
    code: Exit = Exit.INPUT_WRONG,
) -> NoReturn:
    """Show problems and stop."""
    show_problems(problems, as_json=shown is PlainFormat.JSON)
    raise typer.Exit(code)
