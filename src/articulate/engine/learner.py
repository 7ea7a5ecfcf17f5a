"""The learner's facts: days, degrees, flags, enrollment and averages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from articulate.engine.credit import earned_by
from articulate.engine.identify import Known, State
from articulate.engine.residence import in_residence
from articulate.engine.situation import Situation
from articulate.model.grade import GradeScale
from articulate.model.identifiers import Mark
from articulate.rulebook.conditions import Fact, FactName
from articulate.rulebook.enrollment_gap import enrollment_gap
from articulate.rulebook.facts import FactValue, Missing, SeenPoints

_OPEN = (State.UNGRADED, State.UNPLACED, State.UNREADABLE)


@dataclass(frozen=True)
class LearnerFacts:
    """What the record says of the learner, whichever learning a condition is about."""

    situation: Situation
    learnings: tuple[Known, ...]

    def value(self, fact: Fact) -> FactValue | None:  # noqa: C901, PLR0911, PLR0912 - a fact a case
        """Return a fact of the learner, None for a fact of something else."""
        learner = self.situation.record.learner
        match fact.name:
            case FactName.ADMITTED:
                return learner.admitted or Missing("the day of admission")
            case FactName.DECLARED:
                return learner.declared or Missing("the day the degree was declared")
            case FactName.REQUESTED:
                return self.situation.requested
            case FactName.EVALUATED:
                return self.situation.as_of
            case FactName.GRADUATED:
                return learner.graduated or learner.expected or self.situation.as_of
            case FactName.DEGREE:
                return tuple(self.situation.degrees)
            case FactName.CATALOG:
                return learner.catalog or Missing("the catalog elected")
            case FactName.FLAG:
                said = dict(learner.flags).get(fact.argument)
                return Missing(f"flag {fact.argument}") if said is None else said
            case FactName.GAP:
                return self._gap
            case FactName.GPA:
                return self._gpa
            case FactName.TRANSFER_GPA:
                return self._transfer_gpa
            case FactName.CREDITS_EARNED:
                return self._credits_earned
            case FactName.TRANSFER_CREDITS:
                return self._transfer_credits
            case FactName.DEGREES_PURSUED:
                return Fraction(len(set(self.situation.degrees)))
            case _:
                return None

    @cached_property
    def _gap(self) -> FactValue:
        here = self.situation
        rulebook = here.book.rulebook
        gap = enrollment_gap(rulebook, here.record, here.receiving, here.as_of)
        return Missing("the terms of enrollment") if gap is None else gap

    @cached_property
    def _gpa(self) -> FactValue:
        own = [one for one in self.learnings if one.own]
        average = self._average(own)
        return Missing("a grade point average here") if average is None else average

    @cached_property
    def _transfer_gpa(self) -> FactValue:
        others = [one for one in self.learnings if one.attempt and not one.own]
        average = self._average(others)
        if average is None:
            return Missing("a transfer grade point average")
        return average

    @cached_property
    def _credits_earned(self) -> FactValue:
        return self._credit_of(one for one in self.learnings if one.attempt)

    @cached_property
    def _transfer_credits(self) -> FactValue:
        """Add up what was earned elsewhere, as far as the transcripts tell all."""
        here = self.situation
        if not all(
            one.official and one.complete
            for one in here.record.transcripts
            if one.institution != here.receiving
        ):
            return Missing("all transcripts")
        elsewhere = [
            one for one in self.learnings if one.attempt and not in_residence(here, one)
        ]
        if any(one.state in _OPEN for one in elsewhere):
            return Missing("whether each course elsewhere was passed")
        return self._credit_of(elsewhere)

    def _credit_of(self, learnings: Iterable[Known]) -> FactValue:
        passed = [one for one in learnings if one.state is State.PASSED]
        amounts = [earned_by(self.situation, one) for one in passed]
        if any(amount.problem is not None for amount in amounts):
            return Missing("the credit earned, in one unit")
        return sum((amount.amount for amount in amounts), Fraction(0))

    def _average(self, learnings: Sequence[Known]) -> Fraction | None:
        """Weigh the points of graded attempts by their credit; None without any."""
        graded = [
            (points, known)
            for known in learnings
            if (points := letter_points(known)) is not None
        ]
        weights = [earned_by(self.situation, known) for _, known in graded]
        if any(weight.problem is not None for weight in weights):
            return None
        whole = sum((weight.amount for weight in weights), Fraction(0))
        if not whole:
            return None
        pairs = zip(graded, weights, strict=True)
        quality = sum(
            (points * weight.amount for (points, _), weight in pairs), Fraction(0)
        )
        return quality / whole


def letter_points(known: Known) -> Fraction | None:
    """Return the points of a letter grade; a mark that merely passes has none."""
    attempt = known.attempt
    if attempt is None or attempt.grade is None or known.scale is None:
        return None
    return points_on(known.scale, attempt.grade)


def placed_points(known: Known) -> Fraction | None:
    """Return the points of a grade as it is compared: a `P` as what it counts as."""
    attempt = known.attempt
    if attempt is None or attempt.grade is None or known.scale is None:
        return None
    return known.scale.points_of(attempt.grade)


def points_on(scale: GradeScale, mark: Mark) -> Fraction | None:
    """Return the points of a mark with a place of its own on a scale."""
    return None if mark in scale.passes else scale.points_of(mark)


def average_grade(learnings: Iterable[Known]) -> SeenPoints | Missing:
    """Average the grades of a set, weighed by credit where all of it is reported."""
    graded = []
    for known in learnings:
        attempt = known.attempt
        if attempt is None or attempt.grade is None or known.scale is None:
            return Missing("the grade of each course", pending=_pending(known))
        points = known.scale.points_of(attempt.grade)
        if points is None:
            return Missing(f"the grade behind {attempt.grade}", pending=_pending(known))
        graded.append((points, attempt.credits))
    weights = [Fraction(1) if credit is None else credit for _, credit in graded]
    whole = sum(weights, Fraction(0))
    if not whole:
        weights, whole = [Fraction(1)] * len(graded), Fraction(len(graded))
    total = sum(
        (points * weight for (points, _), weight in zip(graded, weights, strict=True)),
        Fraction(0),
    )
    return SeenPoints(total / whole)


def _pending(known: Known) -> bool:
    return known.state is State.UNDER_WAY
