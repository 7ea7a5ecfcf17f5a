"""The adapter to a linear-programming library: HiGHS, nothing else.

A program without its wholeness is solved a hundred times as fast, and of most degrees
it comes to the best there is. The library works in floating point, so nothing that it
says is believed: of its answer only the prices of rows are taken, and what these prove
is added up again in whole numbers. Where it errs, less is proved, and nothing is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulate.audit.program import Linear, Program, Row

PARTS = 2**30
"""Into so many parts of one a price is rounded."""

PIVOTS = 20_000
"""The steps of the simplex method that one relaxation may take."""

Terms = dict[int, int]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a sum cannot be below, and what variables must be where it is so low."""

    least: int
    must_be: Mapping[int, int]


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
        known, found = len(self._rows), []
        for goal in goals:
            priced = self._priced(goal)
            least = max(self._least(goal), priced.least)
            found.append(Promise(least, priced.must_be(least, self._bounds)))
            self._add([_row(goal * -1 + least)])
        if goals:
            gone = list(range(known, len(self._rows)))
            self._highs.deleteRows(len(gone), gone)
            del self._rows[known:]
        return found

    def must_be(self, goal: Linear, most: int) -> Mapping[int, int]:
        """Say what variables must be wherever a sum is so low."""
        return self._priced(goal).must_be(most, self._bounds)

    def _add(self, rows: Sequence[tuple[Terms, int]]) -> None:
        self._rows += rows
        starts, places, factors = [], [], []
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

    def _least(self, goal: Linear) -> int:
        return goal.constant + sum(
            factor * self._bounds[place][factor < 0] for place, factor in goal.terms
        )

    def _priced(self, goal: Linear) -> "_Priced":
        """Take from a sum what rows are worth to it, none of which is below 0."""
        size = len(self._bounds)
        costs = [0] * size
        for place, factor in goal.terms:
            costs[place] = factor
        self._highs.changeColsCost(size, list(range(size)), costs)
        self._highs.run()
        left = {place: factor * PARTS for place, factor in goal.terms}
        constant = goal.constant * PARTS
        prices = self._highs.getSolution().row_dual
        for (terms, more), price in zip(self._rows, prices, strict=False):
            times = round(price * PARTS)
            if times > 0:
                constant -= times * more
                for place, factor in terms.items():
                    left[place] = left.get(place, 0) - times * factor
        floor = constant + sum(
            factor * self._bounds[place][factor < 0] for place, factor in left.items()
        )
        return _Priced(floor, left)


@dataclass(frozen=True, slots=True)
class _Priced:
    """A sum less some rows: what it is at least, and its factors, in parts of one."""

    floor: int
    left: Mapping[int, int]

    @property
    def least(self) -> int:
        """What the sum cannot be below."""
        return -(-self.floor // PARTS)

    def must_be(self, most: int, bounds: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Say what variables must be where the sum is no more than *most*.

        One step away from the end that it is best at would already be too much.
        """
        spare = most * PARTS - self.floor
        return {
            place: bounds[place][factor < 0]
            for place, factor in self.left.items()
            if abs(factor) > spare and bounds[place][0] < bounds[place][1]
        }


def _row(sum_: Linear) -> tuple[Terms, int]:
    return dict(sum_.terms), sum_.constant
