"""Stored decisions are replayed against the engine as it is now, byte for byte.

`tests/store/corpus/decisions.jsonl` is a backup: requests by a small office and by
rulebooks that were made, decided in every way there is. With `--snapshot-update` it is
decided anew; what then differs is a change of policy, and the commit brings a fragment
of the kind `policy` that says for whom.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from tests.engine.world import STATE
from tests.properties.cases import AS_OF, book_of
from tests.reference.made import Maker
from tests.store.conftest import opened as connected
from tests.store.conftest import upgraded
from tests.store.test_cases import APPEALS
from tests.store.world import NOON, RECORD, TOPICS, act, evaluated

from articulate.bootstrap.database import OpenStore
from articulate.intake.record import canonical_json
from articulate.model.case import Move
from articulate.model.decision import Decision, Settled
from articulate.model.entry import Checkpoint
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.services.backup import back_up, restore
from articulate.services.decide import Decided, Waiting, confirm, decide
from articulate.services.evaluate_record import Asked
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.replay import Replayed, replay
from articulate.services.stored_evaluation import StoredEvaluation, evaluate_to_store
from articulate.store.entries import entries_of, latest_entries
from articulate.store.verify import faults

CORPUS = Path(__file__).with_name("corpus") / "decisions.jsonl"
MADE = range(12)


def made(seed: int) -> tuple[StoredEvaluation, str] | None:
    """Make a rulebook and a record; None where the rulebook has a mistake."""
    maker = Maker(Random(seed))  # noqa: S311 - cases, not secrets
    book = book_of(maker.book().text)
    if book is None:
        return None
    record = maker.record()
    return evaluate_to_store(book, record, Asked(AS_OF, STATE)), canonical_json(record)


def requests() -> Iterator[tuple[str, StoredEvaluation, str]]:
    """Yield requests: a name, what the rules came to, and the record as it came."""
    yield "plain", evaluated(RECORD), RECORD
    yield "topics", evaluated(TOPICS), TOPICS
    yield "reviewed", evaluated(RECORD, APPEALS), RECORD
    for seed in MADE:
        if (one := made(seed)) is not None:
            yield f"made-{seed}", *one


def work(store: OpenStore) -> None:
    """Enter and decide every request: referred lines are denied, the rest adopted."""
    for name, evaluation, text in requests():
        new = NewRequest(name, "record.json", text.encode())
        opened = store.write(
            partial(open_request, new=new, evaluation=evaluation, act=act())
        )
        assert isinstance(opened, OpenRequest), opened
        settled = tuple(
            Settled(LearningId(line["learning"][0]), Status.DENIED)
            for line in evaluation.lines
            if line["status"] == Status.REFERRED
        )
        decision = Decision(name, settled, "As the office sees it")
        by = act(moment=NOON)
        came = store.write(partial(decide, decision=decision, act=by))
        if isinstance(came, Waiting):
            second = act("bob", NOON)
            came = store.write(partial(confirm, request=name, act=second))
        assert isinstance(came, Decided), came


@pytest.fixture
def store(
    quick: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[OpenStore]:
    """The corpus, restored."""
    if request.config.getoption("--snapshot-update"):
        worked = connected(str(tmp_path / "worked.db"))
        upgraded(worked)
        work(worked)
        with worked.reading() as conn:
            lines = list(back_up(conn, act(moment=NOON)))
        worked.engine.dispose()
        CORPUS.write_text("".join(lines), encoding="utf-8")
    restored = connected(str(quick / "corpus.db"))
    upgraded(restored)
    kept = CORPUS.read_text(encoding="utf-8").splitlines(keepends=True)
    came = restored.write(lambda conn: restore(conn, kept, act()))
    assert isinstance(came, Checkpoint), came
    yield restored
    restored.engine.dispose()


def test_every_stored_decision_comes_to_the_same_bytes(store: OpenStore) -> None:
    with store.reading() as conn:
        assert not list(faults(conn))
        names = [
            f"{entry.stream.removeprefix('request:')}/{entry.number}"
            for newest in latest_entries(conn, "request:")
            for entry in entries_of(conn, newest.stream)
            if entry.kind == Move.DECIDE
        ]
        assert len(names) >= 10
        for name in names:
            came = replay(conn, name, act())
            assert isinstance(came, Replayed), name
            assert came.after.decode() == came.before.decode(), name
