"""A portfolio, the policy that says how it is assessed, and the office's people."""

from datetime import date
from functools import cache

from tests.services.conftest import Shelf

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.record import read_record
from articulate.model.entry import Entry
from articulate.model.identifiers import InstitutionId
from articulate.model.person import Person, Role
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.check_policy import check_policy
from articulate.services.convene_panel import assign_assessor, convene_panel
from articulate.services.evaluate_record import Asked
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.stored_evaluation import evaluate_to_store
from articulate.store.transaction import Connection

MARKETS, FIRM = "Explains market structures", "Analyses a firm"
POLICY = """\
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 pass P, CR no-credit W }
catalog HOME "Catalog" version 2024 effective 2024-01-01 {
  cites "Catalog 2024"
  course BUS 110 "Introduction to Business" 3 cr lower
}
portfolio business-110 "Introduction to Business" for HOME
  version 2024 effective 2024-08-15 {
  cites "Senate resolution 24/8"
  assessors 2 blind
  criterion "Explains market structures" levels 0..4
  criterion "Analyses a firm" levels 0..4
  evidence required "reflective essay", "work product"
  agree within 1 level else third assessor
  decide by median
  rule award -> BUS 110 [3 cr] graded CR when each criterion >= 3
  rule later -> BUS 110 [3 cr] graded CR
    when count (criterion < 3) = 1 and decision "additional assignment" = "passed"
}
"""
RECORD = """{
  "learner": {"id": "L-77"},
  "portfolios": [{"id": "p1", "portfolio": "business-110"}]
}"""
ASKED = Asked(date(2024, 9, 1), InstitutionId("HOME"))
PEOPLE = (
    Person("ada", "Ada", frozenset({Role.REGISTRAR})),
    Person("eli", "Eli", frozenset({Role.ASSESSOR})),
    Person("fay", "Fay", frozenset({Role.ASSESSOR})),
    Person("gus", "Gus", frozenset({Role.ASSESSOR})),
    Person("kim", "Kim", frozenset({Role.ASSESSOR, Role.REGISTRAR})),
)
OFFICE = Office(people=PEOPLE)
MORNING = "2026-11-30T08:00:00.000000Z"


@cache
def rules() -> Rulebook:
    """Compile the policy."""
    checked = check_policy({"office.art": POLICY}, Shelf())
    assert not checked.report.errors, checked.report.errors
    return checked.rulebook


def act(who: str, moment: str = MORNING) -> Act:
    """Let a person of the office act."""
    (person,) = [one for one in PEOPLE if one.id == who]
    return Act("office", who, moment, "0", None, person)


def received(conn: Connection, name: str = "r-77") -> OpenRequest:
    """Open a request with a portfolio that nobody has assessed."""
    record = read_record(RECORD, "record.json")
    assert not isinstance(record, Report)
    new = NewRequest(name, "record.json", RECORD.encode())
    kept = evaluate_to_store(rules(), record, ASKED)
    came = open_request(conn, new, kept, act("ada"))
    assert isinstance(came, OpenRequest), came
    return came


def judged_panel(conn: Connection) -> Entry | Diagnostic:
    """Convene a panel whose two assessors agree that everything is shown."""
    received(conn)
    chair, name = act("ada"), "r-77.p1"
    came = convene_panel(conn, "r-77", "p1", chair, office=OFFICE)
    for who in ("eli", "fay"):
        assign_assessor(conn, name, who, chair, office=OFFICE)
        declare_conflict(conn, name, "", act(who))
        typed = {MARKETS: ("3", "The essay"), FIRM: ("4", "The plan")}
        found = submit_judgement(conn, name, typed, act(who))
        assert isinstance(found, Entry), found
    return came
