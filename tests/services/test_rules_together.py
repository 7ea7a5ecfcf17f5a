"""Checking rules together: the learner who shows it can be read, and evaluated."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.engine.evaluate import evaluate
from articulate.intake.record import read_record
from articulate.model.identifiers import InstitutionId
from articulate.model.line import Status
from articulate.model.record import LearnerRecord
from articulate.services.check_policy import CheckedPolicies, check_policy
from articulate.services.check_rules import check_rules
from articulate.services.nearby_files import NearbyFiles

Checking = Callable[..., CheckedPolicies]

CONFLICT = """
equivalencies own from SEND to HOME version 2024 effective 2020-01-01 {
  cites "Registrar"
  rule a: MA 1 -> MATH 121 when grade >= C
  rule b: MA 1 | MA 2 -> CSCI 241 [4 cr] when attribute honors
}
"""
TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01
"""


@pytest.fixture
def checked(shelf: NearbyFiles, office_text: str) -> Checking:
    """Check the small office's policies with other files beside them."""

    def check_with(**texts: str) -> CheckedPolicies:
        files = {"office": office_text, **texts}
        named = {f"{name}.art": text for name, text in files.items()}
        return check_rules(named, shelf)

    return check_with


def only(found: CheckedPolicies) -> Diagnostic:
    (one,) = [d for d in found.report.diagnostics if d.code is Code.RULES_DISAGREE]
    return one


def test_rules_that_disagree_are_an_error_and_still_make_a_rulebook(
    checked: Checking,
) -> None:
    found = checked(own=CONFLICT)
    assert only(found).severity is Severity.ERROR
    assert found.rulebook.equivalencies


def test_what_opens_policies_for_evaluation_is_not_stopped_by_it(
    office_text: str, shelf: NearbyFiles
) -> None:
    found = check_policy({"office.art": office_text, "own.art": CONFLICT}, shelf)
    assert not found.report.errors


def test_the_learner_can_be_read_and_is_referred(checked: Checking) -> None:
    found = checked(own=CONFLICT)
    witness = only(found).witness
    assert witness is not None
    record = read_record(json.dumps(json.loads(witness)), "witness.json")
    assert isinstance(record, LearnerRecord)
    for as_of in (date(2020, 6, 1), date(2026, 11, 29)):
        home = InstitutionId("HOME")
        (line,) = evaluate(found.rulebook, record, as_of, receiving=home).lines
        assert line.status is Status.REFERRED
        assert line.reasons[0].about == ("own@2024/a", "own@2024/b")


def test_one_broken_file_does_not_hide_what_is_wrong_in_another(
    checked: Checking,
) -> None:
    found = checked(own=CONFLICT, broken="agreement bad from SEND to HOME {")
    assert only(found).code is Code.RULES_DISAGREE
    assert len(found.report.errors) > 1


def test_rules_that_need_the_broken_file_are_left_until_it_is_put_right(
    checked: Checking,
) -> None:
    found = checked(office="institution SEND {", own=CONFLICT)
    assert found.report.errors
    assert all(one.code != Code.RULES_DISAGREE for one in found.report.errors)


def test_a_row_of_a_table_disagrees_with_a_rule_that_is_written(
    checked: Checking,
) -> None:
    written = CONFLICT.replace("MA 1 -> MATH", "CS 5 -> MATH")
    one = only(checked(rows=TABLE, own=written))
    kinds = {type(place).__name__ for place in (one.place, *one.also)}
    assert kinds == {"CellRef", "Span"}
    assert one.witness is not None


def test_the_order_of_files_changes_nothing(
    office_text: str, shelf: NearbyFiles
) -> None:
    files = {"office.art": office_text, "own.art": CONFLICT, "rows.art": TABLE}
    backwards = dict(reversed(files.items()))
    one, other = check_rules(files, shelf), check_rules(backwards, shelf)
    assert one.report == other.report
