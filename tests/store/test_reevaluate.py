"""An open request is evaluated again: what was stays, and what is held waits."""

import json
from datetime import date
from functools import partial

import pytest
from tests.cli.conftest import POLICY
from tests.store.conftest import Place
from tests.store.world import (
    NEXT_DAY,
    NOON,
    RECORD,
    TOPICS,
    act,
    decided,
    denying,
    opened,
    rules,
)

from articulate.analysis.impact import Effect
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.record import read_record
from articulate.model.case import RequestState
from articulate.model.decision import Decision
from articulate.model.entry import Entry
from articulate.model.record import LearnerRecord
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services import reevaluate_open
from articulate.services.acting import Act
from articulate.services.decide import Decided
from articulate.services.kept_rules import KeptRules, rules_of
from articulate.services.reevaluate import (
    Again,
    Anew,
    NewFacts,
    NewRules,
    open_requests,
    reevaluate,
)
from articulate.services.reevaluate_open import OpenRequests
from articulate.services.replay import Replayed, replay
from articulate.services.stored_evaluation import evaluation_of, newest_evaluation
from articulate.store.chain import said_in
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection
from articulate.store.verify import faults

STRICTER = POLICY.replace("when grade >= C", "when grade >= A")
KINDER = POLICY.replace("deny basic: CS 0", "deny basic: CS 00")
LOSSES = frozenset({Effect.LOST})


def again(place: Place, anew: Anew, by: str = "ada", moment: str = NOON) -> Again:
    came = place.store.write(lambda conn: reevaluate(conn, anew, act(by, moment)))
    assert isinstance(came, Again), came
    return came


def moves(place: Place, request: str = "r-1") -> list[str]:
    with place.store.reading() as conn:
        return [one.kind for one in entries_of(conn, f"request:{request}")]


def statuses(place: Place, request: str = "r-1") -> list[str]:
    with place.store.reading() as conn:
        entry = newest_evaluation(entries_of(conn, f"request:{request}"))
        return [line["status"] for line in evaluation_of(conn, entry).lines]


def last(place: Place, request: str = "r-1") -> Entry:
    with place.store.reading() as conn:
        return entries_of(conn, f"request:{request}")[-1]


def facts(text: str) -> NewFacts:
    record = read_record(text, "new.json")
    assert isinstance(record, LearnerRecord)
    return NewFacts("new.json", text.encode(), record)


def test_by_the_same_rules_nothing_is_entered(place: Place) -> None:
    opened(place.store, "r-1")
    came = again(place, Anew("r-1", NewRules(rules())))
    assert (came.entered, came.differences) == (False, ())
    assert moves(place) == ["receive", "evaluate"]


def test_new_rules_are_another_evaluation_and_the_first_stays(place: Place) -> None:
    opened(place.store, "r-1")
    before = statuses(place)
    came = again(place, Anew("r-1", NewRules(rules(STRICTER))))
    assert came.entered
    assert [one.effect for one in came.differences] == [Effect.LOST]
    assert moves(place) == ["receive", "evaluate", "evaluate"]
    assert statuses(place) != before
    with place.store.reading() as conn:
        first = entries_of(conn, "request:r-1")[1]
        kept = [line["status"] for line in evaluation_of(conn, first).lines]
        assert kept == before
        assert not list(faults(conn))


def test_new_facts_are_kept_as_they_came(place: Place) -> None:
    opened(place.store, "r-1")
    text = RECORD.replace('"grade": "B"', '"grade": "D"')
    came = again(place, Anew("r-1", NewRules(rules()), facts(text)))
    assert came.entered
    assert "awarded" not in statuses(place)
    entry = last(place)
    assert said_in(entry)["file"] == "new.json"
    assert "received" in json.loads(entry.body)["contents"]


def test_what_a_new_evaluation_leaves_open_is_referred(place: Place) -> None:
    opened(place.store, "r-1")
    text = TOPICS.replace("L-2", "L-1")
    came = again(place, Anew("r-1", NewRules(rules()), facts(text)))
    assert came.state is RequestState.REFERRED
    assert moves(place)[-2:] == ["evaluate", "refer"]


def test_a_record_of_somebody_else_is_refused(place: Place) -> None:
    opened(place.store, "r-1")
    anew = Anew("r-1", NewRules(rules()), facts(TOPICS))
    came = place.store.write(lambda conn: reevaluate(conn, anew, act()))
    assert isinstance(came, Diagnostic)
    assert came.code is Code.RECORD_OF_ANOTHER
    assert "is about L-1, and the record is of L-2" in came.message


def test_what_was_decided_is_not_evaluated_again(place: Place) -> None:
    opened(place.store, "r-1")
    assert isinstance(decided(place.store, Decision("r-1", (), "")), Decided)
    before = moves(place)
    anew = Anew("r-1", NewRules(rules(STRICTER)))
    came = place.store.write(lambda conn: reevaluate(conn, anew, act()))
    assert isinstance(came, Diagnostic)
    assert came.code is Code.MOVE_NOT_ALLOWED
    assert moves(place) == before
    with place.store.reading() as conn:
        assert open_requests(conn) == ()


