"""A watch that is killed anywhere loses no signal and raises none twice."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from time import sleep

from tests.store import postgres
from tests.store.conftest import opened, upgraded
from tests.store.test_killed import durable
from tests.store.watched_office import handed_in, looked, record, told

from articulate.bootstrap.database import OpenStore
from articulate.model.signal import SignalMove
from articulate.store.entries import entries_of, latest_entries
from articulate.store.verify import faults
from articulate.store.watched import SIGNAL

__all__ = ["durable"]
PROGRAM = Path(__file__).with_name("watching_on.py")
LEARNERS = 16
BEGUN = date(2026, 3, 2)
DAYS = (date(2026, 4, 20), date(2026, 10, 2))
"""Everybody is late and credit ages; then it is too old, and teach-outs end."""


def filled(store: OpenStore) -> None:
    """Enter requests of learners whose credit ages, late all of them."""
    for number in range(1, LEARNERS + 1):
        course = ("NURS 9", f"2021-10-{1 + number % 9:02d}")
        text = record(f"L-{number}", course, degrees=["bs-old"] * (number % 2))
        handed_in(store, f"r-{number}", text, BEGUN)


def raised(store: OpenStore) -> Counter[tuple[str, str, str]]:
    """Count how often each signal was raised, by its rule, learner and name."""
    with store.reading() as conn:
        assert not list(faults(conn))
        entries = [
            one
            for head in latest_entries(conn, SIGNAL)
            for one in entries_of(conn, head.stream)
        ]
    moves = Counter(
        (one.kind, one.learner, one.stream.removeprefix(SIGNAL)) for one in entries
    )
    return Counter(
        {key: count for key, count in moves.items() if key[0] == SignalMove.RAISE}
    )


def killed_again_and_again(
    address: str,
    day: date,
    kill: Callable[[subprocess.Popen[str]], None],
    after: list[int],
) -> int:
    """Look at everybody on a day, killing after so many; return how often."""
    kills = 0
    while True:
        process = subprocess.Popen(
            [sys.executable, str(PROGRAM), address, day.isoformat()],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        wanted = after[kills] if kills < len(after) else 0
        for count, _ in enumerate(process.stdout, start=1):
            if count == wanted:
                kill(process)
                kills += 1
        process.stdout.close()
        if process.wait() == 0:
            return kills


def lost_and_doubled(store: OpenStore, clean: OpenStore) -> tuple[int, int]:
    """Compare with an office whose watch nobody killed."""
    wanted, got = raised(clean), raised(store)
    assert sum(wanted.values()) == len(wanted) >= LEARNERS
    assert [one.name for one in told(store)] == [one.name for one in told(clean)]
    lost = sum(key not in got for key in wanted)
    return lost, sum(count > 1 for count in got.values())


def clean_office(folder: Path, days: Sequence[date] = DAYS) -> OpenStore:
    clean = opened(str(folder / "clean.db"))
    upgraded(clean)
    filled(clean)
    for day in days:
        looked(clean, day)
    return clean


def test_a_watch_that_is_killed_loses_and_doubles_no_signal(tmp_path: Path) -> None:
    address = str(tmp_path / "office.db")
    store = opened(address)
    upgraded(store)
    filled(store)
    draw = Random(11)  # noqa: S311 - when to kill, drawn again from the seed

    def kill(process: subprocess.Popen[str]) -> None:
        sleep(draw.uniform(0, 0.006))  # anywhere in the next learner
        process.kill()

    kills = [
        killed_again_and_again(address, day, kill, [draw.randint(1, 5), 3])
        for day in DAYS
    ]
    assert kills == [2, 2]
    assert lost_and_doubled(store, clean_office(tmp_path)) == (0, 0)


def test_a_server_that_is_killed_loses_and_doubles_no_signal(
    durable: postgres.Cluster, tmp_path: Path
) -> None:
    address = durable.office("office")
    store = opened(address)
    upgraded(store)
    filled(store)
    store.engine.dispose()

    def kill(process: subprocess.Popen[str]) -> None:
        durable.kill()
        process.wait()
        durable.start()

    assert killed_again_and_again(address, DAYS[0], kill, [5, 4]) == 2
    assert lost_and_doubled(store, clean_office(tmp_path, DAYS[:1])) == (0, 0)
    store.engine.dispose()
