"""Degrees of twenty groups for forty courses, compared with another solver's answer.

    python -m benchmarks.audit.medium --from 0 --count 5000

The other answer is that of `whole_model`: the whole degree in HiGHS, formulated apart.
What was counted goes to `results/medium.json`.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from fractions import Fraction
from pathlib import Path
from random import Random
from time import process_time

from articulate.audit.allocate import Budget, allocate
from articulate.audit.certificate import least
from articulate.audit.lawful import is_lawful
from articulate.audit.plan import Floor, Node, Plan, Tally
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
from benchmarks.audit.whole_model import WholeModel

RESULTS = Path(__file__).parent / "results" / "medium.json"
COURSES, CREDIT = CountedIn.COURSES, CountedIn.CREDIT


def medium(random: Random) -> Plan:
    """Draw twenty groups of every kind for forty courses."""
    thirds = random.randrange(8) == 0
    sizes = (
        [Fraction(8, 3), Fraction(3)] if thirds else [Fraction(c) for c in (3, 3, 4)]
    )
    sketch = Sketch(random, [random.choice(sizes) for _ in range(40)])
    narrow = random.choice([6, 10, 16])
    for _ in range(20):
        _group(sketch, narrow)
    for one, other in random.sample(pairs(20), random.choice([0, 0, 2, 6])):
        sketch.share(one, other, random.choice([None, None, 1, 2]))
    if random.randrange(2):
        sketch.resident(random.choice([30, 60, 130]), frozenset(sketch.some(60)))
    fills = random.choice([None, None, 2])
    return sketch.plan(random.choice([100, 120, 140]), fills_at_most=fills)


def _group(sketch: Sketch, narrow: int) -> None:
    pick = sketch.random
    kind = pick.choice(["named", "named", "courses", "credit", "credit", "some", "of"])
    if kind in ("courses", "credit"):
        share = pick.choice([narrow, 20, 35])
        eligible = sketch.some(share)
        need = (
            pick.choice([1, 2, 3]) if kind == "courses" else pick.choice([3, 6, 7, 9])
        )
        name = f"g{len(sketch.groups):02}"
        leaf = sketch.leaf(eligible, need, kind=kind)
        sketch.group([leaf], asked=_asked(sketch, eligible, name))
        return
    if kind == "of":
        inner: list[Node] = []
        for k in range(pick.choice([2, 3])):
            leaves: list[Node] = [
                sketch.leaf(sketch.some(narrow), 1, kind="course") for _ in range(2)
            ]
            inner.append(sketch.inner(leaves, f"s{k}"))
        sketch.group(inner, least=1, most=pick.choice([1, len(inner)]))
        return
    children: list[Node] = [
        sketch.leaf(sketch.some(narrow), 1, kind="course")
        for _ in range(pick.choice([1, 2, 3]))
    ]
    sketch.group(children, least=1 if kind == "some" else 0)


def _asked(sketch: Sketch, eligible: tuple[int, ...], name: str) -> Asked:
    pick = sketch.random
    tallies: list[Tally] = []
    floors: tuple[Floor, ...] = ()
    if not pick.randrange(4):
        tallies.append(at_most(pick.choice([3, 4, 7]), eligible[::2], CREDIT))
    if not pick.randrange(5):
        tallies.append(at_least(1, eligible[1::2], COURSES))
    if not pick.randrange(5):
        tallies.append(subjects(2, chunks(eligible, 3), least=bool(pick.randrange(3))))
    if not pick.randrange(8):
        value = Fraction(pick.choice([9, 10, 11, 12]), 4)
        floors = (sketch.floor(name, eligible, value),)
    return Asked(tuple(tallies), floors)


def differs(seed: int, *, presolve: bool = False) -> tuple[str, str]:
    """Compare one plan; say how it was settled, and what differs, if anything.

    With *presolve* HiGHS is four times as quick; where it differs, it is asked again.
    """
    plan = medium(Random(seed))
    found = allocate(plan, Budget())
    if not found.decided:
        best = WholeModel(plan).best()
        sound = found.bounds[0] <= best[0] <= found.objective.unmet
        return "undecided", "" if sound else f"bound {found.bounds}, best {best}"
    if not is_lawful(plan, found.allocation):
        return str(found.method), "unlawful"
    ours = (found.objective.unmet, found.objective.missing, found.objective.surplus)
    averages = (
        any(one.standing for one in (found.found.gpas)) or found.objective.standing
    )
    compared = 2 if averages else 3  # averages go before surplus, and HiGHS has none
    theirs = _quickly(plan) if presolve else None
    if theirs is None or ours[:compared] != theirs[:compared]:
        theirs = WholeModel(plan).best()
    if ours[:compared] != theirs[:compared]:
        return str(found.method), f"{ours}, HiGHS finds {theirs}"
    if least(plan, Budget()).leading > found.objective.leading:
        return str(found.method), "a bound above the best"
    return str(found.method), "" if found.unique else "-"


def _quickly(plan: Plan) -> tuple[int, Fraction, Fraction] | None:
    """Ask HiGHS with its presolve, None where that calls it infeasible."""
    try:
        return WholeModel(plan, presolve=True).best()
    except RuntimeError:
        return None


def main() -> int:
    """Compare the plans of some seeds, and write down how many agreed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--to", type=Path, default=RESULTS)
    parser.add_argument("--presolve", action="store_true")
    asked = parser.parse_args()
    counted: Counter[str] = Counter()
    start = process_time()
    for place in range(asked.count):
        method, wrong = differs(asked.first + place, presolve=asked.presolve)
        if wrong not in ("", "-"):
            print(f"seed {asked.first + place}: {wrong} (by {method})")
            return 1
        counted[method] += 1
        counted["last ties left open"] += wrong == "-"
        if place % 50 == 49 or place == asked.count - 1:
            text = {
                "first seed": asked.first,
                "agreed": place + 1,
                "by": dict(sorted(counted.items())),
                "seconds of work": round(process_time() - start),
            }
            asked.to.parent.mkdir(exist_ok=True)
            asked.to.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    print(f"{asked.count} plans agree: {dict(counted)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
