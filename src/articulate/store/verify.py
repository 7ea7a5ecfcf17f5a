"""Verification: every row of the ledger is what it was when it was written.

Digests are taken anew from the rows themselves. What a chain alone cannot show, entries
that are missing from the end of a stream, a checkpoint shows.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from articulate.model.entry import Checkpoint
from articulate.store.chain import digest_of_row
from articulate.store.contents import content_digest
from articulate.store.entries import entry_at
from articulate.store.erasures import erased_by, erasures_said
from articulate.store.guards import missing_guards
from articulate.store.heads import heads_behind, heads_elsewhere
from articulate.store.tables import contents, entries, entry_contents

_AT_ONCE = 1_000
_Group = tuple[str, list[RowMapping]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not what it was, and why; `number` is 0 where there is none."""

    table: str
    stream: str
    number: int
    message: str


def faults(conn: Connection, checkpoint: Checkpoint | None = None) -> Iterator[Fault]:
    """Yield every fault: of entries stream by stream, of contents, of the guards."""
    yield from _faults_of_entries(conn)
    if checkpoint is not None:
        yield from _faults_since(conn, checkpoint)
    yield from _faults_of_contents(conn)
    for stream in heads_behind(conn):
        yield Fault("heads", stream, 0, "its head is behind its entries")
    for stream in heads_elsewhere(conn):
        message = "its head is not for the institution that its case is for"
        yield Fault("heads", stream, 0, message)
    for name in missing_guards(conn):
        yield Fault("guards", name, 0, f"the guard `{name}` is gone or was disabled")


def _faults_of_entries(conn: Connection) -> Iterator[Fault]:
    """Walk the streams, each beside what its entries say they rest on."""
    rests = _grouped(conn, select(entry_contents), "entry_contents")
    waiting = next(rests, None)
    for stream, rows in _grouped(conn, select(entries), "entries"):
        while waiting is not None and waiting[0] < stream:
            yield from _without_entry(waiting)
            waiting = next(rests, None)
        mine: list[RowMapping] = []
        if waiting is not None and waiting[0] == stream:
            mine = waiting[1]
            waiting = next(rests, None)
        yield from _faults_of_stream(stream, rows, mine)
    while waiting is not None:
        yield from _without_entry(waiting)
        waiting = next(rests, None)


def _grouped(conn: Connection, query: Select[Any], table: str) -> Iterator[_Group]:
    columns = query.selected_columns
    ordered = query.order_by(columns["stream"], columns["number"])
    if table == "entry_contents":
        ordered = ordered.order_by(columns["role"])
    rows = conn.execution_options(yield_per=_AT_ONCE).execute(ordered).mappings()
    for stream, group in groupby(rows, key=lambda row: str(row["stream"])):
        yield stream, list(group)


def _faults_of_stream(
    stream: str, rows: Sequence[RowMapping], rests: Sequence[RowMapping]
) -> Iterator[Fault]:
    previous = ""
    resting: dict[object, dict[str, str]] = {}
    for row in rests:
        resting.setdefault(row["number"], {})[row["role"]] = row["content"]
    for place, row in enumerate(rows, start=1):
        wrong = _wrong_with(row, place, previous)
        if not wrong and _said_to_rest_on(row) != resting.pop(row["number"], {}):
            wrong = "it does not rest on what it says it does"
        if wrong:
            yield Fault("entries", stream, _number(row), wrong)
            resting.pop(row["number"], None)
        previous = row["digest"]
    for number in resting:
        yield Fault("entry_contents", stream, _number({"number": number}), _NO_ENTRY)


_NO_ENTRY = "something is kept for an entry that is not there"


def _without_entry(group: _Group) -> Iterator[Fault]:
    stream, rows = group
    for row in rows:
        yield Fault("entry_contents", stream, _number(row), _NO_ENTRY)


def _wrong_with(row: RowMapping, place: int, previous: str) -> str:
    if row["digest"] != digest_of_row(row):
        return "its digest is not that of what it says"
    if row["number"] != place:
        return f"entry {place} of its stream is missing"
    if row["previous"] != previous:
        return "it does not follow on the entry before it"
    return ""


def _said_to_rest_on(row: RowMapping) -> object:
    """Return what an entry says it rests on, None where its body is no entry's."""
    try:
        return json.loads(row["body"])["contents"]
    except (ValueError, KeyError, TypeError):
        return None


def _number(row: Mapping[str, Any] | RowMapping) -> int:
    number = row["number"]
    return number if isinstance(number, int) else 0


def _faults_since(conn: Connection, checkpoint: Checkpoint) -> Iterator[Fault]:
    for stream, (number, digest) in sorted(checkpoint.heads.items()):
        entry = entry_at(conn, stream, number)
        if entry is None:
            yield Fault("entries", stream, number, "the checkpoint has it; it is gone")
        elif entry.digest != digest:
            message = "it is not the one that the checkpoint has"
            yield Fault("entries", stream, number, message)


def _faults_of_contents(conn: Connection) -> Iterator[Fault]:
    erased = erased_by(conn)
    for digest, said in erased.items():
        if not said:
            message = "no entry says that it was erased"
            yield Fault("erasures", digest, 0, message)
    for digest in sorted(erasures_said(conn) - erased.keys()):
        yield Fault("erasures", digest, 0, "an entry says it was erased; it is gone")
    query = select(contents).order_by(contents.c.digest)
    for row in conn.execution_options(yield_per=1).execute(query):
        kept = row.content
        if kept == b"" and erased.get(row.digest):
            continue
        if not isinstance(kept, bytes) or content_digest(kept) != row.digest:
            message = "its bytes are not those that its digest names"
            yield Fault("contents", str(row.digest), 0, message)
    used = select(entry_contents.c.content)
    stray = select(contents.c.digest).where(contents.c.digest.not_in(used))
    for digest in conn.execute(stray.order_by(contents.c.digest)).scalars():
        yield Fault("contents", str(digest), 0, "no entry rests on it")
    there = select(contents.c.digest)
    missing = select(entry_contents).where(entry_contents.c.content.not_in(there))
    ordered = missing.order_by(entry_contents.c.stream, entry_contents.c.number)
    for row in conn.execute(ordered):
        message = f"the {row.role} that it rests on is gone"
        yield Fault("entry_contents", str(row.stream), row.number, message)
