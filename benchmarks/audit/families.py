"""Families of degrees made to be hard: the adversaries of the audit.

Each draws a plan from a random source. Real degrees are easier; these look for the
place where a search breaks, and for a silence about it.
"""

from collections.abc import Callable
from fractions import Fraction
from random import Random

from articulate.audit.plan import Floor, Node, Plan
from articulate.rulebook.requirements import CountedIn
from benchmarks.audit.sketch import (
    Asked,
    Sketch,
    at_least,
    at_most,
    chunks,
    pairs,
    subjects,
)

COURSES, CREDIT = CountedIn.COURSES, CountedIn.CREDIT


def sharing_chain(random: Random) -> Plan:
    """Draw forty groups in a chain, each sharing with the next."""
    sketch = Sketch(random, [Fraction(random.choice([3, 3, 4])) for _ in range(60)])
    for g in range(40):
        window = tuple((g + k + random.randrange(3)) % 60 for k in range(0, 9, 2))
        eligible = tuple(sorted(set(window)))
        sketch.group([sketch.leaf(eligible, 2, kind="courses")])
    for g in range(39):
        sketch.share(g, g + 1, most=random.choice([None, 1, 2]))
    return sketch.plan(total=120, fills_at_most=random.choice([None, 2]))


def near_ties(random: Random) -> Plan:
    """Draw courses that nothing tells apart but their place, for forty groups."""
    sketch = Sketch(random, [Fraction(3)] * 60, terms=1)
    for _ in range(40):
        sketch.group([sketch.leaf(sketch.some(30), 1, kind="courses")])
    return sketch.plan()


def knapsack(random: Random) -> Plan:
    """Draw credit of many sizes, for pools that must come out exactly."""
    sizes = [Fraction(8, 3), Fraction(10, 3), Fraction(3), Fraction(4), Fraction(5)]
    sketch = Sketch(random, [random.choice(sizes) for _ in range(60)])
    for _ in range(10):
        eligible = sketch.some(35)
        tally = at_most(random.choice([8, 10]), eligible[::2], CREDIT)
        need = random.choice([11, 13, 17, 19])
        leaf = sketch.leaf(eligible, need, kind="credit")
        sketch.group([leaf], asked=Asked((tally,)))
    return sketch.plan(total=180)


def dense(random: Random) -> Plan:
    """Draw sixty courses against forty groups of pools that overlap at random."""
    sketch = Sketch(random, [Fraction(random.choice([3, 3, 4])) for _ in range(60)])
    for _ in range(40):
        kind, need = random.choice([("courses", 1), ("courses", 2), ("credit", 4)])
        sketch.group([sketch.leaf(sketch.some(25), need, kind=kind)])
    return sketch.plan(total=200)


def shortage(random: Random) -> Plan:
    """Draw groups that want more than there is, so that some must go without."""
    sketch = Sketch(random, [Fraction(random.choice([3, 4])) for _ in range(40)])
    for _ in range(24):
        children: list[Node] = [
            sketch.leaf(sketch.some(12), 1, kind="course")
            for _ in range(random.choice([2, 3]))
        ]
        sketch.group(children)
    return sketch.plan(total=150)


def choices(random: Random) -> Plan:
    """Draw groups that ask for one or two of several sequences."""
    sketch = Sketch(random, [Fraction(random.choice([3, 4])) for _ in range(60)])
    for _ in range(20):
        inner: list[Node] = []
        for k in range(3):
            leaves: list[Node] = [
                sketch.leaf(sketch.some(15), 1, kind="course") for _ in range(2)
            ]
            inner.append(sketch.inner(leaves, f"s{k}"))
        sketch.group(inner, least=random.choice([1, 1, 2]))
    return sketch.plan(total=150)


def spread(random: Random) -> Plan:
    """Draw pools with subjects to spread over and courses to come from here."""
    sketch = Sketch(random, [Fraction(random.choice([3, 3, 4])) for _ in range(60)])
    for _ in range(12):
        eligible = sketch.some(40)
        tallies = [subjects(random.choice([2, 3]), chunks(eligible, 5))]
        if random.randrange(2):
            tallies.append(at_least(1, eligible[1::3], COURSES))
        if random.randrange(2):
            tallies.append(at_most(6, eligible[::3], CREDIT))
        leaf = sketch.leaf(eligible, random.choice([9, 12]), kind="credit")
        sketch.group([leaf], asked=Asked(tuple(tallies)))
    for one, other in random.sample(pairs(12), 3):
        sketch.share(one, other)
    return sketch.plan(total=180)


def averages(random: Random) -> Plan:
    """Draw pools that each ask for an average, over courses that several want."""
    sketch = Sketch(random, [Fraction(random.choice([3, 3, 4])) for _ in range(40)])
    for g in range(8):
        eligible = sketch.some(40)
        floors: tuple[Floor, ...] = ()
        if g % 2 == 0:
            value = Fraction(random.choice([9, 10, 11]), 4)
            floors = (sketch.floor(f"g{g:02}", eligible, value),)
        leaf = sketch.leaf(eligible, random.choice([2, 3]), kind="courses")
        sketch.group([leaf], asked=Asked((), floors))
    return sketch.plan(total=100)


def limited(random: Random) -> Plan:
    """Draw limits that overlap, over courses that groups compete for."""
    sketch = Sketch(random, [Fraction(random.choice([3, 3, 4])) for _ in range(48)])
    for _ in range(14):
        sketch.group(
            [sketch.leaf(sketch.some(30), random.choice([6, 7]), kind="credit")]
        )
    for k in range(3):
        members = sketch.some(40)
        sketch.limit(f"p/l{k}", random.choice([30, 36, 41]), members)
    sketch.resident(60, frozenset(sketch.some(60)))
    return sketch.plan(total=140)


FAMILIES: dict[str, Callable[[Random], Plan]] = {
    "long chains of sharing": sharing_chain,
    "near ties": near_ties,
    "knapsack-like credits": knapsack,
    "60 courses by 40 groups": dense,
    "more wanted than there is": shortage,
    "choices of sequences": choices,
    "subjects to spread over": spread,
    "several averages": averages,
    "limits that overlap": limited,
}
