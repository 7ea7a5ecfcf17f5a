"""Requests and decisions: what may follow what, once and by one person."""

import json
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from tests.store.conftest import Place
from tests.store.conftest import opened as connected
from tests.store.world import (
    MORNING,
    NEXT_DAY,
    NOON,
    RECORD,
    TOPICS,
    act,
    decided,
    denying,
    evaluated,
    opened,
)

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.case import RequestState
from articulate.model.decision import Decision, Settled
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.services.decide import Decided
from articulate.services.history import history_about, history_of, requests_now
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.store.contents import content_of
from articulate.store.entries import contents_of
from articulate.store.verify import faults


def codes(came: object) -> list[Code]:
    if isinstance(came, Diagnostic):
        return [came.code]
    assert isinstance(came, Report), came
    return [one.code for one in came.errors]


def moves(request: OpenRequest) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in request.entries]


def test_a_request_is_received_and_evaluated(place: Place) -> None:
    request = opened(place.store, "r-1")
    assert request.state is RequestState.EVALUATED
    assert moves(request) == [("receive", "received"), ("evaluate", "evaluated")]
    assert not request.person_needed


def test_what_the_rules_leave_open_is_referred(place: Place) -> None:
    request = opened(place.store, "r-1", TOPICS)
    assert request.state is RequestState.REFERRED
    assert moves(request)[-1] == ("refer", "referred")
    assert request.person_needed


def test_a_record_is_kept_exactly_as_it_came(place: Place) -> None:
    text = RECORD.replace("\n", "\r\n") + "   "
    request = opened(place.store, "r-1", text)
    with place.store.reading() as conn:
        kept = contents_of(conn, request.entries[0])
        assert content_of(conn, kept["received"]) == text.encode()
        normal = content_of(conn, kept["record"])
    assert normal == evaluated(RECORD).record


def test_a_decision_says_of_every_line_what_becomes_of_it(place: Place) -> None:
    opened(place.store, "r-1", TOPICS)
    came = decided(place.store, denying("r-1"))
    assert isinstance(came, Decided)
    assert came.name == "r-1/4"
    document = json.loads(came.document)
    assert (document["by"], document["at"]) == ("ada", NOON)
    how = {one["learning"][0]: (one["how"], one["status"]) for one in document["lines"]}
    assert how == {
        "c1": ("adopted", "awarded"),
        "c2": ("settled", "denied"),
        "c3": ("adopted", "unarticulated"),
    }
    settled = next(one for one in document["lines"] if one["how"] == "settled")
    assert settled["instead_of"]["status"] == "referred"


def test_a_person_may_give_credit(place: Place) -> None:
    opened(place.store, "r-1", TOPICS)
    give = Settled(LearningId("c2"), Status.AWARDED, "CSCI 141", Fraction(3))
    came = decided(place.store, Decision("r-1", (give,), "The syllabus agrees"))
    assert isinstance(came, Decided)
    lines = json.loads(came.document)["lines"]
    target = next(one["targets"] for one in lines if one["learning"] == ["c2"])
    assert target == [{"kind": "course", "code": "CSCI 141", "credits": "3"}]


REFUSED = {
    "a referred line must be settled": (Decision("r-1"), [Code.LINE_LEFT_OPEN]),
    "who settles says why": (denying("r-1", reason=" "), [Code.REASON_MISSING]),
    "a learning must be there": (
        denying("r-1", "c9"),
        [Code.LINE_LEFT_OPEN, Code.SETTLEMENT_NOT_READ],
    ),
    "a line is settled once": (
        Decision("r-1", denying("r-1").settled * 2, "twice"),
        [Code.SETTLEMENT_NOT_READ],
    ),
    "a course must be in the catalog": (
        Decision("r-1", (Settled(LearningId("c2"), Status.AWARDED, "CSCI 411"),), "x"),
        [Code.SETTLEMENT_NOT_READ],
    ),
    "a request must be there": (denying("r-2"), [Code.NOT_IN_STORE]),
}


@pytest.mark.parametrize(("decision", "wrong"), REFUSED.values(), ids=REFUSED)
def test_a_decision_is_refused(
    place: Place, decision: Decision, wrong: list[Code]
) -> None:
    opened(place.store, "r-1", TOPICS)
    assert codes(decided(place.store, decision)) == wrong
    with place.store.reading() as conn:
        assert len(requests_now(conn)) == 1
        assert requests_now(conn)[0].state == "referred"
        assert not list(faults(conn))


