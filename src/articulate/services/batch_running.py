"""A batch is worked through: chunks taken under a lease, and closed once each.

A lease is renewed while its chunk is worked on. One that ends, because its worker died
or lost the store, is given to whoever asks next; what the first brings later is not
written. The clock, waiting and the store are handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.batch import BatchState, Closed, Lease
from articulate.services.batch_task import Item, Task, items_in
from articulate.services.batch_work import Worker
from articulate.services.stored_evaluation import NotStoredError
from articulate.store.batches import batch_named, progress_of
from articulate.store.contents import content_of
from articulate.store.leases import close_chunk, renew_lease, take_chunk
from articulate.store.transaction import Connection

T = TypeVar("T")
USUAL_LEASE = 60
"""Seconds for which a chunk is held before the lease must be renewed."""
_LOOKS = 0.2
"""Seconds after which a worker without a chunk looks whether one was left behind."""


def _nothing() -> None:
    """Do nothing."""


class Writes(Protocol):
    """Do one unit of work in the store, all of it or nothing."""

    def __call__(self, work: Callable[[Connection], T], /) -> T | Diagnostic:
        """Return what came of it, or why the store cannot be used."""
        ...


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where one worker works: its name, the store and the clock.

    `lease` is in seconds. `stopping` says that the worker shall take no other chunk.
    `loaded` is called once its rules are there, which stay.
    """

    worker: str
    write: Writes
    now: Callable[[], str]
    wait: Callable[[float], None]
    stopping: Callable[[], bool]
    lease: int = USUAL_LEASE
    loaded: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Taken:
    """A chunk in hand: its lease and its learners."""

    lease: Lease
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Left:
    """No chunk was there to take; `any` says that others are still at work."""

    any: bool


def later(moment: str, seconds: int) -> str:
    """Return the moment that is so many seconds later, as it is recorded.

    >>> later("2024-09-01T08:15:59.500000Z", 60)
    '2024-09-01T08:16:59.500000Z'
    """
    after = datetime.fromisoformat(moment) + timedelta(seconds=seconds)
    return after.isoformat(timespec="microseconds").replace("+00:00", "Z")


def take(conn: Connection, name: str, at: Workplace) -> Taken | Left:
    """Take the next chunk of a batch, or say whether to come again."""
    now = at.now()
    until = later(now, at.lease)
    lease = take_chunk(conn, name, at.worker, now=now, until=until)
    if lease is not None:
        return Taken(lease, items_in(conn, lease.content))
    batch = batch_named(conn, name)
    if batch is None or batch.state is not BatchState.OPEN:
        return Left(any=False)
    progress = progress_of(conn, batch, now)
    return Left(any=not (progress.is_done or progress.is_stuck))


def close(conn: Connection, lease: Lease, came: Closed, at: Workplace) -> bool:
    """Close a chunk with what came of it; False where another has it by now."""
    return close_chunk(conn, lease, came, at.now())


def renew(conn: Connection, lease: Lease, at: Workplace) -> bool:
    """Hold a chunk for the length of another lease."""
    return renew_lease(conn, lease, later(at.now(), at.lease))


def give_back(conn: Connection, lease: Lease, at: Workplace) -> bool:
    """Hold a chunk no longer; nothing came of it."""
    return renew_lease(conn, lease, at.now())


def task_of(conn: Connection, name: str) -> tuple[Task, list[bytes]]:
    """Return what a batch does, and the bundles that it takes."""
    batch = batch_named(conn, name)
    if batch is None:
        msg = f"the batch {name} was removed"
        raise NotStoredError(msg)
    task = Task.of(batch.task)
    return task, [_bundle(conn, digest) for digest in task.bundles]


def work_through(name: str, at: Workplace) -> Diagnostic | None:
    """Work on a batch until nothing is left to take, or the store cannot be used."""
    worker: Worker | None = None
    while not at.stopping():
        taken = at.write(lambda conn: take(conn, name, at))
        if isinstance(taken, Diagnostic):
            return taken
        if isinstance(taken, Left):
            if not taken.any:
                return None
            at.wait(_LOOKS)
            continue
        if worker is None:
            found = at.write(lambda conn: task_of(conn, name))
            if isinstance(found, Diagnostic):
                return found
            worker = Worker(*found)
            at.loaded()
        failed = _work_on(taken, worker, at)
        if failed is not None:
            return failed
    return None


def _work_on(taken: Taken, worker: Worker, at: Workplace) -> Diagnostic | None:
    lease = taken.lease
    came = worker.chunk(taken.items, _Renewing(lease, at))
    closed = at.write(lambda conn: close(conn, lease, came, at))
    return closed if isinstance(closed, Diagnostic) else None


class _Renewing:
    """Renews a lease of which a third has passed."""

    def __init__(self, lease: Lease, at: Workplace) -> None:
        self._lease, self._at = lease, at
        self._due = later(at.now(), at.lease // 3)

    def __call__(self) -> None:
        now = self._at.now()
        if now < self._due:
            return
        # Where the store cannot be used now, closing the chunk will say so.
        self._at.write(lambda conn: renew(conn, self._lease, self._at))
        self._due = later(now, self._at.lease // 3)


def _bundle(conn: Connection, digest: str) -> bytes:
    found = content_of(conn, digest)
    if found is None:
        msg = f"the rulebook {digest} is not in the store"
        raise NotStoredError(msg)
    return found
