"""Heads: one row for each stream, kept with its entries, so that lists stay quick.

Nothing is in a head that is not in the entries; what a head lost is made again of them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from articulate.model.case import BESIDE, OVER, Move
from articulate.model.entry import Entry
from articulate.model.head import Head
from articulate.store.chain import said_in
from articulate.store.entries import entry_of
from articulate.store.institutions import institution_of
from articulate.store.tables import case_institutions, entries, heads


def family_of(stream: str) -> str:
    """Name what a stream is one of: `request` of `request:r-17`.

    >>> family_of("request:r-17"), family_of("erasures")
    ('request', 'erasures')
    """
    return stream.partition(":")[0]


def head_after(head: Head | None, entry: Entry) -> Head:
    """Return how a stream stands after an entry, by how it stood before."""
    if head is None:
        head = Head(
            entry.stream, entry.number, entry.state, entry.learner, entry.recorded_at
        )
    head = replace(head, number=entry.number, state=entry.state, due="", calendar="")
    if family_of(entry.stream) != _REQUEST:
        return head
    head = replace(head, **_said(head, entry))
    if entry.kind in BESIDE:
        return head
    return replace(head, review=entry.kind == Move.REVIEW)


def keep_head(conn: Connection, head: Head) -> None:
    """Keep how a stream stands now."""
    row = _row_of(head) | {"institution": institution_of(conn, head.stream)}
    kept = update(heads).where(heads.c.stream == head.stream).values(row)
    if conn.execute(kept).rowcount == 0:
        conn.execute(insert(heads).values(row))


def head_of(conn: Connection, stream: str) -> Head | None:
    """Return how a stream stands, None where nothing has happened to it."""
    found = select(heads).where(heads.c.stream == stream)
    row = conn.execute(found).mappings().first()
    return None if row is None else head_in(row)


def heads_of(conn: Connection, family: str) -> tuple[Head, ...]:
    """Return how each stream of a family stands, in their order."""
    found = select(heads).where(heads.c.family == family).order_by(heads.c.stream)
    return tuple(head_in(row) for row in conn.execute(found).mappings())


def heads_behind(conn: Connection) -> tuple[str, ...]:
    """Name each stream that has entries which its head does not know."""
    last = func.max(entries.c.number).label("number")
    newest = select(entries.c.stream, last).group_by(entries.c.stream).subquery()
    query = (
        select(newest.c.stream)
        .outerjoin(heads, heads.c.stream == newest.c.stream)
        .where(func.coalesce(heads.c.number, 0) < newest.c.number)
    )
    return tuple(conn.execute(query.order_by(newest.c.stream)).scalars())


def heads_elsewhere(conn: Connection) -> tuple[str, ...]:
    """Name each stream whose head is not for the institution that its case is for."""
    case = case_institutions
    known = func.coalesce(case.c.institution, "")
    query = (
        select(heads.c.stream)
        .outerjoin(case, case.c.stream == heads.c.stream)
        .where(heads.c.institution != known)
    )
    return tuple(conn.execute(query.order_by(heads.c.stream)).scalars())


def make_missing_heads(conn: Connection) -> None:
    """Make the heads again, where one is wrong or was never made."""
    if heads_behind(conn) or heads_elsewhere(conn):
        make_heads(conn)


def make_heads(conn: Connection) -> None:
    """Make every head again, of all entries."""
    conn.execute(delete(heads))
    query = select(entries).order_by(entries.c.stream, entries.c.number)
    read = (entry_of(row) for row in conn.execute(query).mappings())
    rows: list[dict[str, Any]] = []
    for _, stream in groupby(read, key=lambda one: one.stream):
        rows.append(_row_of(_made(stream)))
        if len(rows) == _AT_ONCE:
            conn.execute(insert(heads), rows)
            rows = []
    if rows:
        conn.execute(insert(heads), rows)
    case = case_institutions
    known = select(case.c.institution).where(case.c.stream == heads.c.stream)
    conn.execute(
        update(heads)
        .where(heads.c.stream.in_(select(case.c.stream)))
        .values(institution=known.scalar_subquery())
    )


def head_in(row: Mapping[str, Any] | RowMapping) -> Head:
    """Make the value that a row stands for."""
    return Head(
        stream=row["stream"],
        number=row["number"],
        state=row["state"],
        learner=row["learner"],
        received_at=row["received_at"],
        within=row["within"],
        assigned=row["assigned"],
        asked=row["asked"],
        stopped=row["stopped"],
        clock=tuple((move, at) for move, at in json.loads(row["clock"])),
        review=bool(row["review"]),
        due=row["due"],
        calendar=row["calendar"],
    )


_AT_ONCE = 1000
_REQUEST = "request"


def _made(stream: Iterable[Entry]) -> Head:
    head: Head | None = None
    for entry in stream:
        head = head_after(head, entry)
    if head is None:
        msg = "a stream has an entry"
        raise ValueError(msg)
    return head


def _said(head: Head, entry: Entry) -> dict[str, Any]:
    """Return what an entry says that a head keeps."""
    said = said_in(entry)
    match entry.kind:
        case Move.RECEIVE:
            return {"within": said.get("within")}
        case Move.ASSIGN:
            return {"assigned": str(said.get("to") or "")}
        case Move.REFER:
            return {"asked": str(said.get("to") or "")}
        case Move.PAUSE:
            clock = (*head.clock, (str(Move.PAUSE), entry.recorded_at))
            return {"stopped": str(said.get("reason") or ""), "clock": clock}
        case Move.RESUME:
            return {"clock": (*head.clock, (str(Move.RESUME), entry.recorded_at))}
        case _:
            return {}


def _row_of(head: Head) -> dict[str, Any]:
    family = family_of(head.stream)
    return {
        "stream": head.stream,
        "family": family,
        "number": head.number,
        "state": head.state,
        "learner": head.learner,
        "received_at": head.received_at,
        "within": head.within,
        "assigned": head.assigned,
        "asked": head.asked,
        "stopped": head.stopped,
        "clock": json.dumps(head.clock),
        "still": head.still,
        "review": head.review,
        "waits": family == _REQUEST and head.state not in OVER,
        "due": head.due,
        "calendar": head.calendar,
    }
