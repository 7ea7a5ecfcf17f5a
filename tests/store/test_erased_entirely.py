"""Of a learner who has everything nothing is left but the id, where it must stay."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.store.conftest import Place, upgraded
from tests.store.conftest import opened as connected
from tests.store.everything import LATER, LEARNER, OTHER, WORD, everything, theirs
from tests.store.test_erased_everywhere import STAYS, where
from tests.store.watched_office import act, handed_in, looked, told

from articulate.bootstrap.desk import StoreDesk
from articulate.model.entry import Checkpoint
from articulate.services.backup import back_up, restore
from articulate.services.erase import Erased, erase_learner
from articulate.store.tables import APPEND_ONLY, IN_HAND, case_institutions, erasures
from articulate.store.verify import faults

TABLES = {one.name for one in (*APPEND_ONLY, *IN_HAND, case_institutions, erasures)}


@pytest.fixture
def office(place: Place) -> Place:
    everything(place)
    return place


def erased(place: Place) -> Erased:
    """Erase them as the command does, the disk as well."""
    desk = StoreDesk(place.store)
    came = desk.write(
        lambda conn: erase_learner(conn, LEARNER, "Asked for", act(LATER))
    )
    assert isinstance(came, Erased), came
    assert desk.forget() is None
    return came


def test_they_are_in_every_table_that_can_name_somebody(office: Place) -> None:
    before = where(office, LEARNER, WORD)
    tables = {table for table, _ in before}
    # The others: whose rows name contents, runs, people or requests, and no learner.
    assert TABLES - tables == {
        *("entry_contents", "erasures"),
        *("batches", "passwords", "sign_ins"),
    }
    with office.store.reading() as conn:
        roles = conn.execute(text("SELECT DISTINCT role FROM entry_contents")).scalars()
        assert set(roles) >= {
            *("decision", "evaluation", "exception", "exceptions", "file"),
            *("judgement", "received", "record", "signal"),
        }


def test_nothing_is_left_but_the_id_where_it_must_stay(office: Place) -> None:
    others = where(office, OTHER)
    erased(office)
    assert where(office, LEARNER) == STAYS
    assert where(office, WORD) == set()
    assert where(office, OTHER) == others
    with office.store.reading() as conn:
        assert list(faults(conn)) == []


def test_no_watch_brings_them_back(office: Place) -> None:
    erased(office)
    one = looked(office.store, LATER)
    assert [each.learner for each in one if each.lapsed] == [LEARNER]
    assert [each for each in told(office.store) if each.learner == LEARNER] == []
    assert where(office, LEARNER) == STAYS
    for days in (0, 400):
        again = looked(office.store, LATER + timedelta(days=days))
        assert LEARNER not in [each.learner for each in again]
    assert where(office, LEARNER) == STAYS


def test_who_comes_again_is_watched_again(office: Place) -> None:
    erased(office)
    looked(office.store, LATER)
    handed_in(office.store, "r-80", theirs(("CIS 131", "2025-12-10")), LATER)
    assert LEARNER in [one.learner for one in looked(office.store, LATER)]
    assert ("watched", "learner") in where(office, LEARNER)
    erased(office)
    assert ("watched", "learner") not in where(office, LEARNER)


def test_a_backup_and_a_store_that_is_made_of_it_say_no_more(
    office: Place, tmp_path: Path
) -> None:
    erased(office)
    with office.store.reading() as conn:
        lines = list(back_up(conn, act(LATER)))
    for line in lines:
        form = json.loads(line)
        assert WORD not in line
        if LEARNER in line:
            assert set(form) <= {"entry", "heads"}, line
    other = Place("restored", connected(str(tmp_path / "restored.db")))
    upgraded(other.store)
    came = other.store.write(lambda conn: restore(conn, lines, act(LATER)))
    assert isinstance(came, Checkpoint), came
    assert where(other, LEARNER) == STAYS
    looked(other.store, LATER)
    assert where(other, LEARNER) == STAYS
    other.store.engine.dispose()


def test_nothing_is_left_on_the_disk(office: Place) -> None:
    """What was theirs is not in the free parts of any page either."""
    erased(office)
    if office.cluster is None:
        office.store.engine.dispose()
        files = list(Path(office.address).parent.iterdir())
        assert files
        for file in files:
            assert WORD.encode() not in file.read_bytes(), file.name
        return
    looked(office.store, LATER)
    with office.store.reading() as conn:
        dead = conn.execute(
            text(
                "SELECT relname FROM pg_class WHERE relname IN ('watched', 'sessions')"
                " AND relnamespace = current_schema()::regnamespace"
                " AND pg_relation_size(oid) > 8192"
            )
        ).scalars()
        assert list(dead) == []
