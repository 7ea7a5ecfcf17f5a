"""The engine and the reference evaluator say the same of made rulebooks and records."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from tests.reference.clocks import NotCoveredError
from tests.reference.comparing import Pair, difference
from tests.reference.long_run import AS_OF, compiled, run
from tests.reference.made import Maker

from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import Transcript

HERE = Path(__file__).parent
EVALUATOR = (
    *("amounts", "asking", "clocks", "entries", "evaluator", "limits", "lines"),
    *("marks", "matching", "readings", "reconciling", "resolving", "screens"),
)
ALLOWED = ("articulate.model.", "articulate.rulebook.", "tests.reference.")


SEEDS = st.integers(0, 99_999)


def maker(seed: int) -> Maker:
    """Make things from a seed that hypothesis drew."""
    return Maker(Random(seed))  # noqa: S311 - cases, not secrets


@st.composite
def records(draw: st.DrawFn) -> LearnerRecord:
    """Draw a record learning by learning, so that it shrinks to what matters."""
    seeds = draw(st.lists(SEEDS, min_size=1, max_size=4))
    homes = draw(
        st.lists(
            st.sampled_from(["NCC", "SCC", "EUR", "STATE"]),
            min_size=len(seeds),
            max_size=len(seeds),
        )
    )
    courses = [
        maker(seed).course(LearningId(f"c{place}"), home)
        for place, (seed, home) in enumerate(zip(seeds, homes, strict=True))
    ]
    transcripts = tuple(
        Transcript(
            InstitutionId(home),
            courses=tuple(x for x in courses if x.code.institution == home),
        )
        for home in sorted(set(homes))
    )
    empty = maker(draw(SEEDS)).record()
    return replace(empty, transcripts=transcripts, exams=())


@settings(max_examples=80)
@given(SEEDS, records(), st.sampled_from([None, date(2024, 6, 30)]))
def test_the_engine_and_the_reference_agree(
    seed: int, record: LearnerRecord, known_at: date | None
) -> None:
    book = compiled(maker(seed).book().text)
    assume(book is not None)
    assert book is not None
    try:
        assert difference(Pair(book, record, AS_OF, known_at)) == ""
    except NotCoveredError:
        event("not covered")


def test_a_short_run_finds_no_difference() -> None:
    tally = run("suite", 1_000, 5)
    assert tally.differences == []
    assert tally.compared == 1_000
    uncovered = sum(tally.uncovered.values())
    assert uncovered < tally.compared / 3, (
        "the reference speaks of most of what is made"
    )


def test_a_run_reports_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.reference.long_run.difference", lambda _: "made up")
    tally = run("suite", 10, 1)
    assert len(tally.differences) == 1
    assert "made up" in tally.differences[0]
    assert tally.differences[0].startswith("seed suite/0 ")


@pytest.mark.parametrize("name", EVALUATOR)
def test_the_reference_shares_nothing_with_the_engine_but_the_nouns(name: str) -> None:
    tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
    imported = [
        node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "." in (node.module or "")
    ]
    ours = [one for one in imported if one.startswith(("articulate", "tests"))]
    assert all(f"{one}.".startswith(ALLOWED) for one in ours), ours
