"""What is acknowledged is kept, and happened once, whatever is killed and when."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store import postgres
from tests.store.killing import Counted, process_killed, server_killed


@pytest.fixture
def durable() -> Iterator[postgres.Cluster]:
    """A cluster that waits for the disk, as an office's does."""
    if why := postgres.missing():
        pytest.skip(why)
    cluster = postgres.made(durable=True)
    yield cluster
    cluster.stop()
    shutil.rmtree(cluster.folder)


def test_a_process_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    came = process_killed(str(tmp_path / "office.db"), [4, 11, 6])
    assert came == Counted(kills=3, acknowledged=40, lost=0, doubled=0)


def test_nor_does_one_or_the_server_on_postgresql(durable: postgres.Cluster) -> None:
    came = process_killed(durable.office("office"), [7, 12])
    assert came == Counted(kills=2, acknowledged=40, lost=0, doubled=0)
    came = server_killed(durable, [9, 14])
    assert came == Counted(kills=2, acknowledged=40, lost=0, doubled=0)
