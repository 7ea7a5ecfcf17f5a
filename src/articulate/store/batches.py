"""Batches: long runs over many learners, their parts, and what came of them.

They are work in hand. Nothing here decides or records anything, so unlike the ledger
rows change, and are removed when nobody needs them any more.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, case, delete, func, insert, select
from sqlalchemy import update as updating

from articulate.model.batch import Batch, BatchState, Closed, KeptChunk, Progress
from articulate.store.tables import batches, chunks

MOST_ATTEMPTS = 5
"""How often a chunk is handed out; one that ends every worker must not go on so."""


def add_batch(conn: Connection, new: Batch) -> None:
    """Add a batch that has no chunks yet."""
    conn.execute(
        insert(batches).values(
            name=new.name,
            task=new.task,
            state=str(new.state),
            begun_at=new.begun_at,
            working_since=new.working_since,
        )
    )


def add_chunks(
    conn: Connection, name: str, first: int, parts: Sequence[tuple[int, bytes]]
) -> None:
    """Add chunks under numbers from the first on: how many learners, and the work."""
    rows = [
        {
            "batch": name,
            "number": number,
            "learners": learners,
            "content": content,
            "attempts": 0,
            "worker": "",
        }
        for number, (learners, content) in enumerate(parts, start=first)
    ]
    if rows:
        conn.execute(insert(chunks), rows)


def batch_named(conn: Connection, name: str) -> Batch | None:
    """Return the batch of a name, None where there is none."""
    row = conn.execute(select(batches).where(batches.c.name == name)).mappings().first()
    return None if row is None else _batch(row)


def every_batch(conn: Connection) -> tuple[Batch, ...]:
    """Return all batches by name."""
    rows = conn.execute(select(batches).order_by(batches.c.name)).mappings()
    return tuple(_batch(row) for row in rows)


def put_state(conn: Connection, name: str, state: BatchState) -> None:
    """Let a batch stand otherwise."""
    conn.execute(
        updating(batches).where(batches.c.name == name).values(state=str(state))
    )


def begin_work(conn: Connection, name: str, now: str) -> None:
    """Note that work on a batch begins, or goes on."""
    conn.execute(
        updating(batches).where(batches.c.name == name).values(working_since=now)
    )


def progress_of(conn: Connection, batch: Batch, now: str) -> Progress:
    """Say how far a batch got."""
    closed = chunks.c.closed_at.is_not(None)
    held = chunks.c.closed_at.is_(None) & (chunks.c.lease_until > now)
    idle = chunks.c.lease_until.is_(None) | (chunks.c.lease_until <= now)
    spent = chunks.c.closed_at.is_(None) & (chunks.c.attempts >= MOST_ATTEMPTS) & idle
    lately = closed & (chunks.c.closed_at >= batch.working_since)
    row = conn.execute(
        select(
            func.count(),
            _how_many(closed, 1),
            _how_many(held, 1),
            _how_many(spent, 1),
            func.coalesce(func.sum(chunks.c.learners), 0),
            _how_many(closed, chunks.c.learners),
            _how_many(lately, chunks.c.learners),
        ).where(chunks.c.batch == batch.name)
    ).one()
    return Progress(*map(int, row))


def given_up(conn: Connection, name: str, now: str) -> tuple[int, ...]:
    """Return the numbers of chunks that were handed out too often."""
    idle = chunks.c.lease_until.is_(None) | (chunks.c.lease_until <= now)
    found = (
        select(chunks.c.number)
        .where(chunks.c.batch == name, chunks.c.closed_at.is_(None), idle)
        .where(chunks.c.attempts >= MOST_ATTEMPTS)
        .order_by(chunks.c.number)
    )
    return tuple(conn.execute(found).scalars())


def closed_chunks(conn: Connection, name: str) -> Iterator[Closed]:
    """Yield what came of each closed chunk, by its number."""
    found = (
        select(chunks.c.lines, chunks.c.documents)
        .where(chunks.c.batch == name, chunks.c.closed_at.is_not(None))
        .order_by(chunks.c.number)
    )
    for row in conn.execution_options(yield_per=4).execute(found):
        yield Closed(bytes(row.lines), bytes(row.documents))


def every_chunk(conn: Connection, name: str) -> Iterator[KeptChunk]:
    """Yield what is kept of each chunk, by its number."""
    numbers = select(chunks.c.number).where(chunks.c.batch == name)
    for number in conn.execute(numbers.order_by(chunks.c.number)).scalars().all():
        mine = (chunks.c.batch == name) & (chunks.c.number == number)
        row = conn.execute(select(chunks).where(mine)).mappings().one()
        parts = (row[part] for part in ("content", "lines", "documents"))
        kept = (None if part is None else bytes(part) for part in parts)
        yield KeptChunk(number, row["learners"], *kept)


def put_chunk(conn: Connection, name: str, kept: KeptChunk) -> None:
    """Put other contents in a chunk; whoever holds it brings nothing any more."""
    closed = chunks.c.closed_at.is_not(None)
    held = chunks.c.lease_until.is_not(None)
    conn.execute(
        updating(chunks)
        .where(chunks.c.batch == name, chunks.c.number == kept.number)
        .values(
            learners=kept.learners,
            content=kept.content,
            lines=kept.lines,
            documents=kept.documents,
            attempts=chunks.c.attempts + case((held & ~closed, 1), else_=0),
            lease_until=None,
        )
    )


def forget_batch(conn: Connection, name: str) -> None:
    """Remove a batch, and all that came of it."""
    conn.execute(delete(chunks).where(chunks.c.batch == name))
    conn.execute(delete(batches).where(batches.c.name == name))


def _how_many(wanted: Any, each: Any) -> Any:  # noqa: ANN401 - clauses of SQLAlchemy
    return func.coalesce(func.sum(case((wanted, each), else_=0)), 0)


def _batch(row: RowMapping) -> Batch:
    return Batch(
        name=row["name"],
        task=row["task"],
        state=BatchState(row["state"]),
        begun_at=row["begun_at"],
        working_since=row["working_since"],
    )
