"""The ledger page by page: who did what, when, and with which rules and program."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.entry import Entry
from articulate.services.access import Task, refusal, works_for
from articulate.services.acting import Act
from articulate.services.replay import end_of
from articulate.store.entries import Sought, entries_back
from articulate.store.transaction import Connection

PAGE_SCHEMA = "articulate.ledger-page/1"
PAGE = 100
_EXPORTED = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the ledger is asked for; `before` is where the last page ended."""

    stream: str = ""
    actor: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Entries from the newest back, and where the next page begins, if there is one."""

    entries: tuple[Entry, ...]
    next: str


def ledger_page(
    conn: Connection, asked: Asked, act: Act, most: int = PAGE
) -> LedgerPage | Diagnostic:
    """Return a page of the ledger."""
    if refused := refusal(act, Task.SEE_LEDGER):
        return refused
    sought = Sought(
        stream=asked.stream,
        actor=asked.actor,
        kind=asked.kind,
        since="" if asked.since is None else asked.since.isoformat(),
        until="" if asked.until is None else end_of(asked.until),
        before=_place(asked.before),
        institutions=works_for(act),
    )
    found = entries_back(conn, sought, most + 1)
    page = found[:most]
    return LedgerPage(page, _name(page[-1]) if len(found) > most else "")


def ledger_lines(read: Callable[[Asked], LedgerPage], asked: Asked) -> Iterator[str]:
    """Write everything that is asked for, one entry a line, page after page."""
    while True:
        page = read(asked)
        for entry in page.entries:
            yield f"{json.dumps(entry_line(entry), sort_keys=True)}\n"
        if not page.next:
            return
        asked = replace(asked, before=page.next)


def export_page(conn: Connection, asked: Asked, act: Act) -> LedgerPage | Diagnostic:
    """Return a page of an export, which is longer than one that is looked at."""
    return ledger_page(conn, asked, act, _EXPORTED)


def page_json(page: LedgerPage) -> dict[str, Json]:
    """Turn a page into JSON."""
    return {
        "schema": PAGE_SCHEMA,
        "entries": [entry_line(one) for one in page.entries],
        "next": page.next or None,
    }


def entry_line(entry: Entry) -> dict[str, Json]:
    """Turn an entry of any stream into JSON."""
    body: dict[str, Any] = json.loads(entry.body)
    said = body["said"]
    return {
        "stream": entry.stream,
        "number": entry.number,
        "what": entry.kind,
        "state": entry.state,
        "learner": entry.learner,
        "by": entry.actor,
        "at": entry.recorded_at,
        "rulebook": said.get("rulebook"),
        "program": said.get("program"),
        "said": said,
        "contents": body["contents"],
        "previous": entry.previous,
        "digest": entry.digest,
    }


def _name(entry: Entry) -> str:
    return f"{entry.recorded_at} {entry.number} {entry.stream}"


def _place(name: str) -> tuple[str, str, int] | None:
    """Read where a page ended; what cannot be read is the beginning."""
    moment, _, rest = name.partition(" ")
    number, _, stream = rest.partition(" ")
    return (moment, stream, int(number)) if number.isdecimal() else None
