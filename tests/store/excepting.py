"""An office whose degree can be excepted from, and a learner who would need it."""

from datetime import date
from functools import cache, partial

from tests.cli.conftest import POLICY, RECORD
from tests.services.conftest import Shelf
from tests.store.world import NOON, act

from articulate.bootstrap.database import OpenStore
from articulate.diagnostics.report import Report
from articulate.intake.record import read_record
from articulate.model.entry import Entry
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.academic_exceptions import (
    approve_exception,
    propose_exception,
)
from articulate.services.check_policy import check_policy
from articulate.services.evaluate_record import Asked
from articulate.services.exception_reading import Typed
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.stored_evaluation import evaluate_to_store

OFFICE_POLICY = (
    POLICY.replace(
        'course CSCI 141 "Programming I" 4 cr lower',
        'course CSCI 141 "Programming I" 4 cr lower\n'
        '  course CSCI 241 "Programming II" 4 cr lower\n'
        '  course MATH 121 "Calculus" 4 cr lower',
    ).replace(
        'group core "Core" all of { course CSCI 141 }',
        "residency total: at least 4 cr\n"
        '  group core "Core" all of { course MATH 121 }\n'
        "  group thesis milestone",
    )
    + """
policy transfer "Transfer" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  limit two-year: at most 2 cr from two-year institutions
}
"""
)
ASKED = Asked(date(2024, 9, 1), InstitutionId("HOME"), degrees=(BlockId("bs-cs"),))


@cache
def rules(policy: str = OFFICE_POLICY) -> Rulebook:
    """Compile the policies."""
    checked = check_policy({"office.art": policy}, Shelf())
    assert not checked.report.errors, checked.report.errors
    return checked.rulebook


def opened(store: OpenStore, name: str = "r-1") -> OpenRequest:
    """Enter the learner's request."""
    record = read_record(RECORD, "record.json")
    assert not isinstance(record, Report)
    kept = evaluate_to_store(rules(), record, ASKED)
    new = NewRequest(name, "record.json", RECORD.encode())
    came = store.write(lambda conn: open_request(conn, new, kept, act()))
    assert isinstance(came, OpenRequest), came
    return came


def granted(store: OpenStore, request: str, typed: Typed) -> None:
    """Let Ada propose an exception for the learner of a request, and Ben approve it."""
    propose = partial(propose_exception, request=request, typed=typed, office=Office())
    came = store.write(partial(propose, act=act("ada", NOON)))
    assert isinstance(came, Entry), came
    approve = partial(
        approve_exception, request=request, number=came.number, office=Office()
    )
    approved = store.write(partial(approve, act=act("ben", NOON)))
    assert isinstance(approved, Entry), approved
