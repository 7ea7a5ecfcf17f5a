"""The door for a cluster: the same chunks, worked on by workers of Dask.

Whoever runs the batch takes the chunks, hands each to the cluster with its learners,
and closes it with what comes back; the workers know neither the store nor its address.
A worker that dies is Dask's to replace. If whoever runs the batch dies, the leases end,
and the next to run it goes on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from time import sleep

from distributed import Client, Future

from articulate.bootstrap.batch_workers import Work
from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.clock import moment
from articulate.bootstrap.desk import StoreDesk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.model.batch import Closed
from articulate.services.batch_running import (
    Left,
    Taken,
    Workplace,
    close,
    give_back,
    later,
    renew,
    take,
    task_of,
)
from articulate.services.batch_task import Item, Task
from articulate.services.batch_work import Worker

_ANSWERS = 10
"""Seconds to wait for the cluster to answer."""
_AHEAD = 2
"""Chunks for each thread of the cluster: one in work, and one that waits for it."""

_LOOKS = 0.05
"""Seconds between two looks whether a chunk came back."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A task and the bundles that it takes, sent to each worker once."""

    task: str
    bundles: tuple[bytes, ...]


_NO_RULES = Rules("", ())


@dataclass
class ClusterWorkers:
    """The workers of a cluster on one batch, and the chunks that are with them."""

    work: Work
    desk: StoreDesk
    client: Client
    _rules: Rules = _NO_RULES
    _sent: Future | None = None
    _with_them: dict[Future, Taken] = field(default_factory=dict)
    _stopped: bool = False
    _due: str = ""

    def __post_init__(self) -> None:
        self._at = Workplace(
            f"{self.client.scheduler.address}",
            self.desk.write,
            moment,
            lambda _: None,
            lambda: self._stopped,
            self.work.lease,
        )

    def start(self) -> Diagnostic | None:
        """Send the rules to every worker, and the first chunks."""
        found = self.desk.write(lambda conn: task_of(conn, self.work.batch))
        if isinstance(found, Diagnostic):
            return found
        task, bundles = found
        self._rules = Rules(task.text(), tuple(bundles))
        self._due = later(moment(), self.work.lease // 3)
        return self._send()

    def alive(self) -> bool | Diagnostic:
        """Close what came back, send more, and say whether anything is out."""
        back = [one for one in self._with_them if one.done()]
        for future in back:
            self._take_back(future)
        if not back:
            sleep(_LOOKS)
        self._renew()
        failed = None if self._stopped else self._send()
        return bool(self._with_them) if failed is None else failed

    def stop(self) -> None:
        """Send no more, and close what comes back."""
        self._stopped = True
        while self._with_them:
            self.alive()

    def _send(self) -> Diagnostic | None:
        threads = sum(self.client.nthreads().values())
        while len(self._with_them) < _AHEAD * max(1, threads):
            taken = self.desk.write(lambda conn: take(conn, self.work.batch, self._at))
            if isinstance(taken, Diagnostic):
                return taken
            if isinstance(taken, Left):
                return None
            future = self.client.submit(worked, self._there(), taken.items, pure=False)
            self._with_them[future] = taken
        return None

    def _there(self) -> Future:
        """Send the rules to every worker, again where all who had them are gone."""
        if self._sent is None or self._sent.status != "finished":
            self._sent = self.client.scatter(self._rules, broadcast=True)
        return self._sent

    def _take_back(self, future: Future) -> None:
        taken = self._with_them.pop(future)
        if future.status != "finished":  # it ended several workers, or all are gone
            self.desk.write(partial(give_back, lease=taken.lease, at=self._at))
            return
        came = Closed(*future.result())
        self.desk.write(lambda conn: close(conn, taken.lease, came, self._at))

    def _renew(self) -> None:
        now = moment()
        if now >= self._due:
            for taken in self._with_them.values():
                self.desk.write(partial(renew, lease=taken.lease, at=self._at))
            self._due = later(now, self.work.lease // 3)


def worked(rules: Rules, items: list[Item]) -> tuple[bytes, bytes]:
    """Do the work on one chunk, on a worker of the cluster."""
    came = _worker(rules).chunk(items, lambda: None)
    return came.lines, came.documents


@lru_cache(maxsize=2)
def _worker(rules: Rules) -> Worker:
    """Load the rules of a task, once in each process."""
    return Worker(Task.of(rules.task), rules.bundles)


@contextmanager
def cluster_at(address: str) -> Iterator[Client | Diagnostic]:
    """Connect to a cluster whose workers run this very program."""
    try:
        client = Client(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, ValueError):
        yield _unusable(address, "the cluster does not answer")
        return
    try:
        wrong = _other_programs(client)
        yield client if wrong is None else _unusable(address, wrong)
    finally:
        client.close()


def _other_programs(client: Client) -> str | None:
    """Say what keeps workers from coming to the same; None where nothing does."""
    mine = _mine()
    there = client.run(program)
    if not there:
        return "the cluster has no workers"
    others = sorted({one for one in there.values() if one != mine})
    if others:
        return f"workers run another Articulate: {others[0][:12]}, not {mine[:12]}"
    return None


def program() -> str:
    """Name this program by every file of it."""
    return BundleFolder(Path()).maker


def _mine() -> str:
    return program()


def _unusable(address: str, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.CLUSTER_UNUSABLE,
        place=StoreRef(address),
        message=why,
        help="start workers with the same Articulate and its extra `cluster`:"
        f" `dask worker {address}`; or leave --cluster out and use this machine",
    )
