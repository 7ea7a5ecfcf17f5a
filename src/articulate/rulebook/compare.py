"""Comparing what a fact came to with what a rule wants of it, three-valued."""

from datetime import date
from fractions import Fraction
from typing import TypeVar

from articulate.model.calendar import Term
from articulate.model.duration import Duration, DurationUnit
from articulate.model.exact import number_text, parse_number
from articulate.model.grade import GradeScale, compare_marks
from articulate.model.identifiers import Mark
from articulate.rulebook.conditions import (
    CreditValue,
    DateValue,
    DurationValue,
    GradeValue,
    NumberValue,
    Operand,
    Operator,
    TextValue,
)
from articulate.rulebook.facts import (
    FactValue,
    SeenCredit,
    SeenGrade,
    SeenLevel,
    SeenPoints,
)

_MONTHS_A_YEAR = 12

Ordered = TypeVar("Ordered", date, Fraction, int)


def holds(operator: Operator, order: int | None) -> bool | None:
    """Apply an operator to an ordering: -1 is less, 0 equal, 1 more, None unknown."""
    if order is None:
        return None
    match operator:
        case Operator.EQUAL:
            return order == 0
        case Operator.UNEQUAL:
            return order != 0
        case Operator.LESS:
            return order < 0
        case Operator.AT_MOST:
            return order <= 0
        case Operator.MORE:
            return order > 0
        case Operator.AT_LEAST:
            return order >= 0


def compare(
    seen: FactValue, operator: Operator, wanted: Operand, wanted_on: GradeScale | None
) -> bool | None:
    """Say whether *seen* stands to *wanted* as *operator* asks; None is unknown."""
    match seen:
        case SeenGrade():
            return _grades(seen, operator, wanted, wanted_on)
        case SeenPoints(points=points):
            return _points(points, operator, wanted, wanted_on)
        case SeenCredit():
            return _credit(seen, operator, wanted)
        case SeenLevel():
            return _levels(seen, operator, wanted)
        case bool():
            return _text("yes" if seen else "no", operator, wanted)
        case tuple():
            return _several(seen, operator, wanted)
        case Duration():
            return _durations(seen, operator, wanted)
        case date():
            day = wanted.day if isinstance(wanted, DateValue) else None
            return None if day is None else holds(operator, _order(seen, day))
        case str():
            return _text(seen, operator, wanted)
        case Fraction():
            return _numbers(seen, operator, wanted)
        case _:
            return None


def compare_with_term(seen: date, operator: Operator, term: Term) -> bool:
    """Compare a day with a term: `<` and `>=` by its first day, else by its last.

    `=` is a day inside the term, `!=` one outside.
    """
    match operator:
        case Operator.LESS | Operator.AT_LEAST:
            return bool(holds(operator, _order(seen, term.first)))
        case Operator.MORE | Operator.AT_MOST:
            return bool(holds(operator, _order(seen, term.last)))
        case Operator.EQUAL:
            return term.first <= seen <= term.last
        case Operator.UNEQUAL:
            return not term.first <= seen <= term.last


def _grades(
    seen: SeenGrade, operator: Operator, wanted: Operand, wanted_on: GradeScale | None
) -> bool | None:
    mark = _mark(wanted)
    if mark is None:
        return None
    if operator in (Operator.EQUAL, Operator.UNEQUAL):
        same = seen.mark == mark
        if same or seen.scale is None or not _ordered(seen, mark, wanted_on):
            return same if operator is Operator.EQUAL else not same
    if seen.scale is None:
        return None
    order = compare_marks(seen.mark, mark, on=seen.scale, wanted_on=wanted_on)
    if order is None:
        order = _by_written_points(seen.mark, mark, seen.scale, wanted_on)
    return holds(operator, order)


def _ordered(seen: SeenGrade, mark: Mark, wanted_on: GradeScale | None) -> bool:
    on = seen.scale
    return (
        on is not None
        and compare_marks(seen.mark, mark, on=on, wanted_on=wanted_on) is not None
    )


