"""An academic exception: one person proposes it, a second one approves it, it holds."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.store.conftest import Place
from tests.store.excepting import OFFICE_POLICY, opened, rules
from tests.store.world import NEXT_DAY, NOON, act, denying

from articulate.analysis.impact import Effect
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.decision import Decision
from articulate.model.entry import Entry
from articulate.model.person import Person, Role
from articulate.services.academic_exceptions import (
    approve_exception,
    decline_exception,
    propose_exception,
    proposed_in,
)
from articulate.services.acting import Act
from articulate.services.decide import Decided, decide
from articulate.services.erase import Erased, erase_learner
from articulate.services.exception_reading import Typed
from articulate.services.office import Office
from articulate.services.reevaluate import Again, Anew, NewRules, reevaluate
from articulate.services.replay import Replayed, replay
from articulate.services.stored_evaluation import evaluation_of, newest_evaluation
from articulate.services.stored_impact import (
    Compared,
    impact_on_stored,
    stored_learners,
)
from articulate.store.entries import entries_of
from articulate.store.verify import faults

OFFICE = Office()
THESIS = Typed("waive bs-cs/thesis", "Thesis published", "Senate memo 3")
REASONED = partial(Typed, reason="As the dean says")


def proposed(
    place: Place, typed: Typed, by: str = "ada", key: str | None = None
) -> Entry | Diagnostic | Report:
    who = act(by, NOON, key)
    return place.store.write(
        lambda conn: propose_exception(conn, "r-1", typed, who, office=OFFICE)
    )


def approved(
    place: Place, number: int, by: str = "ben", key: str | None = None
) -> Entry | Diagnostic | Report:
    who = act(by, NOON, key)
    return place.store.write(
        lambda conn: approve_exception(conn, "r-1", number, who, office=OFFICE)
    )


def granted(place: Place, typed: Typed) -> None:
    came = proposed(place, typed)
    assert isinstance(came, Entry), came
    assert isinstance(approved(place, came.number), Entry)


def entries(place: Place) -> tuple[Entry, ...]:
    with place.store.reading() as conn:
        return entries_of(conn, "request:r-1")


def result(place: Place) -> dict[str, Any]:
    with place.store.reading() as conn:
        newest = newest_evaluation(entries_of(conn, "request:r-1"))
        found: dict[str, Any] = json.loads(evaluation_of(conn, newest).result)
        return found


def group(place: Place, name: str) -> str:
    groups = result(place)["audit"]["groups"]
    (found,) = [one["status"] for one in groups if one["id"] == name]
    return str(found)


def code_of(came: object) -> Code:
    if isinstance(came, Report):
        return came.errors[0].code
    assert isinstance(came, Diagnostic), came
    return came.code


def test_a_group_is_waived_once_a_second_person_approves(place: Place) -> None:
    opened(place.store)
    assert group(place, "thesis") == "incomplete"
    came = proposed(place, THESIS)
    assert isinstance(came, Entry)
    assert group(place, "thesis") == "incomplete"
    (waiting,) = proposed_in(entries(place))
    assert (waiting.number, waiting.by, waiting.typed) == (came.number, "ada", THESIS)
    assert isinstance(approved(place, came.number), Entry)
    assert group(place, "thesis") == "waived"
    moves = [one.kind for one in entries(place)]
    assert moves == ["receive", "evaluate", "except", "grant", "evaluate"]
    assert proposed_in(entries(place)) == ()
    with place.store.reading() as conn:
        assert list(faults(conn)) == []


def test_credit_that_no_rule_gives_is_accepted_and_the_line_names_the_exception(
    place: Place,
) -> None:
    opened(place.store)
    granted(place, REASONED("accept SEND:XX 1 -> CSCI 241 [3 cr]"))
    granted(place, REASONED("extend limit two-year to 9 cr"))
    (line,) = [one for one in result(place)["lines"] if one["learning"] == ["c3"]]
    assert line["status"] == "awarded"
    assert line["rule"].startswith("e-r-1-3/")
    assert line["origin"] == "ledger!request:r-1/3"
    (reason,) = [one for one in line["reasons"] if "exception" in one["code"]]
    assert reason["cites"] == "ledger!request:r-1/3"


def test_a_limit_is_longer_and_a_substitute_fills_the_group(place: Place) -> None:
    opened(place.store)
    (limit,) = result(place)["limits"]
    assert (limit["limit"], limit["over"]) == ("2", "2")
    granted(place, REASONED("extend limit two-year to 6 cr"))
    (limit,) = result(place)["limits"]
    assert (limit["limit"], limit["over"]) == ("6", "0")
    assert group(place, "core") == "incomplete"
    granted(place, REASONED("substitute CSCI 141 for MATH 121 in bs-cs/core"))
    assert group(place, "core") == "complete"


def test_whoever_proposed_it_cannot_approve_it(place: Place) -> None:
    opened(place.store)
    came = proposed(place, THESIS)
    assert isinstance(came, Entry)
    for name in ("ada", " Ada "):
        assert code_of(approved(place, came.number, name)) is Code.APPROVER_PROPOSED_IT
    assert [one.kind for one in entries(place)][-1] == "except"


@pytest.mark.parametrize(
    "statement",
    [
        "waive bs-cs/capstone",
        "waive residency final",
        "waive limit transfer/three-year",
        "extend limit three-year to 66 cr",
        "substitute CSCI 999 for MATH 121 in bs-cs/core",
        "substitute CSCI 241 for CSCI 141 in bs-cs/core",
        "substitute CSCI 241 for MATH 121 in bs-cs/thesis",
        "accept SEND:XX 1 -> CSCI 999",
        "accept NOBODY:XX 1 -> CSCI 241",
        "accept XX 1 -> CSCI 241",
    ],
)
def test_what_is_not_there_cannot_be_excepted_from(
    place: Place, statement: str
) -> None:
    opened(place.store)
    assert code_of(proposed(place, REASONED(statement))) is Code.EXCEPTION_OF_NOTHING
    assert [one.kind for one in entries(place)] == ["receive", "evaluate"]


@pytest.mark.parametrize(
    "statement",
    [
        "set catalog 2024",
        "extend recency science to 8 years",
        "waive bs-cs/thesis waive bs-cs/core",
        'waive bs-cs/thesis } exception e-2 for learner "L" granted 2024-01-01 by "" {',
        "",
    ],
)
def test_only_one_thing_of_the_four_types_is_an_exception(
    place: Place, statement: str
) -> None:
    opened(place.store)
    assert code_of(proposed(place, REASONED(statement))) in {
        Code.EXCEPTION_NOT_READ,
        Code.UNEXPECTED_WORD,
    }


def test_it_needs_a_reason_and_ends_after_it_begins(place: Place) -> None:
    opened(place.store)
    assert code_of(proposed(place, Typed("waive bs-cs/thesis", " "))) is (
        Code.REASON_MISSING
    )
    over = REASONED("waive bs-cs/thesis", through=date(2024, 9, 1))
    assert code_of(proposed(place, over)) is Code.EXCEPTION_NOT_READ


def test_what_is_declined_changes_nothing(place: Place) -> None:
    opened(place.store)
    came = proposed(place, THESIS)
    assert isinstance(came, Entry)
    number = came.number

    def decline(reason: str) -> Entry | Diagnostic:
        return place.store.write(
            lambda conn: decline_exception(
                conn, "r-1", number, act("ben", NOON), reason=reason
            )
        )

    assert code_of(decline("")) is Code.REASON_MISSING
    assert isinstance(decline("Not before it is printed"), Entry)
    assert code_of(approved(place, number)) is Code.NOT_IN_STORE
    assert group(place, "thesis") == "incomplete"


def test_the_same_key_proposes_and_approves_once(place: Place) -> None:
    opened(place.store)
    first = proposed(place, THESIS, key="k-1")
    again = proposed(place, THESIS, key="k-1")
    assert first == again
    assert isinstance(first, Entry)
    for _ in range(2):
        came = approved(place, first.number, key="k-2")
        assert isinstance(came, Entry), came
        assert came.kind == "grant"
    assert [one.kind for one in entries(place)].count("grant") == 1


def test_a_decision_names_the_exception_and_replays_to_the_same_bytes(
    place: Place,
) -> None:
    opened(place.store)
    granted(place, THESIS)
    decision = Decision("r-1", (), "")
    came = place.store.write(lambda conn: decide(conn, decision, act("ada", NEXT_DAY)))
    assert isinstance(came, Decided), came
    (named,) = json.loads(came.document)["exceptions"]
    assert named["exception"] == "e-r-1-3"
    assert (named["by"], named["cites"]) == ("ben", ["Senate memo 3"])
    assert named["says"] == [
        {"text": "waive bs-cs/thesis", "because": "Thesis published"}
    ]
    with place.store.reading() as conn:
        replayed = replay(conn, "r-1", act())
    assert isinstance(replayed, Replayed)
    assert replayed.same
    assert code_of(proposed(place, THESIS)) is Code.MOVE_NOT_ALLOWED


def test_by_new_rules_the_exception_still_holds(place: Place) -> None:
    opened(place.store)
    granted(place, THESIS)
    stricter = rules(OFFICE_POLICY.replace("when grade >= C", "when grade >= A"))
    anew = Anew("r-1", NewRules(stricter))
    came = place.store.write(partial(reevaluate, anew=anew, act=act("ada", NEXT_DAY)))
    assert isinstance(came, Again), came
    assert came.entered
    assert group(place, "thesis") == "waived"


def test_after_its_last_day_it_holds_no_more(place: Place) -> None:
    opened(place.store)
    granted(place, REASONED("waive bs-cs/thesis", through=date(2024, 9, 30)))
    assert group(place, "thesis") == "waived"
    anew = Anew("r-1", None, as_of=date(2024, 10, 1))
    place.store.write(partial(reevaluate, anew=anew, act=act("ada", NEXT_DAY)))
    assert group(place, "thesis") == "incomplete"


def test_it_goes_with_what_is_kept_about_the_learner(place: Place) -> None:
    opened(place.store)
    granted(place, THESIS)
    came = place.store.write(
        lambda conn: erase_learner(conn, "L-1", "Asked for", act("ada", NEXT_DAY))
    )
    assert isinstance(came, Erased), came
    with place.store.reading() as conn:
        last = newest_evaluation(entries_of(conn, "request:r-1"))
        assert "published" not in str(evaluation_of(conn, last).exceptions)


def by_role(role: Role) -> Act:
    """Somebody in one role acts."""
    person = Person(f"a {role}", str(role), frozenset({role}))
    return replace(act(person.id, NOON), person=person)


def test_who_may_propose_and_approve_is_said_by_their_roles(place: Place) -> None:
    opened(place.store)

    def propose(by: Act) -> Entry | Diagnostic | Report:
        return place.store.write(
            lambda conn: propose_exception(conn, "r-1", THESIS, by, office=OFFICE)
        )

    def approve(by: Act) -> Entry | Diagnostic | Report:
        return place.store.write(
            lambda conn: approve_exception(conn, "r-1", 3, by, office=OFFICE)
        )

    assert code_of(propose(by_role(Role.APPROVER))) is Code.NOT_ALLOWED
    assert isinstance(propose(by_role(Role.EVALUATOR)), Entry)
    assert code_of(approve(by_role(Role.EVALUATOR))) is Code.NOT_ALLOWED
    assert isinstance(approve(by_role(Role.APPROVER)), Entry)
    assert group(place, "thesis") == "waived"


def test_a_decision_before_it_stays_as_it_was(place: Place) -> None:
    opened(place.store)
    place.store.write(lambda conn: decide(conn, denying("r-1", "c3"), act("ada", NOON)))
    assert code_of(proposed(place, THESIS)) is Code.MOVE_NOT_ALLOWED


def test_the_impact_of_other_rules_goes_by_what_the_learner_was_granted(
    place: Place,
) -> None:
    opened(place.store)
    granted(place, REASONED("extend limit two-year to 66 cr"))
    stricter = OFFICE_POLICY.replace(
        "at most 2 cr from two-year", "at most 1 cr from two-year"
    )
    compared = Compared.of(rules(), rules(stricter), whole=False)
    with place.store.reading() as conn:
        (one,) = stored_learners(conn)
    assert one.exceptions
    lines, _ = impact_on_stored(one, compared)
    assert {line.effect for line in lines} == {Effect.UNCHANGED}
    bare, _ = impact_on_stored(replace(one, exceptions=()), compared)
    assert Effect.LOST in {line.effect for line in bare}
