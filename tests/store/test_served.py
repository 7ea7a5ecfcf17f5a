"""A store that is served to many keeps its connections, and outlives the server's."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import opened, upgraded
from tests.store.doors import PUBLIC, SEES, built, person, streams

from articulate.bootstrap import database
from articulate.bootstrap.database import OpenStore, open_store
from articulate.bootstrap.desk import StoreDesk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.person import Role


@pytest.fixture(scope="module")
def address(cluster: postgres.Cluster) -> str:
    """Where a store is on PostgreSQL."""
    where = cluster.office("served")
    store = opened(where)
    upgraded(store)
    store.engine.dispose()
    return where


@pytest.fixture
def served(address: str) -> Iterator[OpenStore]:
    """That store, as the desk on the web opens it."""
    store = open_store(address, served=True)
    assert not isinstance(store, Diagnostic)
    yield store
    store.engine.dispose()


def process_of(conn: Connection) -> int:
    """Say which process of the server answers."""
    return int(conn.exec_driver_sql("SELECT pg_backend_pid()").scalar() or 0)


def process(store: OpenStore) -> int:
    """Say which process of the server answers a page."""
    with store.reading() as conn:
        return process_of(conn)


def test_the_next_page_is_answered_by_the_same_process(
    served: OpenStore, address: str
) -> None:
    assert process(served) == process(served)
    alone = open_store(address)
    assert not isinstance(alone, Diagnostic)
    assert process(alone) != process(alone)


def test_a_connection_that_was_ended_is_opened_anew(
    served: OpenStore, cluster: postgres.Cluster
) -> None:
    ended = process(served)
    cluster.sql(f"SELECT pg_terminate_backend({ended}, 5000)")
    assert process(served) not in {0, ended}


def test_more_people_than_connections_are_all_answered(served: OpenStore) -> None:
    def ask(_: int) -> int:
        with served.reading() as conn:
            asked = "SELECT pg_backend_pid() FROM pg_sleep(0.05)"
            return int(conn.exec_driver_sql(asked).scalar() or 0)

    with ThreadPoolExecutor(50) as people:
        answered = list(people.map(ask, range(50)))
    assert len(answered) == 50
    assert len(set(answered)) <= 15


def test_whoever_waits_too_long_for_a_connection_is_told_so(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_KEPT", 1)
    monkeypatch.setattr(database, "_BESIDES", 0)
    monkeypatch.setattr(database, "_PATIENCE", 0.01)
    store = open_store(address, served=True)
    assert not isinstance(store, Diagnostic)
    desk = StoreDesk(store)
    with store.reading():
        for came in (desk.read(process_of), desk.write(process_of)):
            assert isinstance(came, Diagnostic)
            assert came.code is Code.STORE_UNUSABLE
            assert "too many wait" in came.message
    assert isinstance(desk.read(process_of), int)
    store.engine.dispose()


def test_nobody_sees_what_the_one_before_on_their_connection_saw(
    cluster: postgres.Cluster,
) -> None:
    """Two connections, and people in turns: who fail, who write, who are nobody."""
    for doors in built(cluster, "shared"):
        page = open_store(doors.address, served=True)
        assert not isinstance(page, Diagnostic)
        desk = StoreDesk(page)

        def ask(number: int, desk: StoreDesk = desk) -> int:
            people = [*SEES]
            who = people[number % len(people)]
            mine = desk.seen_by(who).store
            if number % 3 == 0:
                with pytest.raises(DBAPIError):
                    mine.write(lambda conn: conn.exec_driver_sql("SELECT 1 / 0"))
            if number % 3 == 1:
                mine.write(process_of)
            for table in ("entries", "heads"):
                assert streams(mine, table) == SEES[who]
            assert streams(desk.store) == PUBLIC
            return process(mine)

        with ThreadPoolExecutor(4) as threads:
            processes = set(threads.map(ask, range(16 * len(SEES))))
        assert len(processes) <= 5
        page.engine.dispose()


def test_nothing_that_was_set_for_a_transaction_is_set_after_it(
    served: OpenStore, address: str
) -> None:
    fresh = open_store(address)
    assert not isinstance(fresh, Diagnostic)
    with fresh.engine.connect() as conn:
        untouched = settings_of(conn)
    who = person("one", Role.REGISTRAR, only="HOME")
    seen = StoreDesk(served).seen_by(who).store
    answered = process(seen)
    with seen.reading() as conn:
        reading = settings_of(conn)
    writing = seen.write(settings_of)
    assert {name for name in SET if reading[name] != untouched[name]} == SET - {"role"}
    assert writing == reading | {"transaction_read_only": "off"}
    with served.engine.connect() as conn:
        assert process_of(conn) == answered
        assert settings_of(conn) == untouched


SET = {
    *("role", "jit", "transaction_isolation", "transaction_read_only"),
    *("articulate.actor", "articulate.learners", "articulate.office"),
    "articulate.institutions",
}
"""What is set for a transaction, and what must never be."""


def settings_of(conn: Connection) -> dict[str, str]:
    """Say how the connection is set, nothing where it is not."""
    return {
        name: conn.exec_driver_sql(f"SELECT current_setting('{name}', true)").scalar()
        or ""
        for name in SET
    }
