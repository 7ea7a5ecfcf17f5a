"""Facts that a degree's conditions ask for: of the learner, and of one credit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.audit.candidates import Candidate, letter_points
from articulate.audit.holdings import Holdings
from articulate.model.calendar import Term, TermRef
from articulate.model.course import has_attribute
from articulate.model.credit import Credits
from articulate.model.duration import MonthEnd
from articulate.model.evaluation import Evaluation
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale
from articulate.model.identifiers import BlockId
from articulate.model.line import Line, Status
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.conditions import Fact, FactName, Has
from articulate.rulebook.enrollment_gap import enrollment_gap
from articulate.rulebook.facts import (
    FactValue,
    Missing,
    SeenCredit,
    SeenGrade,
    SeenPoints,
)
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    """What the record and its evaluation say of the learner, and of *candidate*."""

    rulebook: Rulebook
    evaluation: Evaluation
    candidate: Candidate | None = None
    month_end: MonthEnd = MonthEnd.DOWN
    degree: BlockId | None = None

    def about(self, candidate: Candidate) -> "LearnerFacts":
        """Return the same facts, with those of one credit."""
        return replace(self, candidate=candidate)

    @property
    def wanted_scale(self) -> GradeScale | None:
        """The scale that grades named in the degree stand on."""
        return self.rulebook.scale_of(self.evaluation.receiving)

    def value(self, fact: Fact) -> FactValue:
        """Return what the record says."""
        if self.candidate is not None:
            found = self._of_credit(fact, self.candidate)
            if found is not None:
                return found
        days = self._days()
        if fact.name in days:
            return days[fact.name] or Missing(f"the day the learner was {fact.name}")
        return self._of_learner(fact)

    def _days(self) -> dict[FactName, date | None]:
        learner, as_of = self.evaluation.record.learner, self.evaluation.as_of
        return {
            FactName.ADMITTED: learner.admitted,
            FactName.DECLARED: learner.declared,
            FactName.REQUESTED: self.evaluation.record.requested or as_of,
            FactName.GRADUATED: learner.graduated or learner.expected or as_of,
            FactName.EVALUATED: as_of,
        }

    def _of_learner(self, fact: Fact) -> FactValue:
        learner = self.evaluation.record.learner
        match fact.name:
            case FactName.DEGREE:
                return self._degrees()
            case FactName.CATALOG:
                return learner.catalog or Missing("the catalog the learner elected")
            case FactName.FLAG:
                known = dict(learner.flags).get(fact.argument)
                return Missing(f"flag {fact.argument}") if known is None else known
            case FactName.GAP:
                gap = enrollment_gap(
                    self.rulebook,
                    self.evaluation.record,
                    self.evaluation.receiving,
                    self.evaluation.as_of,
                )
                return Missing("the terms of enrollment") if gap is None else gap
            case FactName.GPA:
                return self._gpa(own=True)
            case FactName.TRANSFER_GPA:
                return self._gpa(own=False)
            case FactName.CREDITS_EARNED:
                return self._credits(self.evaluation.lines)
            case FactName.TRANSFER_CREDITS:
                return self._transfer_credits()
            case FactName.DEGREES_PURSUED:
                return Fraction(len(self._degrees()))
            case _:
                return Missing(f"{fact.name}, which a degree cannot ask for")

    def _of_credit(self, fact: Fact, candidate: Candidate) -> FactValue | None:
        award = candidate.award
        match fact.name:
            case FactName.COMPLETED | FactName.TAKEN | FactName.AWARDED:
                return candidate.day or Missing("the day it was completed")
            case FactName.GRADE:
                if candidate.average is not None:
                    return SeenPoints(candidate.average)
                if len(candidate.grades) != 1:
                    return Missing("one grade for it")
                return candidate.grades[0]
            case FactName.LEVEL:
                return award.level or Missing("its level")
            case FactName.CREDITS:
                reported = Credits(award.credits, self.evaluation.unit)
                return SeenCredit(reported, award.credits)
            case FactName.ATTRIBUTE:
                return has_attribute(award.attributes, fact.argument)
            case _:
                return None

    def _degrees(self) -> tuple[BlockId, ...]:
        """List those pursued, and the one that is audited."""
        audited = () if self.degree is None else (self.degree,)
        pursued = self.evaluation.record.learner.degrees
        return tuple(dict.fromkeys((*pursued, *audited)))

    def _credits(self, lines: Iterable[Line]) -> Fraction:
        """Add up what lines give."""
        return sum(
            (
                target.credits
                for line in lines
                if line.status in (Status.AWARDED, Status.ELECTIVE)
                for target in line.targets
            ),
            Fraction(0),
        )

    def _transfer_credits(self) -> FactValue:
        """Add up what courses from elsewhere give, unless some of it is still open."""
        record, here = self.evaluation.record, self.evaluation.receiving
        sent = {one.id for one in record.attempts() if one.code.institution != here}
        lines = [
            line
            for line in self.evaluation.lines
            if not line.in_residence and sent.issuperset(line.learning)
        ]
        if not all(
            one.official and one.complete
            for one in record.transcripts
            if one.institution != here
        ):
            return Missing("all transcripts")
        if any(line.status is Status.REFERRED for line in lines):
            return Missing("what is still open of the courses from elsewhere")
        return self._credits(lines)

    def _gpa(self, *, own: bool) -> FactValue:
        quality = weight = Fraction(0)
        units = set()
        for attempt in self.evaluation.record.attempts():
            here = attempt.code.institution == self.evaluation.receiving
            points = letter_points_of(self.rulebook, attempt)
            if here is not own or points is None or attempt.credits is None:
                continue
            units.add(attempt.unit)
            quality += points * attempt.credits
            weight += attempt.credits
        if not weight or len(units) > 1:
            return Missing("gpa" if own else "transfer gpa")
        return quality / weight

    def levels(self) -> Missing:
        """Say that a degree asks for no criterion."""
        return Missing("the criteria of a portfolio")

    def has(self, asked: Has) -> Finding:
        """Say whether the record, or what its lines give, has the credit asked for."""
        return Holdings(self.rulebook, self.evaluation).ask(asked)

    def term(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar, None when it is not on file."""
        return self.rulebook.term_of(named)


def letter_points_of(rulebook: Rulebook, attempt: CourseAttempt) -> Fraction | None:
    """Return the grade points of an attempt, None when it is not letter graded."""
    if attempt.grade is None:
        return None
    scale = rulebook.scale_of(attempt.code.institution)
    return letter_points(SeenGrade(attempt.grade, scale))
