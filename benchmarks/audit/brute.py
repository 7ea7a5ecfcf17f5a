"""Every allocation of many small degrees is tried, and compared with what was found.

    python -m benchmarks.audit.brute --from 0 --count 100000

Each seed draws one plan; what was counted is added to `results/brute.json`, so that a
run can be stopped and taken up again. A difference is printed and ends the run.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time

from tests.audit.plans import best_by_trying_all, random_plan

from articulate.audit.allocate import Budget, allocate
from articulate.audit.certificate import least

RESULTS = Path(__file__).parent / "results" / "brute.json"
WAYS = (24, 24, 24, 24, 24, 48, 48, 48, 120, 300)
"""How many allocations a plan may have at most, by the last digit of its seed."""


def differs(seed: int) -> tuple[str, str]:
    """Compare one plan; say how it was settled, and what differs, if anything."""
    plan = random_plan(Random(seed), most=WAYS[seed % 10])
    steps = 0 if seed % 4 == 3 else Budget().steps
    moves = 0 if seed % 16 == 3 else Budget().moves
    budget = Budget(steps=steps, moves=moves)
    found, best = allocate(plan, budget), best_by_trying_all(plan)
    if not (found.decided and found.unique):
        return str(found.method), "not proved"
    if found.objective != best:
        return str(found.method), "not the best"
    if least(plan, budget).leading > best.leading:
        return str(found.method), "a bound above the best"
    return str(found.method), ""


def main() -> int:
    """Compare the plans of some seeds, and write down how many agreed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--to", type=Path, default=RESULTS)
    asked = parser.parse_args()
    counted: Counter[str] = Counter()
    start = process_time()
    for place in range(asked.count):
        method, wrong = differs(asked.first + place)
        if wrong:
            print(f"seed {asked.first + place}: {wrong} (by {method})")
            return 1
        counted[method] += 1
        if place % 500 == 499 or place == asked.count - 1:
            seconds = round(process_time() - start)
            text = {
                "first seed": asked.first,
                "agreed": place + 1,
                "by": dict(sorted(counted.items())),
                "seconds of work": seconds,
            }
            asked.to.parent.mkdir(exist_ok=True)
            asked.to.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    print(f"{asked.count} plans agree: {dict(counted)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
