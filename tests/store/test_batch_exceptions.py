"""A batch about requests goes by what each learner was granted, as one request does."""

import json
import zlib
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.store.batching import (
    NAME,
    Clock,
    planned_requests,
    reported,
    worked_through,
    workplace,
)
from tests.store.conftest import Place
from tests.store.excepting import OFFICE_POLICY, granted, opened, rules
from tests.store.world import NEXT_DAY, act

from articulate.analysis.impact import Impact
from articulate.services.batch_report import report_json, write_documents
from articulate.services.batch_running import Taken, take
from articulate.services.batch_task import head_of, pack_requests
from articulate.services.erase import Erased, erase_learner
from articulate.services.exception_reading import Typed
from articulate.services.impact import impact_json
from articulate.services.reevaluate import Again, Anew, NewRules, reevaluate
from articulate.services.stored_evaluation import evaluation_of, newest_evaluation
from articulate.services.stored_impact import (
    Compared,
    impact_on_stored,
    stored_learners,
)
from articulate.store.batches import every_chunk, forget_batch, put_chunk
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection

because = partial(Typed, reason="As the dean says")
WAIVED = because("waive bs-cs/thesis")
EACH_TYPE = {
    "waived": WAIVED,
    "substituted": because("substitute CSCI 141 for MATH 121 in bs-cs/core"),
    "extended": because("extend limit two-year to 6 cr"),
    "accepted": because("accept SEND:XX 1 -> CSCI 241 [3 cr]"),
    "for-a-month": because("waive bs-cs/thesis", through=date(2024, 9, 30)),
}
"""What a learner can be granted; a request is named after it."""
STRICTER = OFFICE_POLICY.replace("when grade >= C", "when grade >= A").replace(
    "at most 2 cr from two-year", "at most 1 cr from two-year"
)
AFTER = date(2024, 10, 1)
"""The day after one of the exceptions ended."""


@pytest.fixture
def office(place: Place) -> Place:
    """A request for each type of exception, and one without any."""
    opened(place.store, "plain")
    for name, typed in EACH_TYPE.items():
        opened(place.store, name)
        granted(place.store, name, typed)
    return place


def documents(place: Place, name: str = NAME) -> dict[str, str]:
    """What a batch evaluated each request to."""
    found: dict[str, str] = {}
    with place.store.reading() as conn:
        write_documents(conn, name, found.__setitem__)
    return found


def kept(place: Place, request: str) -> str:
    """What a request was last evaluated to."""
    with place.store.reading() as conn:
        newest = newest_evaluation(entries_of(conn, f"request:{request}"))
        return evaluation_of(conn, newest).result.decode()


def thesis(document: str) -> str:
    """How the thesis stands in an evaluation."""
    audit: dict[str, Any] = json.loads(document)["audit"]
    (found,) = [one["status"] for one in audit["groups"] if one["id"] == "thesis"]
    return str(found)


def test_a_waived_thesis_is_waived_in_a_batch_too(place: Place) -> None:
    """Two requests for the same degree; for one of them the thesis is waived."""
    opened(place.store, "with")
    opened(place.store, "without")
    granted(place.store, "with", WAIVED)
    planned_requests(place.store, rules())
    worked_through(place.store)
    came = documents(place)
    assert thesis(came["with"]) == "waived"
    assert thesis(came["without"]) == "incomplete"
    assert came["with"] == kept(place, "with")
    assert came["without"] == kept(place, "without")
    assert reported(place.store).sums.differing == []


@pytest.mark.parametrize("as_of", [None, AFTER])
@pytest.mark.parametrize("policy", [OFFICE_POLICY, STRICTER])
def test_each_request_comes_to_what_it_comes_to_alone(
    office: Place, policy: str, as_of: date | None
) -> None:
    store, book = office.store, rules(policy)
    planned_requests(store, book, as_of=as_of)
    worked_through(store)
    came = documents(office)
    assert came.keys() == {"plain", *EACH_TYPE}
    for request, document in came.items():
        anew = Anew(request, NewRules(book), as_of=as_of)
        again = store.write(partial(reevaluate, anew=anew, act=act("ada", NEXT_DAY)))
        assert isinstance(again, Again), again
        assert document == kept(office, request), request
    assert thesis(came["waived"]) == "waived"
    over = as_of is not None
    assert thesis(came["for-a-month"]) == ("incomplete" if over else "waived")


