"""Conditions: comparisons over facts, joined by and, or and not."""

from articulate.language.lower.codes import Sides, course_at
from articulate.language.lower.has import has_of
from articulate.language.lower.quantities import (
    attribute_text,
    duration_of,
    term_of,
    unit_of,
)
from articulate.language.syntax import (
    codes,
    conditions,
    node,
    policies,
    quantities,
)
from articulate.model.identifiers import Mark
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    CreditValue,
    DateValue,
    DurationValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    GradeValue,
    Holds,
    Includes,
    Membership,
    Not,
    NumberValue,
    Operand,
    Operator,
    Sum,
    TermValue,
    TextValue,
    Within,
)


def condition_of(written: conditions.Condition, sides: Sides) -> Condition:
    """Compile a condition."""
    match written:
        case conditions.And(parts=parts):
            return Every(tuple(condition_of(part, sides) for part in parts))
        case conditions.Or(parts=parts):
            return AnyOf(tuple(condition_of(part, sides) for part in parts))
        case conditions.Not(condition=condition):
            return Not(condition_of(condition, sides))
        case conditions.Comparison():
            return _comparison(written, sides)
        case conditions.Membership(left=left, values=values):
            inside = tuple(operand_of(value, sides) for value in values)
            return Membership(operand_of(left, sides), inside)
        case conditions.Includes(left=left, text=text):
            return Includes(_fact_only(left, sides), text.value)
        case conditions.Within(left=left, duration=duration):
            return Within(
                _fact_only(left, sides),
                duration_of(duration),
                operand_of(written.anchor, sides),
                before=written.direction == "before",
            )
        case conditions.Holds(fact=fact):
            return Holds(fact_of(fact, sides), on=_day_of(fact, sides))
        case conditions.Has():
            return has_of(written, sides)


def optional_condition(
    written: conditions.Condition | None, sides: Sides
) -> Condition | None:
    """Compile a condition where one is written."""
    return None if written is None else condition_of(written, sides)


def completed_condition(written: policies.Completed, sides: Sides) -> Condition:
    """Compile `completed within 7 years before admitted`, `completed after admitted`.

    Without a duration, `before` and `after` leave the day itself out.
    """
    completed = Fact(FactName.COMPLETED)
    anchor = operand_of(written.anchor, sides)
    before = written.direction == "before"
    if written.within is not None:
        return Within(completed, duration_of(written.within), anchor, before=before)
    return Comparison(completed, Operator.LESS if before else Operator.MORE, anchor)


def joined(*conditions: Condition | None) -> Condition | None:
    """Return all of the conditions that are written, joined by and."""
    given = tuple(condition for condition in conditions if condition is not None)
    if not given:
        return None
    return given[0] if len(given) == 1 else Every(given)


def fact_of(written: conditions.Fact, sides: Sides) -> Fact:
    """Compile a fact with what further names it."""
    if written.name == "grade of" and isinstance(written.argument, codes.CourseCode):
        return _grade_of(written.argument, sides)
    return Fact(FactName(written.name), _argument(written))


def operand_of(written: conditions.Expression, sides: Sides) -> Operand:
    """Compile what stands on one side of a comparison."""
    match written:
        case conditions.Fact():
            return fact_of(written, sides)
        case conditions.Sum(parts=parts):
            return Sum(tuple(operand_of(part, sides) for part in parts))
        case node.Number():
            return NumberValue(written.value)
        case quantities.Grade(written=mark):
            return GradeValue(Mark(mark))
        case node.Day(value=day):
            return DateValue(day)
        case quantities.TermRef():
            return TermValue(term_of(written))
        case node.Text(value=text) | node.Name(text=text):
            return TextValue(text)
        case quantities.Duration():
            return DurationValue(duration_of(written))
        case quantities.Credits(amount=amount, unit=unit):
            return CreditValue(amount.value, unit_of(unit))
        case conditions.Count():
            msg = "a pass lets `count (…)` stand alone on the left only"
            raise ValueError(msg)


def _comparison(written: conditions.Comparison, sides: Sides) -> Condition:
    operator = Operator(written.operator)
    left, right = written.left, written.right
    if isinstance(left, conditions.Count) and isinstance(right, node.Number):
        inner = left.condition
        if isinstance(inner, conditions.Comparison) and isinstance(
            inner.right, node.Number
        ):
            asked = Operator(inner.operator)
            return CountCriteria(asked, inner.right.value, operator, right.value)
    each = isinstance(left, conditions.Fact) and left.name == "each criterion"
    if each and isinstance(right, node.Number):
        return EachCriterion(operator, right.value)
    return Comparison(operand_of(left, sides), operator, operand_of(right, sides))


def _fact_only(written: conditions.Expression, sides: Sides) -> Fact:
    if not isinstance(written, conditions.Fact):
        msg = f"a pass lets only a fact stand here: {written}"
        raise TypeError(msg)
    return fact_of(written, sides)


def _argument(fact: conditions.Fact) -> str:
    match fact.argument:
        case node.Name(text=text) | node.Text(value=text):
            return text
        case quantities.Attribute() as attribute:
            return attribute_text(attribute)
        case _:
            return ""


def _day_of(fact: conditions.Fact, sides: Sides) -> Operand | None:
    if isinstance(fact.argument, conditions.Fact | node.Day):
        return operand_of(fact.argument, sides)
    return None


def _grade_of(code: codes.CourseCode, sides: Sides) -> Fact:
    at = (code.institution,) if code.institution is not None else sides.sending
    courses = tuple(course_at(code, institution) for institution in at)
    return Fact(FactName.GRADE, of=courses[0], or_of=courses[1:])