def test_what_is_decided_is_not_decided_again(place: Place) -> None:
    opened(place.store, "r-1")
    assert isinstance(decided(place.store, Decision("r-1")), Decided)
    again = decided(place.store, Decision("r-1"), act("bob", NEXT_DAY))
    assert codes(again) == [Code.MOVE_NOT_ALLOWED]
    assert isinstance(again, Report)
    assert "was decided by ada on 2024-09-02" in again.errors[0].message


def test_the_same_command_with_the_same_key_is_done_once(place: Place) -> None:
    key = act(key="k-1")
    first = opened(place.store, "r-1", by=key)
    assert opened(place.store, "r-1", by=key) == first
    by = act(moment=NOON, key="k-2")
    one = decided(place.store, Decision("r-1"), by)
    two = decided(place.store, Decision("r-1"), act(moment=NEXT_DAY, key="k-2"))
    assert one == two
    with place.store.reading() as conn:
        found = history_of(conn, "r-1", key)
    assert isinstance(found, tuple)
    assert [entry.kind for entry in found] == ["receive", "evaluate", "decide"]


def test_a_key_stands_for_one_thing(place: Place) -> None:
    opened(place.store, "r-1", by=act(key="k-1"))
    assert codes(decided(place.store, Decision("r-1"), act(key="k-1"))) == [
        Code.KEY_USED_OTHERWISE
    ]


def test_a_name_is_given_once(place: Place) -> None:
    opened(place.store, "r-1")
    new = NewRequest("r-1", "record.json", TOPICS.encode())
    other = evaluated(TOPICS)
    came = place.store.write(lambda conn: open_request(conn, new, other, act()))
    assert codes(came) == [Code.REQUEST_NAME_TAKEN]


def test_another_request_takes_the_place_of_an_older(place: Place) -> None:
    opened(place.store, "r-1")
    new = NewRequest("r-2", "record.json", TOPICS.encode(), supersedes="r-1")
    other = evaluated(TOPICS)
    came = place.store.write(lambda conn: open_request(conn, new, other, act()))
    assert isinstance(came, OpenRequest)
    with place.store.reading() as conn:
        states = {one.stream: one.state for one in requests_now(conn)}
    assert states == {"request:r-1": "superseded", "request:r-2": "referred"}
    assert codes(decided(place.store, Decision("r-1"))) == [Code.MOVE_NOT_ALLOWED]


def test_what_cannot_be_superseded_stops_the_whole_request(place: Place) -> None:
    new = NewRequest("r-2", "record.json", RECORD.encode(), supersedes="r-1")
    other = evaluated()
    came = place.store.write(lambda conn: open_request(conn, new, other, act()))
    assert codes(came) == [Code.NOT_IN_STORE]
    with place.store.reading() as conn:
        assert requests_now(conn) == ()
        assert not list(faults(conn))


def test_history_is_what_was_known_on_a_day(place: Place) -> None:
    opened(place.store, "r-1")
    decided(place.store, Decision("r-1"), act(moment=NEXT_DAY))
    with place.store.reading() as conn:
        day = evaluated().asked.as_of.replace(day=2)
        then = history_of(conn, "r-1", act(), known_at=day)
        assert isinstance(then, tuple)
        assert [one.kind for one in then] == ["receive", "evaluate"]
        assert [one.state for one in requests_now(conn, known_at=day)] == ["evaluated"]
        assert len(history_about(conn, "L-1")) == 3
        assert history_about(conn, "L-1")[0].recorded_at == MORNING


def test_of_people_who_decide_at_once_one_wins(place: Place) -> None:
    """Each has a connection of their own, and none waits for another to finish."""
    rounds, people = 12, 4
    for number in range(rounds):
        opened(place.store, f"r-{number}")
    desks = [connected(place.address) for _ in range(people)]

    def all_of_them(person: int) -> list[bool]:
        by = act(f"person {person}", NOON)
        return [
            isinstance(decided(desks[person], Decision(f"r-{number}"), by), Decided)
            for number in range(rounds)
        ]

    with ThreadPoolExecutor(people) as pool:
        won = list(pool.map(all_of_them, range(people)))
    for desk in desks:
        desk.engine.dispose()
    assert [sum(one) for one in zip(*won, strict=True)] == [1] * rounds
    with place.store.reading() as conn:
        assert {one.number for one in requests_now(conn)} == {3}
        assert not list(faults(conn))
