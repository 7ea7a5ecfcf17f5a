"""Entries of the ledger: one function for each question about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select, tuple_

from articulate.model.entry import Checkpoint, Entry
from articulate.store.institutions import among
from articulate.store.tables import entries, entry_contents, heads


def last_entry(conn: Connection, stream: str) -> Entry | None:
    """Return the newest entry of a stream, None where nothing has happened to it."""
    newest = entries_query().where(entries.c.stream == stream)
    return _one(conn, newest.order_by(entries.c.number.desc()).limit(1))


def entry_at(conn: Connection, stream: str, number: int) -> Entry | None:
    """Return one entry of a stream by its number."""
    here = entries_query().where(entries.c.stream == stream)
    return _one(conn, here.where(entries.c.number == number))


def entry_with_key(conn: Connection, key: str) -> Entry | None:
    """Return what was entered under an idempotency key, None where nothing was."""
    return _one(conn, entries_query().where(entries.c.key == key))


def entries_of(
    conn: Connection, stream: str, *, before: str | None = None
) -> tuple[Entry, ...]:
    """Return the entries of a stream in their order; *before* a moment, if given."""
    query = entries_query().where(entries.c.stream == stream)
    return _all(conn, _known(query, before).order_by(entries.c.number))


def entries_about(
    conn: Connection, learner: str, *, before: str | None = None
) -> tuple[Entry, ...]:
    """Return all entries about a learner, by stream and number."""
    query = entries_query().where(entries.c.learner == learner)
    ordered = _known(query, before).order_by(entries.c.stream, entries.c.number)
    return _all(conn, ordered)


def latest_entries(
    conn: Connection,
    prefix: str,
    *,
    before: str | None = None,
    institutions: Collection[str] = (),
) -> tuple[Entry, ...]:
    """Return the newest entry of each stream whose name begins with a prefix.

    Where the streams are of one family, such as `request:`, their heads name them.
    Where *institutions* are named, it is only of their cases.
    """
    family, colon, rest = prefix.partition(":")
    if before is None and colon and not rest:
        newest = entries_query().join(
            heads,
            (entries.c.stream == heads.c.stream) & (entries.c.number == heads.c.number),
        )
        of_family = newest.where(heads.c.family == family)
        of_some = _of(of_family, institutions)
        return _all(conn, of_some.order_by(entries.c.stream))
    counted = select(entries.c.stream, func.max(entries.c.number).label("number"))
    begun = func.substr(entries.c.stream, 1, len(prefix)) == prefix
    last = _known(counted.where(begun), before).group_by(entries.c.stream).subquery()
    query = entries_query().join(
        last,
        (entries.c.stream == last.c.stream) & (entries.c.number == last.c.number),
    )
    return _all(conn, _of(query, institutions).order_by(entries.c.stream))


def entries_standing(
    conn: Connection,
    prefix: str,
    states: Collection[str],
    institutions: Collection[str] = (),
) -> tuple[Entry, ...]:
    """Return all entries of the streams of a family that are in one of some states.

    Where *institutions* are named, it is only of their cases.
    """
    standing = (
        select(heads.c.stream)
        .where(heads.c.family == prefix.partition(":")[0])
        .where(heads.c.state.in_(sorted(states)))
    )
    query = entries_query().where(entries.c.stream.in_(standing))
    ordered = _of(query, institutions).order_by(entries.c.stream, entries.c.number)
    return _all(conn, ordered)


_LAST = "\U0010ffff"
"""Sorts after every other character."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are sought; what is left empty does not narrow it.

    `before` is the place after which to go on, from the newest back. `since` is a
    moment, `until` the first one that is too late. `institutions` are those whose cases
    are sought.
    """

    stream: str = ""
    actor: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    before: tuple[str, str, int] | None = None
    institutions: tuple[str, ...] = ()


def entries_back(conn: Connection, sought: Sought, most: int) -> tuple[Entry, ...]:
    """Return entries from the newest back, those of one moment by stream and number."""
    place = (entries.c.recorded_at, entries.c.stream, entries.c.number)
    query = entries_query()
    if sought.stream:
        # Text is compared byte by byte, so that what begins so is one stretch.
        query = query.where(entries.c.stream >= sought.stream)
        query = query.where(entries.c.stream < f"{sought.stream}{_LAST}")
    if sought.actor:
        query = query.where(entries.c.actor == sought.actor)
    if sought.kind:
        query = query.where(entries.c.kind == sought.kind)
    if sought.since:
        query = query.where(entries.c.recorded_at >= sought.since)
    if sought.until:
        query = query.where(entries.c.recorded_at < sought.until)
    if sought.before is not None:
        query = query.where(tuple_(*place) < tuple_(*sought.before))
    query = _of(query, sought.institutions)
    newest = (column.desc() for column in place)
    return _all(conn, query.order_by(*newest).limit(most))


def contents_of(conn: Connection, entry: Entry) -> dict[str, str]:
    """Return what an entry rests on: each role, and the digest of its bytes."""
    rows = conn.execute(
        select(entry_contents.c.role, entry_contents.c.content)
        .where(entry_contents.c.stream == entry.stream)
        .where(entry_contents.c.number == entry.number)
        .order_by(entry_contents.c.role)
    )
    return {row.role: row.content for row in rows}


def checkpoint_now(conn: Connection, moment: str) -> Checkpoint:
    """Return where every stream stands."""
    heads = {one.stream: (one.number, one.digest) for one in latest_entries(conn, "")}
    return Checkpoint(moment, heads)


def entries_query() -> Select[Any]:
    """Ask for whole entries."""
    return select(entries)


def entry_of(row: Mapping[str, Any] | RowMapping) -> Entry:
    """Make the value that a row of the ledger stands for."""
    return Entry(
        stream=row["stream"],
        number=row["number"],
        kind=row["kind"],
        state=row["state"],
        learner=row["learner"],
        actor=row["actor"],
        recorded_at=row["recorded_at"],
        key=row["key"],
        asked=row["asked"],
        body=row["body"],
        previous=row["previous"],
        digest=row["digest"],
    )


def row_of(entry: Entry) -> dict[str, Any]:
    """Make the row that keeps an entry."""
    return {
        "stream": entry.stream,
        "number": entry.number,
        "kind": entry.kind,
        "state": entry.state,
        "learner": entry.learner,
        "actor": entry.actor,
        "recorded_at": entry.recorded_at,
        "key": entry.key,
        "asked": entry.asked,
        "body": entry.body,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def _of(query: Select[Any], institutions: Collection[str]) -> Select[Any]:
    return query.where(among(institutions, entries)) if institutions else query


def _known(query: Select[Any], before: str | None) -> Select[Any]:
    return query if before is None else query.where(entries.c.recorded_at < before)


def _one(conn: Connection, query: Select[Any]) -> Entry | None:
    row = conn.execute(query).mappings().first()
    return None if row is None else entry_of(row)


def _all(conn: Connection, query: Select[Any]) -> tuple[Entry, ...]:
    return tuple(entry_of(row) for row in conn.execute(query).mappings())
