"""Many learners at once: in columns, one by one, and as a plain join of tables.

    python -m benchmarks.cohort --rules 100000 --learners 300000

Processor time, and the clock on the wall beside it, since a join uses every core. The
plain join is what an analyst would write: each course joined with the rules by code,
and those kept whose grade is good enough. It knows no sets, versions, repeats or
policy, and is here for its speed. The awards in columns are compared with `evaluate`.
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

import polars as pl

from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.command import collecting_seldom
from articulate.cohort.awards import rows_of_lines
from articulate.cohort.reading import Cohort
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_cohort import (
    Keeping,
    evaluate_cohort,
    open_cohort,
)
from articulate.services.evaluate_record import Asked, evaluate_lines
from benchmarks.office import (
    AS_OF,
    COMPLETED,
    HERE,
    REQUESTED,
    office_of,
    unit_of,
    write_office,
)
from benchmarks.ours import loaded
from benchmarks.workload import POINTS, PlainRule, Workload, workload

Made = TypeVar("Made")
ADMITTED = "2024-08-20"
SAMPLE = 200
TIMES = 3
"""How often what is quick is measured: other work on the machine only adds to it."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and on the wall."""

    work: float
    wall: float

    def a_second(self, many: int) -> str:
        """How many of something that was, a second of each."""
        return f"{many / self.work:,.0f} | {many / self.wall:,.0f}"


def measured(do: Callable[[], Made], times: int = 1) -> tuple[Made, Spent]:
    """Do something so many times and measure it; the least of each is what it takes."""
    spent = []
    for _ in range(times):
        work, wall = time.process_time(), time.perf_counter()
        made = do()
        spent.append((time.process_time() - work, time.perf_counter() - wall))
    return made, Spent(*map(min, zip(*spent, strict=True)))


def tables(work: Workload) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lay a workload's learners out as tables."""
    columns = ("learner", "institution", "code", "grade", "credits", "unit")
    rows = [
        (
            one.name,
            a.sender,
            a.course,
            a.grade,
            "4",
            unit_of(a.sender),
            COMPLETED[a.term],
        )
        for one in work.learners
        for a in one.attempts
    ]
    courses = pl.DataFrame(rows, schema=[*columns, "completed"], orient="row")
    names = pl.DataFrame({"learner": [one.name for one in work.learners]})
    days = names.with_columns(
        pl.lit(ADMITTED).str.to_date().alias("admitted"),
        pl.lit(REQUESTED).alias("requested"),
    )
    return courses, days


def rule_table(rules: Sequence[PlainRule]) -> pl.DataFrame:
    """Lay rules out as an analyst has them: a row for each course of each."""
    return pl.DataFrame(
        [(one.sender, course, one.target) for one in rules for course in one.courses],
        schema=["institution", "code", "target"],
        orient="row",
    )


def plain_join(courses: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Join courses with rules by code and keep good enough grades."""
    points = pl.DataFrame({"grade": list(POINTS), "points": list(POINTS.values())})
    joined = courses.lazy().join(rules.lazy(), on=["institution", "code"], how="left")
    graded = joined.join(points.lazy(), on="grade", how="left")
    awarded = pl.col("target").is_not_null() & (pl.col("points") >= POINTS["C"])
    return graded.group_by(awarded.alias("awarded")).len().collect()


def differences(book: Rulebook, cohort: Cohort, awards: pl.DataFrame) -> Iterator[str]:
    """Name learners of a sample whose awards differ from those of `evaluate`."""
    asked = Asked(AS_OF, HERE)
    many = len(cohort.table.learners)
    for number in Random(7).sample(range(many), min(SAMPLE, many)):
        record = cohort.record(number)
        lines = evaluate_lines(book, record, asked).lines
        wanted = sorted(map(_comparable, rows_of_lines(record.learner.id, lines)))
        mine = awards.filter(pl.col("learner") == record.learner.id)
        if sorted(map(_comparable, mine.cast(pl.String).iter_rows())) != wanted:
            yield record.learner.id


def _comparable(row: tuple[str | None, ...]) -> tuple[str, ...]:
    learner, learning, *rest = (one or "" for one in row)
    return learner, " + ".join(sorted(learning.split(" + "))), *rest


def main() -> None:
    """Measure, compare and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", type=int, default=100_000)
    options.add_argument("--learners", type=int, default=100_000)
    given = options.parse_args()
    work = workload(given.rules, given.learners)
    courses, days = tables(work)
    rules = work.rules
    del work
    if not office_of(given.rules).exists():
        write_office(Workload(rules, ()), office_of(given.rules))
    book = loaded(rules)
    table = rule_table(rules)
    asked = Asked(AS_OF, HERE)
    many = given.learners
    few = open_cohort(courses.head(40), days.head(1), "c")
    evaluate_cohort(book, few, asked)
    gc.collect()
    gc.freeze()
    cohort, read = measured(lambda: open_cohort(courses, days, "courses"), TIMES)
    with TemporaryDirectory() as cache, collecting_seldom():
        keeping = Keeping(BundleFolder(Path(cache) / "kept", "tellings"))
        study = partial(evaluate_cohort, asked=asked, keeping=keeping)
        first, cold = measured(lambda: study(book, cohort))
        # As the next process does: the rules are loaded, and nothing was asked of them.
        other = loaded(rules)
        study(other, few)
        again, warm = measured(lambda: study(other, cohort), TIMES)
        assert first == again
        frames: list[pl.DataFrame] = []
        _, written = measured(lambda: study(other, cohort, write=frames.append))
    _, join = measured(lambda: plain_join(courses, table), TIMES)
    records = [cohort.record(number) for number in range(min(SAMPLE, many))]
    _, alone = measured(lambda: [evaluate_lines(book, one, asked) for one in records])
    wrong = list(differences(book, cohort, pl.concat(frames)))
    print(f"{given.rules:,} rules, {many:,} learners of 40 courses\n")
    print("| | learners a second of work | on the wall |\n| --- | ---: | ---: |")
    print(f"| table to numbers | {read.a_second(many)} |")
    print(f"| numbers to counts, every code new | {cold.a_second(many)} |")
    print(f"| numbers to counts, answers kept | {warm.a_second(many)} |")
    print(f"| numbers to awards, answers kept | {written.a_second(many)} |")
    for said, counted in (("every code new", cold), ("answers kept", warm)):
        whole = Spent(read.work + counted.work, read.wall + counted.wall)
        print(f"| table to counts in all, {said} | {whole.a_second(many)} |")
    print(
        f"| one by one, every line with its reasons | {alone.a_second(len(records))} |"
    )
    print(f"| plain join, codes and grades only | {join.a_second(many)} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = Spent(read.work + warm.work, read.wall + warm.wall)
    each = alone.work / len(records) * many
    print(
        f"\ntable to counts, answers kept: {whole.work / join.work:.1f} times the work"
        f" of the plain join, {whole.wall / join.wall:.1f} times its time;"
        f" one by one: {each / whole.work:,.0f} times ours"
    )
    print(
        f"\n{first.by_engine:,} by the engine; {peak:,.0f} MB at the peak, all included"
    )
    print(f"{min(SAMPLE, many)} learners compared with `evaluate`: {len(wrong)} differ")


if __name__ == "__main__":
    main()
