"""The adapter to a linear-programming library: HiGHS, nothing else.

A program without its wholeness is solved a hundred times as fast, and of most degrees
it comes to the best there is. The library works in floating point, so nothing that it
says is believed: of its answer only the prices of rows are taken, and what these prove
is added up again in whole numbers. Where it errs, less is proved, and nothing is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd, isfinite
from typing import Any

from articulate.audit.program import Linear, Program, Row

PARTS = 2**30
"""Into so many parts of one a price is rounded."""

NEAR = 1_000_000
"""A value so many times nearer than one to a whole number is looked at as that."""

PRIMAL = 4
"""The simplex method for another sum: what was best for one may be for the next."""

PIVOTS = 20_000
"""The steps of the simplex method that one relaxation may take."""

Terms = dict[int, int]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a sum cannot be below, and what follows where it is not much above.

    In parts of one, `floor` is what it comes to at best when some rows are taken from
    it, none of which is below 0, and `left` are its factors then. `values` keep every
    row, and bring the sum as low as that; None where the library found none.
    """

    least: int
    floor: int
    left: Mapping[int, int]
    bounds: Sequence[tuple[int, int]]
    values: Mapping[int, int] | None

    def must_be(self, most: int) -> dict[int, int]:
        """Say what variables must be where the sum is no more than *most*.

        One step away from the end that it is best at would already be too much.
        """
        spare, bounds = most * PARTS - self.floor, self.bounds
        return {
            place: bounds[place][factor < 0]
            for place, factor in self.left.items()
            if abs(factor) > spare and bounds[place][0] < bounds[place][1]
        }


class Relaxation:
    """One program with fractions allowed, and bounds of sums under what is held."""

    def __init__(self, program: Program) -> None:
        from highspy import _core  # noqa: PLC0415 - seldom needed

        library: Any = _core  # what wraps it greets on standard output
        self._program = program
        self._bounds = list(program.bounds)
        self._none: Any = library.kHighsInf
        self._rows: list[tuple[Terms, int]] = []
        self._highs: Any = library._Highs()  # noqa: SLF001
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("simplex_scale_strategy", 0),
            ("simplex_iteration_limit", PIVOTS),
        ):
            self._highs.setOptionValue(name, value)
        size = len(program.bounds)
        low, high = zip(*program.bounds, strict=True) if size else ((), ())
        self._highs.addVars(size, list(low), list(high))
        rows = [self._always(row) for row in program.rows]
        for extreme in program.extremes:
            sign = 1 if extreme.greatest else -1
            reached = Linear(((extreme.variable, sign),))
            rows += [_row(reached - one * sign) for one in extreme.of]
        self._add(rows)

    def require(self, row: Row) -> None:
        """Hold a row from now on."""
        self._add([self._always(row)])

    def fix(self, values: Mapping[int, int]) -> None:
        """Let some variables be what they must be, from now on."""
        for place, value in values.items():
            self._bounds[place] = (value, value)
        known = list(values.values())
        self._highs.changeColsBounds(len(known), list(values), known, known)

    def promises(self, goals: Sequence[Linear]) -> list[Promise]:
        """Say what each of some sums cannot be below, if those before it are so low.

        Nothing is held of it afterwards.
        """
        known = len(self._rows)
        found: list[Promise] = []
        for goal in goals:
            if found:
                before = goals[len(found) - 1]
                self._add([_row(before * -1 + found[-1].least)])
            found.append(self._promise(goal))
        gone = list(range(known, len(self._rows)))
        if gone:
            self._highs.deleteRows(len(gone), gone)
            del self._rows[known:]
        return found

    def _add(self, rows: Sequence[tuple[Terms, int]]) -> None:
        self._rows += rows
        starts: list[int] = []
        places: list[int] = []
        factors: list[int] = []
        for terms, _ in rows:
            starts.append(len(places))
            places += terms
            factors += terms.values()
        least = [-constant for _, constant in rows]
        most = [self._none] * len(rows)
        size = (len(rows), least, most, len(places))
        self._highs.addRows(*size, starts, places, factors)

    def _always(self, row: Row) -> tuple[Terms, int]:
        """Write a row so that it says nothing where a literal does not hold."""
        terms, constant = _row(row.sum)
        slack = max(0, -self._program.range_of(row.sum)[0])
        for place, holds in row.when:
            terms[place] = terms.get(place, 0) + (-slack if holds else slack)
            constant += slack if holds else 0
        return terms, constant

    def _promise(self, goal: Linear) -> Promise:
        size = len(self._bounds)
        costs = [0] * size
        for place, factor in goal.terms:
            costs[place] = factor
        self._highs.changeColsCost(size, list(range(size)), costs)
        self._highs.run()
        self._highs.setOptionValue("simplex_strategy", PRIMAL)
        found = self._highs.getSolution()
        left = {place: factor * PARTS for place, factor in goal.terms}
        floor = goal.constant * PARTS
        for (terms, constant), price in zip(self._rows, found.row_dual, strict=False):
            times = round(price * PARTS) if isfinite(price) else 0
            if times > 0:
                floor -= times * constant
                for place, factor in terms.items():
                    left[place] = left.get(place, 0) - times * factor
        floor += self._at_best(left.items())
        least = goal.constant + self._at_best(goal.terms)
        step = self._step(goal)
        if step and floor > least * PARTS:
            least -= (least * PARTS - floor) // (step * PARTS) * step
        values = self._whole(found.col_value)
        if values is not None and goal.value(values) > least:
            values = None
        return Promise(least, floor, left, tuple(self._bounds), values)

    def _step(self, goal: Linear) -> int:
        """Return what all values of a sum differ by, 0 where it has only one."""
        bounds = self._bounds
        return gcd(
            *(one for place, one in goal.terms if bounds[place][0] < bounds[place][1])
        )

    def _at_best(self, terms: Iterable[tuple[int, int]]) -> int:
        return sum(factor * self._bounds[place][factor < 0] for place, factor in terms)

    def _whole(self, found: Sequence[Any]) -> dict[int, int] | None:
        """Round what was found, None where that is not a solution of the program."""
        if not all(map(isfinite, found)):
            return None
        values: dict[int, int] = {}
        for place, one in enumerate(found):
            values[place] = near = round(one)
            if abs(near - one) * NEAR > 1:
                return None
        within = all(
            low <= values[place] <= high
            for place, (low, high) in enumerate(self._bounds)
        )
        kept = within and all(
            constant + sum(factor * values[place] for place, factor in terms.items())
            >= 0
            for terms, constant in self._rows
        )
        return values if kept and self._program.reaches(values) else None


def _row(sum_: Linear) -> tuple[Terms, int]:
    return dict(sum_.terms), sum_.constant
