"""A store with cases of two institutions, and who sees which of them.

It is on PostgreSQL, where it is opened by its owner, and by the role of the web page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.store.panelling import judged_panel
from tests.store.world import TOPICS, decided, opened, opened_elsewhere
from tests.store.world import act as of_the_office

from articulate.bootstrap.database import OpenStore
from articulate.bootstrap.desk import StoreDesk, make_store
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.decision import Decision
from articulate.model.entry import Entry, NewEntry
from articulate.model.identifiers import InstitutionId, LearnerId
from articulate.model.person import VISITOR, Person, Role
from articulate.services.decide import Decided
from articulate.services.disclosures import disclose
from articulate.services.open_case import OpenRequest
from articulate.store.entries import last_entry
from articulate.store.ledger import append

CASES = {"request:r-1", "request:r-2", "request:r-3", "request:r-77"}
PANEL = "panel:r-77.p1"
LOOKS = {"disclosure:L-1", "disclosure:L-2", "disclosure:L-77"}
PUBLIC = {"policy:home"}
INSIDE = {"person:ada"}
EVERYTHING = CASES | LOOKS | PUBLIC | INSIDE | {PANEL}


def person(name: str, *roles: Role, learner: str = "", only: str = "") -> Person:
    return Person(
        id=name,
        name=name.title(),
        roles=frozenset(roles),
        learner=LearnerId(learner) if learner else None,
        institutions=frozenset({InstitutionId(only)}) if only else frozenset(),
    )


SEES: dict[Person, set[str]] = {
    VISITOR: PUBLIC,
    person("lee", Role.LEARNER, learner="L-1"): (
        PUBLIC | {"request:r-1", "request:r-3", "disclosure:L-1"}
    ),
    person("lou", Role.LEARNER, learner="L-2"): (
        PUBLIC | {"request:r-2", "disclosure:L-2"}
    ),
    person("max", Role.LEARNER): PUBLIC,
    person("nobody"): PUBLIC,
    person("eli", Role.ASSESSOR): PUBLIC | {PANEL, "disclosure:L-77"},
    person("gus", Role.ASSESSOR): PUBLIC,
    person("dina", Role.AUTHOR): PUBLIC | INSIDE,
    person("hana", Role.ADVISOR): EVERYTHING,
    person("ben", Role.EVALUATOR): EVERYTHING,
    person("ada", Role.REGISTRAR): EVERYTHING,
    person("cho", Role.APPROVER): EVERYTHING,
    person("ivo", Role.AUDITOR): EVERYTHING,
    person("send", Role.EVALUATOR, only="SEND"): (
        PUBLIC | INSIDE | {"request:r-3", "disclosure:L-1"}
    ),
    person("home", Role.AUDITOR, only="HOME"): EVERYTHING - {"request:r-3"},
    person("none", Role.REGISTRAR, only="ELSEWHERE"): PUBLIC | INSIDE,
}


@dataclass(frozen=True)
class Doors:
    """One store, as its owner and as the role of the web page."""

    owner: OpenStore
    page: OpenStore
    address: str

    def desk(self, who: Person) -> StoreDesk:
        return StoreDesk(self.page).seen_by(who)


def built(cluster: postgres.Cluster, name: str) -> Iterator[Doors]:
    """Make a store with cases of three learners, of two institutions, and a panel."""
    address, role = cluster.office(name), f"page_of_{name}"
    cluster.sql(f"CREATE ROLE {role} LOGIN", f"GRANT USAGE ON SCHEMA {name} TO {role}")
    made = make_store(address, None, role)
    assert not isinstance(made, Diagnostic)
    owner = made.store
    opened(owner, "r-1")
    opened(owner, "r-2", TOPICS)
    assert isinstance(decided(owner, Decision("r-1")), Decided)
    for work in (elsewhere, judged_panel, beside):
        came = owner.write(work)
        assert not isinstance(came, Diagnostic), came
    where = cluster.address(name, role)
    page = connected(where)
    yield Doors(owner, page, where)
    owner.engine.dispose()
    page.engine.dispose()


def elsewhere(conn: Connection) -> OpenRequest | Diagnostic:
    return opened_elsewhere(conn, "r-3")


def beside(conn: Connection) -> None:
    """Enter what is about no learner, and looks at records."""
    for stream in (*PUBLIC, *INSIDE):
        enter(conn, NewEntry(stream, "set", "set", "ada", {}))
    for learner in ("L-1", "L-2", "L-77"):
        disclose(conn, learner, "a record", of_the_office())


def enter(conn: Connection, new: NewEntry) -> Entry:
    last = last_entry(conn, new.stream)
    return append(conn, new, of_the_office().moment, after=last)


def streams(store: OpenStore, table: str = "entries") -> set[str]:
    with store.reading() as conn:
        rows = conn.exec_driver_sql(f"SELECT DISTINCT stream FROM {table}")
        return {row.stream for row in rows}
