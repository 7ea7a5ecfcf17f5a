"""Days that come nearer: what is near today, and when that will be otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.cases.facts import CaseFact, day_number
from articulate.cases.nearing import Today
from articulate.cases.plain_watch import plain_watch
from articulate.cases.signals import look_again_on, signals_seen
from articulate.diagnostics.span import Span
from articulate.model.duration import Duration, DurationUnit
from articulate.model.identifiers import BlockId, RuleId
from articulate.model.office_calendar import OfficeCalendar
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead
from articulate.rulebook.watches import Sign, SignalKind, SignName, WatchRule

HERE = Span("a.art", 1, 1, 1, 2)
HEAD = BlockHead(BlockKind.WATCH, BlockId("desk"), HERE)
HOLIDAYS = OfficeCalendar(holidays=frozenset({date(2024, 9, 2)}))
UNITS = [one for one in DurationUnit if one is not DurationUnit.TERMS]


def rule(*signs: Sign) -> WatchRule:
    head = RuleHead(RuleId("one"), HERE)
    return WatchRule(head, SignalKind.REMINDER, "Told", "registrar", signs)


@pytest.mark.parametrize(
    ("amount", "unit", "last"),
    [
        (0, DurationUnit.DAYS, date(2024, 8, 30)),
        (3, DurationUnit.DAYS, date(2024, 9, 2)),
        (1, DurationUnit.BUSINESS_DAYS, date(2024, 9, 3)),  # a holiday between
        (6, DurationUnit.MONTHS, date(2025, 2, 28)),
        (40_000, DurationUnit.BUSINESS_DAYS, date.max),
        (9_000, DurationUnit.YEARS, date.max),
    ],
)
def test_how_far_near_reaches(amount: int, unit: DurationUnit, last: date) -> None:
    assert Today(date(2024, 8, 30), HOLIDAYS).reach(Duration(amount, unit)) == last


def test_the_last_day_there_is_can_be_near() -> None:
    fact = CaseFact("request", {"learner": "L", "name": "r", "due": 3_652_059}, "")
    always = rule(Sign(SignName.DUE, within=Duration(9_000, DurationUnit.YEARS)))
    today = Today(date(2024, 8, 30))
    assert len(signals_seen([(HEAD, always)], [fact], today, plain_watch)) == 1
    assert look_again_on([(HEAD, always)], [fact], today) == date.max


@given(
    st.integers(0, 40),
    st.integers(0, 3),
    st.sampled_from(UNITS),
    st.sampled_from([SignName.DUE, SignName.LATE]),
)
def test_between_two_looks_nothing_is_seen_otherwise(
    ahead: int, amount: int, unit: DurationUnit, name: SignName
) -> None:
    """The day to look again is the first on which time alone shows something else."""
    begin = date(2024, 8, 26)
    due = day_number(begin + timedelta(days=ahead))
    fact = CaseFact("request", {"learner": "L", "name": "r", "due": due}, "")
    within = Duration(amount, unit) if name is SignName.DUE else None
    rules = [(HEAD, rule(Sign(name, within=within)))]

    def seen(day: date) -> bool:
        today = Today(day, HOLIDAYS)
        return bool(signals_seen(rules, [fact], today, plain_watch))

    again = look_again_on(rules, [fact], Today(begin, HOLIDAYS))
    days = [begin + timedelta(days=count) for count in range(60)]
    first = next((day for day in days if seen(day) is not seen(begin)), None)
    assert first == again
