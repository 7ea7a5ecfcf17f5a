"""A head names the institution of its case, whoever writes it, and no other.

By it the database shows whose heads somebody sees who works for one institution.
"""

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.store.doors import PANEL, SEES, Doors, built, person, streams

from articulate.bootstrap.desk import StoreDesk, make_store
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.person import Person, Role
from articulate.store.backup import backup_lines, restore_lines
from articulate.store.schema import downgrade, upgrade
from articulate.store.tables import heads
from articulate.store.verify import faults

_NUMBERS = count(1)


@pytest.fixture
def at_work(cluster: postgres.Cluster) -> Iterator[Doors]:
    """A store for one test to work with."""
    yield from built(cluster, f"headed{next(_NUMBERS)}")


WRITERS = {
    "of one institution": person("home", Role.AUDITOR, only="HOME"),
    "of the whole office": person("ada", Role.REGISTRAR),
    "of a panel": person("eli", Role.ASSESSOR),
    "a learner": person("lee", Role.LEARNER, learner="L-1"),
}


@pytest.mark.parametrize("who", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("institution", ["HOME", "SEND", ""])
def test_nobody_gives_another_institution_a_case(
    at_work: Doors, who: Person, institution: str
) -> None:
    """A head names the institution of its case, whoever writes it."""
    page = at_work.desk(who).store
    with at_work.owner.reading() as conn:
        before = said_in_heads(conn)
    for stream, named in before.items():
        where = heads.c.stream == stream
        changed = update(heads).where(where).values(institution=institution)
        work = lambda conn, do=changed: conn.execute(do).rowcount  # noqa: E731 - bound now
        if stream in SEES[who] and named != institution:
            with pytest.raises(DBAPIError, match="row-level security"):
                page.write(work)
        else:
            assert page.write(work) == (stream in SEES[who])
    with at_work.owner.reading() as conn:
        assert said_in_heads(conn) == before


@pytest.mark.parametrize("who", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("stream", ["request:r-3", "request:new", "person:new"])
def test_nobody_adds_a_head_that_names_what_its_case_does_not(
    at_work: Doors, who: Person, stream: str
) -> None:
    with at_work.owner.reading() as conn:
        row = dict(conn.execute(select(heads)).mappings().first() or {})
    at_work.owner.write(
        lambda conn: conn.execute(delete(heads).where(heads.c.stream == stream))
    )
    forged = row | {"stream": stream, "learner": "L-1", "institution": "HOME"}
    with pytest.raises(DBAPIError, match="row-level security"):
        at_work.desk(who).store.write(
            lambda conn: conn.execute(insert(heads).values(forged))
        )


def test_a_head_that_says_nothing_shows_nobody_of_another_its_case(
    at_work: Doors,
) -> None:
    at_work.owner.write(lambda conn: conn.execute(update(heads).values(institution="")))
    for who, sees in SEES.items():
        assert streams(at_work.desk(who).store, "heads") == sees


def said_in_heads(conn: Connection) -> dict[str, str]:
    found = conn.exec_driver_sql("SELECT stream, institution FROM heads")
    return {row.stream: row.institution for row in found}


def test_the_owner_is_told_of_a_head_that_is_for_another_and_mends_it(
    at_work: Doors,
) -> None:
    head = update(heads).where(heads.c.stream == PANEL)
    for institution in ("SEND", ""):
        wrong = head.values(institution=institution)
        at_work.owner.write(lambda conn, do=wrong: conn.execute(do))  # type: ignore[misc] # bound now
        with at_work.owner.reading() as conn:
            (fault,) = faults(conn)
        assert (fault.table, fault.stream) == ("heads", PANEL)
        at_work.owner.write(upgrade)
        with at_work.owner.reading() as conn:
            assert not list(faults(conn))


def test_after_a_restore_the_same_is_seen(
    at_work: Doors, cluster: postgres.Cluster
) -> None:
    with at_work.owner.reading() as conn:
        lines = list(backup_lines(conn, "2025"))
    again = cluster.office("restored")
    cluster.sql("CREATE ROLE page_of_restored LOGIN")
    cluster.sql("GRANT USAGE ON SCHEMA restored TO page_of_restored")
    made = make_store(again, None, "page_of_restored")
    assert not isinstance(made, Diagnostic)
    made.store.write(lambda conn: restore_lines(conn, lines))
    page = connected(cluster.address("restored", "page_of_restored"))
    for who, sees in SEES.items():
        for table in ("entries", "heads"):
            assert streams(StoreDesk(page).seen_by(who).store, table) == sees
    page.engine.dispose()


def test_before_the_newest_revision_the_same_is_seen(at_work: Doors) -> None:
    at_work.owner.write(lambda conn: downgrade(conn, "r0008"))
    for who, sees in SEES.items():
        for table in ("entries", "heads"):
            assert streams(at_work.desk(who).store, table) == sees
    at_work.owner.write(upgrade)
    for who, sees in SEES.items():
        for table in ("entries", "heads"):
            assert streams(at_work.desk(who).store, table) == sees
