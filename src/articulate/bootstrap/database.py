"""The door for the database: opens an office's store, and ends each transaction.

A store is named by a path, which is a file of SQLite, or by the address of a PostgreSQL
database. Writing takes the whole of SQLite and one stream of PostgreSQL; whoever is
slower sees what the other wrote and looks again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    TimeoutError,  # noqa: A004 - of the pool
)
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, Pool, QueuePool

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.store.revision import NEWEST, revision_of
from articulate.store.sight import Sight, look_as

T = TypeVar("T")
UNUSABLE = (DBAPIError, TimeoutError)
"""What is raised where a store cannot be used: `unusable` says it."""
_TRIES = 8
_WAITS = 20_000
"""Milliseconds to wait for another writer of SQLite."""
_LOOK_AGAIN = ("40001", "40P01")  # a transaction that PostgreSQL asks to repeat


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A store that was found in order; `name` is how it is shown, without secrets.

    `sight` is what may be seen by whoever each transaction is for; None where it is for
    whoever has rights over the store itself.
    """

    name: str
    engine: Engine
    sight: Sight | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment, and writes nothing."""
        with self.engine.connect() as conn:
            level = _ONE_MOMENT[self.engine.dialect.name]
            reading = conn.execution_options(**level)
            self._look(reading)
            yield reading

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do one unit of work: all of it is written, or nothing.

        Where *work* comes to a problem, nothing is. Where somebody else wrote the same
        in between, it is done again from the start, so *work* may do nothing but read
        and write by its connection.
        """
        tries = _TRIES
        while True:
            tries -= 1
            try:
                with self.engine.connect() as conn:
                    level = _TO_WRITE[self.engine.dialect.name]
                    writing = conn.execution_options(**level)
                    with writing.begin() as transaction:
                        self._look(writing)
                        came = work(writing)
                        if isinstance(came, Diagnostic | Report):
                            transaction.rollback()
                        return came
            except DBAPIError as error:
                if tries == 0 or not _was_slower(error):
                    raise

    def _look(self, conn: Connection) -> None:
        if self.sight is not None:
            look_as(conn, self.sight)

    def forget(self) -> None:
        """Write anew what held a learner, so that nothing erased is left on the disk.

        It takes the time of copying it, and nobody else can work meanwhile.
        """
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM")
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
            return
        with self.engine.connect() as conn:
            alone = conn.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("VACUUM FULL contents, chunks, sessions, watched")


_ONE_MOMENT: dict[str, dict[str, object]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_TO_WRITE: dict[str, dict[str, object]] = {
    "sqlite": {"articulate_writes": True},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}


def open_store(where: str, *, served: bool = False) -> OpenStore | Diagnostic:
    """Open the store that a path or an address names, or say why it cannot be used.

    Where it is *served*, connections to PostgreSQL are kept: to open one takes it
    longer than most of what a page asks.
    """
    store = connect_store(where, must_exist=True, keep=served and "://" in where)
    if isinstance(store, Diagnostic):
        return store
    try:
        with store.reading() as conn:
            revision = revision_of(conn)
    except DBAPIError as error:
        return unusable(store.name, error)
    if revision is None:
        return _not_made(store.name)
    if revision != NEWEST:
        return Diagnostic(
            code=Code.STORE_REVISION,
            place=StoreRef(store.name),
            message=f"the store is at revision `{revision}`, and this program works"
            f" with `{NEWEST}`",
            help="`articulate init` brings an older store up to date, after a backup;"
            " a newer one needs a newer Articulate",
        )
    return store


def connect_store(
    where: str, *, must_exist: bool, keep: bool = False
) -> OpenStore | Diagnostic:
    """Find the database that a path or an address names; nothing is opened yet.

    A connection is closed after each transaction, so that the file of SQLite is whole
    by itself; with *keep*, for many transactions in a row, when the engine is disposed.
    """
    url = store_url(where)
    if isinstance(url, Diagnostic):
        return url
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if must_exist and not path.is_file():
            return _not_made(where)
        return OpenStore(where, _sqlite(url, keep=keep))
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    return OpenStore(shown, _postgresql(url, keep=keep))


def store_url(where: str) -> URL | Diagnostic:
    """Read a path or an address.

    >>> str(store_url("office.db"))
    'sqlite:///office.db'
    >>> str(store_url("postgresql://desk@db/office"))
    'postgresql+psycopg://desk@db/office'
    """
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        return _no_address(where)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return _no_address(where)


def unusable(name: str, error: DBAPIError | TimeoutError) -> Diagnostic:
    """Say in the engine's own words why a store cannot be used.

    PostgreSQL adds lines that show rows; they are left out. What it cannot keep as
    text, such as a null character, is a mistake in what was asked for.
    """
    why = _why(error)
    if isinstance(error, DataError):
        return Diagnostic(
            code=Code.FORM_INVALID,
            place=StoreRef(name),
            message=f"what was sent cannot be kept: {why}",
            help="leave out what is no text",
        )
    return Diagnostic(
        code=Code.STORE_UNUSABLE,
        place=StoreRef(name),
        message=f"the store cannot be used: {why}",
        help="nothing was written unless it was acknowledged; mend what is named, and"
        " run the command again with the same --key",
    )


def _why(error: DBAPIError | TimeoutError) -> str:
    if isinstance(error, TimeoutError):
        return "too many wait for a connection to it"
    said = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    return " ".join(str(said or error.orig).split())


_POOLS: dict[bool, type[Pool]] = {False: NullPool, True: QueuePool}
_KEPT, _BESIDES = 5, 10
"""Connections to PostgreSQL that are kept, and more while all of these work."""
_PATIENCE = 30.0
"""Seconds for which whoever needs one more waits for it."""


def _postgresql(url: URL, *, keep: bool) -> Engine:
    if not keep:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)
    return create_engine(
        url,
        pool_size=_KEPT,
        max_overflow=_BESIDES,
        pool_timeout=_PATIENCE,
        pool_pre_ping=True,  # the server may have been started anew
        hide_parameters=True,
    )


def _sqlite(url: URL, *, keep: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args={"isolation_level": None},
        poolclass=_POOLS[keep],
        hide_parameters=True,  # an error that is logged names no learner
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    cursor = connection.cursor()
    # What is acknowledged is on the disk, so FULL and not what is usual with WAL.
    for setting in (
        f"busy_timeout = {_WAITS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(conn: Connection) -> None:
    """Begin ourselves: the driver would begin late, and a writer could be overtaken."""
    writes = conn.get_execution_options().get("articulate_writes")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _was_slower(error: DBAPIError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    return getattr(error.orig, "sqlstate", None) in _LOOK_AGAIN


def _not_made(name: str) -> Diagnostic:
    return Diagnostic(
        code=Code.STORE_MISSING,
        place=StoreRef(name),
        message="there is no store here",
        help="make one with `articulate init`, or name another with --store",
    )


def _no_address(where: str) -> Diagnostic:
    scheme = where.partition("://")[0]
    return Diagnostic(
        code=Code.STORE_MISSING,
        place=StoreRef(f"{scheme}://…"),
        message=f"`{scheme}` is no kind of store",
        help="name a file, or a database as postgresql://person@host/database",
    )
