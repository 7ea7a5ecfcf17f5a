"""Everything about the speed and the worth of the audit, measured in one run.

    python -m benchmarks.audit.report --learners 100 --draws 20

writes `docs/explanation/audit-performance.md`, with what `brute` and `medium` counted.
Time is the processor's, so that other work on the machine lengthens it little.
"""

import json
import platform
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time
from typing import TypeVar
from unittest.mock import patch

from articulate.audit import solver
from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.audit import audit
from articulate.audit.certificate import certificate_for
from articulate.audit.check import check
from articulate.audit.descent import steps as descent
from articulate.audit.descent.goals import Goal
from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.measure import measure
from articulate.audit.plan import Plan
from articulate.audit.planning import plan_for
from articulate.audit.program import Linear
from articulate.audit.relaxation import Promise, Relaxation
from articulate.audit.relief import relief_for
from articulate.bootstrap.set_aside import set_rules_aside
from articulate.model.identifiers import BlockId
from benchmarks.audit.families import FAMILIES
from benchmarks.audit.greedy import first_fit
from benchmarks.audit.ordinary import learners, ordinary_office
from benchmarks.audit.published import PROGRAM, published
from benchmarks.audit.whole_model import WholeModel

HERE = Path(__file__).parent
COMPILED = HERE.parents[1] / "build" / "compiled" / "there"
PAGE = HERE.parents[1] / "docs" / "explanation" / "audit-performance.md"
WARM = 20
"""Learners audited beforehand: some of each degree."""

EASY = 2
"""The first rows are of audits as they come; all others are made to be hard."""

T = TypeVar("T")
BUDGET = Budget()
STEPS = 1_000_000
"""The steps of the yardstick: machines differ fourfold, and one from hour to hour."""

PATIENCE = 5
"""Seconds that HiGHS has for each objective; CP-SAT counts work, about as much."""

LIBRARIES = ("ortools.sat.python.cp_model", "highspy")
"""What the first audit that needs it loads, once in a process."""

DEFAULTS = (("num_workers", 1), ("random_seed", 0))


@dataclass(slots=True)
class Timed:
    """Milliseconds of work, one for each audit."""

    each: list[float] = field(default_factory=list)

    def time(self, work: Callable[[], T]) -> T:
        """Do some work and note how long it took."""
        start = process_time()
        found = work()
        self.each.append(1000 * (process_time() - start))
        return found

    def share(self, part: float) -> float:
        """Return what that part of them stays under."""
        ranked = sorted(self.each)
        return ranked[min(len(ranked) - 1, int(part * len(ranked)))]

    @property
    def cells(self) -> str:
        """Median, mean, 99th percentile and worst, as cells of a table."""
        shown = (median(self.each), mean(self.each), self.share(0.99), max(self.each))
        return " | ".join(f"{one:.0f}" for one in shown)


@dataclass(slots=True)
class Row:
    """One family of degrees, and what became of it."""

    name: str
    ours: Timed = field(default_factory=Timed)
    cp_sat: Timed = field(default_factory=Timed)
    highs: Timed = field(default_factory=Timed)
    decided: int = 0
    unique: int = 0
    completed: int = 0
    greedy_fails: int = 0
    greedy_worse: int = 0
    refused: int = 0

    def note(self, plan: Plan, found: Search) -> None:
        """Note how an audit ended, and what first fit makes of the same."""
        self.decided += found.decided
        self.unique += found.unique
        greedy = measure(plan, first_fit(plan)).unmet
        best = found.objective.unmet
        self.completed += best == 0
        self.greedy_fails += best == 0 < greedy
        self.greedy_worse += best < greedy


def _not_in_order(_: solver.CpSat, __: Sequence[int]) -> solver.Found:
    return solver.Found(solver.Outcome.UNKNOWN, {}, 0)


def _one_by_one(
    searching: descent.Descent, goals: Sequence[Goal], after: Sequence[Goal] = ()
) -> Sequence[Goal]:
    searching.all(goals, most=1)
    return after


def _nothing(_: Relaxation, sums: Sequence[Linear]) -> list[Promise]:
    return [Promise(-sys.maxsize, -sys.maxsize, {}, (), None) for _ in sums]


