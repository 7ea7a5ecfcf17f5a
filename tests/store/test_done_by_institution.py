"""Who works for one institution marks tasks and reminders of its cases, and no others.

On SQLite services ask that alone; on PostgreSQL it is done as the role of the web page.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from tests.store import postgres
from tests.store.conftest import ENGINES, upgraded
from tests.store.conftest import opened as connected
from tests.store.doors import person
from tests.store.watched_office import POLICY, WATCH, handed_in, looked, record, told

from articulate.bootstrap.database import OpenStore
from articulate.bootstrap.desk import StoreDesk, make_store
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import NewEntry
from articulate.model.identifiers import InstitutionId
from articulate.model.person import Person, Role
from articulate.model.signal import SignalMove, SignalState
from articulate.services.signals import Told, Wanted, do_signal, signals_now
from articulate.store.entries import last_entry
from articulate.store.ledger import append
from articulate.store.verify import faults
from articulate.store.watched import SIGNAL

BOTH = POLICY + WATCH.replace("watch desk", "watch other").replace(
    "for HOME", "for NCC"
)
DAY, LATE = date(2026, 3, 2), date(2026, 4, 1)
HAL = person("hal", Role.EVALUATOR, only="HOME")
NAN = person("nan", Role.REGISTRAR, only="NCC")
_NUMBERS = count(1)


@pytest.fixture(params=ENGINES)
def office(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[OpenStore, OpenStore]]:
    """A store as its owner and as the web page opens it, with a late request of each.

    L-1 asks HOME, L-2 asks NCC, and L-3 asks both.
    """
    if request.param == "sqlite":
        owner = page = connected(str(tmp_path / "office.db"))
        upgraded(owner)
    else:
        owner, page = of_a_role(request.getfixturevalue("cluster"))
    handed_in(owner, "r-1", record("L-1"), DAY)
    handed_in(owner, "r-2", record("L-2"), DAY, to="NCC")
    handed_in(owner, "r-3", record("L-3"), DAY)
    handed_in(owner, "r-4", record("L-3"), DAY, to="NCC")
    looked(owner, LATE, policy=BOTH)
    assert set(open_ones(owner)) == {"r-1", "r-2", "r-3", "r-4"}
    yield owner, page
    owner.engine.dispose()
    page.engine.dispose()


def of_a_role(cluster: postgres.Cluster) -> tuple[OpenStore, OpenStore]:
    name = f"done{next(_NUMBERS)}"
    address, role = cluster.office(name), f"page_of_{name}"
    cluster.sql(f"CREATE ROLE {role} LOGIN", f"GRANT USAGE ON SCHEMA {name} TO {role}")
    made = make_store(address, None, role)
    assert not isinstance(made, Diagnostic)
    return made.store, connected(cluster.address(name, role))


def open_ones(owner: OpenStore) -> dict[str, str]:
    """Name each signal that is open by the request that it is about."""
    return {one.request: one.name for one in told(owner)}


def listed(page: OpenStore, who: Person) -> list[str]:
    desk = StoreDesk(page).seen_by(who)
    found = desk.read(lambda conn: signals_now(conn, Wanted(), desk.act_of(who)))
    assert not isinstance(found, Diagnostic), found
    return sorted(one.request for one in found)


def done(page: OpenStore, who: Person, name: str, key: str = "") -> Told | Diagnostic:
    desk = StoreDesk(page).seen_by(who)
    act = desk.act_of(who, key or None)
    return desk.write(lambda conn: do_signal(conn, name, "Called them", act))


@pytest.mark.parametrize(
    ("who", "theirs", "others"),
    [(HAL, ["r-1", "r-3"], ["r-2", "r-4"]), (NAN, ["r-2", "r-4"], ["r-1", "r-3"])],
    ids=["an evaluator", "a registrar"],
)
def test_those_of_their_institution_are_theirs_to_do(
    office: tuple[OpenStore, OpenStore],
    who: Person,
    theirs: list[str],
    others: list[str],
) -> None:
    owner, page = office
    names = open_ones(owner)
    assert listed(page, who) == theirs
    for request in theirs:
        first = done(page, who, names[request], f"k-{request}")
        assert isinstance(first, Told), first
        assert (first.state, first.done_by, first.reason) == (
            *(SignalState.DONE, who.id, "Called them"),
        )
        assert done(page, who, names[request], f"k-{request}") == first
    assert listed(page, who) == []
    for request in others:
        came = done(page, who, names[request])
        assert isinstance(came, Diagnostic)
        assert came.code is Code.NOT_ALLOWED
    assert sorted(open_ones(owner)) == others
    with owner.reading() as conn:
        assert list(faults(conn)) == []


def test_what_is_not_there_is_refused_as_what_is_another_institutions(
    office: tuple[OpenStore, OpenStore],
) -> None:
    owner, page = office
    found = [done(page, HAL, name) for name in (open_ones(owner)["r-2"], "nothing")]
    assert found[0] == found[1]


def test_who_works_for_both_does_both(office: tuple[OpenStore, OpenStore]) -> None:
    owner, page = office
    ids = frozenset(map(InstitutionId, ("HOME", "NCC")))
    both = Person("bea", "Bea", frozenset({Role.EVALUATOR}), institutions=ids)
    assert listed(page, both) == ["r-1", "r-2", "r-3", "r-4"]
    for name in open_ones(owner).values():
        assert isinstance(done(page, both, name), Told)
    assert open_ones(owner) == {}


def test_a_role_that_only_reads_does_none_of_its_own_either(
    office: tuple[OpenStore, OpenStore],
) -> None:
    owner, page = office
    who = person("uma", Role.AUDITOR, only="HOME")
    assert listed(page, who) == ["r-1", "r-3"]
    came = done(page, who, open_ones(owner)["r-1"])
    assert isinstance(came, Diagnostic)
    assert came.code is Code.NOT_ALLOWED


@pytest.mark.parametrize("office", ["postgresql"], indirect=True)
def test_the_database_lets_no_learner_of_others_be_marked(
    office: tuple[OpenStore, OpenStore],
) -> None:
    """Where no service asks: how the stream stands is neither seen nor changed."""
    owner, page = office
    stream = f"{SIGNAL}{open_ones(owner)['r-2']}"
    last = owner.write(lambda conn: last_entry(conn, stream))
    seen = StoreDesk(page).seen_by(HAL).store
    assert seen.write(lambda conn: last_entry(conn, stream)) is None
    new = NewEntry(
        *(stream, SignalMove.DO, SignalState.DONE, HAL.id, {"reason": "x"}, "L-2")
    )
    with pytest.raises(DBAPIError):
        seen.write(lambda conn: append(conn, new, "2026-05-01", after=last))
    assert "r-2" in open_ones(owner)
