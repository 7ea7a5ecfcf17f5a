"""Facts that a degree's conditions ask for: of the learner, and of one credit."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.audit.candidates import Candidate, letter_points
from articulate.model.answer import Answer, all_of, any_of
from articulate.model.calendar import Term, TermRef
from articulate.model.course import has_attribute
from articulate.model.credit import Credits
from articulate.model.duration import MonthEnd
from articulate.model.evaluation import Evaluation
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale, Passing
from articulate.model.identifiers import BlockId, Mark
from articulate.model.line import Status
from articulate.model.reason import Reason, ReasonCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import Fact, FactName, GradeValue, Has
from articulate.rulebook.enrollment_gap import enrollment_gap
from articulate.rulebook.facts import (
    FactValue,
    Missing,
    SeenCredit,
    SeenGrade,
    SeenPoints,
)
from articulate.rulebook.pools import selects
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
                audited = () if self.degree is None else (self.degree,)
                return tuple(dict.fromkeys((*learner.degrees, *audited)))
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
                return sum(
                    (
                        target.credits
                        for line in self.evaluation.lines
                        if line.status in (Status.AWARDED, Status.ELECTIVE)
                        for target in line.targets
                    ),
                    Fraction(0),
                )
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
        answers = [self._attempt_has(one, asked) for one in self._attempts()]
        answers += [
            self._award_has(target.code is not None and selects(course, target.code))
            for line in self.evaluation.lines
            if line.status in (Status.AWARDED, Status.ELECTIVE)
            for target in line.targets
            for course in (asked.course,)
            if course is not None and asked.grade is None
        ]
        if asked.award:
            answers += [
                self._award_has(award.title == asked.award)
                for transcript in self.evaluation.record.transcripts
                for award in transcript.awards
            ]
        if asked.block:
            answers += [
                self._award_has(sitting.exam == asked.block)
                for sitting in self.evaluation.record.exams
            ]
        answer = any_of(answers)
        codes = {
            Answer.MET: ReasonCode.CONDITION_MET,
            Answer.NOT_MET: ReasonCode.CONDITION_NOT_MET,
        }
        text = clause_text(asked)
        code = codes.get(answer, ReasonCode.CONDITION_UNKNOWN)
        residual = text if answer is Answer.UNKNOWN else ""
        return Finding(answer, (Reason(code, fact=text, text=text),), residual)

    def _attempts(self) -> list[CourseAttempt]:
        return list(self.evaluation.record.attempts())

    def _award_has(self, truth: bool) -> Answer:  # noqa: FBT001 - it is the very subject
        return Answer.MET if truth else Answer.NOT_MET

    def _attempt_has(self, attempt: CourseAttempt, asked: Has) -> Answer:
        if asked.course is None or not selects(asked.course, attempt.code):
            return Answer.NOT_MET
        scale = self.rulebook.scale_of(attempt.code.institution)
        mark = attempt.grade
        passing = None if mark is None or scale is None else scale.passing(mark)
        if asked.attempted:
            done = Answer.MET
        elif passing in (Passing.FAILED, Passing.NO_CREDIT, Passing.IN_PROGRESS):
            done = Answer.NOT_MET
        else:
            done = Answer.MET if passing is Passing.PASSED else Answer.UNKNOWN
        if asked.operator is None or asked.grade is None:
            return done
        if mark is None:
            return all_of((done, Answer.UNKNOWN))
        wanted = GradeValue(Mark(asked.grade))
        seen = SeenGrade(mark, scale)
        truth = compare(seen, asked.operator, wanted, self.wanted_scale)
        graded = Answer.UNKNOWN if truth is None else self._award_has(truth)
        return all_of((done, graded))

    def term(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar, None when it is not on file."""
        known = self.rulebook.institution.get(named.institution)
        if known is None or known.calendar is None:
            return None
        calendar = self.rulebook.calendar.get(known.calendar)
        terms = () if calendar is None else calendar.terms
        return next((term for term in terms if term.code == named.code), None)


def letter_points_of(rulebook: Rulebook, attempt: CourseAttempt) -> Fraction | None:
    """Return the grade points of an attempt, None when it is not letter graded."""
    if attempt.grade is None:
        return None
    scale = rulebook.scale_of(attempt.code.institution)
    return letter_points(SeenGrade(attempt.grade, scale))
