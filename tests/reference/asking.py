"""Conditions in three-valued logic, over one selection of learnings (section 3)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.reference.clocks import Asked, NotCoveredError, later
from tests.reference.entries import Entry
from tests.reference.having import Gives, Whole
from tests.reference.marks import (
    PASSED,
    UNDER_WAY,
    UNGRADED,
    Truth,
    both,
    compared,
    either,
    holds,
    opposite,
)

from articulate.model.course import CourseLevel
from articulate.model.duration import MonthEnd
from articulate.model.exact import parse_number
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import Mark
from articulate.rulebook import conditions as c
from articulate.rulebook.conditions import FactName as F

LEVELS = list(CourseLevel)
LEARNER = {
    F.ADMITTED, F.DECLARED, F.REQUESTED, F.GRADUATED, F.EVALUATED, F.DEGREE, F.FLAG,
    F.CATALOG,
}  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """Whom a condition is asked of, and what is needed to answer it.

    `gives` is what rules without `has` give. `converted` is credit in our own unit.
    """

    asked: Asked
    everything: list[Entry]
    converted: Callable[[Entry], Fraction | None]
    month_end: MonthEnd = MonthEnd.DOWN
    gives: list[Gives] = field(default_factory=list)
    identity: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # attributes of what is given, where a policy asks

    def ask(self, condition: c.Condition | None, members: list[Entry]) -> Truth:
        """Answer a condition; of several learnings it holds for each."""
        if condition is None:
            return True
        return both([self._of_one(condition, one, members) for one in members])

    def _of_one(
        self, condition: c.Condition, one: Entry, members: list[Entry]
    ) -> Truth:
        match condition:
            case c.Every(conditions=parts):
                return both([self._of_one(each, one, members) for each in parts])
            case c.AnyOf(conditions=parts):
                return either([self._of_one(each, one, members) for each in parts])
            case c.Not(condition=inner):
                return opposite(self._of_one(inner, one, members))
            case c.Has():
                whole = Whole(
                    self.asked,
                    self.everything,
                    self.gives,
                    self.identity,
                    self._graded,
                    self.converted,
                )
                return whole.has(condition, members)
            case c.Comparison(left=left, operator=op, right=right):
                return self._compare(left, op, right, (one, members))
            case c.Membership(fact=fact, values=values):
                equal = c.Operator.EQUAL
                return either(
                    [self._compare(fact, equal, v, (one, members)) for v in values]
                )
            case c.Within():
                return self._within(condition, one)
            case c.Holds(fact=fact) if fact.name is F.FLAG:
                return dict(self.asked.record.learner.flags).get(fact.argument)
            case c.Holds(fact=fact) if fact.name is F.ATTRIBUTE:
                return _attribute(one, fact.argument, self.also)
        raise NotCoveredError(type(condition).__name__)

    def _compare(
        self,
        left: c.Operand,
        op: c.Operator,
        right: c.Operand,
        whom: tuple[Entry, list[Entry]],
    ) -> Truth:
        one, members = whom
        if isinstance(left, c.Sum):
            return self._sum(left, op, right, one)
        if not isinstance(left, c.Fact):
            raise NotCoveredError("a comparison without a fact")
        if left.name is F.TOTAL_CREDITS:
            each = [self.converted(member) for member in members]
            known = [credit for credit in each if credit is not None]
            total = sum(known, Fraction(0)) if len(known) == len(each) else None
            return _order(total, op, _number(right))
        if left.of is not None:
            named = [m for m in members if m.course and m.course.code == left.of]
            return both(
                [self._simple(c.Fact(F.GRADE), op, right, each) for each in named]
            )
        return self._simple(left, op, right, one)

    def _sum(self, left: c.Sum, op: c.Operator, right: c.Operand, one: Entry) -> Truth:
        total = Fraction(0)
        for term in left.terms:
            value = self._value(term, one) if isinstance(term, c.Fact) else None
            if not isinstance(value, Fraction):
                return None
            total += value
        return _order(total, op, _number(right))

    def _simple(
        self, left: c.Fact, op: c.Operator, right: c.Operand, one: Entry
    ) -> Truth:
        if left.name in (F.GRADE, F.UNDERLYING):
            return self._marks(left.name, op, right, one)
        if left.name is F.DEGREE and isinstance(right, c.TextValue):
            pursued = right.text in self.asked.record.learner.degrees
            return pursued if op is c.Operator.EQUAL else not pursued
        value = self._value(left, one)
        if value is None:
            return None
        if isinstance(value, date):
            wanted = self._date(right, op)
            return None if wanted is None else _order(value, op, wanted)
        if isinstance(value, Fraction):
            return _order(value, op, _number(right))
        if not isinstance(right, c.TextValue):
            if isinstance(right, c.NumberValue) and isinstance(value, str):
                number = parse_number(value)
                return None if number is None else _order(number, op, right.number)
            raise NotCoveredError("text compared with something else")
        if left.name is F.LEVEL:
            places = [LEVELS.index(CourseLevel(text)) for text in (value, right.text)]
            return _order(Fraction(places[0]), op, Fraction(places[1]))
        return _order(value, op, right.text)

    def _marks(self, name: F, op: c.Operator, right: c.Operand, one: Entry) -> Truth:
        if not isinstance(right, c.GradeValue):
            raise NotCoveredError("a grade compared with a number")
        if one.course is None:
            return None
        mark = one.course.grade if name is F.GRADE else one.course.underlying
        placed = [known for known, _ in one.scale.points]
        if mark is None and name is F.UNDERLYING and one.course.grade is not None:
            counts = dict(one.scale.counts_as).get(one.course.grade, one.course.grade)
            mark = counts if counts in placed else None  # its own underlying grade
        if mark is None or (name is F.GRADE and one.state == UNDER_WAY):
            return None
        scales = [one.scale]
        scales += [s for s in self.asked.book.scale.values() if s != one.scale]
        order = compared(mark, right.mark, scales)
        if order is None and op in (c.Operator.EQUAL, c.Operator.UNEQUAL):
            return op is c.Operator.UNEQUAL  # a P is not an A, whatever it counts as
        return holds(order, op.value)

    def _graded(self, one: Entry, op: c.Operator, wanted: Mark) -> Truth:
        return self._marks(F.GRADE, op, c.GradeValue(wanted), one)

    def learner_day(self, name: F) -> date | None:
        """Return a date of the learner; graduation is expected until it happened."""
        learner = self.asked.record.learner
        match name:
            case F.ADMITTED:
                return learner.admitted
            case F.DECLARED:
                return learner.declared
            case F.REQUESTED:
                return self.asked.requested
            case F.EVALUATED:
                return self.asked.as_of
            case F.GRADUATED:
                return learner.graduated or learner.expected or self.asked.as_of
            case _:
                raise NotCoveredError(name)

    def _value(self, fact: c.Fact, one: Entry) -> date | Fraction | str | None:
        course = one.course
        if fact.name in LEARNER:
            return self.learner_day(fact.name)
        match fact.name:
            case F.TRANSFER_CREDITS:
                return self._transfer_credits()
            case F.DEGREES_PURSUED:
                return Fraction(len(self.asked.record.learner.degrees))
            case F.COMPLETED | F.TAKEN:
                return one.day
            case F.CREDITS:
                return self.converted(one)
            case F.LEVEL:
                return course.level if course else None
            case F.DELIVERY:
                return course.delivery if course else None
            case F.DECISION:
                return dict(one.learning.decisions).get(fact.argument)
            case F.SCORE if isinstance(one.learning, ExamSitting):
                if not fact.argument:
                    return one.learning.score
                return dict(one.learning.subscores).get(fact.argument)
            case F.PERCENTILE if isinstance(one.learning, ExamSitting):
                return one.learning.percentile
        raise NotCoveredError(fact.name)

    def _transfer_credits(self) -> Fraction | None:
        sent = [one for one in self.everything if one.course and not one.own]
        if any(one.state == UNGRADED for one in sent):
            return None
        each = [self.converted(one) for one in sent if one.state == PASSED]
        known = [credit for credit in each if credit is not None]
        return sum(known, Fraction(0)) if len(known) == len(each) else None

    def _date(self, right: c.Operand, op: c.Operator) -> date | None:
        match right:
            case c.DateValue(day=day):
                return day
            case c.TermValue(term=term):
                home = self.asked.book.institution.get(term.institution)
                calendar = (
                    home
                    and home.calendar
                    and self.asked.book.calendar.get(home.calendar)
                )
                for one in calendar.terms if calendar else ():
                    if one.code == term.code:
                        return one.first if op.value in ("<", ">=") else one.last
                return None
            case c.Fact(name=name) if name in LEARNER:
                return self.learner_day(name)
        raise NotCoveredError("a date compared with something else")

    def _within(self, condition: c.Within, one: Entry) -> Truth:
        day = self._value(condition.fact, one)
        anchor = self._date(condition.anchor, c.Operator.EQUAL)
        if not isinstance(day, date) or anchor is None:
            return None
        if not condition.before:
            raise NotCoveredError("within, after")
        limit = later(day, condition.duration, self.month_end)
        if anchor <= day:
            return True  # what was completed on that day or after it is not old
        return None if limit is None else anchor <= limit


def _attribute(one: Entry, wanted: str, also: tuple[str, ...]) -> Truth:
    if one.course is None:
        return None
    marks = (*one.course.attributes, *also)
    if wanted.endswith(".*"):
        return any(mark.startswith(wanted[:-1]) for mark in marks)
    return wanted in marks


def _number(right: c.Operand) -> Fraction:
    match right:
        case c.NumberValue(number=number):
            return number
        case c.CreditValue(amount=amount, unit=None):
            return amount
        case _:
            raise NotCoveredError("a number compared with something else")


def _order(value: object, op: c.Operator, wanted: object) -> Truth:
    if value is None:
        return None
    less = value < wanted  # type: ignore[operator]
    return holds((-1 if less else 0 if value == wanted else 1), op.value)


def mentions(condition: object, *found: type) -> bool:
    """Say whether a condition has a part of one of these types."""
    if isinstance(condition, found):
        return True
    parts = getattr(condition, "conditions", ()) or ()
    inner = getattr(condition, "condition", None)
    return any(mentions(one, *found) for one in (*parts, *([inner] if inner else [])))


def names_a_grade(condition: c.Condition | None) -> bool:
    """Say whether a rule names a grade itself."""
    match condition:
        case c.Every(conditions=parts) | c.AnyOf(conditions=parts):
            return any(names_a_grade(one) for one in parts)
        case c.Not(condition=inner):
            return names_a_grade(inner)
        case (
            c.Comparison(left=c.Fact(name=name)) | c.Membership(fact=c.Fact(name=name))
        ):
            return name in (F.GRADE, F.UNDERLYING, F.AVERAGE_GRADE)
        case _:
            return False
