"""Proposals: what a condition asks of one fact, on either side of its edge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from articulate.analysis.nearest import Proposal
from articulate.model.change import (
    Change,
    FactChange,
    Said,
    can_change,
    can_change_learner,
)
from articulate.model.duration import Duration, MonthEnd, after, before
from articulate.model.exact import parse_number
from articulate.model.exam import ExamSitting
from articulate.model.grade import GradeScale
from articulate.model.identifiers import Mark
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    DateValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    GradeValue,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    NumberValue,
    Operand,
    Sum,
    TextValue,
    Within,
)
from articulate.rulebook.rulebook import Rulebook

_DAY = timedelta(days=1)
_GRADES = (FactName.GRADE, FactName.UNDERLYING, FactName.AVERAGE_GRADE)
_LEARNERS = {
    *(FactName.ADMITTED, FactName.DECLARED, FactName.GRADUATED),
    *(FactName.REQUESTED, FactName.FLAG),
}


@dataclass(frozen=True, slots=True)
class Proposer:
    """Proposes values for what conditions ask, near where they would turn.

    `month_end` is how the policy reads a day that its month lacks.
    """

    rulebook: Rulebook
    record: LearnerRecord
    as_of: date
    month_end: MonthEnd = MonthEnd.DOWN

    def of_condition(
        self, condition: Condition | None, learnings: Iterable[Learning]
    ) -> Iterator[Proposal]:
        """Propose changes for every fact a condition asks of these learnings."""
        learnings = tuple(learnings)
        for atom in atoms_in(condition):
            for fact, values in self._asked(atom, learnings):
                yield from self._of_fact(fact, values, learnings)

    def of_day(
        self, learning: Learning | None, fact: str, day: date
    ) -> Iterator[Proposal]:
        """Propose the days about an edge for one day of a record."""
        name = None if learning is None else learning.id
        for value in _about_day(day):
            yield self._end(FactChange(name, fact, value), learning)

    def within(
        self, learning: Learning, fact: str, span: Duration, anchor: FactName
    ) -> Iterator[Proposal]:
        """Propose days just recent enough, counted back from the learner's date."""
        counted_from = self._learners_day(anchor)
        limit = counted_from and before(counted_from, span, self.month_end)
        if limit is not None and can_change(learning, fact):
            yield from self.of_day(learning, fact, limit)

    def marks_near(self, attempt: CourseAttempt, wanted: Mark) -> tuple[Mark, ...]:
        """List the marks on either side of a wanted one, on the attempt's own scale."""
        scale = self.rulebook.scale_of(attempt.code.institution)
        if scale is None:
            return ()
        place = scale.rank(wanted)
        if place is None:
            place = self._place_by_points(scale, wanted)
        if place is None:
            return ()
        near = (place, place - 1, place + 1)
        return tuple(scale.points[one][0] for one in near if _on(scale, one))

    def distance(self, change: Change) -> Fraction:
        """Say how far a change is from what the record says now."""
        if not isinstance(change, FactChange):
            return Fraction(0)
        now, value = self._now(change), change.value
        if isinstance(value, date) and isinstance(now, date):
            return Fraction(abs((value - now).days))
        if isinstance(value, Fraction) and isinstance(now, Fraction):
            return abs(value - now)
        return Fraction(0)

    def _now(self, change: FactChange) -> object:
        kind, _, argument = change.fact.partition(" ")
        if change.learning is None:
            owner: object = self.record if kind == "requested" else self.record.learner
            return getattr(owner, kind, None)
        for one in self.record.learnings():
            if one.id == change.learning:
                if argument and isinstance(one, ExamSitting):
                    return dict(one.subscores).get(argument)
                return getattr(one, kind, None)
        return None

    def _of_fact(
        self, fact: Fact, values: tuple[Said, ...], learnings: tuple[Learning, ...]
    ) -> Iterator[Proposal]:
        if fact.name in _LEARNERS:
            name = f"{fact.name} {fact.argument}".strip()
            if can_change_learner(name):
                for value in values:
                    yield self._end(FactChange(None, name, value), None)
            return
        for learning in learnings:
            if fact.of is not None and not _is_of(fact, learning):
                continue
            for name in _spelled(fact, learning):
                if can_change(learning, name):
                    for value in self._fitting(fact, values, learning):
                        change = FactChange(learning.id, name, value)
                        yield self._end(change, learning)

    def _fitting(
        self, fact: Fact, values: tuple[Said, ...], learning: Learning
    ) -> Iterator[Said]:
        """Turn marks as a rule names them into marks the learning could have."""
        if fact.name not in _GRADES:
            yield from values
            return
        if isinstance(learning, CourseAttempt):
            for value in values:
                yield from self.marks_near(learning, Mark(str(value)))

    def _end(self, change: FactChange, learning: Learning | None) -> Proposal:
        """Say what lies beyond a change, so that `or better` can be claimed."""
        value = change.value
        as_end = FactChange(change.learning, change.fact, value, ">=")
        further: list[Said] = []
        if isinstance(value, bool):
            return Proposal(change)
        if isinstance(value, date):
            further = [day for day in (value + _DAY, self.as_of) if day > value]
        elif isinstance(value, Fraction) and change.fact.startswith("score"):
            further = list(self._better_scores(learning, value))
        elif isinstance(value, str) and change.fact in ("grade", "underlying"):
            further = list(self._better_marks(learning, Mark(value)))
        else:
            return Proposal(change)
        beyond = tuple(
            FactChange(change.learning, change.fact, other) for other in further
        )
        return Proposal(change, beyond, as_end if beyond else None)

    def _better_marks(self, learning: Learning | None, mark: Mark) -> tuple[Mark, ...]:
        if not isinstance(learning, CourseAttempt):
            return ()
        scale = self.rulebook.scale_of(learning.code.institution)
        place = None if scale is None else scale.rank(mark)
        if scale is None or not place:
            return ()
        return tuple(better for better, _ in scale.points[:place])

    def _better_scores(
        self, learning: Learning | None, score: Fraction
    ) -> Iterator[Fraction]:
        """Yield each higher score of an exam whose scale is on file."""
        if not isinstance(learning, ExamSitting):
            return
        tops = [
            block.highest
            for block in self.rulebook.exams
            if block.head.id == learning.exam and block.highest is not None
        ]
        higher = score + 1
        while tops and higher <= max(tops):
            yield higher
            higher += 1

    def _place_by_points(self, scale: GradeScale, wanted: Mark) -> int | None:
        """Find the worst mark with at least the points of a mark of another scale."""
        known = (one.scale.points_of(wanted) for one in self.rulebook.scales)
        points = next((one for one in known if one is not None), parse_number(wanted))
        if points is None:
            return None
        enough = [k for k, (_, worth) in enumerate(scale.points) if worth >= points]
        return max(enough, default=None)

    def _learners_day(self, name: FactName) -> date | None:
        learner = self.record.learner
        match name:
            case FactName.ADMITTED:
                return learner.admitted
            case FactName.DECLARED:
                return learner.declared
            case FactName.GRADUATED:
                return learner.graduated or learner.expected or self.as_of
            case FactName.REQUESTED:
                return self.record.requested or self.as_of
            case FactName.EVALUATED:
                return self.as_of
            case _:
                return None

    def _asked(
        self, atom: Condition, learnings: tuple[Learning, ...]
    ) -> Iterator[tuple[Fact, tuple[Said, ...]]]:
        match atom:
            case Comparison(left=Fact() as fact, right=right):
                yield fact, self._values(right)
            case Comparison(left=Sum(terms=terms), right=NumberValue(number=number)):
                yield from _terms(terms, number, learnings)
            case Membership(fact=Fact() as fact, values=values):
                yield fact, tuple(v for one in values for v in self._values(one)[:1])
            case Includes(fact=fact, text=text):
                yield fact, (text,)
            case Within(fact=fact, duration=span, anchor=Fact() as anchor):
                day = self._learners_day(anchor.name)
                if day is not None:
                    count = before if atom.before else after
                    limit = count(day, span, self.month_end)
                    yield fact, () if limit is None else _about_day(limit)
            case Holds(fact=fact):
                yield fact, (True, False)
            case EachCriterion(level=level) | CountCriteria(level=level):
                yield Fact(FactName.CRITERION), (level, level - 1)
            case _:
                return

    def _values(self, right: Operand) -> tuple[Said, ...]:
        match right:
            case GradeValue(mark=mark):
                return (mark,)
            case NumberValue(number=number):
                lower = (number - 1,) if number >= 1 else ()
                return (number, number + 1, *lower)
            case DateValue(day=day):
                return _about_day(day)
            case TextValue(text=text):
                return (text,)
            case Fact(name=name):
                day_of = self._learners_day(name)
                return () if day_of is None else _about_day(day_of)
            case _:
                return ()


