"""Batches as a person handles them: how each stands, paused, resumed and removed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.machine import Json
from articulate.model.batch import Batch, BatchState, Progress
from articulate.services.acting import Act
from articulate.services.batch_plan import batch_place
from articulate.services.batch_task import Task
from articulate.store.batches import (
    MOST_ATTEMPTS,
    batch_named,
    begin_work,
    every_batch,
    forget_batch,
    given_up,
    progress_of,
    put_state,
)
from articulate.store.leases import free_chunks_of, hand_out_again
from articulate.store.transaction import Connection

STATUS_SCHEMA = "articulate.batch-status/1"


@dataclass(frozen=True, slots=True)
class Standing:
    """A batch, how far it got, and the moment at which that was looked up."""

    batch: Batch
    progress: Progress
    now: str

    @property
    def word(self) -> str:
        """How it stands, in one word."""
        if self.batch.state is BatchState.OPEN:
            if self.progress.is_done:
                return "done"
            if self.progress.is_stuck:
                return "stuck"
            return "running" if self.progress.held else "waiting"
        return str(self.batch.state)

    def estimated_end(self) -> datetime | None:
        """Return when it will be done if work goes on as it did since it last began.

        None where nobody works on it, or nothing was closed since.
        """
        progress = self.progress
        if self.word != "running" or not progress.lately:
            return None
        now = datetime.fromisoformat(self.now)
        worked = now - datetime.fromisoformat(self.batch.working_since)
        left = progress.learners - progress.done
        return now + timedelta(seconds=worked.total_seconds() / progress.lately * left)


def standing_of(
    conn: Connection, name: str, now: Callable[[], str], act: Act
) -> Standing | Diagnostic:
    """Say how a batch stands."""
    batch = batch_named(conn, name)
    if batch is None:
        return no_batch(conn, name, act)
    return _standing(conn, batch, now())


def every_standing(conn: Connection, now: str) -> tuple[Standing, ...]:
    """Say how every batch stands, by its name."""
    return tuple(_standing(conn, batch, now) for batch in every_batch(conn))


def start_work(conn: Connection, name: str, act: Act) -> Standing | Diagnostic:
    """Let work on a batch begin, or go on; a paused one is only resumed by name.

    The estimate of its end counts from now, unless others are at work on it.
    """
    batch = batch_named(conn, name)
    if batch is None:
        return no_batch(conn, name, act)
    if batch.state is BatchState.PAUSED:
        return Diagnostic(
            code=Code.BATCH_PAUSED,
            place=act.at(batch_place(name)),
            message=f"the batch `{name}` is paused",
            help=f"go on with `articulate batch resume {name}`",
        )
    if not progress_of(conn, batch, act.moment).held:
        begin_work(conn, name, act.moment)
    return standing_of(conn, name, lambda: act.moment, act)


def pause(conn: Connection, name: str, act: Act) -> Standing | Diagnostic:
    """Hand out no more chunks; those in hand are closed."""
    return _put(conn, name, (BatchState.OPEN, BatchState.PAUSED), act)


def resume(conn: Connection, name: str, act: Act) -> Standing | Diagnostic:
    """Hand out chunks again, and those that were given up as if they were new."""
    found = _put(conn, name, (BatchState.PAUSED, BatchState.OPEN), act)
    if isinstance(found, Diagnostic):
        return found
    hand_out_again(conn, name, act.moment)
    return standing_of(conn, name, lambda: act.moment, act)


def forget(conn: Connection, name: str, act: Act) -> Standing | Diagnostic:
    """Remove a batch, and return how it stood."""
    found = standing_of(conn, name, lambda: act.moment, act)
    if isinstance(found, Standing):
        forget_batch(conn, name)
    return found


def let_go(conn: Connection, name: str, worker: str) -> int:
    """Give back what a worker held that is known to be dead."""
    return free_chunks_of(conn, name, worker)


def stuck_problem(conn: Connection, name: str, act: Act) -> Diagnostic:
    """Say which chunks ended every worker that took them."""
    numbers = ", ".join(map(str, given_up(conn, name, act.moment)[:_SHOWN]))
    return Diagnostic(
        code=Code.CHUNK_GIVEN_UP,
        place=act.at(batch_place(name)),
        message=f"chunks were given up after {MOST_ATTEMPTS} attempts: {numbers}",
        help="every worker that took them died or lost the store; see that there is"
        f" memory enough, then `articulate batch resume {name}`",
    )


def no_batch(conn: Connection, name: str, act: Act) -> Diagnostic:
    """Say that there is no batch of a name."""
    names = [batch.name for batch in every_batch(conn)]
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(batch_place(name)),
        message=f"there is no batch `{name}`",
        help=did_you_mean(
            name, names, otherwise="`articulate batch status` lists them"
        ),
    )


def standings_json(standings: tuple[Standing, ...]) -> dict[str, Json]:
    """Turn how batches stand into the object that `batch status` prints."""
    return {
        "schema": STATUS_SCHEMA,
        "batches": [_standing_json(one) for one in standings],
    }


def _standing_json(one: Standing) -> dict[str, Json]:
    progress, end = one.progress, one.estimated_end()
    return {
        "batch": one.batch.name,
        "task": str(Task.of(one.batch.task).kind),
        "state": one.word,
        "begun_at": one.batch.begun_at,
        "chunks": progress.chunks,
        "closed": progress.closed,
        "given_up": progress.given_up,
        "learners": progress.learners,
        "done": progress.done,
        "estimated_end": None if end is None else end.isoformat(timespec="seconds"),
    }


def _standing(conn: Connection, batch: Batch, now: str) -> Standing:
    return Standing(batch, progress_of(conn, batch, now), now)


def _put(
    conn: Connection, name: str, change: tuple[BatchState, BatchState], act: Act
) -> Standing | Diagnostic:
    batch = batch_named(conn, name)
    if batch is None:
        return no_batch(conn, name, act)
    before, after = change
    if batch.state is before:
        put_state(conn, name, after)
    return standing_of(conn, name, lambda: act.moment, act)


_SHOWN = 10
