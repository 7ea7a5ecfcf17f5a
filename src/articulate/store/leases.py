"""Leases: a chunk is handed to one worker for a while, and closed once.

What came of a chunk is written in the step that closes it. Whoever holds a lease that
has ended may find that another was given the chunk since; then nothing is written.
"""

from sqlalchemy import Connection, select, update

from articulate.model.batch import BatchState, Closed, Lease
from articulate.store.batches import MOST_ATTEMPTS
from articulate.store.tables import batches, chunks


def take_chunk(
    conn: Connection, name: str, worker: str, *, now: str, until: str
) -> Lease | None:
    """Hand out the first chunk that nobody holds; None where there is none now.

    A lease that ends *now* has ended. On PostgreSQL a chunk that another is about to
    take is passed over, so that nobody waits.
    """
    free = chunks.c.lease_until.is_(None) | (chunks.c.lease_until <= now)
    found = conn.execute(
        select(chunks.c.number, chunks.c.attempts, chunks.c.content)
        .join(batches, batches.c.name == chunks.c.batch)
        .where(batches.c.name == name, batches.c.state == str(BatchState.OPEN))
        .where(chunks.c.closed_at.is_(None), free)
        .where(chunks.c.attempts < MOST_ATTEMPTS)
        .order_by(chunks.c.number)
        .limit(1)
        .with_for_update(skip_locked=True, of=chunks)
    ).first()
    if found is None:
        return None
    attempt = found.attempts + 1
    conn.execute(
        update(chunks)
        .where(chunks.c.batch == name, chunks.c.number == found.number)
        .values(attempts=attempt, worker=worker, lease_until=until)
    )
    return Lease(name, found.number, attempt, until, bytes(found.content))


def renew_lease(conn: Connection, lease: Lease, until: str) -> bool:
    """Hold a chunk for longer; False where it is no longer held by this lease."""
    return _held(conn, lease, lease_until=until)


def close_chunk(conn: Connection, lease: Lease, came: Closed, now: str) -> bool:
    """Write what came of a chunk and close it; False where another has it."""
    return _held(
        conn,
        lease,
        lines=came.lines,
        documents=came.documents,
        closed_at=now,
        lease_until=None,
        content=None,
    )


def free_chunks_of(conn: Connection, name: str, worker: str) -> int:
    """End the leases of a worker that is known to be dead, and count them."""
    ended = conn.execute(
        update(chunks)
        .where(chunks.c.batch == name, chunks.c.worker == worker)
        .where(chunks.c.closed_at.is_(None), chunks.c.lease_until.is_not(None))
        .values(lease_until=None)
    )
    return ended.rowcount


def hand_out_again(conn: Connection, name: str, now: str) -> None:
    """Let chunks that were given up be handed out as if they were new."""
    free = chunks.c.lease_until.is_(None) | (chunks.c.lease_until <= now)
    conn.execute(
        update(chunks)
        .where(chunks.c.batch == name, chunks.c.closed_at.is_(None), free)
        .where(chunks.c.attempts >= MOST_ATTEMPTS)
        .values(attempts=0)
    )


def _held(conn: Connection, lease: Lease, **values: object) -> bool:
    """Change the chunk of a lease, unless it was handed out again or closed."""
    changed = conn.execute(
        update(chunks)
        .where(chunks.c.batch == lease.batch, chunks.c.number == lease.number)
        .where(chunks.c.attempts == lease.attempt, chunks.c.closed_at.is_(None))
        .values(**values)
    )
    return changed.rowcount == 1
