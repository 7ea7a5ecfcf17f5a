"""Requests evaluated again, one after another, each by itself; and what came of it."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typer

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import open_policies
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.named_files import named_file
from articulate.bootstrap.records import open_record
from articulate.cli.asking import Question
from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.problems import show_problems
from articulate.cli.stores import answered, opened, stop, usual_person
from articulate.cli.terminal import output, print_plain
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import as_text
from articulate.model.identifiers import InstitutionId
from articulate.services.impact import Effect
from articulate.services.policy_moves import policy_in_force
from articulate.services.read_record import HowToRead
from articulate.services.reevaluate import (
    Again,
    Anew,
    NewFacts,
    NewRules,
    again_json,
    open_requests,
    reevaluate,
)
from articulate.services.reevaluate_open import OpenRequests
from articulate.settings import read_settings


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed; no requests are all that are open."""

    requests: tuple[str, ...]
    record: Path | None
    policies: list[Path] | None
    policy: str | None
    despite: str
    question: Question
    key: str | None


def reevaluate_all(
    asked: Asked, store: str | None, by: str | None, shown: PlainFormat
) -> None:
    """Evaluate each request in a transaction of its own; a bad one stops no other."""
    person = usual_person(by)
    desk = opened(store, shown)
    rules = _rules(desk, asked, shown)
    facts = _facts(asked, rules, shown)
    day = asked.question.as_of
    names = asked.requests or answered(desk.read(open_requests), shown)
    # Whoever names a request wants it evaluated by these rules, touched or not.
    again = reevaluate if asked.requests else OpenRequests().again
    came: list[Again] = []
    problems: list[Diagnostic] = []
    for name in names:
        as_of = None if day is None else day.date()
        anew = Anew(name, rules, facts, as_of, asked.despite)
        act = desk.act(person, asked.key)
        one = desk.write(partial(again, anew=anew, act=act))
        if isinstance(one, Diagnostic):
            problems.append(one)
        else:
            came.append(one)
    if shown is PlainFormat.JSON:
        if not came and problems:
            stop(problems, shown)
        print_plain(as_text([again_json(one) for one in came]))
    else:
        show_problems(problems)
        _print(came)
    if problems:
        raise typer.Exit(Exit.INPUT_WRONG)


def _rules(desk: StoreDesk, asked: Asked, shown: PlainFormat) -> NewRules:
    """Return the rules of files that are named or set, else those in force."""
    files = asked.policies or [Path(one) for one in read_settings().policies]
    if asked.policy is None and files:
        policies = open_policies(files)
        if policies.report.errors:
            stop(policies.report.errors, shown)
        return NewRules(policies.rulebook)
    act = desk.act()
    found = answered(
        desk.read(lambda conn: policy_in_force(conn, asked.policy, act)), shown
    )
    hold = frozenset(Effect(one) for one in found.hold)
    return NewRules(found.rulebook, found.policy, hold)


def _facts(asked: Asked, rules: NewRules, shown: PlainFormat) -> NewFacts | None:
    if asked.record is None:
        return None
    question = asked.question
    as_of = today() if question.as_of is None else question.as_of.date()
    sending = None if question.sending is None else InstitutionId(question.sending)
    how = HowToRead(as_of, question.layout, question.sheet, sending)
    file = named_file(asked.record)
    read = answered(open_record(file, how, rules.rulebook), shown)
    return NewFacts(file.name, file.read(), read.record)


def _print(came: list[Again]) -> None:
    console = output()
    for one in came:
        if not one.touched:
            continue
        did = "evaluated again" if one.entered else "as it was"
        if one.held:
            did = "held for a person" if one.entered else "held already"
        console.print(f"{one.request} is {one.state}: {did}", soft_wrap=True)
        for line in one.differences:
            names = " + ".join(line.learning)
            held = ", held" if line in one.held else ""
            console.print(f"  {names}: {line.effect}{held}", soft_wrap=True)
    if len(came) > 1 or not all(one.touched for one in came):
        counted = Counter(map(_became, came))
        console.print(", ".join(f"{n} {what}" for what, n in sorted(counted.items())))


def _became(one: Again) -> str:
    if not one.touched:
        return "not touched"
    return "held" if one.held else "evaluated again" if one.entered else "as it was"
