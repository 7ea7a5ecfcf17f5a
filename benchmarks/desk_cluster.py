"""A PostgreSQL cluster that stays: an office is filled in it once, and served often.

It is the one that the tests use, but durable, with as much memory as PostgreSQL takes
where nobody says otherwise, and its files stay where the office of the load test is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from tests.store import postgres

from articulate.bootstrap.desk import make_store
from articulate.diagnostics.diagnostic import Diagnostic

SCHEMA, PAGE = "office", "page"
MEMORY = "128MB"
"""What PostgreSQL keeps of its tables in memory of its own, as it is delivered."""


@dataclass(frozen=True)
class Addresses:
    """Where the office is: for whoever fills it, and for the web page."""

    owner: str
    page: str


@contextmanager
def running(folder: Path, *, upgrade: bool = True) -> Iterator[Addresses]:
    """Let the cluster of a folder run for a while, made where there is none.

    With *upgrade*, its store is brought up to date, and made where there is none.
    """
    if (folder / "data" / "PG_VERSION").exists():
        cluster = postgres.found(folder)
    else:
        cluster = postgres.made(durable=True, folder=folder, memory=MEMORY)
        cluster.sql(
            f"CREATE SCHEMA {SCHEMA}",
            f"CREATE ROLE {PAGE} LOGIN",
            f"GRANT USAGE ON SCHEMA {SCHEMA} TO {PAGE}",
        )
    try:
        addresses = Addresses(cluster.address(SCHEMA), cluster.address(SCHEMA, PAGE))
        if upgrade:
            made = make_store(addresses.owner, None, PAGE)
            assert not isinstance(made, Diagnostic), made
            made.store.engine.dispose()
        yield addresses
    finally:
        cluster.stop(whole=True)


def settle(owner: str) -> None:
    """Do at once what the server would do by itself after a while of rest."""
    with psycopg.connect(owner, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE")