def whole_by_cp_sat(plan: Plan) -> None:
    """Solve the whole model as it stands, one objective after the other."""
    with (
        patch.object(solver, "SETTINGS", DEFAULTS),
        patch.object(descent.Descent, "weigh", _one_by_one),
        patch.object(descent, "AT_ONCE", -1),
        patch.object(Relaxation, "promises", _nothing),
        patch.object(solver.CpSat, "first", _not_in_order),
    ):
        form = formulate(plan)
        found = solver.CpSat(form.program, PATIENCE)
        solve_by_levels(form, found, first_only=False)


def ordinary(count: int, peers: int) -> Row:
    """Audit ordinary learners from their evaluations, certificate and checker too."""
    row = Row("ordinary, from evaluation to checked certificate")
    office = ordinary_office()
    for degree, taken in learners(WARM, seed=2):  # what a degree asks is read once
        audit(office.rulebook, office.evaluated(degree, taken), BlockId(degree))
    set_rules_aside()  # as a worker of a batch does
    audited = []
    for degree, taken in learners(count, seed=1):
        evaluation = office.evaluated(degree, taken)
        found = row.ours.time(
            lambda: audit(office.rulebook, evaluation, BlockId(degree), budget=BUDGET)  # noqa: B023 - called at once
        )
        audited.append((degree, evaluation, found))
    for place, (degree, evaluation, found) in enumerate(audited):
        row.refused += bool(check(office.rulebook, evaluation, found))
        block = next(b for b in office.rulebook.degrees if b.head.id == degree)
        relief = relief_for(office.rulebook, evaluation, BlockId(degree))
        plan = plan_for(office.rulebook, evaluation, block, relief=relief, way={})
        row.note(plan, allocate(plan, BUDGET))
        if place < peers:
            _peers(row, plan)
    return row


def real() -> Row:
    """Audit learners of published degrees, where these are at hand."""
    row = Row("published degrees, from evaluation to checked certificate")
    for one in published():
        audit(one.rulebook, one.evaluated(), PROGRAM, budget=BUDGET)  # reads the degree
        set_rules_aside()  # what compiling left behind is no part of an audit
        evaluation = one.evaluated()
        found = row.ours.time(
            lambda: audit(one.rulebook, evaluation, PROGRAM, budget=BUDGET)  # noqa: B023 - called at once
        )
        row.refused += bool(check(one.rulebook, evaluation, found))
        block = one.rulebook.degrees[0]
        relief = relief_for(one.rulebook, evaluation, PROGRAM)
        plan = plan_for(one.rulebook, evaluation, block, relief=relief, way={})
        row.note(plan, allocate(plan, BUDGET))
    return row


def compiled(count: int) -> list[Timed]:
    """Time the easy rows where the search is compiled, if `make compiled` did so."""
    if not COMPILED.exists():
        return []
    told = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", __spec__.name, "--easy", "--learners", str(count)],
        env={"PYTHONPATH": f"{COMPILED}:{HERE.parents[1]}"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Timed(each) for each in json.loads(told.stdout)]


def adversarial(
    name: str, draw: Callable[[Random], Plan], count: int, peers: int
) -> Row:
    """Settle the plans of one family, certificate too; some by the peers as well."""
    row = Row(name)
    set_rules_aside()
    for seed in range(count):
        plan = draw(Random(seed))

        def work(plan: Plan = plan) -> Search:
            found = allocate(plan, BUDGET)
            certificate_for(plan, found, BUDGET)
            return found

        row.note(plan, row.ours.time(work))
        if seed < peers:
            _peers(row, plan)
    return row


def yardstick() -> int:
    """Add a million numbers up, as slowly as Python does."""
    sum_ = 0
    for number in range(STEPS):
        sum_ += number * number % 7
    return sum_


def _peers(row: Row, plan: Plan) -> None:
    row.cp_sat.time(lambda: whole_by_cp_sat(plan))
    try:
        model = WholeModel(plan, patience=PATIENCE)
    except ValueError:
        return
    try:
        row.highs.time(model.best)
    except RuntimeError:
        row.highs.each.append(1000 * PATIENCE)