def test_who_would_lose_keeps_what_they_have_until_a_person_decides(
    place: Place,
) -> None:
    opened(place.store, "r-1")
    before = statuses(place)
    held = Anew("r-1", NewRules(rules(STRICTER), "state", LOSSES))
    came = again(place, held)
    assert [one.learning for one in came.held] == [("c1",)]
    assert came.state is RequestState.REFERRED
    assert statuses(place) == before
    said = said_in(last(place))
    assert said["held"] == {
        "rulebook": rules(STRICTER).digest,
        "policy": "state",
        "lines": [{"learning": ["c1"], "effect": "lost"}],
    }
    assert not again(place, held).entered
    adopted = decided(place.store, Decision("r-1", (), "As it was asked for"))
    assert isinstance(adopted, Decided)
    assert b'"status": "awarded"' in adopted.document
    with place.store.reading() as conn:
        made_again = replay(conn, "r-1", act())
    assert isinstance(made_again, Replayed)
    assert made_again.same


def test_a_person_may_let_it_happen_to_one_learner_with_a_reason(place: Place) -> None:
    opened(place.store, "r-1")
    held = Anew("r-1", NewRules(rules(STRICTER), "state", LOSSES))
    again(place, held)
    despite = Anew("r-1", held.rules, despite="The learner asked for the new rules")
    came = again(place, despite, "bob", NEXT_DAY)
    assert came.entered
    assert not came.held
    assert "awarded" not in statuses(place)
    assert said_in(last(place))["despite"].startswith("The learner asked")


def test_who_gains_is_evaluated_by_the_new_rules_though_losses_are_held(
    place: Place,
) -> None:
    opened(place.store, "r-1")
    came = again(place, Anew("r-1", NewRules(rules(KINDER), "state", LOSSES)))
    assert came.entered
    assert not came.held
    assert "denied" not in statuses(place)


def test_new_facts_count_under_the_old_rules_where_a_loss_is_held(
    place: Place,
) -> None:
    opened(place.store, "r-1")
    text = RECORD.replace('"grade": "B"', '"grade": "C"')
    anew = Anew("r-1", NewRules(rules(STRICTER), "state", LOSSES), facts(text))
    came = again(place, anew)
    assert came.held
    assert moves(place)[-2:] == ["evaluate", "refer"]
    assert "awarded" in statuses(place)
    with place.store.reading() as conn:
        entry = newest_evaluation(entries_of(conn, "request:r-1"))
        assert evaluation_of(conn, entry).rulebook == rules().digest


def test_a_decision_that_waits_for_a_second_person_waits_no_longer(
    place: Place,
) -> None:
    opened(place.store, "r-1", TOPICS)
    again(place, Anew("r-1", NewRules(rules(KINDER)), facts(TOPICS)))
    assert isinstance(decided(place.store, denying("r-1")), Decided)


def test_of_all_that_are_open_only_whom_the_change_touches_is_evaluated(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(place.store, "r-1")
    opened(place.store, "r-2", TOPICS)
    asks_further = POLICY.replace(
        '"Needs a syllabus"', '"Needs a syllabus and a visit"'
    )
    every = OpenRequests()
    evaluations: list[str] = []

    def counted(conn: Connection, anew: Anew, by: Act) -> Again | Diagnostic:
        evaluations.append(anew.request)
        return reevaluate(conn, anew, by)

    monkeypatch.setattr(reevaluate_open, "reevaluate", counted)
    came = {}
    for name in ("r-1", "r-2"):
        anew = Anew(name, NewRules(rules(asks_further)))
        one = place.store.write(partial(every.again, anew=anew, act=act()))
        assert isinstance(one, Again), one
        came[name] = (one.touched, one.entered)
    assert came == {"r-1": (False, False), "r-2": (True, True)}
    assert evaluations == ["r-2"]
    # Named by itself, it is evaluated; the lines are the same by either rules.
    named = again(place, Anew("r-1", NewRules(rules(asks_further))))
    assert (named.entered, named.differences) == (True, ())


def test_new_facts_or_another_day_leave_nobody_out(place: Place) -> None:
    opened(place.store, "r-1")
    new = NewRules(rules())
    for anew in (Anew("r-1", new), Anew("r-1", new, as_of=date(2024, 9, 5))):
        came = place.store.write(partial(OpenRequests().again, anew=anew, act=act()))
        assert isinstance(came, Again)
        assert came.touched is (anew.as_of is not None)


def test_the_same_key_evaluates_once(place: Place) -> None:
    opened(place.store, "r-1")
    anew = Anew("r-1", NewRules(rules(STRICTER)))
    for _ in range(2):
        by = act("ada", NOON, "k-1")
        came = place.store.write(partial(reevaluate, anew=anew, act=by))
        assert isinstance(came, Again)
    assert moves(place) == ["receive", "evaluate", "evaluate"]


@pytest.mark.parametrize(("most", "times"), [(1, ["a", "b", "a"]), (2, ["a", "b"])])
def test_rules_are_read_once_for_each_bundle(most: int, times: list[str]) -> None:
    read: list[str] = []

    def of(digest: str) -> Rulebook:
        def book() -> Rulebook:
            read.append(digest)
            return rulebook_in(bundle_of(rules()))

        return kept.of(digest, book)

    kept = KeptRules(most)
    assert of("a") is of("a")
    of("b")
    of("a")
    assert read == times


def test_requests_by_the_same_rules_share_them(place: Place) -> None:
    kept = KeptRules()
    for name in ("r-1", "r-2"):
        opened(place.store, name)
    with place.store.reading() as conn:
        entries = [newest_evaluation(entries_of(conn, f"request:r-{n}")) for n in "12"]
        one, other = (rules_of(conn, entry, kept) for entry in entries)
    assert one is other
    assert one.digest == rules().digest
