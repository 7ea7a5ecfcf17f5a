"""An integer program as data: whole variables, linear rows, minima and maxima.

It knows no solver. Every number is exact; `formulate` writes one, `solver` reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Literal = tuple[int, bool]
"""A yes-or-no variable and the value that makes it hold."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of whole multiples of variables, and a constant."""

    terms: tuple[tuple[int, int], ...] = ()
    constant: int = 0

    def __add__(self, other: "Linear | int") -> "Linear":
        return self._with(other, 1, 1)

    def __sub__(self, other: "Linear | int") -> "Linear":
        return self._with(other, 1, -1)

    def until(self, other: "Linear | int") -> "Linear":
        """Return what is missing of *other*."""
        return self._with(other, -1, 1)

    def _with(self, other: "Linear | int", mine: int, theirs: int) -> "Linear":
        """Add so many times another sum to so many times this one."""
        terms = self.terms if mine == 1 else tuple((v, -k) for v, k in self.terms)
        if isinstance(other, int):
            return Linear(terms, self.constant * mine + other * theirs)
        constant = self.constant * mine + other.constant * theirs
        if not other.terms:
            return Linear(terms, constant)
        factors = dict(terms)
        for one, factor in other.terms:
            factors[one] = factors.get(one, 0) + factor * theirs
        return _sum_of(factors, constant)

    def __mul__(self, times: int) -> "Linear":
        if times == 1:
            return self
        terms = tuple((one, factor * times) for one, factor in self.terms if times)
        return Linear(terms, self.constant * times)

    def value(self, values: Mapping[int, int]) -> int:
        """Return what the sum comes to."""
        return self.constant + sum(factor * values[one] for one, factor in self.terms)


def total(parts: Iterable[Linear]) -> Linear:
    """Add sums up, each variable once."""
    factors: dict[int, int] = {}
    constant = 0
    for part in parts:
        constant += part.constant
        for one, factor in part.terms:
            factors[one] = factors.get(one, 0) + factor
    return _sum_of(factors, constant)


def _sum_of(factors: Mapping[int, int], constant: int) -> Linear:
    if 0 in factors.values():
        factors = {one: factor for one, factor in factors.items() if factor}
    return Linear(tuple(factors.items()), constant)


@dataclass(frozen=True, slots=True)
class Row:
    """A sum that is at least 0, wherever every literal of `when` holds."""

    sum: Linear
    when: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Extreme:
    """A variable that is the least (or the greatest) of several sums."""

    variable: int
    of: tuple[Linear, ...]
    greatest: bool


@dataclass(slots=True)
class Program:
    """Variables by their bounds, and what must hold between them."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    extremes: list[Extreme] = field(default_factory=list)

    def whole(self, low: int, high: int) -> Linear:
        """Add a whole variable."""
        self.bounds.append((low, high))
        return Linear(((len(self.bounds) - 1, 1),))

    def yes_or_no(self) -> Linear:
        """Add a variable that is 0 or 1."""
        return self.whole(0, 1)

    def at_least(self, left: Linear, right: Linear | int, *when: Linear) -> None:
        """Require that *left* reaches *right* wherever each of *when* is 1."""
        self._require(left - right, when)

    def at_most(self, left: Linear, right: Linear | int, *when: Linear) -> None:
        """Require that *left* does not exceed *right* wherever each of *when* is 1."""
        self._require(left.until(right), when)

    def equal(self, left: Linear, right: Linear) -> None:
        """Require that *left* is *right*."""
        self.at_least(left, right)
        self.at_most(left, right)

    def _require(self, sum_: Linear, when: Iterable[Linear]) -> None:
        literals = []
        for one in when:
            if not one.terms:
                if not one.constant:
                    return
                continue
            literals.append(literal(one))
        self.rows.append(Row(sum_, tuple(literals)))

    def range_of(self, sum_: Linear) -> tuple[int, int]:
        """Return the least and greatest a sum could be by its bounds alone."""
        low = high = sum_.constant
        for one, factor in sum_.terms:
            least, most = self.bounds[one]
            low += factor * (least if factor > 0 else most)
            high += factor * (most if factor > 0 else least)
        return low, high

    def extreme(self, of: Iterable[Linear], *, greatest: bool) -> Linear:
        """Add a variable that is the least or the greatest of several sums."""
        of = tuple(of)
        pick = max if greatest else min
        if all(not one.terms for one in of):
            return Linear((), pick(one.constant for one in of))
        ranges = [self.range_of(one) for one in of]
        low = pick(low for low, _ in ranges)
        high = pick(high for _, high in ranges)
        variable = self.whole(low, high)
        self.extremes.append(Extreme(variable.terms[0][0], of, greatest))
        return variable

    def reaches(self, values: Mapping[int, int]) -> bool:
        """Say whether every variable that is an extreme of sums is that."""
        return all(
            values[extreme.variable]
            == (max if extreme.greatest else min)(
                one.value(values) for one in extreme.of
            )
            for extreme in self.extremes
        )


def literal(one: Linear) -> Literal:
    """Read a sum as a literal: `x`, or `1 - x`."""
    ((variable, factor),) = one.terms
    return (variable, factor > 0)
