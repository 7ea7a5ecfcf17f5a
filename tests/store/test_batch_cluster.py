"""The same chunks on a cluster: a real scheduler of Dask, and several workers."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from tests.store.batching import (
    NAME,
    STRICTER,
    counted,
    files,
    planned,
    planned_requests,
    progress,
    reported,
    worked_through,
)
from tests.store.conftest import Place
from tests.store.excepting import granted, opened, rules

from articulate.bootstrap.batch_cluster import ClusterWorkers, cluster_at
from articulate.bootstrap.batch_workers import Work
from articulate.bootstrap.desk import StoreDesk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.exception_reading import Typed

pytest.importorskip("distributed")
pytestmark = pytest.mark.xdist_group("cluster")
WORKERS = 3
LONG = 90
DASK = str(Path(sys.executable).with_name("dask"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and three workers, each a process, on this machine's own address."""
    folder = tmp_path_factory.mktemp("cluster")
    where = folder / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(where))
    scheduler = started(folder, "scheduler", "--port", "0", *here)
    one = ("--nworkers", "1", "--nthreads", "1", "--memory-limit", "0")
    workers = [started(folder, "worker", *here, *one) for _ in range(WORKERS)]
    try:
        until = monotonic() + LONG
        while not where.exists():
            assert monotonic() < until, "no scheduler"
            sleep(0.1)
        yield listening(where, until)
    finally:
        for process in (*workers, scheduler):
            process.terminate()
        for process in (*workers, scheduler):
            process.wait()


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of the cluster, as somebody would type it."""
    return subprocess.Popen(
        [DASK, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def listening(where: Path, until: float) -> str:
    """Wait until every worker is there."""
    found: str = json.loads(where.read_text())["address"]
    while True:
        with cluster_at(found) as client:
            if not isinstance(client, Diagnostic) and len(client.nthreads()) == WORKERS:
                return found
        assert monotonic() < until, "no workers"
        sleep(0.3)


def run(
    place: Place, address: str, name: str = NAME, kill_at: int | None = None
) -> int:
    """Work on a batch on the cluster; kill a worker after so many chunks."""
    killed = 0
    with cluster_at(address) as client:
        assert not isinstance(client, Diagnostic), client
        workers = ClusterWorkers(
            Work(name, place.address), StoreDesk(place.store), client
        )
        assert workers.start() is None
        while (going := workers.alive()) is True:
            closed = progress(place.store, name=name).closed
            if kill_at is not None and not killed and closed >= kill_at:
                pids = client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)
                killed += 1
        assert going is False
    return killed


def test_a_cluster_comes_to_the_same_as_this_machine(
    place: Place, address: str
) -> None:
    closings = counted(place)
    planned(place.store, files(60), name="here")
    planned(place.store, files(60), size=5)
    here = worked_through(place.store, "here")
    run(place, address)
    assert reported(place.store).digest == here
    assert closings() == {"lost": 0, "doubled": 0}


def test_a_cluster_goes_by_what_a_learner_was_granted(
    place: Place, address: str
) -> None:
    for request in ("r-1", "r-2", "r-3"):
        opened(place.store, request)
    granted(place.store, "r-2", Typed("waive bs-cs/thesis", "Thesis published"))
    planned_requests(place.store, rules(), name="here")
    planned_requests(place.store, rules())
    here = worked_through(place.store, "here")
    run(place, address)
    assert reported(place.store).digest == here
    assert reported(place.store).sums.differing == []


def test_a_worker_of_the_cluster_that_is_killed_loses_and_doubles_nothing(
    place: Place, address: str
) -> None:
    closings = counted(place)
    planned(place.store, files(200), name="here", against=STRICTER)
    planned(place.store, files(200), size=2, against=STRICTER)
    here = worked_through(place.store, "here")
    assert run(place, address, kill_at=10) == 1
    assert reported(place.store).digest == here
    assert closings() == {"lost": 0, "doubled": 0}


def test_a_cluster_that_is_not_there_is_a_problem() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articulate.bootstrap.batch_cluster._ANSWERS", 1)
        with cluster_at("tcp://127.0.0.1:9") as client:
            assert isinstance(client, Diagnostic)
            assert client.code is Code.CLUSTER_UNUSABLE


def test_a_cluster_that_runs_another_articulate_is_a_problem(address: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articulate.bootstrap.batch_cluster._mine", lambda: "another")
        with cluster_at(address) as client:
            assert isinstance(client, Diagnostic)
            assert client.code is Code.CLUSTER_UNUSABLE