def _lines(rows: list[Row]) -> Iterator[str]:
    for row in [one for one in rows if one.ours.each]:
        size = len(row.ours.each)
        yield (
            f"| {row.name} | {size} | {row.ours.cells} | {row.decided} | {row.unique} |"
        )


def _peer_lines(rows: list[Row]) -> Iterator[str]:
    for row in [one for one in rows if one.cp_sat.each]:
        ours = Timed(row.ours.each[: len(row.cp_sat.each)])
        highs = f"{median(row.highs.each):.0f}" if row.highs.each else "-"
        worst = f"{max(row.highs.each):.0f}" if row.highs.each else "-"
        yield (
            f"| {row.name} | {median(ours.each):.0f} | {max(ours.each):.0f} "
            f"| {median(row.cp_sat.each):.0f} | {max(row.cp_sat.each):.0f} "
            f"| {highs} | {worst} |"
        )


def _greedy_lines(rows: list[Row]) -> Iterator[str]:
    for row in [one for one in rows if one.ours.each]:
        yield (
            f"| {row.name} | {len(row.ours.each)} | {row.completed} "
            f"| {row.greedy_fails} | {row.greedy_worse} |"
        )


def _evidence() -> Iterator[str]:
    for name in ("brute", "medium"):
        for file in sorted((HERE / "results").glob(f"{name}*.json")):
            found = json.loads(file.read_text(encoding="utf-8"))
            by = ", ".join(f"{count} {how}" for how, count in found["by"].items())
            yield (
                f"| `{name}` | {found['first seed']} | {found['agreed']} "
                f"| {by} | {found['seconds of work']} |"
            )


def _rate(times: Timed) -> str:
    return f"{1000 / mean(times.each):.0f} a second" if times.each else "not at hand"


def page(rows: list[Row], quick: list[Timed], yard: Timed) -> str:
    """Write the page: goals, what was measured, and what it was measured on."""
    hard = Timed([one for row in rows[EASY:] for one in row.ours.each])
    every = [row for row in rows if row.ours.each]
    total = sum(len(row.ours.each) for row in every)
    decided = sum(row.decided for row in every)
    unique = sum(row.unique for row in every)
    refused = sum(row.refused for row in rows)
    completed = sum(row.completed for row in every)
    lost = sum(row.greedy_fails for row in every)
    text = (HERE / "page.md").read_text(encoding="utf-8")
    return text.format(
        command=" ".join(["python -m benchmarks.audit.report", *sys.argv[1:]]),
        machine=f"Python {platform.python_version()} of {sys.base_prefix}, "
        f"ortools {version('ortools')}, highspy {version('highspy')}",
        least=f"{min(yard.each):.0f}",
        most=f"{max(yard.each):.0f}",
        rate=_rate(rows[0].ours),
        real=_rate(rows[1].ours),
        quick=_rate(quick[0]) if quick else "not compiled",
        quick_real=_rate(quick[1]) if quick else "not compiled",
        p99=f"{hard.share(0.99):,.0f}",
        under=f"{100 * sum(one < 250 for one in hard.each) / len(hard.each):.0f}",
        decided=f"{decided} of {total}",
        unique=f"{unique} of {total}",
        refused=refused,
        lost=f"{lost} of {completed}",
        rows=_joined(_lines(rows)),
        peers=_joined(_peer_lines(rows)),
        greedy=_joined(_greedy_lines(rows)),
        evidence=_joined(_evidence()),
    )


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def main() -> int:
    """Measure everything, and write the page."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--peers", type=int, default=2)
    parser.add_argument("--easy", action="store_true", help="print their times only")
    asked = parser.parse_args()
    peers = 0 if asked.easy else asked.peers
    rows = [ordinary(asked.learners, 3 * peers), real()]
    if asked.easy:
        print(json.dumps([row.ours.each for row in rows]))
        return 0
    quick = compiled(asked.learners)
    print(*_lines(rows), flush=True)
    for library in LIBRARIES:
        import_module(library)
    yard = Timed()
    for name, draw in FAMILIES.items():
        yard.time(yardstick)
        rows.append(adversarial(name, draw, asked.draws, asked.peers))
        print(*_lines(rows[-1:]), flush=True)
    PAGE.write_text(page(rows, quick, yard), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
