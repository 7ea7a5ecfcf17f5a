"""Decisions a second, with durability on: each waits for the disk.

`python -m benchmarks.decisions` measures both engines side by side in one run, and
beside each a bare row written and committed by the driver alone: the ratio is what the
ledger costs, whatever the disk. PostgreSQL is a cluster of its own, on loopback.
"""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.store.conftest import upgraded
from tests.store.world import RECORD, act, evaluated

from articulate.bootstrap.database import OpenStore
from articulate.model.decision import Decision
from articulate.services.decide import Decided, decide
from articulate.services.open_case import NewRequest, open_request
from articulate.store.transaction import Connection
from articulate.store.verify import faults

MANY = 400
PEOPLE = (1, 4)
BODY = b"x" * 2_000


def filled(store: OpenStore, people: int) -> None:
    """Enter requests for some people to decide."""
    evaluation = evaluated()

    def work(conn: Connection) -> None:
        for number in range(MANY):
            new = NewRequest(f"p{people}-{number}", "record.json", RECORD.encode())
            open_request(conn, new, evaluation, act())

    store.write(work)


def decisions(address: str, people: int) -> float:
    """Decide them, shared among some people, each with a connection of their own."""
    stores = [connected(address) for _ in range(people)]
    filled(stores[0], people)

    def share(person: int) -> None:
        for number in range(person, MANY, people):
            decision = Decision(f"p{people}-{number}")
            came = stores[person].write(
                lambda conn, one=decision: decide(conn, one, act())  # type: ignore[misc] # bound at once
            )
            assert isinstance(came, Decided)

    for person in range(people):  # what is imported once is imported before
        stores[person].engine.connect().close()
    began = perf_counter()
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(share, range(people)))
    took = perf_counter() - began
    with stores[0].reading() as conn:
        assert not list(faults(conn))
    for store in stores:
        store.engine.dispose()
    return MANY / took


def each(commit: Callable[[int], None]) -> float:
    """Commit one bare row after another."""
    began = perf_counter()
    for number in range(MANY):
        commit(number)
    return MANY / (perf_counter() - began)


def bare_sqlite(path: Path) -> float:
    """Write bare rows into SQLite, with the settings of the store."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, body BLOB)")
        return each(
            lambda number: (
                conn.execute("INSERT INTO bare VALUES (?, ?)", (number, BODY)) and None
            )
        )


def bare_postgresql(cluster: postgres.Cluster) -> float:
    """Write bare rows into PostgreSQL."""
    where = f"host=127.0.0.1 port={cluster.port} user={postgres.OWNER} dbname=postgres"
    with psycopg.connect(where, autocommit=True) as conn:
        conn.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, body BYTEA)")
        return each(
            lambda number: (
                conn.execute("INSERT INTO bare VALUES (%s, %s)", (number, BODY))
                and None
            )
        )


def main() -> None:
    """Measure, and print what came."""
    with TemporaryDirectory() as folder:
        bare = {"SQLite": bare_sqlite(Path(folder) / "bare.db")}
        upgraded(connected(f"{folder}/office.db"))
        addresses = {"SQLite": f"{folder}/office.db"}
        cluster = None
        if why := postgres.missing():
            print(why, file=sys.stderr)
        else:
            cluster = postgres.made(durable=True)
            addresses["PostgreSQL"] = cluster.office("office")
            upgraded(connected(addresses["PostgreSQL"]))
            bare["PostgreSQL"] = bare_postgresql(cluster)
        for engine, address in addresses.items():
            print(f"{engine}: a bare row and commit {bare[engine]:.0f} a second")
            for people in PEOPLE:
                rate = decisions(address, people)
                share = rate / bare[engine]
                print(
                    f"  {people} at once: {rate:.0f} decisions a second ({share:.2f})"
                )
        if cluster is not None:
            cluster.stop()
            shutil.rmtree(cluster.folder)


if __name__ == "__main__":
    main()
