"""The search for the best first: what it promises of a state, and where it gives up."""

from collections.abc import Iterable
from fractions import Fraction
from random import Random

import pytest
from benchmarks.audit.families import dense
from benchmarks.audit.ordinary import learners, ordinary_office
from benchmarks.audit.sketch import Sketch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import larger_plan
from tests.audit.world import audit_of, own

from articulate.audit.allocate import Budget, Method, allocate
from articulate.audit.plan import (
    Asks,
    Branch,
    Floor,
    Leaf,
    Node,
    Plan,
    leaves_of,
)
from articulate.audit.planning import plan_for
from articulate.audit.reduce import parts_of
from articulate.audit.relief import relief_for
from articulate.audit.states.best_first import Search, search_of, settle_best_first
from articulate.audit.states.layout import layout_of
from articulate.audit.states.table import Settled, settle_by_table
from articulate.model.identifiers import BlockId, GroupId

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


def assert_same(plan: Plan) -> None:
    """The search finds what the table finds, in each part of a plan."""
    for part in parts_of(plan, (True,) * len(plan.candidates)):
        layout = layout_of(part.plan)
        table = None if layout is None else settle_by_table(layout, 5_000)
        if layout is not None and table is not None:
            search = search_of(layout)
            assert search is not None
            found = search.run(10**6, patient=True)
            assert found is not None
            assert found.placed == table.placed


@given(RANDOM)
@settings(max_examples=2 * settings().max_examples)
def test_it_finds_what_the_table_finds(random: Random) -> None:
    assert_same(drawn(random))


@given(RANDOM)
@settings(max_examples=3 * settings().max_examples)
def test_nothing_comes_out_better_than_was_promised(random: Random) -> None:
    for search in searches(drawn(random)):
        begun = search.start()
        if begun is None:
            continue
        state, paid, alone, wanted = begun
        promises = [search.promise(0, begun)]
        for position, turn in enumerate(search.turns.turns, 1):
            lawful = search.taken(turn, state)
            if not lawful:
                return
            gained, price, scarce, wants = random.choice(lawful)
            state, paid = state + gained, paid + price
            alone, wanted = alone + scarce, wanted + wants
            standing = state, paid, alone, wanted
            promises.append(search.promise(position, standing))
        assert (alone, wanted) == (0, 0)
        assert promises[-1] == paid
        assert max(promises) == paid


def test_demands_that_no_course_links_compete_apart() -> None:
    """Two pairs of pools want four courses each, and there are three for each pair."""
    sketch = Sketch(Random(0), [Fraction(3)] * 6)  # noqa: S311 - a fixed draw, no secret
    for some in ((0, 1, 2), (3, 4, 5)):
        for _ in range(2):
            sketch.group([sketch.leaf(some, 6, kind="credit")])
    layout = layout_of(sketch.plan())
    search = None if layout is None else search_of(layout)
    assert search is not None
    pieces, heaps = search.prospects.pieces, search.scarcity.heaps
    by_heap: dict[int, set[int]] = {}
    for piece, heap in heaps.items():
        by_heap.setdefault(heap, set()).add(pieces[piece].top)
    assert sorted(map(sorted, by_heap.values())) == [[0, 1], [2, 3]]
    begun = search.start()
    assert begun is not None
    assert search.promise(0, begun) % search.unmet >> search.lead == 2 * 3


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


# --- what a reviewer found ------------------------------------------------------------

HUM = [own(code) for code in ("HIST 101", "HIST 102", "HIST 210", "PHIL 110")]
GRADED = [
    own("PHIL 110", grade="A", credit="4", day="2022-05-20"),
    own("HIST 101", grade="C", credit="4", day="2022-12-20"),
    own("HIST 102", grade="D", credit="4", day="2023-12-20"),
    own("HIST 210", grade="C", credit="3", day="2024-05-20"),
]
FOUND = {
    "a share of each subject": (
        """group g 6 cr from attribute GE.HUM with at least 50% of courses per subject
        group h 3 cr from attribute GE.HUM""",
        HUM,
    ),
    "subjects of each term": (
        """group g 6 cr from attribute GE.HUM with at least 2 subjects per term
        group h 3 cr from attribute GE.HUM""",
        HUM,
    ),
    "one course for two demands of one average": (
        """share all cites "x"
        group g all of {
          group a 1 courses from HIST 101 or HIST 102
          group b 1 courses from HIST 101 or HIST 210
          group c 1 courses from PHIL 110 or HIST 102
        } with gpa >= 2.0""",
        GRADED,
    ),
}


