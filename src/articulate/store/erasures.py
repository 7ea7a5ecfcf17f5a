"""Erasures: what was kept about a learner is emptied, and its digest stays.

Every entry goes on naming what it rests on, so that the chain is whole. That bytes are
gone, and by which entry, is said in a table of its own, to which one can only add.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Select,
    func,
    insert,
    literal,
    select,
    update,
)

from articulate.model.entry import Entry
from articulate.store.chain import said_in
from articulate.store.entries import entries_of, entry_at
from articulate.store.tables import contents, entries, entry_contents, erasures

ERASED = "erasures"
"""The stream whose entries say what was erased, for whom and why."""

PERSONAL = (
    *("decision", "evaluation", "exception", "exceptions", "file"),
    *("judgement", "received", "record", "signal"),
)
"""What an entry rests on that is about a learner; rules are about nobody."""

_RECORD = "record"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Theirs:
    """The digests of what is kept about a learner, and of what others share with them.

    One file may have brought the records of many.
    """

    alone: tuple[str, ...]
    shared: tuple[str, ...]


def kept_about(conn: Connection, learner: str) -> Theirs:
    """Return what entries about a learner rest on, and what is not erased yet."""
    about = _resting_on(conn, [learner])
    gone = _emptied(conn)
    left = sorted(digest for digest in about if digest not in gone)
    shared = {digest for digest in left if _rests_anybody_else(conn, digest, learner)}
    return Theirs(
        tuple(digest for digest in left if digest not in shared), tuple(sorted(shared))
    )


def erase(conn: Connection, digests: Iterable[str], by: Entry) -> None:
    """Empty contents, as an entry says that they are."""
    known = set(conn.execute(select(erasures.c.content)).scalars())
    for digest in digests:
        if digest not in known:
            row = {"content": digest, "stream": by.stream, "number": by.number}
            conn.execute(insert(erasures).values(row))
        gone = update(contents).where(contents.c.digest == digest)
        conn.execute(gone.values(content=b""))


def erasure_of(conn: Connection, stream: str) -> Entry | None:
    """Return the entry by which what a stream rests on was erased, None where none."""
    here = (
        select(erasures.c.stream, erasures.c.number)
        .join(entry_contents, entry_contents.c.content == erasures.c.content)
        .join(contents, contents.c.digest == erasures.c.content)
        .where(entry_contents.c.stream == stream)
        .where(func.length(contents.c.content) == 0)
        .order_by(erasures.c.number.desc())
    )
    found = conn.execute(here.limit(1)).first()
    return None if found is None else entry_at(conn, found.stream, found.number)


def erased_streams(conn: Connection) -> frozenset[str]:
    """Name each stream of which something that it rests on was erased."""
    gone = sorted(_emptied(conn))
    query = select(entry_contents.c.stream).distinct()
    return frozenset(
        stream
        for first in range(0, len(gone), _AT_ONCE)
        for stream in conn.execute(
            query.where(entry_contents.c.content.in_(gone[first : first + _AT_ONCE]))
        ).scalars()
    )


def erased_by(conn: Connection) -> Mapping[str, bool]:
    """Return each digest that was erased, and whether an entry says that it was."""
    said = {
        (entry.stream, entry.number): set(said_in(entry).get("contents", ()))
        for entry in entries_of(conn, ERASED)
    }
    rows = conn.execute(select(erasures).order_by(erasures.c.content))
    return {
        row.content: row.content in said.get((row.stream, row.number), ())
        for row in rows
    }


def erasures_said(conn: Connection) -> frozenset[str]:
    """Return every digest that an entry says was erased."""
    return frozenset(
        digest
        for entry in entries_of(conn, ERASED)
        for digest in said_in(entry).get("contents", ())
    )


def erased_learners() -> Select[tuple[str]]:
    """Ask for the learners of whom something was erased once."""
    return select(entries.c.learner).where(entries.c.stream == ERASED)


def has_record(learner: ColumnElement[str]) -> Exists:
    """Ask whether a record of a learner is there and not empty."""
    here = (entries.c.stream == entry_contents.c.stream) & (
        entries.c.number == entry_contents.c.number
    )
    return (
        select(entry_contents.c.content)
        .join(entries, here)
        .join(contents, contents.c.digest == entry_contents.c.content)
        .where(entries.c.learner == learner, entry_contents.c.role == _RECORD)
        .where(func.length(contents.c.content) > 0)
        .exists()
    )


def all_is_erased(conn: Connection, learner: str) -> bool:
    """Say whether a learner was erased, and has not come again."""
    who = literal(learner)
    return bool(
        conn.execute(select(who.in_(erased_learners()) & ~has_record(who))).scalar()
    )


def erased_count(conn: Connection) -> int:
    """Count the contents that are empty because they were erased."""
    return len(_emptied(conn))


def _emptied(conn: Connection) -> frozenset[str]:
    """Return what was erased and is empty still; few were, of very many contents."""
    named = sorted(conn.execute(select(erasures.c.content)).scalars())
    empty = select(contents.c.digest).where(func.length(contents.c.content) == 0)
    return frozenset(
        digest
        for first in range(0, len(named), _AT_ONCE)
        for digest in conn.execute(
            empty.where(contents.c.digest.in_(named[first : first + _AT_ONCE]))
        ).scalars()
    )


def _resting_on(conn: Connection, learners: Iterable[str]) -> frozenset[str]:
    query = (
        select(entry_contents.c.content)
        .join(
            entries,
            (entries.c.stream == entry_contents.c.stream)
            & (entries.c.number == entry_contents.c.number),
        )
        .where(entries.c.learner.in_(list(learners)))
        .where(entry_contents.c.role.in_(PERSONAL))
    )
    return frozenset(conn.execute(query).scalars())


def _rests_anybody_else(conn: Connection, digest: str, learner: str) -> bool:
    query = (
        select(entries.c.learner)
        .join(
            entry_contents,
            (entries.c.stream == entry_contents.c.stream)
            & (entries.c.number == entry_contents.c.number),
        )
        .where(entry_contents.c.content == digest)
        .where(entries.c.learner != learner)
    )
    return conn.execute(query.limit(1)).first() is not None
