"""On PostgreSQL the role of the web page sees what whoever asks may see, and no more.

What services ask is one wall, and what the database shows is another. Here the first is
taken away, and whatever is asked, the second holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

import pytest
from sqlalchemy import Row
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.store.doors import (
    CASES,
    EVERYTHING,
    PANEL,
    PUBLIC,
    SEES,
    Doors,
    built,
    person,
    streams,
)
from tests.store.world import ASKED, RECORD, rules
from tests.store.world import act as of_the_office
from typer import Exit

from articulate.bootstrap.database import OpenStore
from articulate.cli.formats import PlainFormat
from articulate.cli.stores import opened as open_for_command
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.record import read_record
from articulate.model.decision import Decision, Settled
from articulate.model.entry import NewEntry
from articulate.model.identifiers import LearningId
from articulate.model.importing import ImportMove
from articulate.model.line import Status
from articulate.model.person import VISITOR, Person, Role
from articulate.model.record import LearnerRecord
from articulate.services.access import Task, may, refusal
from articulate.services.decide import Decided, decide
from articulate.services.disclosures import disclose
from articulate.services.import_case import (
    Happening,
    ImportCase,
    ImportHow,
    begin_import,
    editors_since,
    import_of,
    move_import,
)
from articulate.services.ledger import Verified, verify_ledger
from articulate.services.ledger_pages import Asked as AskedLedger
from articulate.services.ledger_pages import ledger_page
from articulate.services.nearby_files import FoundFile
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.panel_case import panels
from articulate.services.precedents import precedents
from articulate.services.queue import Filters, queue
from articulate.services.sight import sight_of
from articulate.services.stored_evaluation import evaluate_to_store
from articulate.services.worksheet import Worksheet, worksheet_of
from articulate.store.entries import last_entry
from articulate.store.ledger import append
from articulate.store.passwords import keep_password, rehash_password
from articulate.store.schema import downgrade, upgrade
from articulate.store.sight import is_bound
from articulate.store.verify import faults

T = TypeVar("T")
_NUMBERS = count(1)
TABLES = ("entries", "entry_contents", "contents", "case_institutions", "heads")


@pytest.fixture(scope="module")
def doors(cluster: postgres.Cluster) -> Iterator[Doors]:
    """A store that nobody changes."""
    yield from built(cluster, "sight")


@pytest.fixture
def at_work(cluster: postgres.Cluster) -> Iterator[Doors]:
    """The same, for one test to work with."""
    yield from built(cluster, f"work{next(_NUMBERS)}")


def digests(store: OpenStore, query: str) -> set[str]:
    with store.reading() as conn:
        return set(conn.exec_driver_sql(query).scalars())


@pytest.fixture
def filters_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first wall away: every service lets everybody do everything."""
    everything = dict.fromkeys(Task, frozenset(Role))
    monkeypatch.setattr("articulate.services.access.may", lambda *_: True)
    monkeypatch.setattr("articulate.services.panel_case.only_assesses", lambda _: False)
    monkeypatch.setattr("articulate.services.access.works_for", lambda _: ())
    monkeypatch.setattr("articulate.services.queue.works_for", lambda _: ())
    monkeypatch.setattr("articulate.services.ledger_pages.works_for", lambda _: ())
    monkeypatch.setattr("articulate.services.panel_case.works_for", lambda _: ())
    monkeypatch.setattr("articulate.services.panel_case.MAY", everything)


def test_the_owner_sees_everything(doors: Doors) -> None:
    assert streams(doors.owner) == EVERYTHING
    with doors.owner.reading() as conn:
        assert not is_bound(conn)


def test_the_page_sees_nothing_of_which_nothing_is_said(doors: Doors) -> None:
    with doors.page.reading() as conn:
        assert is_bound(conn)
    assert streams(doors.page) == PUBLIC
    assert not streams(doors.page, "entry_contents")
    assert not digests(doors.page, "SELECT digest FROM contents")
    assert not streams(doors.page, "case_institutions")


@pytest.mark.parametrize("who", SEES, ids=lambda one: one.id or "a visitor")
def test_whoever_asks_sees_their_rows_and_what_those_rest_on(
    doors: Doors, who: Person
) -> None:
    page = doors.desk(who).store
    assert streams(page) == SEES[who]
    assert streams(page, "heads") == SEES[who]
    rests = {
        (row.stream, row.content) for row in all_rests(doors) if row.stream in SEES[who]
    }
    assert streams(page, "entry_contents") == {stream for stream, _ in rests}
    assert digests(page, "SELECT digest FROM contents") == {one for _, one in rests}


def all_rests(doors: Doors) -> Sequence[Row[tuple[str, str]]]:
    with doors.owner.reading() as conn:
        return conn.exec_driver_sql("SELECT stream, content FROM entry_contents").all()


