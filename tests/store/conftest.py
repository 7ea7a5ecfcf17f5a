"""A store on each engine, empty and up to date."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.store import postgres

from articulate.bootstrap.database import OpenStore, connect_store
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.store.schema import upgrade

ENGINES = ("sqlite", "postgresql")
_NUMBERS = count(1)


@dataclass(frozen=True)
class Place:
    """Where a store is, and how a superuser goes behind its back."""

    address: str
    store: OpenStore
    cluster: postgres.Cluster | None = None

    def force(self, *statements: str) -> None:
        """Run statements as a superuser, past every guard and every key."""
        if self.cluster is not None:
            schema = self.address.rpartition("%3D")[2]
            past = "SET session_replication_role = replica"
            self.cluster.sql(past, f"SET search_path = {schema}", *statements)
            return
        raw = self.store.engine.raw_connection()
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        triggers = cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)
        for _, sql in triggers:
            cursor.execute(sql)
        raw.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL cluster, for as long as the tests last."""
    if why := postgres.missing():
        pytest.skip(why)
    one = postgres.made(durable=False)
    yield one
    one.stop()
    shutil.rmtree(one.folder)


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: nothing waits for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a new folder in it is ours alone
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, quick: Path) -> Iterator[Place]:
    """An empty store, on each engine in turn."""
    made = empty_place(request, quick)
    upgraded(made.store)
    yield made
    made.store.engine.dispose()


@pytest.fixture(params=ENGINES)
def bare(request: pytest.FixtureRequest, quick: Path) -> Iterator[Place]:
    """A database without tables, on each engine in turn."""
    made = empty_place(request, quick)
    yield made
    made.store.engine.dispose()


def empty_place(request: pytest.FixtureRequest, folder: Path) -> Place:
    """Find a new place on the engine that a test asks for."""
    if request.param == "sqlite":
        return Place(str(folder / "office.db"), opened(str(folder / "office.db")))
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    address = cluster.office(f"office{next(_NUMBERS)}")
    return Place(address, opened(address), cluster)


def opened(address: str) -> OpenStore:
    """Connect to a place where a store is or will be."""
    store = connect_store(address, must_exist=False, keep=True)
    assert not isinstance(store, Diagnostic)
    return store


def upgraded(store: OpenStore) -> None:
    """Make the tables of a store."""
    store.write(upgrade)
