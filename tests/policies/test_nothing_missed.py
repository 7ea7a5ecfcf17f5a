"""The tests of the worked policies would notice any slip of the pen.

The policies of the demonstration are left out: they show what a young set of tests
misses, as `docs/how-to/test-a-policy.md` does.
"""

from pathlib import Path

import pytest

from articulate.bootstrap.command import open_policies
from articulate.bootstrap.mutation import open_mutation
from articulate.diagnostics.span import Span
from articulate.services.mutate_policy import Mutation

ROOT = Path(__file__).parents[2]
WORKED = (
    "state/agreements/ncc-chemistry.art",
    "state/degrees/ba-hist.art",
    "state/exams/placement.art",
    "state/graduate-policy.art",
    "state/training/combat-medic.art",
)


@pytest.fixture(scope="module")
def mutation() -> Mutation:
    """The shipped policies with their tests."""
    return open_mutation(open_policies([ROOT / "policies"], ROOT), ROOT)


def worked(place: Span) -> bool:
    """Say whether a place is in one of the worked policies."""
    return place.file.endswith(WORKED)


def test_every_part_is_exercised(mutation: Mutation) -> None:
    parts = [part for part in mutation.parts() if worked(part.place)]
    assert len(parts) > 50
    idle = [one.part for one in mutation.exercised(parts) if one.by is None]
    assert not [f"{part.place} {part.text}" for part in idle]


def test_every_change_is_noticed(mutation: Mutation) -> None:
    mutants = [one for one in mutation.mutants() if worked(one.place)]
    assert len(mutants) > 100
    left = [one.mutant for one in mutation.tried(mutants) if one.by is None]
    assert not [f"{one.place} {one.was} => {one.now}" for one in left]
