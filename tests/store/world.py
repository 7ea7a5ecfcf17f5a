"""A small office's rules, records and what is asked, for tests that decide."""

from dataclasses import replace
from datetime import date
from functools import cache

from tests.cli.conftest import POLICY, RECORD, TOPICS
from tests.services.conftest import Shelf

from articulate.bootstrap.database import OpenStore
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.record import read_record
from articulate.model.decision import Decision, Settled
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Status
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.check_policy import check_policy
from articulate.services.decide import Decided, Waiting, decide
from articulate.services.evaluate_record import Asked
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.stored_evaluation import StoredEvaluation, evaluate_to_store
from articulate.store.transaction import Connection

__all__ = ["RECORD", "TOPICS"]

ASKED = Asked(date(2024, 9, 1), InstitutionId("HOME"))
MORNING = "2024-09-02T08:00:00.000000Z"
NOON = "2024-09-02T12:00:00.000000Z"
NEXT_DAY = "2024-09-03T08:00:00.000000Z"


@cache
def rules(policy: str = POLICY) -> Rulebook:
    """Compile a policy."""
    checked = check_policy({"office.art": policy}, Shelf())
    assert not checked.report.errors
    return checked.rulebook


def evaluated(text: str = RECORD, policy: str = POLICY) -> StoredEvaluation:
    """Evaluate a record for the store."""
    record = read_record(text, "record.json")
    assert not isinstance(record, Report)
    return evaluate_to_store(rules(policy), record, ASKED)


def act(actor: str = "ada", moment: str = MORNING, key: str | None = None) -> Act:
    """Let somebody act at a moment."""
    return Act("office", actor, moment, "0", key)


def opened(
    store: OpenStore, name: str, text: str = RECORD, by: Act | None = None
) -> OpenRequest:
    """Enter a request."""
    new = NewRequest(name, "record.json", text.encode())
    evaluation = evaluated(text)
    came = store.write(lambda conn: open_request(conn, new, evaluation, by or act()))
    assert isinstance(came, OpenRequest), came
    return came


def opened_elsewhere(
    conn: Connection, name: str, learner: str = "L-1"
) -> OpenRequest | Diagnostic:
    """Enter a request of a learner for the other institution."""
    text = RECORD.replace('"L-1"', f'"{learner}"')
    record = read_record(text, "record.json")
    assert not isinstance(record, Report)
    asked = replace(ASKED, receiving=InstitutionId("SEND"))
    kept = evaluate_to_store(rules(), record, asked)
    return open_request(conn, NewRequest(name, "r.json", text.encode()), kept, act())


def decided(
    store: OpenStore, decision: Decision, by: Act | None = None
) -> Decided | Waiting | Report:
    """Decide a request."""
    return store.write(lambda conn: decide(conn, decision, by or act(moment=NOON)))


def denying(name: str, learning: str = "c2", reason: str = "No syllabus") -> Decision:
    """Settle one line as denied, and adopt the others."""
    return Decision(name, (Settled(LearningId(learning), Status.DENIED),), reason)