def atoms_in(condition: Condition | None) -> Iterator[Condition]:
    """Yield each single question inside a condition, `not` taken away."""
    match condition:
        case None:
            return
        case Every(conditions=conditions) | AnyOf(conditions=conditions):
            for one in conditions:
                yield from atoms_in(one)
        case Not(condition=inner):
            yield from atoms_in(inner)
        case _:
            yield condition


def credit_asked(condition: Condition | None) -> tuple[Has, ...]:
    """List what a condition wants elsewhere on the record."""
    return tuple(one for one in atoms_in(condition) if isinstance(one, Has))


def grades_asked(condition: Condition | None) -> tuple[Mark, ...]:
    """List the grades that a condition names, each once."""
    found = [
        one.right.mark
        for one in atoms_in(condition)
        if isinstance(one, Comparison) and isinstance(one.right, GradeValue)
    ]
    return tuple(dict.fromkeys(found))


def _terms(
    terms: tuple[Operand, ...], total: Fraction, learnings: tuple[Learning, ...]
) -> Iterator[tuple[Fact, tuple[Said, ...]]]:
    """Propose for each part of a sum what the others leave of it."""
    facts = [term for term in terms if isinstance(term, Fact)]
    for learning in learnings:
        if not isinstance(learning, ExamSitting):
            continue
        known = dict(learning.subscores)
        for fact in facts:
            others = (known.get(one.argument) for one in facts if one is not fact)
            left = total - sum((one or Fraction(0) for one in others), Fraction(0))
            yield fact, (left, left + 1, left - 1)


def _about_day(day: date) -> tuple[date, ...]:
    return (day, day + _DAY, day - _DAY)


def _is_of(fact: Fact, learning: Learning) -> bool:
    return isinstance(learning, CourseAttempt) and learning.code in (
        fact.of,
        *fact.or_of,
    )


def _on(scale: GradeScale, place: int) -> bool:
    return 0 <= place < len(scale.points)


def _spelled(fact: Fact, learning: Learning) -> tuple[str, ...]:
    """Spell the facts of a record that a fact of a condition is read from."""
    if fact.name is FactName.AVERAGE_GRADE:
        return ("grade",)
    if fact.name is FactName.TOTAL_CREDITS:
        return ("credits",)
    if fact.name is FactName.CRITERION and not fact.argument:
        criteria = learning.criteria if isinstance(learning, Portfolio) else ()
        return tuple(f"criterion {name}" for name, _ in criteria)
    return (f"{fact.name} {fact.argument}".strip(),)