@pytest.mark.parametrize("as_of", [None, AFTER])
def test_other_rules_do_to_each_in_a_batch_what_they_do_alone(
    office: Place, as_of: date | None
) -> None:
    before, after = rules(), rules(STRICTER)
    planned_requests(office.store, before, after, as_of=as_of)
    worked_through(office.store)
    compared = Compared.of(before, after, whole=False)
    with office.store.reading() as conn:
        learners = list(stored_learners(conn))
    found = [
        line for one in learners for line in impact_on_stored(one, compared, as_of)[0]
    ]
    bare = [
        line
        for one in learners
        for line in impact_on_stored(replace(one, exceptions=()), compared, as_of)[0]
    ]
    assert found != bare
    form = report_json(reported(office.store))
    assert form["impact"] == impact_json(Impact(tuple(found)), before, after, as_of)


def test_however_it_is_cut_it_comes_to_the_same(office: Place) -> None:
    digests = set()
    for size in (1, 2, 5, 100):
        name = f"by-{size}"
        planned_requests(office.store, rules(STRICTER), name=name, size=size)
        digests.add(worked_through(office.store, name))
    assert len(digests) == 1


def test_what_is_granted_after_a_batch_began_is_for_the_next(place: Place) -> None:
    opened(place.store, "r-1")
    planned_requests(place.store, rules())
    granted(place.store, "r-1", WAIVED)
    worked_through(place.store)
    assert thesis(documents(place)["r-1"]) == "incomplete"
    planned_requests(place.store, rules(), name="next")
    worked_through(place.store, "next")
    assert thesis(documents(place, "next")["r-1"]) == "waived"


def test_a_batch_begun_before_batches_went_by_exceptions_ends_as_it_began(
    office: Place,
) -> None:
    """Its chunks name no exceptions; forgotten and begun anew, it goes by them."""
    store = office.store
    planned_requests(store, rules(), size=100)
    store.write(without_exceptions)
    worked_through(store)
    assert thesis(documents(office)["waived"]) == "incomplete"
    assert reported(store).sums.differing == sorted(EACH_TYPE)
    store.write(lambda conn: forget_batch(conn, NAME))
    planned_requests(store, rules())
    worked_through(store)
    assert reported(store).sums.differing == []


def without_exceptions(conn: Connection) -> None:
    """Make the chunk of a batch what it was when chunks named no exceptions."""
    (chunk,) = every_chunk(conn, NAME)
    assert chunk.content is not None
    _, requests = head_of(chunk.content)
    assert sum(bool(one.exceptions) for one in requests) == len(EACH_TYPE)
    old = pack_requests([replace(one, exceptions="") for one in requests])
    assert b'"exceptions"' not in zlib.decompress(old)
    put_chunk(conn, NAME, replace(chunk, content=old))


def test_what_was_granted_to_an_erased_learner_goes_to_no_worker(
    office: Place,
) -> None:
    store = office.store
    planned_requests(store, rules(), size=100)
    erase = partial(erase_learner, learner="L-1", reason="Asked for")
    came = store.write(partial(erase, act=act("ada", NEXT_DAY)))
    assert isinstance(came, Erased), came
    at = workplace(store, Clock())
    chunk = store.write(lambda conn: take(conn, NAME, at))
    assert isinstance(chunk, Taken)
    assert {(one.record, one.exceptions) for one in chunk.items} == {(b"", b"")}
    with store.reading() as conn:
        (waiting,) = every_chunk(conn, NAME)
    assert b"dean" not in zlib.decompress(waiting.content or b"")
