"""Spectra: of every fact that rules test, the values that they tell apart.

A sample stands for all values that no rule tells from it, so that a set of situations
is a set of samples: the bits of a whole number. The last bit is the missing fact.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from articulate.analysis.aspects import Aspect, No, Setting, Test, Tests
from articulate.model.course import CourseLevel
from articulate.model.duration import Duration, DurationUnit
from articulate.model.exact import number_text, parse_number
from articulate.model.grade import GradeScale
from articulate.model.identifiers import InstitutionId, Mark
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import (
    DateValue,
    DurationValue,
    GradeValue,
    NumberValue,
    Operand,
    Operator,
    Sum,
    TextValue,
)
from articulate.rulebook.facts import FactValue, SeenGrade, SeenLevel, SeenPoints

Ordered = TypeVar("Ordered", Fraction, date)
OTHER = "something else"
"""A text that no rule names."""
_DAY = timedelta(days=1)
_MONTHS_A_YEAR = 12
_FROM_ZERO: tuple[Fraction | None, Fraction | None] = (Fraction(0), None)


@dataclass(frozen=True)
class Spectrum:
    """The samples of one fact; `ordered` samples of numbers or days rise."""

    samples: tuple[FactValue, ...]
    ordered: bool = False
    wanted_on: GradeScale | None = None
    bars: tuple[Fraction, ...] | tuple[date, ...] = ()

    @cached_property
    def everything(self) -> int:
        """Every sample, and the missing fact."""
        return (1 << (len(self.samples) + 1)) - 1

    @cached_property
    def known(self) -> int:
        """Every sample."""
        return (1 << len(self.samples)) - 1

    def chosen(self, mask: int) -> Iterator[FactValue]:
        """Yield the samples of a mask, in their order."""
        for place, sample in enumerate(self.samples):
            if mask >> place & 1:
                yield sample

    def holds(self, mask: int, value: Fraction | date) -> bool:
        """Say whether a number or a day is one that a sample of the mask stands for."""
        wanted = _stretch(self.bars, value)
        return any(
            _stretch(self.bars, sample) == wanted
            for sample in self.chosen(mask)
            if isinstance(sample, Fraction | date)
        )

    def where(self, test: Test) -> tuple[int, int]:
        """Return for which samples a test holds, and for which it is false."""
        if test.operator is None or test.wanted is None:
            return 1, 2
        if self.ordered:
            true = _between(self.samples, test.operator, test.wanted)
            return true, self.known & ~true
        true = false = 0
        for place, sample in enumerate(self.samples):
            seen = _average(sample) if test.average else sample
            if seen is None:
                continue
            truth = compare(seen, test.operator, test.wanted, self.wanted_on)
            if truth is not None:
                true |= truth << place
                false |= (not truth) << place
        return true, false


def _stretch(
    bars: tuple[Fraction, ...] | tuple[date, ...], value: Fraction | date
) -> tuple[int, int]:
    """Say between which bars a value lies, or on which."""
    return (
        bisect_left(bars, value),
        bisect_right(bars, value),
    )


def _average(sample: FactValue) -> SeenPoints | None:
    if not isinstance(sample, SeenGrade) or sample.scale is None:
        return None
    points = sample.scale.points_of(sample.mark)
    return None if points is None else SeenPoints(points)


def _between(
    samples: tuple[FactValue, ...], operator: Operator, wanted: Operand
) -> int:
    bar = wanted.day if isinstance(wanted, DateValue) else None
    if isinstance(wanted, NumberValue):
        low = bisect_left(samples, wanted.number)  # type: ignore[type-var]  # all numbers
        high = bisect_right(samples, wanted.number)  # type: ignore[type-var]
    else:
        low = bisect_left(samples, bar)  # type: ignore[type-var]  # all days
        high = bisect_right(samples, bar)  # type: ignore[type-var]
    every, below, upto = (1 << len(samples)) - 1, (1 << low) - 1, (1 << high) - 1
    match operator:
        case Operator.LESS:
            return below
        case Operator.AT_MOST:
            return upto
        case Operator.MORE:
            return every & ~upto
        case Operator.AT_LEAST:
            return every & ~below
        case Operator.EQUAL:
            return upto & ~below
        case Operator.UNEQUAL:
            return every & ~(upto & ~below)


@dataclass
class Spectra:
    """The spectra of a whole rulebook: first all tests are noted, then each is asked.

    `asked` keeps the conditions behind free tests, and `summed` what sums add up, for
    whoever makes a learner.
    """

    _wanted: dict[Aspect, dict[Operand, None]] = field(default_factory=dict)
    _settings: dict[str, Setting] = field(default_factory=dict)
    _made: dict[Aspect, Spectrum] = field(default_factory=dict)
    _where: dict[Test, tuple[int, int]] = field(default_factory=dict)
    asked: dict[Aspect, Test] = field(default_factory=dict)
    summed: dict[Aspect, Sum] = field(default_factory=dict)

    def introduce(self, setting: Setting) -> None:
        """Note what the facts of a learning stand on; the widest scale counts."""
        known = self._settings.setdefault(setting.about, setting)
        if known is setting or known.highest is None or setting.highest is None:
            return
        self._settings[setting.about] = replace(
            known,
            lowest=min(known.lowest or Fraction(0), setting.lowest or Fraction(0)),
            highest=max(known.highest, setting.highest),
        )

    def want(self, aspect: Aspect, wanted: Operand) -> None:
        """Note one value that something asks for."""
        self._wanted.setdefault(aspect, {})[wanted] = None

    def note(self, tests: Tests) -> None:
        """Note what a condition tells apart."""
        for test in _each(tests):
            wanted = self._wanted.setdefault(test.aspect, {})
            if test.wanted is not None:
                wanted[test.wanted] = None
            if test.aspect[0] == "free":
                self.asked.setdefault(test.aspect, test)
            elif isinstance(test.asked, Sum):
                self.summed.setdefault(test.aspect, test.asked)

    def note_days(self, axis: str, days: Iterable[date | None]) -> None:
        """Note days on which something begins, or is over."""
        wanted = self._wanted.setdefault(("day", axis, ""), {})
        for day in days:
            if day is not None:
                wanted[DateValue(day)] = None

    def where(self, test: Test) -> tuple[int, int]:
        """Return for which samples of its fact a test holds, and is false."""
        found = self._where.get(test)
        if found is None:
            found = self._where[test] = self.of(test.aspect).where(test)
        return found

    def of(self, aspect: Aspect) -> Spectrum:
        """Return the spectrum of one fact."""
        if aspect not in self._made:
            self._made[aspect] = self._make(aspect, self._wanted.get(aspect, {}))
        return self._made[aspect]

    def everything(self, aspect: Aspect) -> int:
        """Return the whole spectrum of a fact, the missing one included."""
        return self.of(aspect).everything

    def _make(self, aspect: Aspect, wanted: Iterable[Operand]) -> Spectrum:
        kind, name, about = aspect
        setting = self._settings.get(about)
        match kind:
            case "day":
                days = sorted({one.day for one in wanted if isinstance(one, DateValue)})
                return Spectrum(_days(days), ordered=True, bars=tuple(days))
            case "number" | "sum":
                bars = {one.number for one in wanted if isinstance(one, NumberValue)}
                bounds = _bounds(name, setting) if kind == "number" else _FROM_ZERO
                samples = _numbers(bars, *bounds)
                return Spectrum(samples, ordered=True, bars=tuple(sorted(bars)))
            case "grade" | "underlying" | "grade of":
                return self._grades(aspect, wanted)
            case "level":
                return Spectrum(_levels(wanted, name, setting))
            case "text":
                return Spectrum(_texts(wanted, name))
            case "length":
                return Spectrum(_lengths(wanted))
            case _:
                return Spectrum((True, False))

    def _grades(self, aspect: Aspect, wanted: Iterable[Operand]) -> Spectrum:
        kind, name, about = aspect
        setting = self._settings.get(about)
        scale = None if setting is None else setting.scale
        on = None if setting is None else setting.wanted_on
        if kind == "grade of" and self._settings:
            any_setting = next(iter(self._settings.values()))
            scale = any_setting.scales(InstitutionId(name.partition(":")[0]))
            on = next((one.wanted_on for one in self._settings.values()), None)
        if scale is None:
            return Spectrum((), wanted_on=on)
        named = [value.mark for value in wanted if isinstance(value, GradeValue)]
        marks: dict[Mark, None] = dict.fromkeys(mark for mark, _ in scale.points)
        marks |= dict.fromkeys((*scale.passes, *scale.no_credit))
        marks |= dict.fromkeys(mark for mark in named if scale.knows(mark))
        shown = tuple(
            SeenGrade(mark, scale) for mark in marks if mark not in scale.in_progress
        )
        return Spectrum(shown, wanted_on=on)


def _each(tests: Tests) -> Iterator[Test]:
    if isinstance(tests, Test):
        yield tests
    elif isinstance(tests, No):
        yield from _each(tests.part)
    else:
        for part in tests.parts:
            yield from _each(part)


def _days(bars: list[date]) -> tuple[date, ...]:
    found = []
    for place, bar in enumerate(bars):
        if not place and bar > date.min:
            found.append(bar - _DAY)
        found.append(bar)
        following = bars[place + 1] if place + 1 < len(bars) else date.max
        if bar + _DAY < following:
            found.append(bar + _DAY)
    return tuple(found) or (date(2000, 1, 1),)


def _numbers(
    bars: set[Fraction], low: Fraction | None, high: Fraction | None
) -> tuple[Fraction, ...]:
    """Take the bars, a number between each two of them, and one on either side."""
    whole = high is not None
    inside = {one for one in (low, high) if one is not None}
    for bar in bars:
        inside |= {bar, bar - 1, bar + 1}
    if whole:
        inside = {one for one in inside if one.denominator == 1} | {
            Fraction(bar.__floor__() + step) for bar in bars for step in (0, 1)
        }
    else:
        rising = sorted(bars)
        inside |= {(one + other) / 2 for one, other in pairwise(rising)}
    kept = {
        one
        for one in inside
        if (low is None or one >= low) and (high is None or one <= high)
    }
    return tuple(sorted(kept)) or (Fraction(0),)


def _bounds(
    name: str, setting: Setting | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return between what a number lies; with an upper bound it is a whole number."""
    fact, _, argument = name.partition(" ")
    if setting is not None and fact == "criterion":
        for one in setting.criteria:
            if one.name == argument:
                return one.lowest, one.highest
    if setting is not None and fact == "score" and setting.highest is not None:
        return setting.lowest, setting.highest
    return _FROM_ZERO