@pytest.mark.parametrize("who", SEES, ids=lambda one: one.id or "a visitor")
@pytest.mark.usefixtures("filters_off")
def test_without_the_services_filters_nothing_more_is_seen(
    doors: Doors, who: Person
) -> None:
    desk = doors.desk(who)
    act, office = desk.act_of(who), Office()
    assert refusal(desk.act_of(VISITOR), Task.ERASE) is None  # they are off
    waiting = desk.read(lambda conn: queue(conn, Filters(), office, act))
    seen = {f"request:{one.name}" for one in answered(waiting).waiting}
    assert seen == (SEES[who] & CASES) - {"request:r-1"}  # which is decided
    assert {
        f"panel:{one.name}" for one in answered(desk.read(lambda c: panels(c, act)))
    } == SEES[who] & {PANEL}
    page = answered(desk.read(lambda conn: ledger_page(conn, AskedLedger(), act)))
    assert {one.stream for one in page.entries} == SEES[who]
    for case in CASES:
        name = case.removeprefix("request:")
        found = desk.read(
            lambda conn, name=name: worksheet_of(  # type: ignore[misc] # bound now
                conn, name, act, office=office, recall=lambda _, make: make()
            )
        )
        if case in SEES[who]:
            assert isinstance(found, Worksheet), found
        else:
            assert isinstance(found, Diagnostic)
            assert found.code is Code.NOT_IN_STORE


def answered(came: T | Diagnostic) -> T:
    assert not isinstance(came, Diagnostic), came
    return came


@pytest.mark.parametrize("who", SEES, ids=lambda one: one.id or "a visitor")
def test_both_walls_agree_on_whose_cases_somebody_sees(who: Person) -> None:
    sight = sight_of(who)
    assert sight.learners is may(
        replace(who, institutions=frozenset()), Task.SEE_RECORD, "L"
    )
    assert sight.assesses is (Role.ASSESSOR in who.roles and may(who, Task.ASSESS))
    for learner in ("L-1", "L-2"):
        own = may(who, Task.SEE_RECORD, learner, "HOME")
        sees = sight.learner == learner or (
            sight.learners and (not sight.institutions or "HOME" in sight.institutions)
        )
        assert own is sees


def test_people_work_through_the_second_wall(at_work: Doors) -> None:
    ben = at_work.desk(person("ben", Role.EVALUATOR, only="HOME"))
    act = ben.act_of(person("ben", Role.EVALUATOR, only="HOME"))
    decision = Decision(
        "r-2", (Settled(LearningId("c2"), Status.DENIED),), "No syllabus"
    )
    assert isinstance(ben.write(lambda conn: decide(conn, decision, act)), Decided)
    lee = person("lee", Role.LEARNER, learner="L-1")
    desk = at_work.desk(lee)
    own = desk.act_of(lee)
    record = read_record(RECORD, "record.json")
    assert isinstance(record, LearnerRecord)
    kept = evaluate_to_store(rules(), record, ASKED)
    new = NewRequest("r-9", "record.json", RECORD.encode())
    came = desk.write(lambda conn: open_request(conn, new, kept, own))
    assert isinstance(came, OpenRequest), came
    eli = person("eli", Role.ASSESSOR)
    looking = at_work.desk(eli)
    looks = looking.act_of(eli)
    looking.write(lambda conn: disclose(conn, "L-77", "a panel", looks))
    assert looking.read(lambda conn: precedents(conn, "", "", looks)) == ()
    ivo = person("ivo", Role.AUDITOR)
    auditing = at_work.desk(ivo)
    verified = auditing.read(lambda conn: verify_ledger(conn, auditing.act_of(ivo)))
    assert isinstance(verified, Verified), verified
    assert not verified.problems
    with at_work.owner.reading() as conn:
        assert not list(faults(conn))


def test_somebody_of_one_institution_opens_a_request_of_it(at_work: Doors) -> None:
    """Its head is kept before it says for which institution it is, and after."""
    ben = person("ben", Role.EVALUATOR, only="HOME")
    desk = at_work.desk(ben)
    record = read_record(RECORD, "record.json")
    assert isinstance(record, LearnerRecord)
    kept = evaluate_to_store(rules(), record, ASKED)
    new = NewRequest("r-9", "record.json", RECORD.encode())
    came = desk.write(lambda conn: open_request(conn, new, kept, desk.act_of(ben)))
    assert isinstance(came, OpenRequest), came
    assert "request:r-9" in streams(desk.store, "heads")
    elsewhere = at_work.desk(person("send", Role.EVALUATOR, only="SEND"))
    assert "request:r-9" not in streams(elsewhere.store, "heads")


def test_what_is_asked_for_one_is_not_compiled(doors: Doors) -> None:
    with doors.desk(person("ben", Role.EVALUATOR)).store.reading() as conn:
        assert conn.exec_driver_sql("SHOW jit").scalar() == "off"


