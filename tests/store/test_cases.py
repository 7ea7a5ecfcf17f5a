"""Requests that take time: second reviews, stopped clocks, appeals."""

import json
from datetime import date, timedelta, timezone

import pytest
from tests.cli.conftest import POLICY
from tests.store.conftest import Place
from tests.store.world import NOON, RECORD, act, decided, evaluated

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.case import Move
from articulate.model.decision import Decision
from articulate.model.entry import Entry
from articulate.model.office_calendar import OfficeCalendar
from articulate.services.decide import Decided, Waiting, confirm
from articulate.services.history import due_now, requests_now
from articulate.services.move_case import CaseMove, due_day, move_case
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.replay import Replayed, replay
from articulate.store.chain import said_in
from articulate.store.entries import entries_of
from articulate.store.verify import faults

APPEALS = (
    POLICY
    + """
policy undergraduate "Transfer" for HOME version 2024 effective 2020-01-01 {
  cites "Senate 12"
  appeal denials: transfer within 15 business days to "Provost" after second review
  appeal exams: exams within 30 days to "Dean"
}
"""
)
OFFICE = Office(OfficeCalendar(holidays=frozenset({date(2024, 9, 9)})), request=10)


def moment(day: int, hour: int = 8) -> str:
    return f"2024-09-{day:02}T{hour:02}:00:00.000000Z"


def opened(place: Place, name: str = "r-1", policy: str = APPEALS) -> OpenRequest:
    new = NewRequest(name, "record.json", RECORD.encode(), within=OFFICE.request)
    one = evaluated(RECORD, policy)
    who = act(moment=moment(2))
    came = place.store.write(lambda conn: open_request(conn, new, one, who))
    assert isinstance(came, OpenRequest)
    return came


def confirmed(place: Place, by: str, at: str = NOON, key: str | None = None) -> object:
    who = act(by, at, key)
    return place.store.write(lambda conn: confirm(conn, "r-1", who))


def moved(
    place: Place, move: Move, day: int, *, reason: str = "because", lines: str = ""
) -> Entry | Diagnostic:
    asked = CaseMove("r-1", move, lines=tuple(lines.split()), reason=reason)
    who = act(moment=moment(day))
    return place.store.write(lambda conn: move_case(conn, asked, OFFICE, who))


def codes(came: object) -> list[Code]:
    if isinstance(came, Diagnostic):
        return [came.code]
    assert isinstance(came, Report), came
    return [one.code for one in came.errors]


DENIED = Decision("r-1", reason="As the agreement says")


def test_a_denial_waits_for_a_second_person(place: Place) -> None:
    opened(place)
    came = decided(place.store, DENIED)
    assert came == Waiting("r-1", ("undergraduate@2024/denials",))
    assert codes(confirmed(place, "ada")) == [Code.REVIEWER_DECIDED]
    assert codes(confirmed(place, " ADA")) == [Code.REVIEWER_DECIDED]
    done = confirmed(place, "bob")
    assert isinstance(done, Decided)
    document = json.loads(done.document)
    assert (document["by"], document["reviewed_by"]) == ("ada", "bob")
    with place.store.reading() as conn:
        again = replay(conn, done.name, act())
        assert not list(faults(conn))
    assert isinstance(again, Replayed)
    assert again.same


def test_a_denial_that_is_reviewed_has_a_written_reason(place: Place) -> None:
    opened(place)
    assert codes(decided(place.store, Decision("r-1"))) == [Code.REASON_MISSING]


def test_without_such_a_policy_one_person_decides(place: Place) -> None:
    opened(place, policy=POLICY)
    assert isinstance(decided(place.store, Decision("r-1")), Decided)


def test_a_second_person_may_decide_otherwise_and_is_then_the_first(
    place: Place,
) -> None:
    opened(place)
    decided(place.store, DENIED)
    other = Decision("r-1", reason="For another reason")
    assert isinstance(decided(place.store, other, act("bob", NOON)), Waiting)
    assert codes(confirmed(place, "bob")) == [Code.REVIEWER_DECIDED]
    done = confirmed(place, "ada")
    assert isinstance(done, Decided)
    assert json.loads(done.document)["reason"] == "For another reason"


def test_what_does_not_wait_is_not_confirmed(place: Place) -> None:
    opened(place)
    assert codes(confirmed(place, "bob")) == [Code.MOVE_NOT_ALLOWED]


def test_a_stopped_clock_does_not_lose_the_review(place: Place) -> None:
    opened(place)
    decided(place.store, DENIED)
    moved(place, Move.PAUSE, 3)
    moved(place, Move.RESUME, 4)
    assert isinstance(confirmed(place, "bob", moment(5)), Decided)


