"""The door for workers of a batch: processes on this machine, each with its own store.

Nothing is shared but the store. A worker that dies is seen by who started it, gives
back what it held, and another takes its place; one whose starter has died finishes the
chunk in hand and ends.
"""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from os import getpid
from socket import gethostname
from time import sleep

from articulate.bootstrap.clock import moment
from articulate.bootstrap.desk import StoreDesk, desk_at
from articulate.bootstrap.set_aside import set_rules_aside
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.batch_running import USUAL_LEASE, Workplace, work_through
from articulate.services.batches import let_go

_PROBLEM = 3
"""The exit code of a worker that could not use the store."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is told: the batch, where its store is, and how long leases are."""

    batch: str
    address: str
    lease: int = USUAL_LEASE


@dataclass
class LocalWorkers:
    """So many worker processes on one batch."""

    work: Work
    desk: StoreDesk
    many: int
    _running: dict[str, SpawnProcess] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._context = get_context("spawn")
        self._stop: Event = self._context.Event()

    def start(self) -> None:
        """Start every worker."""
        for _ in range(self.many):
            self._start_one()

    def alive(self) -> bool:
        """Say whether anybody works; a worker that was killed is replaced first."""
        for name, process in list(self._running.items()):
            if process.exitcode is None:
                continue
            del self._running[name]
            if process.exitcode not in (0, _PROBLEM) and not self._stop.is_set():
                self.desk.write(partial(let_go, name=self.work.batch, worker=name))
                self._start_one()
        return bool(self._running)

    def pids(self) -> tuple[int, ...]:
        """Return the processes that work, for whoever watches over them."""
        return tuple(one.pid for one in self._running.values() if one.pid is not None)

    def stop(self) -> None:
        """Let every worker close the chunk in hand, and wait until all have ended."""
        self._stop.set()
        for process in self._running.values():
            process.join()

    def _start_one(self) -> None:
        name = f"{gethostname()}:{getpid()}/{next(self._numbers)}"
        process = self._context.Process(
            target=work_as, args=(self.work, name, self._stop), name=name, daemon=True
        )
        process.start()
        self._running[name] = process


def work_as(work: Work, name: str, stop: Event) -> None:
    """Work on a batch as one worker, in a process of its own."""
    # Who types Ctrl-C asks the starter to stop, who tells everybody.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    desk = desk_at(work.address)
    if isinstance(desk, Diagnostic):
        sys.exit(_PROBLEM)

    def stopping() -> bool:
        return stop.is_set() or (parent is not None and not parent.is_alive())

    if work_through(work.batch, _place(desk, work, name, stopping)) is not None:
        sys.exit(_PROBLEM)


def _place(
    desk: StoreDesk, work: Work, name: str, stopping: Callable[[], bool]
) -> Workplace:
    # It is a process of its own, and its rules are never replaced.
    return Workplace(
        name, desk.write, moment, sleep, stopping, work.lease, set_rules_aside
    )
