"""Measure one engine in a process of its own, whenever it is told to.

`python -m benchmarks.measure NAME RULES` makes the workload, lets the engine take its
rules, compares its answers with the reference, and prints what that cost as one line of
JSON. It is asked about every learner once, for some seconds at most, since all of them
keep what they looked up before. Then each line that arrives on standard input starts
one round, which ends in one more line: so several engines take turns on one machine.
Processor time is measured, for machines are shared.
"""

import json
import math
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.peers import PEERS, dictionary
from benchmarks.workload import PlainLearner, PlainRule, expected, workload

LEARNERS = 400
COMPARED = 40
SECONDS = 1.0
WARMING = 8.0


def main(name: str, rules: int) -> None:
    """Build one engine, then measure it round by round."""
    work = workload(rules, LEARNERS)
    if name not in PEERS:
        import_module("benchmarks.office").prepare(work.rules)
    before, started = _memory(), time.process_time()
    if name in PEERS:
        ask, turn = PEERS[name](work.rules), [*work.learners]
        run: Callable[[int], object] = lambda place: ask(turn[place])  # noqa: E731
        holding: Callable[[int], frozenset[str]] = lambda place: ask(turn[place])  # noqa: E731
    else:
        run, holding = _ours(name, work.rules, work.learners)
    taken = time.process_time() - started
    right = _compared(work.rules, work.learners, holding)
    _say(build=round(taken, 2), megabytes=round(_memory() - before), right=right)
    _rate(run, WARMING, LEARNERS)
    for _ in sys.stdin:
        _say(rate=_rate(run))


def _ours(
    name: str, rules: Sequence[PlainRule], learners: Sequence[PlainLearner]
) -> tuple[Callable[[int], object], Callable[[int], frozenset[str]]]:
    ours = import_module("benchmarks.ours")
    rulebook = ours.loaded(rules)
    records = [ours.record(learner) for learner in learners]
    ask = ours.OURS[name]
    return (
        lambda place: ask(rulebook, records[place]),
        lambda place: ours.rules_that_hold(rulebook, records[place]),
    )


def _compared(
    rules: Sequence[PlainRule],
    learners: Sequence[PlainLearner],
    holding: Callable[[int], frozenset[str]],
) -> bool:
    """Compare answers with the reference, which is compared with every rule read."""
    reference = dictionary(rules)
    by_hand = all(reference(one) == expected(rules, one) for one in learners[:2])
    return by_hand and all(
        holding(place) == reference(one)
        for place, one in enumerate(learners[:COMPARED])
    )


def _rate(
    run: Callable[[int], object], seconds: float = SECONDS, most: float = math.inf
) -> float:
    """Count learners a second of processor time, each asked in turn."""
    started, done = time.process_time(), 0
    while (taken := time.process_time() - started) < seconds and done < most:
        for _ in range(8 if taken else 1):
            run(done % LEARNERS)
            done += 1
    return done / taken if taken else 0.0


def _memory() -> float:
    """Return the megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
