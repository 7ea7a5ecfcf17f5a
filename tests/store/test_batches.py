"""A batch is cut into chunks; each is held by one worker and closed once."""

from dataclasses import replace
from functools import partial

import pytest
from tests.store.batching import (
    HOW,
    NAME,
    STRICTER,
    Clock,
    counted,
    failing,
    files,
    planned,
    planned_requests,
    progress,
    reported,
    worked_through,
    workplace,
)
from tests.store.conftest import Place
from tests.store.world import ASKED, MORNING, TOPICS, act, opened, rules

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import as_text, evaluation_json
from articulate.model.batch import BatchState, Closed
from articulate.model.record import LearnerRecord
from articulate.services import batches
from articulate.services.batch_plan import (
    Planned,
    cut_chunks,
    open_batch,
    plan_batch,
)
from articulate.services.batch_report import report_json, report_of, write_documents
from articulate.services.batch_running import (
    Left,
    Taken,
    close,
    renew,
    take,
    work_through,
)
from articulate.services.batch_task import Task, TaskKind
from articulate.services.batch_work import Carried
from articulate.services.evaluate_record import evaluate_record
from articulate.services.impact import Impact, impact_json, impact_on
from articulate.services.nearby_files import FoundFile
from articulate.services.read_record import ReadRecord, read_record
from articulate.store.batches import MOST_ATTEMPTS
from articulate.store.leases import take_chunk

NOTHING = Closed(b"")


def taken(place: Place, clock: Clock, worker: str = "one") -> Taken:
    """Take the next chunk."""
    at = workplace(place.store, clock, worker)
    found = place.store.write(lambda conn: take(conn, NAME, at))
    assert isinstance(found, Taken), found
    return found


def done_with(place: Place, chunk: Taken, clock: Clock) -> bool:
    """Close a chunk, whatever came of it; False where another has it."""
    at = workplace(place.store, clock)
    closed = place.store.write(lambda conn: close(conn, chunk.lease, NOTHING, at))
    assert isinstance(closed, bool)
    return closed


def begun(came: object) -> Planned:
    """A batch that was planned."""
    assert isinstance(came, Planned), came
    return came


def test_a_chunk_is_given_to_one_worker_at_a_time(place: Place) -> None:
    planned(place.store, files(6))
    clock = Clock()
    numbers = [taken(place, clock, name).lease.number for name in ("one", "two")]
    assert numbers == [1, 2]
    at = workplace(place.store, clock, "three")
    assert place.store.write(lambda conn: take(conn, NAME, at)) == Left(any=True)


def test_a_worker_says_once_that_its_rules_are_loaded(place: Place) -> None:
    planned(place.store, files(6))
    said: list[str] = []
    at = replace(workplace(place.store, Clock()), loaded=lambda: said.append("loaded"))
    assert work_through(NAME, at) is None
    assert said == ["loaded"]


def test_a_lease_that_ends_is_given_to_the_next(place: Place) -> None:
    planned(place.store, files(3))
    clock = Clock()
    first = taken(place, clock)
    clock.go_on(59)
    at = workplace(place.store, clock, "two")
    assert place.store.write(lambda conn: take(conn, NAME, at)) == Left(any=True)
    clock.go_on(1)
    second = taken(place, clock, "two")
    assert (second.lease.number, second.lease.attempt) == (1, 2)
    assert second.items == first.items


def test_a_lease_that_is_renewed_goes_on(place: Place) -> None:
    planned(place.store, files(3))
    clock = Clock()
    first = taken(place, clock)
    clock.go_on(50)
    at = workplace(place.store, clock)
    assert place.store.write(lambda conn: renew(conn, first.lease, at)) is True
    clock.go_on(50)
    assert place.store.write(lambda conn: take(conn, NAME, at)) == Left(any=True)


def test_who_was_thought_dead_writes_nothing(place: Place) -> None:
    planned(place.store, files(3))
    closings = counted(place)
    clock = Clock()
    late = taken(place, clock)
    clock.go_on(60)
    prompt = taken(place, clock, "two")
    assert not done_with(place, late, clock)
    assert progress(place.store).closed == 0
    assert done_with(place, prompt, clock)
    assert not done_with(place, prompt, clock)
    assert not done_with(place, late, clock)
    assert closings() == {"lost": 0, "doubled": 0}


