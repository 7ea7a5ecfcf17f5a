"""What is supposed on the command line, read and put to the services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from articulate.bootstrap.command import open_policies
from articulate.bootstrap.named_files import named_file
from articulate.bootstrap.records import open_record
from articulate.cli.asking import Desk
from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.problems import show_problems
from articulate.diagnostics.report import Report
from articulate.explain.what_if import Imagined, RankedDegree
from articulate.model.identifiers import VersionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import once_each
from articulate.services.planned_courses import Planned, Planning, read_plan
from articulate.services.receivers import Unclear, receiver_for
from articulate.services.what_if import Supposed, rank_degrees, what_if


@dataclass(frozen=True, slots=True)
class Suppositions:
    """The options that say what is supposed, as they were typed."""

    degrees: tuple[str, ...]
    catalog: str | None
    instead: tuple[Path, ...]
    plan: Sequence[str]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: an imagined result, or a ranking; neither, if input is wrong."""

    imagined: Imagined | None = None
    ranked: tuple[RankedDegree, ...] | None = None
    supposed: tuple[str, ...] = ()


def imagine(
    record: Path, desk: Desk, said: Suppositions, *, all_degrees: bool, shown: Format
) -> Came:
    """Read the record and what is supposed of it, and see what would come of it."""
    as_json = shown is Format.JSON
    read = open_record(named_file(record), desk.how, desk.rulebook)
    if isinstance(read, Report):
        show_problems(read.errors, as_json=as_json)
        return Came()
    other = _other_policies(said.instead, as_json=as_json)
    book = other or desk.rulebook
    degrees = once_each(said.degrees)
    receiving = receiver_for(book, degrees, desk.asked.receiving)
    if isinstance(receiving, Unclear):
        message = f"{receiving.message}; {receiving.help}"
        raise typer.BadParameter(message)
    supposed = Supposed(
        rulebook=other,
        called=", ".join(path.as_posix() for path in said.instead),
        degrees=degrees,
        catalog=None if said.catalog is None else VersionId(said.catalog),
        planned=_plan(said.plan, Planning(book, receiving, desk.asked.as_of)),
    )
    if all_degrees:
        ranked = rank_degrees(desk.rulebook, read.record, desk.asked, supposed)
        return Came(ranked=ranked, supposed=supposed.words)
    return Came(what_if(desk.rulebook, read.record, desk.asked, supposed))


def _other_policies(paths: tuple[Path, ...], *, as_json: bool) -> Rulebook | None:
    if not paths:
        return None
    policies = open_policies(list(paths))
    if policies.report.errors:
        show_problems(policies.report.errors, as_json=as_json, texts=policies.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    return policies.rulebook


def _plan(written: Sequence[str], planning: Planning) -> tuple[Planned, ...]:
    planned = read_plan(_lines(written), planning)
    if isinstance(planned, Unclear):
        message = f"{planned.message}; {planned.help}"
        raise typer.BadParameter(message, param_hint="--plan")
    return planned


def _lines(written: Sequence[str]) -> Iterator[str]:
    """Yield each course; a name of a file stands for the lines in it."""
    for one in written:
        path = Path(one)
        if path.is_file():
            yield from path.read_text(encoding="utf-8").splitlines()
        else:
            yield one
