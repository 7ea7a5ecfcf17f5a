"""Workers of a batch are killed at random, and every chunk is closed exactly once."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest
from tests.store.batching import (
    NAME,
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
from tests.store.world import act

from articulate.bootstrap.batch_workers import LocalWorkers, Work
from articulate.bootstrap.clock import moment
from articulate.bootstrap.desk import StoreDesk
from articulate.services import batches
from articulate.services.exception_reading import Typed
from articulate.services.nearby_files import FoundFile

KILLS = 3
LONG = 240
LEARNERS = 160


def many() -> list[FoundFile]:
    """Learners enough that workers die in the middle of a chunk."""
    return files(LEARNERS)


def finished(workers: LocalWorkers, kills: int = 0, seed: int = 7) -> int:
    """Let workers work, killing one now and then; how many were killed.

    Each is killed some chunks after the one before, anywhere in a chunk.
    """
    draw = Random(seed)  # noqa: S311 - when and whom to kill, drawn again from the seed
    store = workers.desk.store
    killed, until, next_at = 0, monotonic() + LONG, 3
    workers.start()
    while workers.alive():
        assert monotonic() < until, progress(store, moment(), workers.work.batch)
        closed = progress(store, moment(), workers.work.batch).closed
        if killed < kills and closed >= next_at:
            sleep(draw.uniform(0, 0.03))
            os.kill(draw.choice(workers.pids()), signal.SIGKILL)
            killed += 1
            next_at = closed + draw.randint(4, 12)
        sleep(0.02)
    return killed


def at_work(place: Place, many_workers: int, name: str = NAME) -> LocalWorkers:
    """Processes that work on a batch of a store."""
    work = Work(name, place.address, lease=6)
    return LocalWorkers(work, StoreDesk(place.store), many_workers)


def test_killed_workers_lose_and_double_nothing(place: Place) -> None:
    closings = counted(place)
    planned(place.store, many(), name="whole")
    whole = worked_through(place.store, "whole")
    planned(place.store, many(), size=4)
    assert finished(at_work(place, 3), KILLS) == KILLS
    report = reported(place.store)
    assert report.digest == whole
    assert (
        sum(report.sums.counts[name] for name in ("evaluated", "refused")) == LEARNERS
    )
    assert closings() == {"lost": 0, "doubled": 0}


def test_one_worker_and_four_come_to_the_same(place: Place) -> None:
    planned(place.store, files(60), name="one", size=5)
    planned(place.store, files(60), name="four", size=5)
    finished(at_work(place, 1, "one"))
    finished(at_work(place, 4, "four"))
    assert reported(place.store, "one").digest == reported(place.store, "four").digest


def test_one_worker_and_four_go_by_the_same_exceptions(place: Place) -> None:
    for number in range(8):
        opened(place.store, f"r-{number}")
    for request in ("r-2", "r-5"):
        waived = Typed("waive bs-cs/thesis", "Thesis published")
        granted(place.store, request, waived)
    for many_workers, name in ((1, "one"), (4, "four")):
        planned_requests(place.store, rules(), name=name)
        finished(at_work(place, many_workers, name))
        assert reported(place.store, name).sums.differing == []
    assert reported(place.store, "one").digest == reported(place.store, "four").digest


def test_a_pause_lets_workers_end_and_a_resumed_batch_is_whole(place: Place) -> None:
    closings = counted(place)
    planned(place.store, many(), name="whole")
    whole = worked_through(place.store, "whole")
    planned(place.store, many(), size=4)
    workers = at_work(place, 2)
    workers.start()
    while progress(place.store, moment()).closed < 5:
        assert workers.alive()
        sleep(0.01)
    place.store.write(lambda conn: batches.pause(conn, NAME, act()))
    workers.stop()
    found = progress(place.store, moment())
    assert 5 <= found.closed < found.chunks
    assert found.held == 0
    place.store.write(lambda conn: batches.resume(conn, NAME, act()))
    finished(at_work(place, 2))
    assert reported(place.store).digest == whole
    assert closings() == {"lost": 0, "doubled": 0}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_run_that_is_killed_with_its_workers_goes_on(place: Place) -> None:
    """The command is killed as the machine would, and typed again."""
    closings = counted(place)
    planned(place.store, many(), name="whole")
    whole = worked_through(place.store, "whole")
    planned(place.store, many(), size=2)
    command = [
        str(Path(sys.executable).with_name("articulate")),
        *("batch", "run", NAME, "--store", place.address),
        *("--workers", "2", "--lease", "3"),
    ]
    running = subprocess.Popen(command, start_new_session=True)
    until = monotonic() + LONG
    while progress(place.store, moment()).closed < 10:
        assert monotonic() < until
        sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    left = progress(place.store, moment())
    assert not left.is_done
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert whole in done.stdout
    assert closings() == {"lost": 0, "doubled": 0}
