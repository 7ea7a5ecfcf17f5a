"""Requests, decisions and their history, on the screen or as JSON."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from rich.table import Table

from articulate.cli.formats import PlainFormat
from articulate.cli.terminal import output, print_plain
from articulate.explain.machine import Json, as_text
from articulate.model.entry import Entry
from articulate.services.decide import Decided, Outcome, Waiting
from articulate.services.history import entry_json, history_json, policy_json
from articulate.services.open_case import OpenRequest, request_json
from articulate.services.replay import Replayed


def print_request(request: OpenRequest, shown: PlainFormat) -> None:
    """Print how a request stands."""
    if shown is PlainFormat.JSON:
        print_plain(as_text(request_json(request)))
        return
    output().print(f"{request.name} is {request.state}")
    for names, status, rule in request.lines:
        by = f" by {rule}" if rule else ""
        output().print(f"  {names}: {status}{by}", soft_wrap=True)


def print_decision(came: Outcome, shown: PlainFormat) -> None:
    """Print a decision, or its document as it is kept; or what it waits for."""
    if isinstance(came, Waiting):
        _print_waiting(came, shown)
    if isinstance(came, Decided):
        _print_decided(came, shown)


def _print_decided(decided: Decided, shown: PlainFormat) -> None:
    if shown is PlainFormat.JSON:
        print_plain(decided.document.decode())
        return
    output().print(f"{decided.name} is decided")
    _print_lines(decided.document)


def _print_waiting(waiting: Waiting, shown: PlainFormat) -> None:
    if shown is PlainFormat.JSON:
        said: dict[str, Json] = {
            "schema": "articulate.waiting/1",
            "request": waiting.request,
            "rules": list(waiting.rules),
        }
        print_plain(as_text(said))
        return
    rules = ", ".join(waiting.rules)
    output().print(
        f"{waiting.request} waits for another person to confirm it, by {rules}",
        soft_wrap=True,
    )


def print_entry(entry: Entry, shown: PlainFormat) -> None:
    """Print what was entered, and how the request stands."""
    one = entry_json(entry)
    if shown is PlainFormat.JSON:
        print_plain(as_text({"schema": "articulate.entry/1", **one}))
    else:
        output().print(f"{one['request']} is {one['state']}, by {one['by']}")


def print_replayed(replayed: Replayed, shown: PlainFormat) -> None:
    """Print a decision that came to the same bytes again."""
    if shown is PlainFormat.JSON:
        print_plain(replayed.after.decode())
        return
    size = len(replayed.after)
    output().print(f"{replayed.name} comes to the same {size} bytes")
    _print_lines(replayed.after)


def print_answered(
    request: str, day: date, document: bytes, shown: PlainFormat
) -> None:
    """Print what a request could have been answered at the end of a day."""
    if shown is PlainFormat.JSON:
        print_plain(document.decode())
        return
    console = output()
    console.print(f"{request}, by what was on record on {day}:", soft_wrap=True)
    for line in json.loads(document)["lines"]:
        names = " + ".join(line["learning"])
        by = f" by {line['rule']}" if line.get("rule") else ""
        console.print(f"  {names}: {line['status']}{by}", soft_wrap=True)


def print_history(
    entries: Sequence[Entry], shown: PlainFormat, due: Mapping[str, str]
) -> None:
    """Print entries, one a line; *due* says of requests by when they are due."""
    if shown is PlainFormat.JSON:
        print_plain(as_text(history_json(entries, due)))
        return
    names = ("request", "number", "move", "state", "learner", "by", "at")
    table = Table(box=None, pad_edge=False)
    for name in (*names, *(["due"] if due else [])):
        table.add_column("" if name == "number" else name, overflow="fold")
    for one in map(entry_json, entries):
        shown_due = [due.get(str(one["request"]), "")] if due else []
        table.add_row(*(str(one[name]) for name in names), *shown_due)
    output().print(table)


def print_policy(entry: Entry, shown: PlainFormat) -> None:
    """Print how a policy stands after a step."""
    if shown is PlainFormat.JSON:
        print_plain(as_text(policy_json(entry)))
        return
    one = policy_json(entry)
    output().print(f"{one['policy']} is {one['state']}, by {one['by']}")


def print_policies(entries: Sequence[Entry], shown: PlainFormat) -> None:
    """Print how each policy stands."""
    if shown is PlainFormat.JSON:
        print_plain(as_text([policy_json(entry) for entry in entries]))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("policy", "", "state", "by", "at"):
        table.add_column(name, overflow="fold")
    for one in map(policy_json, entries):
        names = ("policy", "number", "state", "by", "at")
        table.add_row(*(str(one[name]) for name in names))
    output().print(table)


def _print_lines(document: bytes) -> None:
    for line in json.loads(document)["lines"]:
        names = " + ".join(line["learning"])
        output().print(f"  {names}: {line['status']}, {line['how']}", soft_wrap=True)
