"""Migrations lead to the tables that the room works with, and back, on both engines."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from tests.store.conftest import Place

import articulate.store
from articulate.store.revision import NEWEST, revision_of
from articulate.store.schema import downgrade, upgrade
from articulate.store.tables import metadata
from articulate.store.transaction import Connection


def names(place: Place) -> set[str]:
    return set(inspect(place.store.engine).get_table_names())


def test_up_and_down_leave_nothing(bare: Place) -> None:
    bare.store.write(upgrade)
    assert names(bare) == {*metadata.tables, "alembic_version"}
    bare.store.write(upgrade)
    bare.store.write(lambda conn: downgrade(conn, "base"))
    assert names(bare) == {"alembic_version"}
    bare.store.write(upgrade)
    assert names(bare) == {*metadata.tables, "alembic_version"}


def test_the_tables_are_those_that_migrations_make(place: Place) -> None:
    def difference(conn: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(conn), metadata))

    assert place.store.write(difference) == []


def test_the_newest_revision_is_the_one_that_is_asked_for(place: Place) -> None:
    folder = Path(articulate.store.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == NEWEST
    with place.store.reading() as conn:
        assert revision_of(conn) == NEWEST


def test_a_migration_that_fails_leaves_the_store_as_it_was(bare: Place) -> None:
    def failing(conn: Connection) -> None:
        upgrade(conn)
        raise KeyboardInterrupt

    try:
        bare.store.write(failing)
    except KeyboardInterrupt:
        assert names(bare) == set()
    else:
        raise AssertionError
