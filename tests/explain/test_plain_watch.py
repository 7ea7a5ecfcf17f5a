"""Watch rules in plain English: each sign has words of its own."""

from fractions import Fraction

import pytest

from articulate.diagnostics.span import Span
from articulate.explain.plain_watch import plain_sign, plain_watch
from articulate.model.duration import Duration, DurationUnit
from articulate.model.identifiers import BlockId, RuleId
from articulate.rulebook.version import RuleHead
from articulate.rulebook.watches import Sign, SignalKind, SignName, WatchRule

SOON = Duration(3, DurationUnit.DAYS)
PLAIN = {
    SignName.SUBMITTED: "all assessors of a panel have submitted",
    SignName.DIFFER: "two assessors are more than 2 levels apart on a criterion",
    SignName.SET_COMPLETE: "what the learner ever handed in makes a set that gives"
    " credit",
    SignName.SET_UNUSED: "no request has used that set",
    SignName.APPLIED: "credit is applied",
    SignName.AGES_OUT: "it is recent enough for no longer than 3 days",
    SignName.LATE: "a request is past its due day",
    SignName.DUE: "a request is due within 3 days",
    SignName.UNASSIGNED: "nobody works on it",
    SignName.LAST_AWARD: "a teach-out of the learner ends within 3 days",
    SignName.APPLY_THROUGH: "a teach-out of the learner takes nobody in after"
    " 3 days or less",
    SignName.FLAG: "the learner has the flag veteran",
    SignName.PURSUES: "the learner pursues bs-cs or ba-math",
}


def sign(name: SignName) -> Sign:
    degrees = (BlockId("bs-cs"), BlockId("ba-math"))
    return Sign(
        name,
        within=SOON,
        more_than=Fraction(2),
        flag="veteran",
        degrees=degrees if name is SignName.PURSUES else (),
    )


@pytest.mark.parametrize("name", SignName, ids=str)
def test_a_sign_is_said_as_a_person_would(name: SignName) -> None:
    assert plain_sign(sign(name)) == PLAIN[name]


def test_a_reminder_says_that_it_goes_by_itself() -> None:
    head = RuleHead(RuleId("ages"), Span("a.art", 1, 1, 1, 2))
    rule = WatchRule(
        head, SignalKind.REMINDER, "It ages", "evaluator", (sign(SignName.APPLIED),)
    )
    assert plain_watch(rule) == (
        "When credit is applied, an evaluator is reminded: It ages. The reminder goes"
        " when that is no longer so."
    )