def _levels(
    wanted: Iterable[Operand], name: str, setting: Setting | None
) -> tuple[FactValue, ...]:
    result = name.partition(" ")[2]
    orders = () if setting is None else setting.orders
    order = next((one.levels for one in orders if one.result == result), ())
    named = {one.text for one in wanted if isinstance(one, TextValue)}
    return tuple(SeenLevel(level, order) for level in order or sorted(named | {OTHER}))


def _texts(wanted: Iterable[Operand], name: str) -> tuple[FactValue, ...]:
    if name == "level":
        return tuple(str(level) for level in CourseLevel)
    named = set[str]()
    for one in wanted:
        match one:
            case TextValue(text=text) | GradeValue(mark=text):
                named.add(str(text))
            case NumberValue(number=number):
                named.add(number_text(number))
            case _:
                continue
    numbers = {one for one in map(parse_number, named) if one is not None}
    samples = {number_text(one) for one in _numbers(numbers, Fraction(0), None)}
    return (*sorted(named | (samples if numbers else set())), OTHER)


def _lengths(wanted: Iterable[Operand]) -> tuple[FactValue, ...]:
    found = set[tuple[DurationUnit, int]]()
    for one in wanted:
        if isinstance(one, DurationValue):
            unit, amount = _length(one.duration)
            found |= {
                (unit, amount + step) for step in (-1, 0, 1) if amount + step >= 0
            }
    return tuple(Duration(amount, unit) for unit, amount in sorted(found))


def _length(duration: Duration) -> tuple[DurationUnit, int]:
    if duration.in_days is not None:
        return DurationUnit.DAYS, duration.in_days
    if duration.unit is DurationUnit.YEARS:
        return DurationUnit.MONTHS, _MONTHS_A_YEAR * duration.amount
    return duration.unit, duration.amount