def test_confirming_and_waiting_are_done_once_under_a_key(place: Place) -> None:
    opened(place)
    by = act(moment=NOON, key="one")
    assert decided(place.store, DENIED, by) == decided(place.store, DENIED, by)
    first = confirmed(place, "bob", key="two")
    assert first == confirmed(place, "bob", moment(9), key="two")
    with place.store.reading() as conn:
        kinds = [one.kind for one in entries_of(conn, "request:r-1")]
    assert kinds == ["receive", "evaluate", "review", "decide"]


def due(place: Place) -> date | None:
    with place.store.reading() as conn:
        return due_day(entries_of(conn, "request:r-1"), OFFICE)


def test_a_request_is_due_in_business_days_of_the_office(place: Place) -> None:
    opened(place)
    assert due(place) == date(2024, 9, 17)  # ten days, without the 9th
    moved(place, Move.PAUSE, 4)
    assert due(place) is None
    with place.store.reading() as conn:
        assert due_now(conn, requests_now(conn), OFFICE) == {"r-1": "stopped"}
    moved(place, Move.RESUME, 6)
    assert due(place) == date(2024, 9, 19)
    with place.store.reading() as conn:
        assert due_now(conn, requests_now(conn), OFFICE) == {"r-1": "2024-09-19"}


def test_what_is_over_is_not_due(place: Place) -> None:
    opened(place, policy=POLICY)
    decided(place.store, Decision("r-1"))
    assert due(place) is None
    with place.store.reading() as conn:
        assert due_now(conn, requests_now(conn), OFFICE) == {}


def test_the_day_is_the_office_s_own(place: Place) -> None:
    opened(place)
    west = Office(OFFICE.calendar, 10, timezone(timedelta(hours=-9)))
    with place.store.reading() as conn:
        entries = entries_of(conn, "request:r-1")
    assert west.day_of(entries[0].recorded_at) == date(2024, 9, 1)
    assert due_day(entries, west) == date(2024, 9, 16)


def test_a_clock_is_stopped_once_and_resumed_once(place: Place) -> None:
    opened(place)
    assert codes(moved(place, Move.RESUME, 3)) == [Code.CLOCK_AS_IT_IS]
    assert isinstance(moved(place, Move.PAUSE, 3), Entry)
    assert codes(moved(place, Move.PAUSE, 3)) == [Code.CLOCK_AS_IT_IS]
    assert isinstance(moved(place, Move.RESUME, 4, reason=""), Entry)


def test_a_move_has_a_reason(place: Place) -> None:
    opened(place)
    assert codes(moved(place, Move.PAUSE, 3, reason=" ")) == [Code.REASON_MISSING]
    assert codes(moved(place, Move.REFER, 3, reason="")) == [Code.REASON_MISSING]


def appealed(place: Place, day: int, lines: str) -> Entry | Diagnostic:
    """Decide on the 2nd, and appeal some lines on another day."""
    opened(place)
    decided(place.store, DENIED)
    assert isinstance(confirmed(place, "bob"), Decided)
    return moved(place, Move.APPEAL, day, lines=lines)


@pytest.mark.parametrize("day", [3, 23, 24])
def test_an_appeal_is_in_time_on_its_last_day(place: Place, day: int) -> None:
    """Fifteen business days after the 2nd, without the holiday on the 9th."""
    came = appealed(place, day, "c2")
    assert isinstance(came, Entry)
    assert came.state == "appealed"
    said = said_in(came)
    assert said["by"] == ["undergraduate@2024/denials"]
    assert said["to"] == "Provost"


def test_a_day_later_an_appeal_is_late(place: Place) -> None:
    came = appealed(place, 25, "c2")
    assert codes(came) == [Code.APPEAL_LATE]
    assert isinstance(came, Diagnostic)
    assert came.message.endswith("the last day for an appeal was 2024-09-24")


def test_what_no_rule_covers_may_be_appealed_at_any_time(place: Place) -> None:
    opened(place, policy=POLICY)
    decided(place.store, Decision("r-1"))
    came = moved(place, Move.APPEAL, 29)
    assert isinstance(came, Entry)
    assert said_in(came)["by"] == []


def test_an_appeal_ends_in_another_decision(place: Place) -> None:
    assert isinstance(appealed(place, 5, "c2"), Entry)
    assert isinstance(decided(place.store, DENIED, act("cy", moment(6))), Waiting)
    assert isinstance(confirmed(place, "dee", moment(7)), Decided)
    with place.store.reading() as conn:
        kinds = [one.kind for one in entries_of(conn, "request:r-1")]
    assert kinds[-4:] == ["decide", "appeal", "review", "decide"]
