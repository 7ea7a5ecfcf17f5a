"""Eligibility: which candidates may fill a demand, once every qualifier was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from articulate.audit.candidates import Candidate
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.membership import Surroundings, belongs, is_letter_graded
from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.ask import ask
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import GradeValue
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.facts import SeenPoints
from articulate.rulebook.pools import OneCourse, Pool, Road, Union
from articulate.rulebook.requirements import (
    CompletedWhen,
    LeastGrade,
    LetterGraded,
    NoExamCredit,
    Qualifier,
)


@dataclass(frozen=True)
class Eligibility:
    """Asks candidates what pools and qualifiers want of them."""

    candidates: Sequence[Candidate]
    around: Surroundings
    facts: LearnerFacts

    def in_pool(
        self, pool: Pool, qualifiers: Iterable[Qualifier]
    ) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
        """List who may fill a demand from a pool, and who might if more were known."""
        qualifiers = list(qualifiers)
        eligible: list[int] = []
        doubts: list[Reason] = []
        for place in self._near(pool):
            one = self.candidates[place]
            if not belongs(pool, one, self.around):
                continue
            answer = self.answer(one, qualifiers)
            if answer is Answer.MET:
                eligible.append(place)
            elif answer is Answer.UNKNOWN and not one.in_progress:
                doubts += self._doubts(one, qualifiers)
        return tuple(eligible), tuple(dict.fromkeys(doubts))

    def _near(self, pool: Pool) -> Iterable[int]:
        """List the places of those who could be in a pool, by the courses it names."""
        parts = pool.pools if isinstance(pool, Union) else (pool,)
        named = [one for one in parts if isinstance(one, OneCourse)]
        if len(named) < len(parts):
            return range(len(self.candidates))
        around = self.around
        courses = {around.identities.of(one.code, around.named_on) for one in named}
        return sorted(place for one in courses for place in self._places.get(one, ()))

    @cached_property
    def _places(self) -> Mapping[CourseIdentity, Sequence[int]]:
        """The places of candidates by their course."""
        found: dict[CourseIdentity, list[int]] = {}
        for place, one in enumerate(self.candidates):
            if one.identity is not None:
                found.setdefault(one.identity, []).append(place)
        return found

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

    def _doubts(
        self, candidate: Candidate, qualifiers: Iterable[Qualifier]
    ) -> list[Reason]:
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
