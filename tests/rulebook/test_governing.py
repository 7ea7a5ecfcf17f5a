"""Which version of a policy holds: the policy says whose date counts."""

from datetime import date

import pytest

from articulate.diagnostics.span import Span
from articulate.model.calendar import Period
from articulate.model.identifiers import BlockId, InstitutionId, LearnerId, VersionId
from articulate.model.learner import Learner
from articulate.model.line import GoverningAxis
from articulate.model.record import LearnerRecord
from articulate.rulebook.governing import GoverningDays, policies_for
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead, BlockKind

HERE = Span("policy.art", 1, 1, 1, 2)
STATE = InstitutionId("STATE")
DAYS = GoverningDays(
    admitted=date(2020, 8, 20), requested=date(2024, 8, 25), evaluated=date(2025, 1, 1)
)


def policy(version: str, start: date, axis: GoverningAxis | None) -> PolicyBlock:
    head = BlockHead(
        BlockKind.POLICY,
        BlockId("undergraduate"),
        HERE,
        receiving=STATE,
        version=VersionId(version),
        effective=Period(start),
        supersedes=VersionId("2018") if version == "2023" else None,
    )
    return PolicyBlock(head, governed_by=axis)


def held(axis: GoverningAxis | None, days: GoverningDays = DAYS) -> str | None:
    rulebook = Rulebook(
        policies=(
            policy("2018", date(2018, 7, 1), axis),
            policy("2023", date(2023, 7, 1), axis),
        )
    )
    (choice,) = policies_for(rulebook, STATE, days)
    return None if choice.block is None else choice.block.head.version


@pytest.mark.parametrize(
    ("axis", "version"),
    [
        (GoverningAxis.ADMITTED, "2018"),
        (GoverningAxis.REQUESTED, "2023"),
        (GoverningAxis.EVALUATED, "2023"),
        (None, "2023"),
    ],
)
def test_the_policy_names_the_date_that_picks_its_version(
    axis: GoverningAxis | None, version: str
) -> None:
    assert held(axis) == version


def test_the_day_of_the_learning_picks_where_nothing_is_written() -> None:
    old = GoverningDays(None, DAYS.requested, DAYS.evaluated, date(2019, 5, 10))
    assert held(None, old) == "2018"


def test_a_learner_without_the_date_is_held_to_no_version() -> None:
    unknown = GoverningDays(None, DAYS.requested, DAYS.evaluated)
    assert held(GoverningAxis.ADMITTED, unknown) is None


def test_before_the_first_version_no_policy_holds() -> None:
    early = GoverningDays(date(2001, 1, 1), DAYS.requested, DAYS.evaluated)
    assert held(GoverningAxis.ADMITTED, early) is None


def test_a_request_without_a_date_is_made_on_the_day_of_the_evaluation() -> None:
    record = LearnerRecord(Learner(LearnerId("L-1")))
    days = GoverningDays.of(record, date(2024, 9, 1))
    assert days.requested == date(2024, 9, 1)


def test_another_institution_s_policy_does_not_hold() -> None:
    rulebook = Rulebook(policies=(policy("2018", date(2018, 7, 1), None),))
    assert policies_for(rulebook, InstitutionId("NCC"), DAYS) == ()
