"""Stored decisions are replayed against the engine as it is now, byte for byte.

`tests/store/corpus/decisions.jsonl` is a backup: requests by a small office and by
rulebooks that were made, decided in every way there is. What comes out otherwise is a
change of policy, and needs a fragment of the kind `policy` that says for whom, and
names the decisions (`corpus_changes`). With `--snapshot-update` all is decided anew;
then `generations.toml` says by which fragment, so that no difference is written over.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.engine.world import STATE
from tests.properties.cases import AS_OF, book_of
from tests.reference.made import Maker
from tests.store.conftest import opened as connected
from tests.store.conftest import upgraded
from tests.store.corpus_changes import (
    decisions,
    explained,
    named_in,
    replayed_otherwise,
    unexplained,
)
from tests.store.test_cases import APPEALS
from tests.store.world import NOON, RECORD, TOPICS, act, evaluated

from articulate.bootstrap.database import OpenStore
from articulate.intake.record import canonical_json
from articulate.model.decision import Decision, Settled
from articulate.model.entry import Checkpoint
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.services.backup import back_up, restore
from articulate.services.decide import Decided, Waiting, confirm, decide
from articulate.services.evaluate_record import Asked
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.stored_evaluation import (
    StoredEvaluation,
    evaluate_again,
    evaluate_to_store,
)
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


def test_every_stored_decision_comes_to_the_same_bytes_or_is_explained(
    store: OpenStore, checkout: Path
) -> None:
    with store.reading() as conn:
        assert not list(faults(conn))
        assert len(list(decisions(conn))) >= 10
        differing = replayed_otherwise(conn)
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    known = explained(checkout / "docs" / "changes", changelog)
    assert not unexplained(differing, known)


def test_a_difference_that_nobody_explains_is_found(
    store: OpenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(*asked: Any) -> StoredEvaluation:  # noqa: ANN401 - handed on
        came = evaluate_again(*asked)
        return replace(came, result=came.result.replace(b'"awarded"', b'"elective"'))

    monkeypatch.setattr("articulate.services.replay.evaluate_again", otherwise)
    with store.reading() as conn:
        differing = replayed_otherwise(conn)
    assert "plain/3" in differing
    listed = ", ".join(f"`{name}`" for name in differing)
    said = f"An award is an elective now.\nReplayed otherwise: {listed}.\n"
    (tmp_path / "awards.fix.md").write_text(said)
    assert "docs/changes" in unexplained(differing, explained(tmp_path, ""))
    (tmp_path / "awards.policy.md").write_text(said.replace("`plain/3`, ", ""))
    assert "`plain/3`. If" in unexplained(differing, explained(tmp_path, ""))
    (tmp_path / "awards.policy.md").write_text(said)
    assert not unexplained(differing, explained(tmp_path, ""))
    assert not unexplained(differing, explained(tmp_path / "none", said))


def test_the_corpus_is_decided_anew_only_with_a_fragment_that_says_why(
    checkout: Path,
) -> None:
    digest = f"sha256:{sha256(CORPUS.read_bytes()).hexdigest()}"
    text = CORPUS.with_name("generations.toml").read_text(encoding="utf-8")
    first, *later = tomllib.loads(text)["generations"]
    assert (later or [first])[-1]["digest"] == digest, (
        "the corpus was decided anew: add a generation to generations.toml, with its"
        f" digest {digest} and the fragment that says for whom decisions differ"
    )
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    for one in later:
        fragment = checkout / "docs" / "changes" / one["fragment"]
        assert fragment.name.endswith(".policy.md")
        released = one.get("released")
        said = fragment.read_text(encoding="utf-8") if released is None else changelog
        assert released is None or f"## {released}" in changelog
        assert list(named_in(said)), f"{fragment.name} names no decision"