@pytest.mark.parametrize("named", FOUND)
def test_what_may_still_come_is_not_told_too_low(named: str) -> None:
    degree, record = FOUND[named]
    found = audit_of(degree, *record)
    (block,) = found.rulebook.degrees
    relief = relief_for(found.rulebook, found.evaluation, block.head.id)
    assert_same(
        plan_for(found.rulebook, found.evaluation, block, relief=relief, way={})
    )


def graded_choices(pick: Random) -> Plan:
    """Draw a group with an average over choices of unequal worth, and rivals to it."""
    size = pick.choice([3, 4, 5])
    sketch = Sketch(pick, [Fraction(pick.choice([3, 3, 4])) for _ in range(size)])
    points = [Fraction(pick.choice([1, 2, 3, 4])) for _ in range(size)]

    def leaf(most: int) -> Leaf:
        """Add a demand for one course that few can fill, or nobody."""
        few = tuple(sorted(pick.sample(range(size), pick.randint(0, most))))
        one = sketch.leaf(few, 1, kind="course")
        sketch.leaves[-1] = one._replace(worth=Fraction(pick.randint(1, 5)))
        return sketch.leaves[-1]

    def choice() -> Branch:
        """Choose all but one of some demands."""
        leaves = tuple(leaf(1) for _ in range(pick.choice([2, 3])))
        return Branch(len(leaves) - 1, len(leaves) - 1, leaves, member="m")

    def group(name: str, children: list[Node], floors: tuple[Floor, ...]) -> Branch:
        places = frozenset(one.place for child in children for one in leaves_of(child))
        asks = Asks((GroupId(name),), name, places, (), floors)
        return Branch(len(children), len(children), tuple(children), asks)

    graded = tuple((one, points[one]) for one in range(size) if pick.randint(0, 9))
    floor = Floor("G0", Fraction(2), strict=False, points=graded)
    inside: list[Node] = [choice(), *(leaf(2) for _ in range(pick.choice([1, 2])))]
    sketch.groups = [
        group("G0", inside, (floor,)),
        group("G1", [leaf(2) for _ in range(pick.choice([1, 2]))], ()),
    ]
    pairs = [(a.place, b.place) for a in sketch.leaves for b in sketch.leaves]
    if pick.randint(0, 1):
        sketch.sharing = {(a, b) for a, b in pairs if a < b and pick.randint(0, 2)}
    return sketch.plan(0)


@given(RANDOM)
@settings(max_examples=3 * settings().max_examples)
def test_averages_over_choices_are_as_the_table_finds_them(random: Random) -> None:
    assert_same(graded_choices(random))


def test_going_without_a_choice_costs_its_cheapest_demand() -> None:
    """Which nobody fills here: a course worth 4 or 3 is then none too many to spare."""
    sketch = Sketch(Random(0), [Fraction(3), Fraction(3), Fraction(4)])  # noqa: S311 - no secret

    def leaf(worth: int, *eligible: int) -> Leaf:
        one = sketch.leaf(eligible, 1, kind="course")
        sketch.leaves[-1] = one._replace(worth=Fraction(worth))
        return sketch.leaves[-1]

    choice = Branch(2, 2, (leaf(1), leaf(4, 2), leaf(3, 1)), member="m")
    graded = tuple((one, Fraction(points)) for one, points in enumerate((2, 3, 1)))
    floor = Floor("G0", Fraction(2), strict=False, points=graded)
    needed, rival = leaf(3, 1), leaf(5, 1, 2)
    sketch.groups = [
        Branch(2, 2, (choice, needed), _asks("G0", range(4), (floor,))),
        Branch(1, 1, (rival,), _asks("G1", [4], ())),
    ]
    assert_same(sketch.plan(0))


def _asks(name: str, places: Iterable[int], floors: tuple[Floor, ...]) -> Asks:
    return Asks((GroupId(name),), name, frozenset(places), (), floors)
