"""A cohort comes to what each of its learners comes to alone."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cohort.tables import awards_of, called, is_tabular, one_by_one
from tests.engine.world import AS_OF, STATE
from tests.properties.test_glance import POLICIES, book, records

from articulate.language.compile import compile_policies
from articulate.model.record import LearnerRecord
from articulate.services.evaluate_record import Asked
from articulate.services.receivers import Unclear, receiver_for

KIT = Path(__file__).parents[1] / "conformance"


@settings(max_examples=100)
@given(
    st.integers(0, len(POLICIES) - 1),
    st.integers(0, 2),
    st.booleans(),
    st.lists(records().filter(is_tabular), min_size=1, max_size=6),
)
def test_generated_cohorts(
    policy: int,
    agreement: int,
    allowed: bool,  # noqa: FBT001 - drawn
    brought: list[LearnerRecord],
) -> None:
    rulebook = book(policy, agreement, allowed)
    everyone = [called(one, f"L-{place}") for place, one in enumerate(brought)]
    asked = Asked(AS_OF, STATE)
    result, awards = awards_of(rulebook, everyone, asked)
    assert awards == one_by_one(rulebook, everyone, asked)
    assert result.learners == len(everyone)
    assert result.lines == _counted(awards)


def _counted(awards: list[tuple[str | None, ...]]) -> dict[str, int]:
    lines = {(learner, learning): status for learner, learning, status, *_ in awards}
    counts: dict[str, int] = defaultdict(int)
    for status in lines.values():
        counts[str(status)] += 1
    return dict(counts)


def _worlds() -> list[Path]:
    return sorted(one for one in KIT.iterdir() if any(one.glob("*.art")))


@pytest.mark.parametrize("world", _worlds(), ids=lambda one: one.name)
def test_every_case_of_the_conformance_kit_that_is_a_table(world: Path) -> None:
    texts = {one.name: one.read_text(encoding="utf-8") for one in world.glob("*.art")}
    compiled = compile_policies(texts)
    rulebook = compiled.rulebook
    if rulebook is None:
        pytest.skip("a world whose policies are wrong on purpose")
    cases: dict[Asked, list[LearnerRecord]] = defaultdict(list)
    for place, test in enumerate(compiled.tests):
        receiving = receiver_for(rulebook, test.degrees, test.receiving)
        if isinstance(receiving, Unclear) or not is_tabular(test.record):
            continue
        asked = Asked(test.as_of, receiving, test.known_at)
        cases[asked].append(called(test.record, f"case-{place}"))
    for asked, everyone in cases.items():
        _, awards = awards_of(rulebook, everyone, asked)
        assert awards == one_by_one(rulebook, everyone, asked)
