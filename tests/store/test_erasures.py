"""A learner is erased on request: the bytes are gone, and the ledger is whole."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import Place, upgraded
from tests.store.conftest import opened as connected
from tests.store.world import (
    NEXT_DAY,
    NOON,
    RECORD,
    TOPICS,
    act,
    decided,
    denying,
    evaluated,
    opened,
    rules,
)

from articulate.bootstrap.desk import make_store
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.decision import Decision
from articulate.model.entry import Checkpoint
from articulate.services.acting import Act
from articulate.services.backup import back_up, restore
from articulate.services.decide import Decided
from articulate.services.erase import Erased, erase_learner
from articulate.services.ledger import Verified, verify_ledger
from articulate.services.open_case import NewRequest, open_request
from articulate.services.reevaluate import Anew, NewRules, open_requests, reevaluate
from articulate.services.replay import Replayed, answer_then, replay
from articulate.services.stored_impact import stored_learners
from articulate.store.entries import checkpoint_now
from articulate.store.verify import faults

WHY = "Asked for on 2024-09-03"


def erased(place: Place, learner: str = "L-1", by: Act | None = None) -> Erased:
    who = by or act("cy", NEXT_DAY)
    came = place.store.write(lambda conn: erase_learner(conn, learner, WHY, who))
    assert isinstance(came, Erased), came
    return came


@pytest.fixture
def office(place: Place) -> Place:
    """Two learners: one decided, and another whose request is open."""
    opened(place.store, "r-1")
    assert isinstance(decided(place.store, Decision("r-1")), Decided)
    opened(place.store, "r-2", TOPICS)
    return place


def kept_bytes(place: Place) -> bytes:
    with place.store.engine.connect() as conn:
        rows = conn.exec_driver_sql("SELECT content FROM contents").scalars()
        return b"".join(bytes(row) for row in rows)


def test_what_is_kept_of_a_learner_is_gone_and_the_ledger_is_whole(
    office: Place,
) -> None:
    with office.store.reading() as conn:
        before = checkpoint_now(conn, NOON)
    assert b"Programming" in kept_bytes(office)
    came = erased(office)
    assert came.requests == ("r-1",)
    assert len(came.contents) == 4
    assert b'"L-1"' not in kept_bytes(office)
    assert b'"L-2"' in kept_bytes(office)
    with office.store.reading() as conn:
        verified = verify_ledger(conn, act(), before)
        assert isinstance(verified, Verified)
        assert not verified.problems
        assert str(verified).endswith("as the checkpoint has it; 4 contents erased")


def test_what_cannot_be_made_again_says_why(office: Place) -> None:
    erased(office)
    with office.store.reading() as conn:
        for came in (
            replay(conn, "r-1", act()),
            answer_then(conn, "r-1", evaluated().asked.as_of.replace(year=2030), act()),
        ):
            assert isinstance(came, Diagnostic)
            assert came.code is Code.RECORD_ERASED
            assert "erased by cy on 2024-09-03" in came.message
        assert [one.request for one in stored_learners(conn)] == ["r-2"]


def test_an_open_request_of_somebody_erased_can_no_longer_be_decided(
    office: Place,
) -> None:
    erased(office, "L-2")
    came = decided(office.store, denying("r-2"))
    assert isinstance(came, Report)
    assert came.errors[0].code is Code.RECORD_ERASED
    anew = Anew("r-2", NewRules(rules()))
    again = office.store.write(lambda conn: reevaluate(conn, anew, act()))
    assert isinstance(again, Diagnostic)
    assert again.code is Code.RECORD_ERASED
    with office.store.reading() as conn:
        assert open_requests(conn) == ()
        assert isinstance(replay(conn, "r-1", act()), Replayed)


def test_the_same_again_erases_nothing_more(office: Place) -> None:
    by = act("cy", NEXT_DAY, "k-1")
    first = erased(office, by=by)
    assert erased(office, by=by) == first
    again = erased(office)
    assert (again.contents, again.entry) == ((), None)


def test_a_key_of_something_erased_says_so(office: Place) -> None:
    opened(office.store, "r-3", by=act(key="k-3"))
    erased(office)
    new = NewRequest("r-3", "record.json", RECORD.encode())
    evaluation = evaluated()
    came = office.store.write(
        lambda conn: open_request(conn, new, evaluation, act(key="k-3"))
    )
    assert isinstance(came, Diagnostic)
    assert came.code is Code.RECORD_ERASED


def test_a_file_that_brought_others_too_stays(office: Place) -> None:
    both = "a roster of L-1 and L-2"
    for name, text in (("r-4", RECORD), ("r-5", TOPICS)):
        new = NewRequest(name, "roster.csv", both.encode())
        evaluation = evaluated(text)
        office.store.write(
            partial(open_request, new=new, evaluation=evaluation, act=act())
        )
    came = erased(office)
    assert len(came.shared) == 1
    assert both.encode() in kept_bytes(office)
    with office.store.reading() as conn:
        assert not list(faults(conn))


def test_who_comes_again_is_kept_again(office: Place) -> None:
    erased(office)
    opened(office.store, "r-9")
    assert isinstance(decided(office.store, Decision("r-9")), Decided)
    with office.store.reading() as conn:
        assert not list(faults(conn))
        assert isinstance(replay(conn, "r-9", act()), Replayed)
    erased(office)
    with office.store.reading() as conn:
        assert not list(faults(conn))
        assert isinstance(replay(conn, "r-9", act()), Diagnostic)


def test_nobody_and_no_reason_are_refused(office: Place) -> None:
    came = office.store.write(lambda conn: erase_learner(conn, "L-9", WHY, act()))
    assert isinstance(came, Diagnostic)
    assert came.code is Code.NOT_IN_STORE
    came = office.store.write(lambda conn: erase_learner(conn, "L-1", " ", act()))
    assert isinstance(came, Diagnostic)
    assert came.code is Code.REASON_MISSING


FORBIDDEN = (
    "UPDATE contents SET content = CAST('x' AS {bytes})",
    "UPDATE contents SET digest = digest || 'x'",
    "DELETE FROM contents",
    "DELETE FROM erasures",
    "UPDATE erasures SET number = 7",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nothing_else_can_be_emptied_or_changed(office: Place, statement: str) -> None:
    erased(office)
    kind = "BLOB" if office.cluster is None else "BYTEA"
    with pytest.raises(DBAPIError), office.store.engine.begin() as conn:
        conn.exec_driver_sql(statement.format(bytes=kind))


def test_what_no_entry_names_cannot_be_emptied(office: Place) -> None:
    empty = "X''" if office.cluster is None else "''::bytea"
    with pytest.raises(DBAPIError), office.store.engine.begin() as conn:
        conn.exec_driver_sql(f"UPDATE contents SET content = {empty}")


FORGED = {
    "emptied by force": ("UPDATE contents SET content = {empty}", "contents"),
    "an erasure that nobody entered": (
        (
            "INSERT INTO erasures SELECT content, stream, number FROM entry_contents"
            " WHERE role = 'decision'"
        ),
        "erasures",
    ),
}


@pytest.mark.parametrize(("statement", "table"), FORGED.values(), ids=FORGED)
def test_what_was_emptied_behind_our_back_is_found(
    office: Place, statement: str, table: str
) -> None:
    empty = "X''" if office.cluster is None else "''::bytea"
    office.force(statement.format(empty=empty))
    with office.store.reading() as conn:
        assert table in {one.table for one in faults(conn)}


def test_an_erasure_that_is_hidden_is_found(office: Place) -> None:
    erased(office)
    office.force("DELETE FROM erasures")
    with office.store.reading() as conn:
        found = [one for one in faults(conn) if one.table == "erasures"]
    assert found


def test_a_backup_keeps_what_is_erased_erased(office: Place, tmp_path: Path) -> None:
    erased(office)
    with office.store.reading() as conn:
        lines = list(back_up(conn, act()))
    other = connected(str(tmp_path / "restored.db"))
    upgraded(other)
    came = other.write(lambda conn: restore(conn, lines, act()))
    assert isinstance(came, Checkpoint), came
    with other.reading() as conn:
        assert not list(faults(conn))
        assert isinstance(replay(conn, "r-1", act()), Diagnostic)
    other.engine.dispose()


def test_the_file_of_sqlite_holds_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    made = make_store(str(path))
    assert not isinstance(made, Diagnostic)
    store = made.store
    opened(store, "r-1", RECORD.replace("Programming", "Zoopharmacognosy"))
    assert b"Zoopharmacognosy" in path.read_bytes()
    erased(Place(str(path), store))
    assert made.forget() is None
    store.engine.dispose()
    for file in tmp_path.iterdir():
        assert b"Zoopharmacognosy" not in file.read_bytes(), file.name


def test_the_role_that_people_work_as_erases_nobody(
    cluster: postgres.Cluster,
) -> None:
    address = cluster.office("erasing")
    cluster.sql("CREATE ROLE eraser LOGIN", "GRANT USAGE ON SCHEMA erasing TO eraser")
    made = make_store(address, "eraser")
    assert not isinstance(made, Diagnostic)
    made.store.engine.dispose()
    worker = connected(cluster.address("erasing", "eraser"))
    opened(worker, "r-1")
    with pytest.raises(DBAPIError, match="permission denied"):
        worker.write(lambda conn: erase_learner(conn, "L-1", WHY, act()))
    owner = connected(address)
    came = owner.write(lambda conn: erase_learner(conn, "L-1", WHY, act()))
    assert isinstance(came, Erased)
    owner.forget()
    for store in (worker, owner):
        store.engine.dispose()