def test_an_import_goes_through_the_second_wall(at_work: Doors) -> None:
    ben, dina = person("ben", Role.EVALUATOR), person("dina", Role.AUTHOR)
    importing = at_work.desk(ben)
    file = FoundFile("list.csv", b"From,To")
    act = importing.act_of(ben)
    begun = importing.write(
        lambda conn: begin_import(conn, "i-1", file, act, how=ImportHow())
    )
    assert not isinstance(begun, Diagnostic)
    applied = Happening(ImportMove.APPLY, {"version": "home@2030"})
    importing.write(lambda conn: move_import(conn, "i-1", applied, act))
    looking = at_work.desk(dina)
    case = looking.read(lambda conn: import_of(conn, "i-1", looking.act_of(dina)))
    assert isinstance(case, ImportCase), case
    assert case.file == file
    assert looking.read(lambda conn: editors_since(conn, "")) == ("ben",)
    lee = at_work.desk(person("lee", Role.LEARNER, learner="L-1"))
    assert lee.read(lambda conn: editors_since(conn, "")) == ()


FORGED = {
    "in somebody's name": NewEntry(
        "request:r-1", "decide", "decided", "ada", {}, "L-1"
    ),
    "about somebody else": NewEntry("request:r-2", "appeal", "x", "lee", {}, "L-2"),
    "on a panel": NewEntry(PANEL, "submit", "judged", "lee", {}, "L-77"),
    "of the office": NewEntry("person:lee", "password set", "x", "lee", {}),
}


@pytest.mark.parametrize("new", FORGED.values(), ids=FORGED)
def test_nobody_adds_what_is_not_theirs(doors: Doors, new: NewEntry) -> None:
    lee = doors.desk(person("lee", Role.LEARNER, learner="L-1")).store
    last = doors.owner.write(lambda conn: last_entry(conn, new.stream))
    moment = of_the_office().moment
    with pytest.raises(DBAPIError, match="row-level security"):
        lee.write(lambda conn: append(conn, new, moment, after=last))


def _key(table: str) -> str:
    return "digest" if table == "contents" else "stream"


def test_how_a_stream_stands_is_changed_where_it_is_seen(at_work: Doors) -> None:
    lee = at_work.desk(person("lee", Role.LEARNER, learner="L-1")).store
    changed = "UPDATE heads SET state = 'x'"
    came = lee.write(lambda conn: conn.exec_driver_sql(changed).rowcount)
    assert came == len(SEES[person("lee", Role.LEARNER, learner="L-1")])


@pytest.mark.parametrize("table", TABLES)
def test_the_page_changes_and_removes_nothing(doors: Doors, table: str) -> None:
    page = doors.desk(person("ada", Role.REGISTRAR)).store
    for statement in (
        *([] if table == "heads" else [f"UPDATE {table} SET {_key(table)} = 'x'"]),
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"DROP POLICY seen ON {table}",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            page.write(lambda conn, said=statement: conn.exec_driver_sql(said))  # type: ignore[misc] # bound now


@pytest.mark.parametrize("table", ["batches", "chunks"])
def test_the_page_has_no_right_to_batches(doors: Doors, table: str) -> None:
    page = doors.desk(person("ada", Role.REGISTRAR)).store
    with pytest.raises(DBAPIError, match="permission denied"):
        digests(page, f"SELECT * FROM {table}")


def test_what_is_said_ends_with_the_transaction(doors: Doors) -> None:
    """A connection that goes back to the pool forgets whom it was for."""
    assert streams(doors.desk(person("ada", Role.REGISTRAR)).store) > CASES
    assert streams(doors.page) == PUBLIC


def test_a_password_is_hashed_again_and_set_by_nobody(doors: Doors) -> None:
    page = doors.desk(VISITOR).store
    page.write(lambda conn: rehash_password(conn, "ada", "old", "new"))
    with pytest.raises(DBAPIError, match="permission denied"):
        page.write(lambda conn: keep_password(conn, "ada", "x", "2024"))


def test_the_command_line_does_not_take_nothing_for_an_empty_store(
    doors: Doors, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exit):
        open_for_command(doors.address, PlainFormat.TEXT)
    assert "this role is the web page's" in capsys.readouterr().err


def test_a_role_that_worked_before_goes_on_seeing_everything(
    cluster: postgres.Cluster,
) -> None:
    address = cluster.office("upgraded")
    cluster.sql("CREATE ROLE older LOGIN", "GRANT USAGE ON SCHEMA upgraded TO older")
    store = connected(address)
    store.write(upgrade)
    store.write(lambda conn: downgrade(conn, "r0007"))
    cluster.sql(
        "SET search_path = upgraded",
        "GRANT SELECT, INSERT ON contents, entries, entry_contents TO older",
        "GRANT SELECT ON erasures, alembic_version TO older",
    )
    store.write(lambda conn: conn.exec_driver_sql(OLDER))
    store.write(upgrade)
    older = connected(cluster.address("upgraded", "older"))
    assert streams(older) == {"request:r-1"}
    assert streams(older, "case_institutions") == {"request:r-1"}
    store.engine.dispose()
    older.engine.dispose()


OLDER = """
INSERT INTO entries VALUES ('request:r-1', 1, 'evaluate', 'evaluated', 'L-1', 'ada',
  '2024-09-02', NULL, NULL, '{"said": {"asked": {"receiving": "HOME"}}}', '', 'x')
"""
