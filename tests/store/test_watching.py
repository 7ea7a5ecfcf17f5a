"""Watch rules on both engines: what the desk is told, once, and until when."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from tests.cases.test_watchers import durable
from tests.store.conftest import Place
from tests.store.panelling import FIRM, MARKETS
from tests.store.test_panels import assigned, convened, judged
from tests.store.watched_office import (
    OFFICE,
    POLICY,
    WATCH,
    act,
    handed_in,
    in_days,
    looked,
    record,
    rules,
    told,
)

from articulate.cases.plain_watch import plain_watch
from articulate.cases.watch import Watcher
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.case import Move
from articulate.model.decision import Decision, Settled
from articulate.model.entry import Entry
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Status
from articulate.model.person import Person, Role
from articulate.model.signal import SignalState
from articulate.rulebook.watches import SignalKind
from articulate.services.decide import Decided, decide
from articulate.services.erase import Erased, erase_learner
from articulate.services.move_case import CaseMove, move_case
from articulate.services.signals import (
    Told,
    Wanted,
    do_signal,
    signals_json,
    signals_now,
)
from articulate.services.watching import Looked, look_at, to_look_at, watching
from articulate.store.entries import entries_about
from articulate.store.schema import downgrade, upgrade
from articulate.store.transaction import Connection
from articulate.store.verify import faults
from articulate.store.watched import next_day_to_look

DAY = date(2026, 3, 2)  # a Monday


@pytest.fixture(params=["plain", "durable"])
def watcher(request: pytest.FixtureRequest) -> Watcher:
    return plain_watch if request.param == "plain" else durable()


def said(place: Place) -> list[tuple[str, str]]:
    return [(one.rule, one.saw[0]) for one in told(place.store)]


def test_all_assessors_have_submitted_and_differ(
    place: Place, watcher: Watcher
) -> None:
    store = place.store
    convened(store, "eli", "fay")
    judged(store, "eli", 3, 4)
    looked(store, date(2026, 11, 30), watcher)
    assert told(store) == []
    judged(store, "fay", 1, 4)
    looked(store, date(2026, 11, 30), watcher)
    (one,) = told(store)
    assert (one.rule, one.kind, one.desk) == ("desk@1/differ", "task", "registrar")
    assert one.panel == "r-77.p1"
    assert one.saw == (
        "assessors of r-77.p1 differ",
        (
            "panel r-77.p1 of request r-77, by business-110@2024: eli, fay submitted;"
            " 1 more wanted"
        ),
    )
    assigned(store, "gus")
    looked(store, date(2026, 11, 30), watcher)
    assert told(store) == [one]  # a task stays until somebody does it


def test_what_blind_assessors_gave_is_not_told(place: Place) -> None:
    convened(place.store, "eli", "fay")
    judged(place.store, "eli", 3, 4)
    judged(place.store, "fay", 1, 4)
    looked(place.store, date(2026, 11, 30))
    whole = str(signals_json(told(place.store)))
    assert MARKETS not in whole
    assert FIRM not in whole


def test_every_part_of_a_set_is_on_the_record(place: Place, watcher: Watcher) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1", ("CIS 130", "2025-06-10")), DAY)
    looked(store, DAY, watcher)
    assert told(store) == []
    handed_in(store, "r-2", record("L-1", ("CIS 131", "2025-12-10")), DAY)
    looked(store, DAY, watcher)
    (one,) = told(store)
    assert (one.rule, one.request) == ("desk@1/whole-set", "r-2")
    assert one.saw == (
        "NCC:CIS 130 (2025-06-10) + NCC:CIS 131 (2025-12-10): all that ncc@1/both asks",
    )
    both = record("L-1", ("CIS 130", "2025-06-10"), ("CIS 131", "2025-12-10"))
    handed_in(store, "r-3", both, DAY)
    looked(store, DAY, watcher)
    assert told(store) == [one]


def test_a_set_that_a_line_has_is_no_news(place: Place) -> None:
    both = record("L-1", ("CIS 130", "2025-06-10"), ("CIS 131", "2025-12-10"))
    handed_in(place.store, "r-1", both, DAY)
    looked(place.store, DAY)
    assert told(place.store) == []


def test_applied_credit_will_pass_its_recency_limit(
    place: Place, watcher: Watcher
) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1", ("NURS 9", "2021-10-01")), DAY)
    begins = date(2026, 4, 4)  # 180 days before the last day, 1 October
    looked(store, in_days(begins, -1), watcher)
    with store.reading() as conn:
        assert (next_day_to_look(conn) or "") == begins.isoformat()
    aged = [one for one in told(store) if one.rule == "desk@1/ages"]
    assert aged == []
    looked(store, begins, watcher)
    (one,) = [one for one in told(store) if one.rule == "desk@1/ages"]
    assert one.saw == (
        (
            "NCC:NURS 9 (2021-10-01) in request r-1: awarded; last recent enough on"
            " 2026-10-01 by ours@1/nursing"
        ),
    )
    looked(store, date(2026, 10, 2), watcher)
    gone = [one for one in told(store, over=True) if one.rule == "desk@1/ages"]
    assert [one.state for one in gone] == [SignalState.GONE]


def test_what_a_person_decided_is_what_is_looked_at(place: Place) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1", ("NURS 9", "2021-10-01")), DAY)
    day = date(2026, 4, 4)
    looked(store, day)
    assert {one.rule for one in told(store)} == {"desk@1/ages", "desk@1/late"}
    denied = Settled(LearningId("c1"), Status.DENIED)
    asked = Decision("r-1", (denied,), "No syllabus")
    came = store.write(lambda conn: decide(conn, asked, act(day)))
    assert isinstance(came, Decided), came
    looked(store, day)
    assert told(store) == []  # nothing is applied, and the request is over


def test_a_teach_out_nears_its_last_award(place: Place, watcher: Watcher) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1", degrees=["bs-old"]), DAY)
    handed_in(store, "r-2", record("L-2", degrees=["bs-new"]), DAY)
    looked(store, date(2026, 7, 3), watcher)
    assert [one for one in told(store) if one.rule == "desk@1/last-award"] == []
    looked(store, date(2026, 7, 4), watcher)
    (one,) = [one for one in told(store) if one.rule == "desk@1/last-award"]
    assert (one.learner, one.saw) == (
        "L-1",
        ("teach-out old@1: last award on 2026-12-31",),
    )


def test_a_request_waits_longer_than_its_clock(place: Place, watcher: Watcher) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    due = date(2026, 3, 16)
    looked(store, due, watcher)
    assert told(store) == []
    looked(store, in_days(due, 1), watcher)
    assert said(place) == [
        ("desk@1/late", "request r-1: due on 2026-03-16; nobody works on it")
    ]
    pause = CaseMove("r-1", Move.PAUSE, reason="Waits for a syllabus")
    ada = act(in_days(due, 1))
    assert isinstance(
        store.write(lambda conn: move_case(conn, pause, OFFICE, ada)), Entry
    )
    looked(store, in_days(due, 1), watcher)
    assert told(store) == []  # a reminder goes by itself


def test_a_reminder_that_is_so_again_is_told_again(place: Place) -> None:
    """Its clock stood, for no business day: the same is seen, and once more told."""
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    late = date(2026, 3, 20)
    looked(store, late)
    for move, left in ((Move.PAUSE, 0), (Move.RESUME, 1)):
        asked = CaseMove("r-1", move, reason="A mistake")
        came = store.write(
            partial(move_case, asked=asked, office=OFFICE, act=act(late))
        )
        assert isinstance(came, Entry), came
        looked(store, late)
        assert len(told(store)) == left


def test_looking_again_raises_nothing_twice(place: Place, watcher: Watcher) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    assert [one.raised for one in looked(store, date(2026, 4, 1), watcher)] == [1]
    assert looked(store, date(2026, 4, 1), watcher) == []
    with store.reading() as conn:
        before = entries_about(conn, "L-1")

    def forgotten(conn: object) -> None:
        downgrade(conn, "r0005")  # type: ignore[arg-type]  # a connection
        upgrade(conn)  # type: ignore[arg-type]  # the same

    store.write(forgotten)  # as if nobody had ever looked
    assert [one.raised for one in looked(store, date(2026, 4, 1), watcher)] == [0]
    with store.reading() as conn:
        assert entries_about(conn, "L-1") == before
        assert list(faults(conn)) == []


def test_what_is_entered_while_somebody_looks_is_looked_at_later(place: Place) -> None:
    """A row says how much was read, and not how much is there when it is written."""
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    by = watching(rules(), OFFICE, date(2026, 4, 1), plain_watch)

    def work(conn: Connection) -> None:
        came = look_at(conn, "L-1", by, act(date(2026, 4, 1)))
        assert isinstance(came, Looked)
        pause = CaseMove("r-1", Move.PAUSE, reason="Waits for a syllabus")
        move_case(conn, pause, OFFICE, act(date(2026, 4, 1)))

    store.write(work)
    assert [one.lapsed for one in looked(store, date(2026, 4, 1))] == [1]


def test_who_works_for_another_institution_is_told_nothing(place: Place) -> None:
    one = late_one(place)
    elsewhere = Person(
        "oda",
        "Oda",
        frozenset({Role.REGISTRAR}),
        institutions=frozenset({InstitutionId("NCC")}),
    )
    by = replace(act(date(2026, 4, 2)), actor="oda", person=elsewhere)
    with place.store.reading() as conn:
        assert signals_now(conn, Wanted(), by) == ()
    came = place.store.write(lambda conn: do_signal(conn, one.name, "Done", by))
    assert isinstance(came, Diagnostic)
    assert came.code is Code.NOT_ALLOWED
    here = replace(elsewhere, institutions=frozenset({InstitutionId("HOME")}))
    by = replace(by, person=here)
    done = place.store.write(lambda conn: do_signal(conn, one.name, "Done", by))
    assert isinstance(done, Told), done


def test_a_watch_looks_at_requests_to_its_own_institution(place: Place) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    other = WATCH.replace("watch desk", "watch other").replace("for HOME", "for NCC")
    looked(store, date(2026, 4, 1), policy=POLICY + other)
    assert [one.rule for one in told(store)] == ["desk@1/late"]


def test_other_rules_look_at_everybody_once_more(place: Place) -> None:
    store = place.store
    handed_in(store, "r-1", record("L-1"), DAY)
    late = date(2026, 4, 1)
    looked(store, late)
    newer = POLICY.replace(
        'version 1 effective 2024-01-01 {\n  cites "Handbook',
        ('version 2 effective 2024-01-01 {\n  cites "Handbook'),
    )
    assert newer != POLICY
    looked(store, late, policy=newer)
    assert [one.rule for one in told(store)] == ["desk@2/late"]
    assert [one.rule for one in told(store, over=True)] == ["desk@1/late"]


# --- done -----------------------------------------------------------------------------


def done(place: Place, name: str, reason: str, who: str = "ada") -> Told | Diagnostic:
    by = act(date(2026, 4, 2), who)
    return place.store.write(lambda conn: do_signal(conn, name, reason, by))


def late_one(place: Place) -> Told:
    handed_in(place.store, "r-1", record("L-1"), DAY)
    looked(place.store, date(2026, 4, 1))
    (one,) = told(place.store)
    return one


def test_a_signal_is_done_with_a_reason_and_stays_so(place: Place) -> None:
    one = late_one(place)
    came = done(place, one.name, "Called the learner")
    assert isinstance(came, Told)
    assert (came.state, came.done_by, came.reason) == (
        SignalState.DONE,
        "ada",
        "Called the learner",
    )
    assert told(place.store) == []
    looked(place.store, date(2026, 4, 3))
    assert told(place.store) == []
    assert [one.reason for one in told(place.store, over=True)] == [
        "Called the learner"
    ]


def test_what_cannot_be_done_is_said(place: Place) -> None:
    one = late_one(place)
    problems = [
        done(place, one.name, "  "),
        done(place, one.name[:-1] + "x", "Done"),
        done(place, one.name, "Done", who="eli"),
    ]
    assert [getattr(one, "code", None) for one in problems] == [
        Code.REASON_MISSING,
        Code.NOT_IN_STORE,
        Code.NOT_ALLOWED,
    ]
    assert isinstance(done(place, one.name, "Done"), Told)
    again = done(place, one.name, "Done again")
    assert isinstance(again, Diagnostic)
    assert again.code is Code.MOVE_NOT_ALLOWED


def test_nothing_that_was_seen_is_left_of_an_erased_learner(place: Place) -> None:
    store = place.store
    late_one(place)
    ada = act(date(2026, 4, 2))
    came = store.write(lambda conn: erase_learner(conn, "L-1", "On request", ada))
    assert isinstance(came, Erased), came
    assert all(one.saw == () for one in told(store))
    looked(store, date(2026, 4, 2))
    assert told(store) == []
    (gone,) = told(store, over=True)
    assert (gone.saw, gone.kind) == ((), SignalKind.REMINDER)


def test_the_desk_alone_watches(place: Place) -> None:
    by = watching(rules(), OFFICE, DAY, plain_watch)
    with place.store.reading() as conn:
        came = to_look_at(conn, by, act(DAY, "eli"))
    assert isinstance(came, Diagnostic)
    assert came.message == "eli (assessor) may not watch over cases"
