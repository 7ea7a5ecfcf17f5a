"""A batch on the command line: planned where it is new, and worked on until it ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import sleep

import typer

from articulate.bootstrap.batch_workers import LocalWorkers, Work
from articulate.bootstrap.clock import moment
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.named_files import NamedFile, record_files
from articulate.bootstrap.nearby import NearbyDisk
from articulate.cli.asking import Desk, Question, ask_policies
from articulate.cli.batch_text import Watching, show_report
from articulate.cli.exits import Exit
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.stores import answered, stop
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services import batches
from articulate.services.batch_plan import (
    Planned,
    cut_chunks,
    of_files,
    of_store,
    open_batch,
    plan_batch,
)
from articulate.services.batch_task import Task, TaskKind
from articulate.services.nearby_files import FoundFile

_TOGETHER = 20
"""Chunks that are added in one step while a batch is planned."""
_LOOKS = 0.3
"""Seconds between two looks at how far the workers got."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new batch shall do; nothing is named where an old one goes on."""

    records: tuple[Path, ...]
    policies: list[Path] | None
    against: list[Path] | None
    question: Question
    whole: bool
    chunk: int

    @property
    def is_new(self) -> bool:
        """Whether anything says what to do."""
        return bool(self.records or self.policies or self.against)


@dataclass(frozen=True, slots=True)
class How:
    """Who works: processes here, or the cluster at an address."""

    address: str
    workers: int
    cluster: str | None
    lease: int


def run(
    desk: StoreDesk, name: str, how_of: tuple[Wanted, How, bool], shown: PlainFormat
) -> None:
    """Plan a batch where it is new, work on it, and show what it came to."""
    wanted, how, again = how_of
    if again:
        act = desk.act()
        answered(desk.write(lambda conn: batches.resume(conn, name, act)), shown)
    elif wanted.is_new:
        _plan(desk, name, wanted, shown)
    act = desk.act()
    standing = answered(
        desk.write(lambda conn: batches.start_work(conn, name, act)), shown
    )
    if not (standing.progress.is_done or standing.progress.is_stuck):
        with _workers(desk, name, how, shown) as workers:
            _watch(desk, name, workers, shown)
        standing = answered(_standing(desk, name), shown)
    if standing.progress.is_done:
        show_report(desk, name, None, shown)
    elif standing.progress.is_stuck:
        problem = desk.read(lambda conn: batches.stuck_problem(conn, name, act))
        stop([problem], shown, Exit.CHECK_FAILED)


def _standing(desk: StoreDesk, name: str) -> batches.Standing | Diagnostic:
    act = desk.act()
    return desk.read(lambda conn: batches.standing_of(conn, name, moment, act))


# --- planning -------------------------------------------------------------------------


def _plan(desk: StoreDesk, name: str, wanted: Wanted, shown: PlainFormat) -> None:
    """Keep what a batch does and whom it is about, unless that was done before."""
    as_json = shown is PlainFormat.JSON
    form = Format.JSON if as_json else Format.TEXT
    desks = [ask_policies(wanted.policies, wanted.question, form)]
    if wanted.against:
        desks.append(ask_policies(wanted.against, wanted.question, form))
    files = record_files(wanted.records)
    task = _task(desks, wanted, files)
    books = [one.rulebook for one in desks]
    act = desk.act()
    planned: Planned = answered(
        desk.write(lambda conn: plan_batch(conn, name, task, books, act=act)), shown
    )
    if not planned.fresh:
        return
    if files:
        parts = of_files((_found(one) for one in files), wanted.chunk)
    else:
        parts = iter(
            answered(desk.read(lambda conn: list(of_store(conn, wanted.chunk))), shown)
        )
    first = 1
    while some := list(islice(parts, _TOGETHER)):
        cut = partial(cut_chunks, batch=planned.batch, first=first, parts=some)
        answered(desk.write(cut), shown)
        first += len(some)
    answered(desk.write(partial(open_batch, batch=planned.batch)), shown)


def _task(desks: list[Desk], wanted: Wanted, files: list[NamedFile]) -> Task:
    kind = TaskKind.IMPACT if wanted.against else TaskKind.EVALUATE
    if not files:
        given = wanted.question.as_of
        day = None if given is None else given.date()
        return Task(kind, as_of=day, whole=wanted.whole)
    desk = desks[-1]
    layout = desk.how.layout
    found = None if layout is None else NearbyDisk().layout(files[0].name, layout)
    text = None if found is None else found.content.decode("utf-8-sig")
    return Task(kind, asked=desk.asked, how=desk.how, layout=text, whole=wanted.whole)


def _found(file: NamedFile) -> FoundFile:
    return FoundFile(file.name, file.read())


# --- working --------------------------------------------------------------------------


@contextmanager
def _workers(
    desk: StoreDesk, name: str, how: How, shown: PlainFormat
) -> Iterator["_Workers"]:
    """Start workers here or on a cluster, and let them end what they hold."""
    work = Work(name, how.address, how.lease)
    if how.cluster is None:
        local = LocalWorkers(work, desk, how.workers)
        local.start()
        try:
            yield _Workers(local.alive, _LOOKS)
        finally:
            local.stop()
        return
    if find_spec("distributed") is None:
        message = "a cluster needs: pip install articulate-credit[cluster]"
        raise typer.BadParameter(message)
    # It loads Dask, which only this needs.
    from articulate.bootstrap.batch_cluster import ClusterWorkers, cluster_at

    with cluster_at(how.cluster) as client:
        cluster = ClusterWorkers(work, desk, answered(client, shown))
        answered(cluster.start(), shown)
        try:
            yield _Workers(lambda: answered(cluster.alive(), shown), 0.0)
        finally:
            cluster.stop()


@dataclass(frozen=True, slots=True)
class _Workers:
    """Whether anybody works, and how long to wait before asking again."""

    alive: Callable[[], bool]
    looks: float


def _watch(desk: StoreDesk, name: str, workers: _Workers, shown: PlainFormat) -> None:
    """Show how far it got until nobody works any more; Ctrl-C stops it gently."""
    with Watching(name) as watching:
        try:
            while workers.alive():
                watching.show(answered(_standing(desk, name), shown))
                sleep(workers.looks)
        except KeyboardInterrupt:
            watching.stopping()
