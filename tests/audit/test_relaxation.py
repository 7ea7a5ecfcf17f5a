"""The relaxation: what it promises is proved, whatever the library answers."""

from collections.abc import Iterator
from math import inf, nan
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import best_by_trying_all, random_plan

from articulate.audit import relaxation
from articulate.audit.allocate import Budget, allocate
from articulate.audit.descent.goals import Goal, amounts, leading, places
from articulate.audit.descent.steps import Descent
from articulate.audit.formulation import cuts
from articulate.audit.formulation.formulate import Formulation, formulate
from articulate.audit.program import Program, Row
from articulate.audit.relaxation import Promise, Relaxation
from articulate.audit.solver import CpSat

RANDOM = st.randoms(use_true_random=False)
WHOLE = Budget(steps=0, moves=0)


def _goals(form: Formulation) -> list[Goal]:
    goals = [*leading(form), *amounts(form), *places(form)]
    return [goal for goal in goals if goal.sum.terms]


def _promised(random: Random) -> Iterator[tuple[Goal, Promise, dict[int, int]]]:
    """Yield each objective with what was promised of it, and the best there is."""
    form = formulate(random_plan(random))
    descent = Descent(form, CpSat(form.program, 10))
    for goal in _goals(form):
        (promise,) = descent.relaxation.promises([goal.sum])
        descent.lead([goal])
        yield goal, promise, dict(descent.values)


@given(RANDOM)
@settings(max_examples=60)
def test_nothing_is_below_what_was_promised(random: Random) -> None:
    for goal, promise, best in _promised(random):
        assert promise.least <= goal.sum.value(best)
        if promise.values is not None:
            assert goal.sum.value(promise.values) == promise.least


@given(RANDOM)
@settings(max_examples=60)
def test_what_must_be_is_so_wherever_the_sum_is_as_low(random: Random) -> None:
    for goal, promise, best in _promised(random):
        must_be = promise.must_be(goal.sum.value(best))
        assert {place: best[place] for place in must_be} == must_be


@pytest.mark.parametrize("price", [nan, inf, -inf, 1e30, -1.0, 0.3])
def test_a_library_that_answers_nonsense_proves_less_and_nothing_wrong(
    price: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program()
    one, other = program.yes_or_no(), program.yes_or_no()
    program.at_least(one + other, 1)
    held = Relaxation(program)
    answers: Any = type("Answer", (), {"row_dual": [price], "col_value": [price] * 2})
    monkeypatch.setattr(
        held,
        "_highs",
        type(
            "Library",
            (),
            {
                "changeColsCost": lambda *_: None,
                "run": lambda _: None,
                "setOptionValue": lambda *_: None,
                "getSolution": lambda _: answers,
            },
        )(),
    )
    (promise,) = held.promises([one + other])
    assert promise.least <= 1
    assert promise.values is None


def test_what_a_promise_holds_is_held_for_what_follows_it_alone() -> None:
    program = Program()
    one, other = program.whole(0, 5), program.whole(0, 5)
    program.at_least(one + other, 4)
    held = Relaxation(program)
    assert [each.least for each in held.promises([one, other])] == [0, 4]
    assert [each.least for each in held.promises([other])] == [0]
    held.require(Row(one * -1 + 3))
    assert [each.least for each in held.promises([other])] == [1]


@pytest.mark.parametrize("name", ["MOST_AMOUNTS", "MOST_UNIONS"])
@given(random=RANDOM)
@settings(max_examples=40)
def test_however_what_a_limit_cuts_is_written_the_best_is_the_same(
    name: str, random: Random
) -> None:
    plan = random_plan(random, "limit", "thirds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuts, name, 0)
        found = allocate(plan, WHOLE)
    assert found.unique
    assert found.objective == best_by_trying_all(plan)


@given(random=RANDOM)
@settings(max_examples=40)
def test_without_any_relaxation_the_best_is_the_same(random: Random) -> None:
    plan = random_plan(random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "PIVOTS", 0)
        found = allocate(plan, WHOLE)
    assert found.unique
    assert found.objective == best_by_trying_all(plan)
