"""The search for the best first: what it promises of a state, and where it gives up."""

from random import Random

from benchmarks.audit.families import dense
from benchmarks.audit.ordinary import learners, ordinary_office
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import larger_plan

from articulate.audit.allocate import Budget, Method, allocate
from articulate.audit.best_first import Search, search_of, settle_best_first
from articulate.audit.layout import layout_of
from articulate.audit.plan import Plan
from articulate.audit.planning import plan_for
from articulate.audit.reduce import parts_of
from articulate.audit.relief import relief_for
from articulate.audit.table import Settled
from articulate.model.identifiers import BlockId

RANDOM = st.randoms(use_true_random=False)
FEATURES = ("tally", "floor", "compound", "milestone", "no hours", "thirds", "share")


def drawn(random: Random) -> Plan:
    """Draw a plan of a few groups, in which anything about places may occur."""
    features = [one for one in (*FEATURES, "residency") if random.randint(0, 1)]
    return larger_plan(random, "places", *features)


def searches(plan: Plan) -> list[Search]:
    """Lay out a search for each part of a plan."""
    parts = parts_of(plan, (True,) * len(plan.candidates))
    layouts = [layout_of(one.plan) for one in parts]
    found = [search_of(one) for one in layouts if one is not None]
    return [one for one in found if one is not None]


@given(RANDOM)
@settings(max_examples=3 * settings().max_examples)
def test_nothing_comes_out_better_than_was_promised(random: Random) -> None:
    for search in searches(drawn(random)):
        begun = search.start()
        if begun is None:
            continue
        state, cost, ahead = begun
        promises = [search.promise(0, state, cost, ahead)]
        for position, turn in enumerate(search.turns.turns, 1):
            rest = search.rest(turn, state, ahead)
            tried = [(move.made(state), price) for move, price in turn.moves]
            lawful = [
                after
                for moved, price in tried
                if moved is not None
                for after in [search.settled(turn, moved, cost + price, rest)]
                if after is not None
            ]
            if not lawful:
                return
            state, cost, ahead = random.choice(lawful)
            promises.append(search.promise(position, state, cost, ahead))
        assert ahead == 0
        assert promises[-1] == cost
        assert max(promises) == cost


def settled(plan: Plan) -> list[Settled | None]:
    """Search each part of a plan that asks for more than one group."""
    parts = parts_of(plan, (True,) * len(plan.candidates))
    layouts = [layout_of(one.plan) for one in parts if len(one.plan.groups) > 1]
    return [
        settle_best_first(one, Budget().moves) for one in layouts if one is not None
    ]


def test_it_gives_up_where_it_comes_no_further() -> None:
    """Forty groups that want the same courses have too many states to look at."""
    assert settled(dense(Random(0))) == [None]  # noqa: S311 - a fixed draw, no secret


def test_an_ordinary_audit_needs_no_other_search() -> None:
    """Even though one of its pools takes nearly every course."""
    office = ordinary_office()
    degree, taken = next(learners(1, seed=1))
    evaluation = office.evaluated(degree, taken)
    block = next(one for one in office.rulebook.degrees if one.head.id == degree)
    relief = relief_for(office.rulebook, evaluation, BlockId(degree))
    plan = plan_for(office.rulebook, evaluation, block, relief=relief, way={})
    found = allocate(plan, Budget())
    assert found.method is Method.SEARCH
    assert None not in settled(plan)