def _by_written_points(
    given: Mark, wanted: Mark, on: GradeScale, wanted_on: GradeScale | None
) -> int | None:
    """Read a number that is on neither scale as grade points: `grade >= 2.0`."""
    points, number = on.points_of(given), parse_number(wanted)
    if points is None and given in on.no_credit and number is not None:
        return -1
    placed = wanted_on is not None and wanted_on.rank(wanted) is not None
    if points is None or number is None or placed or on.rank(wanted) is not None:
        return None
    return _order(points, number)


def _points(
    points: Fraction, operator: Operator, wanted: Operand, wanted_on: GradeScale | None
) -> bool | None:
    mark = _mark(wanted)
    if mark is None:
        return None
    bar = wanted_on.points_of(mark) if wanted_on is not None else None
    if bar is None:
        bar = parse_number(mark)
    return None if bar is None else holds(operator, _order(points, bar))


def _mark(wanted: Operand) -> Mark | None:
    match wanted:
        case GradeValue(mark=mark):
            return mark
        case NumberValue(number=number):
            return Mark(number_text(number))
        case TextValue(text=text):
            return Mark(text)
        case _:
            return None


def _credit(seen: SeenCredit, operator: Operator, wanted: Operand) -> bool | None:
    match wanted:
        case NumberValue(number=number):
            amount, bar = seen.received, number
        case CreditValue(amount=bar, unit=None):
            amount = seen.received
        case CreditValue(amount=bar, unit=unit) if unit is seen.reported.unit:
            amount = seen.reported.amount
        case CreditValue(amount=named, unit=unit):
            ratios = [ratio for other, ratio in seen.ratios if other is unit]
            if not ratios:
                return None
            amount, bar = seen.received, named * ratios[0]
        case _:
            return None
    return None if amount is None else holds(operator, _order(amount, bar))


def _levels(seen: SeenLevel, operator: Operator, wanted: Operand) -> bool | None:
    if not isinstance(wanted, TextValue):
        return _text(seen.level, operator, wanted)
    if operator in (Operator.EQUAL, Operator.UNEQUAL):
        return (seen.level == wanted.text) is (operator is Operator.EQUAL)
    if seen.level not in seen.order or wanted.text not in seen.order:
        return None
    place = seen.order.index
    return holds(operator, _order(place(seen.level), place(wanted.text)))


def _several(seen: tuple[str, ...], operator: Operator, wanted: Operand) -> bool | None:
    text = _words(wanted)
    if text is None or operator not in (Operator.EQUAL, Operator.UNEQUAL):
        return None
    return (text in seen) is (operator is Operator.EQUAL)


def _text(seen: str, operator: Operator, wanted: Operand) -> bool | None:
    text = _words(wanted)
    if text is None:
        return None
    number, bar = parse_number(seen), parse_number(text)
    if number is not None and bar is not None:
        return holds(operator, _order(number, bar))
    if operator in (Operator.EQUAL, Operator.UNEQUAL):
        return (seen == text) is (operator is Operator.EQUAL)
    return None


def _words(wanted: Operand) -> str | None:
    match wanted:
        case TextValue(text=text):
            return text
        case GradeValue(mark=mark):
            return mark
        case NumberValue(number=number):
            return number_text(number)
        case _:
            return None


def _numbers(seen: Fraction, operator: Operator, wanted: Operand) -> bool | None:
    match wanted:
        case NumberValue(number=bar) | CreditValue(amount=bar):
            return holds(operator, _order(seen, bar))
        case GradeValue(mark=text) | TextValue(text=text):
            number = parse_number(text)
            return None if number is None else holds(operator, _order(seen, number))
        case _:
            return None


def _durations(seen: Duration, operator: Operator, wanted: Operand) -> bool | None:
    if not isinstance(wanted, DurationValue):
        return None
    one, other = _length(seen), _length(wanted.duration)
    if one[0] is not other[0]:
        return None
    return holds(operator, _order(one[1], other[1]))


def _length(duration: Duration) -> tuple[DurationUnit, int]:
    if duration.in_days is not None:
        return DurationUnit.DAYS, duration.in_days
    if duration.unit is DurationUnit.YEARS:
        return DurationUnit.MONTHS, _MONTHS_A_YEAR * duration.amount
    return duration.unit, duration.amount


def _order(one: Ordered, other: Ordered) -> int:
    return (one > other) - (one < other)
