"""Attempts: every taking of a course here, for a GPA of all attempts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

from articulate.audit.candidates import Candidate
from articulate.audit.learner_facts import letter_points_of
from articulate.audit.membership import Surroundings, belongs
from articulate.audit.read_once import ReadOnce
from articulate.audit.worth import Worth
from articulate.model.award import AwardKind, CreditAward
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Line, Status
from articulate.model.reason import ReasonCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import Pool, Road
from articulate.rulebook.rulebook import Rulebook

NO_CREDIT = Fraction(0)
_BESIDE = "attempts that came to nothing"
Points = tuple[tuple[int, Fraction], ...]
Pairs = tuple[tuple[Fraction, Fraction], ...]
_Undone = tuple[tuple[Line, ...], frozenset[LearningId]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One graded attempt here: what a pool sees of it, and its points and credit."""

    seen: Candidate
    points: Fraction
    credits: Fraction


Graded = tuple[CourseAttempt, Fraction]
"""An attempt that was letter graded, and its points."""


@dataclass(frozen=True)
class Attempts:
    """Every attempt, and repeats.

    `points_of` reads the points of one, None where it is not letter graded, and `see`
    says what a pool sees of it; few degrees ask that of any. `replaced` are lines that
    a repeat took the place of, `unpassed` the attempts that earned nothing and that no
    repeat took the place of.
    """

    taken: tuple[CourseAttempt, ...]
    points_of: Callable[[CourseAttempt], Fraction | None]
    here: InstitutionId
    see: Callable[[CourseAttempt], Candidate]
    replaced: tuple[Line, ...] = ()
    unpassed: frozenset[LearningId] = frozenset()

    @cached_property
    def graded(self) -> tuple[Graded, ...]:
        """Every attempt that was letter graded, with its points."""
        known = ((one, self.points_of(one)) for one in self.taken)
        return tuple((one, mine) for one, mine in known if mine is not None)

    @cached_property
    def own(self) -> tuple[Attempt, ...]:
        """Every graded attempt here."""
        return self._seen([one for one, _ in self.graded])

    @cached_property
    def failed(self) -> tuple[Attempt, ...]:
        """The attempts here that earned nothing and were never made good."""
        return self._seen([one for one, _ in self.graded if one.id in self.unpassed])

    def _seen(self, wanted: Sequence[CourseAttempt]) -> tuple[Attempt, ...]:
        points = {one.id: mine for one, mine in self.graded}
        return tuple(
            Attempt(self.see(one), points[one.id], one.credits or NO_CREDIT)
            for one in wanted
            if one.code.institution == self.here
        )

    def failed_in(self, pool: Pool, around: Surroundings) -> Pairs:
        """Return quality and credit of what was failed here and never made good."""
        if not self.unpassed:
            return ()
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
        points = {one.id: mine for one, mine in self.graded}
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
    """Read every attempt of a record, failed and repeated ones too.

    Which were repeated or failed is read once of an evaluation.
    """
    beside: ReadOnce[_Undone] = vars(rulebook).setdefault(_BESIDE, ReadOnce())
    replaced, unpassed = beside.of(evaluation, None, partial(_undone, evaluation))
    return Attempts(
        taken=tuple(evaluation.record.attempts()),
        points_of=partial(letter_points_of, rulebook),
        here=evaluation.receiving,
        see=lambda one: _seen(rulebook, evaluation, one, (worth, around)),
        replaced=replaced,
        unpassed=unpassed,
    )


def _undone(evaluation: Evaluation) -> _Undone:
    """Return the lines that were replaced, and the attempts never made good."""
    replaced = [one for one in evaluation.fixed if one.status is Status.SUPERSEDED]
    unpassed = {
        one
        for line in evaluation.fixed
        for reason in line.reasons
        if reason.code is ReasonCode.NOT_PASSED
        for one in line.learning
    }
    return tuple(replaced), frozenset(unpassed.difference(evaluation.retaken))


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
