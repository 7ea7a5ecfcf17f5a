"""Decides in processes that are killed, and counts what was acknowledged and is there.

Tests count with it, and `python -m benchmarks.evidence` prints what it counts.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import sleep

from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.store.conftest import upgraded
from tests.store.world import RECORD, act, evaluated

from articulate.bootstrap.database import OpenStore
from articulate.services.open_case import NewRequest, open_request
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection
from articulate.store.verify import faults

REQUESTS = 40
PROGRAM = Path(__file__).with_name("deciding.py")


def filled(store: OpenStore) -> None:
    """Enter requests that wait for a decision."""
    evaluation = evaluated()

    def work(conn: Connection) -> None:
        for number in range(1, REQUESTS + 1):
            new = NewRequest(f"r-{number}", "record.json", RECORD.encode())
            open_request(conn, new, evaluation, act())

    store.write(work)


def deciding(address: str, first: int) -> subprocess.Popen[str]:
    """Start a process that decides every request from the first on."""
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), address, str(first), str(REQUESTS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def killed_again_and_again(
    address: str, kill: Callable[[subprocess.Popen[str]], None], after: list[int]
) -> tuple[list[int], int]:
    """Decide everything, killing after so many; what was acknowledged, and the kills.

    Each new process begins with the request that was not acknowledged, under its key.
    """
    acknowledged: list[int] = []
    kills = 0
    while len(acknowledged) < REQUESTS:
        process = deciding(address, len(acknowledged) + 1)
        assert process.stdout is not None
        wanted = after[kills] if kills < len(after) else REQUESTS
        for count, line in enumerate(process.stdout, start=1):
            acknowledged.append(int(line))
            if count == wanted:
                kill(process)
                kills += 1
        process.wait()
        process.stdout.close()
    return acknowledged, kills


def lost_and_doubled(store: OpenStore, acknowledged: list[int]) -> tuple[int, int]:
    """Count decisions that were acknowledged and are gone, and that happened twice."""
    with store.reading() as conn:
        assert not list(faults(conn))
        times = {
            number: [one.kind for one in entries_of(conn, f"request:r-{number}")].count(
                "decide"
            )
            for number in range(1, REQUESTS + 1)
        }
    lost = sum(times[number] == 0 for number in acknowledged)
    return lost, sum(count > 1 for count in times.values())


@dataclass(frozen=True)
class Counted:
    """How often something was killed, and what became of what was acknowledged."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int


def process_killed(address: str, after: list[int]) -> Counted:
    """Kill the program that decides, after so many decisions each time."""
    draw = Random(7)  # noqa: S311 - when to kill, drawn again from the seed

    def kill(process: subprocess.Popen[str]) -> None:
        sleep(draw.uniform(0, 0.02))  # anywhere in the next decision
        process.kill()

    return _counted(address, kill, after)


def server_killed(cluster: postgres.Cluster, after: list[int]) -> Counted:
    """Kill the server of PostgreSQL while the program decides."""

    def kill(process: subprocess.Popen[str]) -> None:
        cluster.kill()
        process.wait()
        cluster.start()

    return _counted(cluster.office("served"), kill, after)


def _counted(
    address: str, kill: Callable[[subprocess.Popen[str]], None], after: list[int]
) -> Counted:
    store = connected(address)
    upgraded(store)
    filled(store)
    store.engine.dispose()
    acknowledged, kills = killed_again_and_again(address, kill, after)
    lost, doubled = lost_and_doubled(store, acknowledged)
    store.engine.dispose()
    assert acknowledged == list(range(1, REQUESTS + 1))
    return Counted(kills, len(acknowledged), lost, doubled)
