"""History: what happened to a request or about a learner, in the order it did."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.case import OVER
from articulate.model.entry import Entry
from articulate.services.access import Task, case_refusal
from articulate.services.acting import REQUEST, Act, request_of, request_stream
from articulate.services.move_case import due_day, stands_still
from articulate.services.moves import no_request
from articulate.services.office import Office
from articulate.services.policy_moves import POLICY, policy_of
from articulate.services.replay import end_of
from articulate.store.chain import said_in
from articulate.store.entries import entries_about, entries_of, latest_entries
from articulate.store.transaction import Connection

HISTORY_SCHEMA = "articulate.history/1"
POLICY_SCHEMA = "articulate.policy/1"


def history_of(
    conn: Connection, request: str, act: Act, *, known_at: date | None = None
) -> tuple[Entry, ...] | Diagnostic:
    """Return the entries of a request that were there at the end of a day."""
    stream = request_stream(request)
    found = entries_of(conn, stream, before=_before(known_at))
    if not found:
        return no_request(conn, request, act, Task.SEE_REQUEST)
    return case_refusal(conn, act, Task.SEE_REQUEST, found[0]) or found


def history_about(
    conn: Connection, learner: str, *, known_at: date | None = None
) -> tuple[Entry, ...]:
    """Return every entry about a learner, request by request."""
    return entries_about(conn, learner, before=_before(known_at))


def requests_now(
    conn: Connection, *, known_at: date | None = None
) -> tuple[Entry, ...]:
    """Return the newest entry of each request, which says how it stands."""
    return latest_entries(conn, REQUEST, before=_before(known_at))


def policies_now(conn: Connection) -> tuple[Entry, ...]:
    """Return the newest entry of each policy, which says how its revision stands."""
    return latest_entries(conn, POLICY)


def policy_json(entry: Entry) -> dict[str, Json]:
    """Turn the newest entry of a policy into JSON."""
    body = json.loads(entry.body)
    return {
        "schema": POLICY_SCHEMA,
        "policy": policy_of(entry.stream),
        "number": entry.number,
        "move": entry.kind,
        "state": entry.state,
        "by": entry.actor,
        "at": entry.recorded_at,
        "said": body["said"],
        "contents": body["contents"],
    }


def due_now(
    conn: Connection, newest: Iterable[Entry], office: Office
) -> dict[str, str]:
    """Say by when each request is due that has a deadline: a day, or `stopped`."""
    found = {}
    for entry in newest:
        if entry.state in OVER:
            continue
        entries = entries_of(conn, entry.stream)
        day = due_day(entries, office)
        if day is not None:
            found[request_of(entry.stream)] = day.isoformat()
        elif stands_still(entries) and said_in(entries[0]).get("within") is not None:
            found[request_of(entry.stream)] = "stopped"
    return found


def history_json(entries: Iterable[Entry], due: Mapping[str, str]) -> dict[str, Json]:
    """Turn entries into the object that `history --format json` prints."""
    shown: dict[str, Json] = {
        "schema": HISTORY_SCHEMA,
        "entries": [entry_json(entry) for entry in entries],
    }
    return shown | {"due": due} if due else shown


def entry_json(entry: Entry) -> dict[str, Json]:
    """Turn one entry into JSON."""
    body = json.loads(entry.body)
    return {
        "request": request_of(entry.stream),
        "number": entry.number,
        "move": entry.kind,
        "state": entry.state,
        "learner": entry.learner,
        "by": entry.actor,
        "at": entry.recorded_at,
        "said": body["said"],
        "contents": body["contents"],
        "digest": entry.digest,
    }


def _before(known_at: date | None) -> str | None:
    return None if known_at is None else end_of(known_at)