def test_a_late_worker_whose_chunk_nobody_took_may_close_it(place: Place) -> None:
    planned(place.store, files(3))
    clock = Clock()
    late = taken(place, clock)
    clock.go_on(600)
    assert done_with(place, late, clock)


def test_a_chunk_that_ends_every_worker_is_given_up_and_named(place: Place) -> None:
    planned(place.store, files(6))
    clock = Clock()
    good = None
    for _ in range(MOST_ATTEMPTS):
        for worker in ("one", "two"):
            chunk = taken(place, clock, worker)
            good = chunk if chunk.lease.number == 2 else good
        clock.go_on(60)
    assert good is not None
    assert done_with(place, good, clock)
    found = progress(place.store, clock.at)
    assert (found.given_up, found.is_stuck, found.is_done) == (1, True, False)
    with place.store.reading() as conn:
        problem = batches.stuck_problem(conn, NAME, act(moment=clock.at))
        unfinished = failing(report_of(conn, NAME, act()))
    assert problem.code is Code.CHUNK_GIVEN_UP
    assert problem.message.endswith(": 1")
    assert unfinished.code is Code.BATCH_UNFINISHED
    by = act(moment=clock.at)
    place.store.write(lambda conn: batches.pause(conn, NAME, by))
    place.store.write(lambda conn: batches.resume(conn, NAME, by))
    assert taken(place, clock).lease.attempt == 1


def test_what_a_dead_worker_held_is_free_at_once(place: Place) -> None:
    planned(place.store, files(3))
    clock = Clock()
    taken(place, clock, "dead")
    freed = place.store.write(lambda conn: batches.let_go(conn, NAME, "dead"))
    assert freed == 1
    assert taken(place, clock, "two").lease.attempt == 2


def test_a_paused_batch_hands_out_nothing_and_goes_on_where_it_stopped(
    place: Place,
) -> None:
    store = place.store
    planned(store, files(12), name="whole")
    whole = worked_through(store, "whole")
    planned(store, files(12))
    clock = Clock()
    in_hand = taken(place, clock)
    paused = store.write(lambda conn: batches.pause(conn, NAME, act()))
    assert isinstance(paused, batches.Standing)
    assert (paused.word, paused.batch.state) == ("paused", BatchState.PAUSED)
    at = workplace(store, clock, "two")
    assert store.write(lambda conn: take(conn, NAME, at)) == Left(any=False)
    refused = store.write(lambda conn: batches.start_work(conn, NAME, act()))
    assert failing(refused).code is Code.BATCH_PAUSED
    found = store.write(lambda conn: batches.let_go(conn, NAME, "one"))
    assert found == 1
    assert in_hand.lease.number == 1
    store.write(lambda conn: batches.resume(conn, NAME, act()))
    assert worked_through(store) == whole


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_however_it_is_cut_it_comes_to_the_same(place: Place, size: int) -> None:
    planned(place.store, files(11), size=4, name="other")
    planned(place.store, files(11), size=size)
    assert worked_through(place.store) == worked_through(place.store, "other")


def test_another_record_is_another_digest(place: Place) -> None:
    learners = files(5)
    planned(place.store, learners)
    planned(place.store, learners[:-1], name="fewer")
    planned(place.store, learners[::-1], name="backward")
    digests = {
        worked_through(place.store, name) for name in (NAME, "fewer", "backward")
    }
    assert len(digests) == 3


def test_a_batch_evaluates_as_evaluate_does(place: Place) -> None:
    planned(place.store, files(8))
    worked_through(place.store)
    found: dict[str, str] = {}
    with place.store.reading() as conn:
        assert write_documents(conn, NAME, found.__setitem__) == 7
    for file in files(8)[1:]:
        record = read(file.name, file.content)
        shown = evaluate_record(rules(), record, ASKED)
        assert found[file.name] == f"{as_text(evaluation_json(shown))}\n"
    form = report_json(reported(place.store))
    assert (form["evaluated"], form["refused"], form["person_needed"]) == (7, 1, 1)
    assert form["lines"] == {
        "awarded": 7,
        "denied": 6,
        "referred": 1,
        "unarticulated": 7,
    }


def test_a_batch_compares_as_impact_does(place: Place) -> None:
    planned(place.store, files(8), against=STRICTER)
    worked_through(place.store)
    before, after = rules(), rules(STRICTER)
    found = Impact(
        tuple(
            one
            for file in files(8)[1:]
            for one in impact_on(read(file.name, file.content), before, after, ASKED)
        )
    )
    form = report_json(reported(place.store))
    assert form["compared"] == 7
    assert form["impact"] == impact_json(found, before, after, ASKED.as_of)
    assert found.differences


