"""Attempts: every taking of a course here, for a GPA of all attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.learner_facts import letter_points_of
from articulate.audit.membership import Surroundings, belongs
from articulate.audit.worth import Worth
from articulate.model.award import AwardKind, CreditAward
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.reason import ReasonCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import Pool, Road
from articulate.rulebook.rulebook import Rulebook

NO_CREDIT = Fraction(0)
Points = tuple[tuple[int, Fraction], ...]
Pairs = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One graded attempt here: what a pool sees of it, and its points and credit."""

    seen: Candidate
    points: Fraction
    credits: Fraction


@dataclass(frozen=True, slots=True)
class Attempts:
    """Every graded attempt here, the points of each attempt anywhere, and repeats.

    `replaced` are lines that a repeat took the place of, `failed` the attempts here
    that earned nothing and that no repeat took the place of.
    """

    own: tuple[Attempt, ...]
    points: tuple[tuple[LearningId, Fraction], ...]
    replaced: tuple[Line, ...] = ()
    failed: tuple[Attempt, ...] = ()

    def failed_in(self, pool: Pool, around: Surroundings) -> Pairs:
        """Return quality and credit of what was failed here and never made good."""
        return tuple(
            (one.points * one.credits, one.credits)
            for one in self.failed
            if belongs(pool, one.seen, around)
        )

    def over(
        self,
        pools: Sequence[Pool],
        candidates: Sequence[Candidate],
        around: Surroundings,
    ) -> tuple[Points, Pairs]:
        """Return what a GPA over all attempts in some pools is taken of.

        First candidates from elsewhere with their points, by place; then quality and
        credit of what is not a candidate: attempts here as they stand on the
        transcript, and each attempt elsewhere that a candidate replaced, with its
        credit.
        """
        attempts = [
            (one.points * one.credits, one.credits)
            for one in self.own
            if any(belongs(pool, one.seen, around) for pool in pools)
        ]
        here = {one.seen.learning[0] for one in self.own}
        points = dict(self.points)
        counted = []
        for place, one in enumerate(candidates):
            mine = one.points
            if mine is None or here.issuperset(one.learning):
                continue
            if not any(belongs(pool, one, around) for pool in pools):
                continue
            if one.average is not None:
                mine = points[one.learning[0]]
            counted.append((place, mine))
            if one.option is not None:
                continue
            credit = one.award.credits
            attempts += [
                (points[gone] * credit, credit)
                for line in self.replaced
                if set(line.replaced_by) & set(one.learning)
                for gone in line.learning
                if gone in points and gone not in here
            ]
        return tuple(counted), tuple(attempts)


def attempts_in(
    rulebook: Rulebook, evaluation: Evaluation, worth: Worth, around: Surroundings
) -> Attempts:
    """Read every letter-graded attempt of a record, failed and repeated ones too."""
    own, points = [], []
    for attempt in evaluation.record.attempts():
        found = letter_points_of(rulebook, attempt)
        if found is None:
            continue
        points.append((attempt.id, found))
        if attempt.code.institution == evaluation.receiving:
            credit = attempt.credits or NO_CREDIT
            seen = _seen(rulebook, evaluation, attempt, (worth, around))
            own.append(Attempt(seen, found, credit))
    replaced = [one for one in evaluation.fixed if one.status is Status.SUPERSEDED]
    unpassed = {
        one
        for line in evaluation.fixed
        if any(reason.code is ReasonCode.NOT_PASSED for reason in line.reasons)
        for one in line.learning
    }
    failed = [
        one
        for one in own
        if one.seen.learning[0] in unpassed.difference(evaluation.retaken)
    ]
    return Attempts(tuple(own), tuple(points), tuple(replaced), tuple(failed))


def _seen(
    rulebook: Rulebook,
    evaluation: Evaluation,
    attempt: CourseAttempt,
    known: tuple[Worth, Surroundings],
) -> Candidate:
    worth, around = known
    taken = attempt.completed or evaluation.as_of
    identity = around.identities.of(attempt.code, taken)
    listed = worth.listed(identity)
    credit = attempt.credits or NO_CREDIT
    grades: tuple[SeenGrade, ...] = ()
    if attempt.grade is not None:
        scale = rulebook.scale_of(attempt.code.institution)
        grades = (SeenGrade(attempt.grade, scale),)
    catalog_attributes = () if listed is None else listed.attributes
    catalog_level = None if listed is None else listed.level
    return Candidate(
        learning=(attempt.id,),
        target=0,
        award=CreditAward(
            AwardKind.COURSE,
            credit,
            credit,
            code=attempt.code,
            subject=attempt.code.subject,
            level=attempt.level or catalog_level,
            attributes=(*attempt.attributes, *catalog_attributes),
        ),
        day=attempt.completed,
        in_residence=True,
        roads=frozenset({Road.RESIDENCE}),
        institutions=frozenset({attempt.code.institution}),
        grades=grades,
        weights=(credit,) * len(grades),
        term="",
        names=around.identities.names_on(attempt.code, taken, around.named_on),
        identity=identity,
    )
