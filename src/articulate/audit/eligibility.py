"""Eligibility: which candidates may fill a demand, once every qualifier was asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articulate.audit.candidates import Candidate
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.membership import Surroundings, graded_as, is_letter_graded
from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.identifiers import BlockId, Mark
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.ask import ask
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import GradeValue
from articulate.rulebook.facts import SeenPoints
from articulate.rulebook.pools import Road
from articulate.rulebook.requirements import (
    CompletedWhen,
    LeastGrade,
    LetterGraded,
    NoExamCredit,
    Qualifier,
)

MOST_GRADES = 1024
"""How many grades are remembered of what leaves ask before it starts anew."""

Grades = tuple[tuple[Mark, BlockId | None], ...]
"""Marks, each with the name of its scale."""


@dataclass(frozen=True)
class Eligibility:
    """Asks candidates what pools and qualifiers want of them."""

    candidates: Sequence[Candidate]
    around: Surroundings
    facts: LearnerFacts

    def answer(self, candidate: Candidate, qualifiers: Iterable[Qualifier]) -> Answer:
        """Say whether a candidate is what every qualifier asks for."""
        return all_of(self.asked(candidate, one) for one in qualifiers)

    def asked(self, candidate: Candidate, qualifier: Qualifier) -> Answer:
        """Say whether a candidate is what one qualifier asks for."""
        match qualifier:
            case LeastGrade():
                return self._graded(candidate, qualifier)
            case CompletedWhen(condition=condition):
                return ask(condition, self.facts.about(candidate)).answer
            case LetterGraded():
                return answer_of(is_letter_graded(candidate))
            case NoExamCredit():
                return answer_of(Road.EXAMS not in candidate.roads)
            case _:
                return Answer.MET

    def _graded(self, candidate: Candidate, wanted: LeastGrade) -> Answer:
        """Compare every grade behind the credit; without one there is no question."""
        value, scale = GradeValue(wanted.mark), self.facts.wanted_scale
        if candidate.average is not None:
            average = SeenPoints(candidate.average)
            return answer_of(compare(average, wanted.operator, value, scale))
        return all_of(
            answer_of(compare(grade, wanted.operator, value, scale))
            for grade in candidate.grades
        )

    def doubts(
        self, candidate: Candidate, qualifiers: Iterable[Qualifier]
    ) -> list[Reason]:
        """Say what would settle the qualifiers that nobody can answer."""
        found = []
        for one in qualifiers:
            if self.asked(candidate, one) is not Answer.UNKNOWN:
                continue
            if isinstance(one, LeastGrade):
                found.append(
                    Reason(
                        ReasonCode.GRADE_UNKNOWN,
                        fact="grade",
                        wanted=one.mark,
                        operator=one.operator,
                        needs=f"the grade behind {candidate.grades[0].mark}",
                        about=tuple(candidate.learning),
                    )
                )
            if isinstance(one, CompletedWhen):
                found += ask(one.condition, self.facts.about(candidate)).reasons
        return found


@dataclass(frozen=True, eq=False)
class Wants:
    """What leaves ask of each course, and which grades answer that."""

    qualifiers: tuple[Qualifier, ...]
    _known: dict[Grades, Answer] = field(default_factory=dict)

    def answer(self, one: Candidate, asking: Eligibility) -> Answer:
        """Say whether credit is what every qualifier asks for."""
        if not self.qualifiers:
            return Answer.MET
        if not self._of_grades or one.average is not None:
            return asking.answer(one, self.qualifiers)
        grades = graded_as(one)
        known = self._known.get(grades)
        if known is None:
            if len(self._known) >= MOST_GRADES:
                self._known.clear()
            known = self._known[grades] = asking.answer(one, self.qualifiers)
        return known

    @cached_property
    def _of_grades(self) -> bool:
        """Whether they ask for nothing but grades."""
        asked = (LeastGrade, LetterGraded)
        return all(isinstance(one, asked) for one in self.qualifiers)