def read(name: str, content: bytes) -> LearnerRecord:
    came = read_record(FoundFile(name, content), HOW, Carried(None), rules())
    assert isinstance(came, ReadRecord)
    return came.record


def test_requests_in_the_store_are_evaluated_again(place: Place) -> None:
    store = place.store
    for number in (1, 2):
        opened(store, f"r-{number}")
    opened(store, "r-3", TOPICS)
    for name, policy in (("as-it-was", None), ("otherwise", STRICTER)):
        book = rules() if policy is None else rules(policy)
        planned_requests(store, book, name=name)
        worked_through(store, name)
    assert reported(store, "as-it-was").sums.differing == []
    assert reported(store, "otherwise").sums.differing == ["r-1", "r-2", "r-3"]


def test_the_end_is_estimated_from_how_it_went_so_far(place: Place) -> None:
    store = place.store
    planned(store, files(12))
    clock = Clock()
    by = act(moment=clock.at)
    store.write(lambda conn: batches.start_work(conn, NAME, by))
    chunk = taken(place, clock)
    clock.go_on(30)
    assert done_with(place, chunk, clock)
    taken(place, clock)
    with store.reading() as conn:
        standing = batches.standing_of(conn, NAME, clock.now, by)
    assert isinstance(standing, batches.Standing)
    assert (standing.progress.done, standing.progress.learners) == (3, 12)
    end = standing.estimated_end()
    assert end is not None
    assert end.isoformat() == "2024-09-02T08:02:00+00:00"
    clock.go_on(600)
    with store.reading() as conn:
        nobody = batches.standing_of(conn, NAME, clock.now, by)
    assert isinstance(nobody, batches.Standing)
    assert (nobody.word, nobody.estimated_end()) == ("waiting", None)


def test_the_same_name_is_the_same_batch_or_none(place: Place) -> None:
    store = place.store
    batch = planned(store, files(3))
    same = Task.of(batch.task)
    again = partial(plan_batch, name=NAME, books=[rules()], act=act())
    plan = store.write(partial(again, task=same))
    assert not isinstance(plan, Diagnostic)
    assert not plan.fresh
    other = store.write(partial(again, task=Task(TaskKind.EVALUATE)))
    assert failing(other).code is Code.BATCH_NAME_TAKEN


def test_a_plan_that_was_cut_off_is_begun_anew(place: Place) -> None:
    store = place.store
    task = Task(TaskKind.EVALUATE, asked=ASKED)
    first = partial(plan_batch, name=NAME, task=task, books=[rules()])
    cut_off = begun(store.write(partial(first, act=act())))
    store.write(partial(cut_chunks, batch=cut_off.batch, first=1, parts=[(1, b"x")]))
    hand_out = partial(take_chunk, name=NAME, worker="one", now=MORNING, until=MORNING)
    assert store.write(hand_out) is None
    later = act(moment="2024-09-02T09:00:00.000000Z")
    assert begun(store.write(partial(first, act=later))).fresh
    assert progress(store).chunks == 0
    # Who began first and was only slow changes nothing any more.
    store.write(partial(cut_chunks, batch=cut_off.batch, first=1, parts=[(1, b"x")]))
    store.write(partial(open_batch, batch=cut_off.batch))
    assert progress(store).chunks == 0


def test_a_batch_that_is_removed_leaves_the_ledger(place: Place) -> None:
    store = place.store
    opened(store, "r-1")
    planned(store, files(3))
    worked_through(store)
    store.write(lambda conn: batches.forget(conn, NAME, act()))
    with store.reading() as conn:
        assert batches.every_standing(conn, MORNING) == ()
        assert failing(report_of(conn, NAME, act())).code is Code.NOT_IN_STORE
    assert work_through(NAME, workplace(store, Clock())) is None


def test_a_closed_chunk_keeps_no_record(place: Place) -> None:
    planned(place.store, files(3))
    worked_through(place.store)
    with place.store.reading() as conn:
        left = conn.exec_driver_sql(
            "SELECT count(*) FROM chunks WHERE content IS NOT NULL"
        )
        assert left.scalar() == 0
    assert report_json(reported(place.store))["evaluated"] == 2
