"""Looking at one learner after another, each in a transaction of its own."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import typer

from articulate.bootstrap.command import open_policies
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.watcher import usual_watcher, watcher_name
from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.problems import show_problems
from articulate.cli.stores import answered, stop, usual_office, usual_person
from articulate.cli.terminal import output, print_plain
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json, as_text
from articulate.rulebook.rulebook import Rulebook
from articulate.services.policy_moves import policy_in_force
from articulate.services.watching import Looked, look_at, to_look_at, watching
from articulate.settings import read_settings

WATCHED_SCHEMA = "articulate.watched/1"


@dataclass(frozen=True, slots=True)
class Run:
    """What was typed: by whose rules and calendar, as of which day, and who looks."""

    policies: list[Path] | None
    policy: str | None
    office: Path | None
    as_of: date | None
    plain: bool


def run_watch(desk: StoreDesk, asked: Run, by: str | None, shown: PlainFormat) -> None:
    """Look at everybody about whom something is new; a bad case stops no other."""
    person = usual_person(by)
    office = usual_office(asked.office, shown)
    watcher = usual_watcher(plain=asked.plain)
    day = asked.as_of or office.day_of(desk.act().moment)
    watch = watching(_rules(desk, asked, shown), office, day, watcher)
    names = answered(
        desk.read(lambda conn: to_look_at(conn, watch, desk.act(person))), shown
    )
    looked: list[Looked] = []
    problems: list[Diagnostic] = []
    for name in names:
        act = desk.act(person)
        came = desk.write(partial(look_at, learner=name, by=watch, act=act))
        if isinstance(came, Diagnostic):
            problems.append(came)
        else:
            looked.append(came)
    if shown is PlainFormat.JSON:
        print_plain(as_text(_json(looked, day, watcher_name(watcher))))
    else:
        count = f"{len(looked)} learner{'' if len(looked) == 1 else 's'}"
        output().print(
            f"{count} looked at as of {day} with {watcher_name(watcher)}:"
            f" {sum(one.raised for one in looked)} raised,"
            f" {sum(one.lapsed for one in looked)} gone",
            soft_wrap=True,
        )
    if problems:
        show_problems(problems, as_json=shown is PlainFormat.JSON)
        raise typer.Exit(Exit.INPUT_WRONG)


def _rules(desk: StoreDesk, asked: Run, shown: PlainFormat) -> Rulebook:
    """Return the rules of files that are named or set, else those in force."""
    files = asked.policies or [Path(one) for one in read_settings().policies]
    if asked.policy is None and files:
        policies = open_policies(files)
        if policies.report.errors:
            stop(policies.report.errors, shown)
        return policies.rulebook
    act = desk.act()
    return answered(
        desk.read(lambda conn: policy_in_force(conn, asked.policy, act)), shown
    ).rulebook


def _json(looked: list[Looked], day: date, watcher: str) -> dict[str, Json]:
    return {
        "schema": WATCHED_SCHEMA,
        "as_of": day.isoformat(),
        "watcher": watcher,
        "looked_at": len(looked),
        "raised": sum(one.raised for one in looked),
        "gone": sum(one.lapsed for one in looked),
    }
