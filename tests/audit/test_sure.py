"""What is best done with a course whatever becomes of all others."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from benchmarks.audit.sketch import Sketch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import best_by_trying_all, random_plan
from tests.audit.world import audit_of, own

from articulate.audit.allocate import Budget, allocate
from articulate.audit.plan import Asks, Branch, Leaf, Plan
from articulate.audit.states.layout import layout_of
from articulate.model.identifiers import GroupId

FEATURES = (
    *("tally", "floor", "compound", "milestone", "no hours", "thirds"),
    *("share", "residency", "gpa"),
)


def with_free_electives(random: Random) -> Plan:
    """Draw a plan with one more group, for what fills one place or none."""
    drawn = (feature for feature in FEATURES if random.randint(0, 1))
    plan = random_plan(random, "places", *drawn, most=24)
    fits = [
        sum(one in leaf.eligible for leaf in plan.leaves)
        for one in range(len(plan.candidates))
    ]
    free = tuple(one for one, count in enumerate(fits) if count <= random.randint(0, 1))
    courses, place, name = random.randint(0, 1) == 1, len(plan.leaves), GroupId("Z")
    need, worth = Fraction(random.randint(1, 4)), Fraction(3 if courses else 1)
    pool = Leaf(place, (name,), "", "electives", need, courses, worth, free)
    group = Branch(1, 1, (pool,), Asks((name,), name, frozenset([place])))
    return replace(plan, leaves=(*plan.leaves, pool), groups=(*plan.groups, group))


@given(st.randoms(use_true_random=False))
@settings(max_examples=2 * settings().max_examples)
def test_nothing_is_sure_that_is_not_best(random: Random) -> None:
    plan = with_free_electives(random)
    found = allocate(plan, Budget(steps=random.choice([0, 300])))
    assert found.objective == best_by_trying_all(plan)


DEGREE = """group core all of { course CSCI 141 } with gpa >= 2.0
            group free 3 cr from any course"""
TAKEN = (
    own("CSCI 141", grade="D", credit="4", day="2022-05-20"),
    own("HIST 102", day="2024-05-20"),
    own("HIST 101", day="2023-05-20"),
)


def test_a_course_goes_where_nobody_else_can_and_others_make_up_for_it() -> None:
    """Though it is the earliest, and its grade is too low for the group."""
    found = audit_of(DEGREE, *TAKEN)
    assert found.placed("core") == ["CSCI 141"]
    assert found.placed("free") == ["HIST 101"]


def test_of_courses_with_no_other_use_only_the_first_have_a_turn() -> None:
    sketch = Sketch(Random(0), [Fraction(3)] * 5)  # noqa: S311 - a fixed draw, no secret
    sketch.group([sketch.leaf((0, 1, 2, 3, 4), 5, kind="credit")])
    sketch.group([sketch.leaf((4,), 1, kind="courses")])
    layout = layout_of(sketch.plan())
    assert layout is not None
    assert [len(ways) for ways in layout.ways] == [2, 2, 1, 1, 1]


def test_a_demand_that_needs_all_who_can_fill_it_has_them_all() -> None:
    sketch = Sketch(Random(0), [Fraction(3)] * 5)  # noqa: S311 - a fixed draw, no secret
    sketch.group([sketch.leaf((0, 1, 4), 9, kind="credit")])
    sketch.group([sketch.leaf((0, 1, 2, 3), 3, kind="credit")])
    sketch.group([sketch.leaf((1, 4), 1, kind="courses")])
    layout = layout_of(sketch.plan())
    assert layout is not None
    left = [[way.leaves for way in ways] for ways in layout.ways]
    assert left == [[(0,)], [(0,), (2,)], [(1,)], [()], [(0,), (2,)]]


SPREAD = """group core 9 cr from HIST * or KINE * with at least 2 subjects
            group MOVE all of { course KINE 101 }
            group one 9 cr from HIST *
            group two 9 cr from HIST *
            group three 9 cr from HIST *"""


@pytest.mark.parametrize("name", ["move", "fit"])
def test_a_course_without_credit_is_a_subject_of_its_own(name: str) -> None:
    """Where it is needed for that, it has a turn, though it brings no credit."""
    taken = [own(f"HIST {300 + k}", day=f"2024-0{1 + k % 9}-15") for k in range(12)]
    found = audit_of(SPREAD.replace("MOVE", name), own("KINE 101", credit="0"), *taken)
    assert "KINE 101" in found.placed("core")
    assert found.placed(name) == []
