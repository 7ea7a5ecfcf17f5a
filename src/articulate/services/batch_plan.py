"""A batch is planned: what is to be done is kept, and who it is about, cut into chunks.

Files are kept as they were handed in when the batch began, so what is changed on the
disk later changes nothing. Requests stay where they are in the store.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.batch import Batch, BatchState
from articulate.model.case import RequestState
from articulate.rulebook.bundle import bundle_of
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import REQUEST, Act, request_of
from articulate.services.batch_task import (
    Reference,
    Task,
    pack_files,
    pack_requests,
)
from articulate.services.kept_exceptions import EXCEPTIONS
from articulate.services.nearby_files import FoundFile
from articulate.services.stored_evaluation import asked_in, evaluation_by
from articulate.store.batches import (
    add_batch,
    add_chunks,
    batch_named,
    forget_batch,
    put_state,
)
from articulate.store.chain import said_in
from articulate.store.contents import keep_content
from articulate.store.entries import contents_of, entries_of, latest_entries
from articulate.store.transaction import Connection

T = TypeVar("T")
USUAL_CHUNK = 100
"""Learners in a chunk: what a worker that dies has done in vain, at most."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A batch under its name; `fresh` says that its chunks are still to be cut."""

    batch: Batch
    fresh: bool


def plan_batch(
    conn: Connection, name: str, task: Task, books: Sequence[Rulebook], *, act: Act
) -> Planned | Diagnostic:
    """Begin a batch, or find the one of this name that does the same.

    One whose chunks were never all cut is begun anew.
    """
    kept = tuple(keep_content(conn, bundle_of(book)) for book in books)
    named = tuple(book.digest for book in books)
    wanted = replace(task, bundles=kept, rulebooks=named).text()
    there = batch_named(conn, name)
    if there is not None and there.state is not BatchState.PLANNED:
        if there.task == wanted:
            return Planned(there, fresh=False)
        return Diagnostic(
            code=Code.BATCH_NAME_TAKEN,
            place=act.at(batch_place(name)),
            message=f"there is another batch `{name}`, which does something else",
            help=f"give another name, or remove that one with"
            f" `articulate batch forget {name}`",
        )
    if there is not None:
        forget_batch(conn, name)
    batch = Batch(name, wanted, BatchState.PLANNED, act.moment)
    add_batch(conn, batch)
    return Planned(batch, fresh=True)


def cut_chunks(
    conn: Connection, batch: Batch, first: int, parts: Sequence[tuple[int, bytes]]
) -> None:
    """Add chunks to a batch that is being planned, from a number on."""
    if _is_mine(conn, batch):
        add_chunks(conn, batch.name, first, parts)


def open_batch(conn: Connection, batch: Batch) -> None:
    """Let work begin: every chunk is cut."""
    if _is_mine(conn, batch):
        put_state(conn, batch.name, BatchState.OPEN)


def of_files(files: Iterable[FoundFile], size: int) -> Iterator[tuple[int, bytes]]:
    """Cut files into the contents of chunks, with how many learners each has."""
    for some in _in_parts(files, size):
        yield len(some), pack_files(some)


def of_store(conn: Connection, size: int) -> Iterator[tuple[int, bytes]]:
    """Cut every request that no other took the place of into chunks, by its name."""
    for some in _in_parts(_requests(conn), size):
        yield len(some), pack_requests(some)


def batch_place(name: str) -> str:
    """Name a batch where a problem says its place in a store."""
    return f"batch:{name}"


def _requests(conn: Connection) -> Iterator[Reference]:
    for newest in latest_entries(conn, REQUEST):
        if newest.state == RequestState.SUPERSEDED:
            continue
        evaluated = evaluation_by(entries_of(conn, newest.stream))
        if evaluated is None:
            continue
        said, contents = said_in(evaluated), contents_of(conn, evaluated)
        yield Reference(
            name=request_of(newest.stream),
            record=contents["record"],
            asked=asked_in(said["asked"]),
            rulebook=said["rulebook"],
            result=contents["evaluation"],
            exceptions=contents.get(EXCEPTIONS, ""),
        )


def _is_mine(conn: Connection, batch: Batch) -> bool:
    """Say whether nobody began the batch anew in between."""
    return batch_named(conn, batch.name) == batch


def _in_parts(every: Iterable[T], size: int) -> Iterator[list[T]]:
    them = iter(every)
    while some := list(islice(them, size)):
        yield some
