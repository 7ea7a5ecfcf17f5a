"""The role that people work as can read and add, and has no right to more."""

import pytest
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import Place
from tests.store.conftest import opened as connected
from tests.store.world import act, decided, opened

from articulate.bootstrap.desk import desk_at, make_store
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.decision import Decision
from articulate.services.decide import Decided
from articulate.store.tables import APPEND_ONLY
from articulate.store.verify import faults

FORBIDDEN = [
    statement
    for table in APPEND_ONLY
    for statement in (
        f"UPDATE {table.name} SET {table.columns.keys()[-1]} = 'x'",
        f"DELETE FROM {table.name}",
        f"TRUNCATE {table.name} CASCADE",
        f"ALTER TABLE {table.name} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {table.name}_no_update ON {table.name}",
        f"DROP TABLE {table.name} CASCADE",
    )
] + [
    "UPDATE alembic_version SET version_num = 'x'",
    "SET session_replication_role = replica",
]


@pytest.fixture
def desk(cluster: postgres.Cluster) -> Place:
    """A store whose owner let the role `desk` work with it."""
    address = cluster.office("roles")
    cluster.sql("CREATE ROLE desk LOGIN", "GRANT USAGE ON SCHEMA roles TO desk")
    made = make_store(address, "desk")
    assert not isinstance(made, Diagnostic)
    made.store.engine.dispose()
    worker = cluster.address("roles", "desk")
    return Place(worker, connected(worker), cluster)


def test_a_role_works_and_cannot_change_what_was_written(desk: Place) -> None:
    assert not isinstance(desk_at(desk.address), Diagnostic)
    opened(desk.store, "r-1")
    assert isinstance(decided(desk.store, Decision("r-1")), Decided)
    for statement in FORBIDDEN:
        with (
            pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
            desk.store.engine.begin() as conn,
        ):
            conn.exec_driver_sql(statement)
    with desk.store.reading() as conn:
        assert not list(faults(conn))
    assert act().actor
    desk.store.engine.dispose()
