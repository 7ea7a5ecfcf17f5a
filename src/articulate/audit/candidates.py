"""Candidates: what may count where, read from the lines of an evaluation."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.credential import Credential
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
from articulate.model.exam import ExamSitting
from articulate.model.grade import GradeScale
from articulate.model.identifiers import InstitutionId, LearningId, Mark, Subject
from articulate.model.line import Line, Status
from articulate.model.portfolio import Portfolio
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.attendance import term_on
from articulate.rulebook.course_identity import (
    CourseIdentities,
    CourseIdentity,
    identities_of,
)
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import Road
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Candidate:
    """One target of one line: credit that may count somewhere.

    `option` is the choice and the option it stands in, None on a fixed line. `grades`
    are those behind it, one for each attempt; empty for credit without a grade. `names`
    are the codes its course has on the degree's day. `term` keys the term it was taken
    in. Work `in_progress` never completes anything. `average` are the grade points of
    several attempts that count as one.
    """

    learning: tuple[LearningId, ...]
    target: int
    award: CreditAward
    day: date | None
    in_residence: bool
    roads: frozenset[Road]
    institutions: frozenset[InstitutionId]
    grades: tuple[SeenGrade, ...]
    weights: tuple[Fraction, ...]
    term: str
    names: frozenset[CourseCode] = frozenset()
    identity: CourseIdentity | None = None
    option: tuple[int, int] | None = None
    in_progress: bool = False
    average: Fraction | None = None

    @property
    def key(self) -> tuple[tuple[LearningId, ...], int, tuple[int, int] | None]:
        """What names it among all candidates of an evaluation."""
        return (self.learning, self.target, self.option)

    @property
    def subject(self) -> Subject | None:
        """The subject of the credit, None for general credit."""
        if self.award.subject is not None or self.award.code is None:
            return self.award.subject
        return self.award.code.subject

    @property
    def without_hours(self) -> bool:
        """Whether it satisfies a requirement and carries no credit."""
        return self.award.kind is AwardKind.REQUIREMENT and not self.award.credits

    @property
    def points(self) -> Fraction | None:
        """Grade points, None for credit that is not letter graded.

        What several attempts earned together has the average of their points, by
        credit.
        """
        if self.average is not None:
            return self.average
        if len(self.grades) == 1:
            return letter_points(self.grades[0])
        points = [letter_points(grade) for grade in self.grades]
        known = [one for one in points if one is not None]
        if not points or len(known) < len(points):
            return None
        weights = self.weights if sum(self.weights) else (Fraction(1),) * len(known)
        total = exact_sum(p * w for p, w in zip(known, weights, strict=True))
        return total / sum(weights)

    @property
    def order(self) -> tuple[bool, date, str, str, tuple[LearningId, ...], int, int]:
        """The canonical order: by completion, undated last, then by what it is."""
        code = str(self.award.code or self.award.subject or self.award.title)
        return (
            self.day is None,
            self.day or date.max,
            code,
            str(self.award.kind),
            self.learning,
            self.target,
            -1 if self.option is None else self.option[1],
        )


def letter_points(grade: SeenGrade) -> Fraction | None:
    """Return the points of a letter grade; a pass has none, whatever it counts as."""
    if grade.scale is None or grade.mark in grade.scale.passes:
        return None
    return grade.scale.points_of(grade.mark)


def candidates_of(
    rulebook: Rulebook, evaluation: Evaluation, named_on: date
) -> tuple[Candidate, ...]:
    """List the candidates of an evaluation, in every option, in canonical order.

    *named_on* is the day whose course codes the degree is written in.
    """
    reader = _Reader(rulebook, evaluation, named_on)
    lines = [(line, None) for line in evaluation.fixed]
    found = [one for line, option in lines for one in reader.read(line, option)]
    for c, choice in enumerate(evaluation.choices):
        for o, option in enumerate(choice.options):
            for line in option.lines:
                found += reader.read(line, (c, o))
    return tuple(sorted(found, key=lambda candidate: candidate.order))


class _Reader:
    """Reads lines with what the rulebook knows of codes, scales and kinds at hand."""

    def __init__(
        self, rulebook: Rulebook, evaluation: Evaluation, named_on: date
    ) -> None:
        self.rulebook = rulebook
        self.receiving = evaluation.receiving
        self.as_of = evaluation.as_of
        self.requested = evaluation.record.requested or evaluation.as_of
        self.named_on = named_on
        self.scales: dict[tuple[Mark, InstitutionId], GradeScale | None] = {}
        self.learnings = {one.id: one for one in evaluation.record.learnings()}
        self.identities: CourseIdentities = identities_of(
            rulebook, evaluation.receiving, evaluation.known_at
        )

    def read(self, line: Line, option: tuple[int, int] | None) -> list[Candidate]:
        """Return the candidates on one line."""
        if line.status not in (Status.AWARDED, Status.ELECTIVE, Status.IN_PROGRESS):
            return []
        sources = [self.learnings[one] for one in line.learning]
        targets = line.targets or self._own_in_progress(line, sources)
        return [
            self._candidate(line, place, award, (sources, option))
            for place, award in enumerate(targets)
        ]

    def _candidate(
        self,
        line: Line,
        place: int,
        award: CreditAward,
        where: tuple[list[Learning], tuple[int, int] | None],
    ) -> Candidate:
        sources, option = where
        grades, weights = self._grades(award, sources)
        taken = self._taken(award, sources)
        identity = None if award.code is None else self.identities.of(award.code, taken)
        names = (
            frozenset[CourseCode]()
            if award.code is None
            else self.identities.names_on(award.code, taken, self.named_on)
        )
        return Candidate(
            learning=line.learning,
            target=place,
            award=award,
            day=line.completed,
            in_residence=line.in_residence,
            roads=frozenset(_road(one, line.in_residence) for one in sources),
            institutions=frozenset(_institutions(sources)),
            grades=grades,
            weights=weights,
            term=_term(self.rulebook, self.receiving, line, sources),
            names=names,
            identity=identity,
            option=option,
            in_progress=line.status is Status.IN_PROGRESS,
            average=None if award.grade is not None else line.average,
        )

    def _own_in_progress(
        self, line: Line, sources: list[Learning]
    ) -> tuple[CreditAward, ...]:
        """Read a course under way here as what it will be when it is passed."""
        if line.status is not Status.IN_PROGRESS or len(sources) != 1:
            return ()
        (attempt,) = sources
        if not isinstance(attempt, CourseAttempt):
            return ()
        if attempt.code.institution != self.receiving:
            return ()
        credit = attempt.credits or Fraction(0)
        return (
            CreditAward(
                AwardKind.COURSE,
                credit,
                credit,
                code=attempt.code,
                subject=attempt.code.subject,
                level=attempt.level,
                attributes=attempt.attributes,
            ),
        )

    def _taken(self, award: CreditAward, sources: list[Learning]) -> date:
        """Return the day on whose catalog the code of an award stands."""
        for one in sources:
            if isinstance(one, CourseAttempt) and one.code == award.code:
                return one.completed or self.as_of
        return self.requested

    def _grades(
        self, award: CreditAward, sources: list[Learning]
    ) -> tuple[tuple[SeenGrade, ...], tuple[Fraction, ...]]:
        attempts = [one for one in sources if isinstance(one, CourseAttempt)]
        if award.grade is not None:
            scale = self._scale(award.grade, attempts)
            return (SeenGrade(award.grade, scale),), (Fraction(1),)
        if len(attempts) < len(sources):
            return (), ()
        graded = [(one, one.grade) for one in attempts if one.grade is not None]
        if len(graded) < len(attempts):
            return (), ()
        return (
            tuple(SeenGrade(mark, self._scale_of(mark, one)) for one, mark in graded),
            tuple(one.credits or Fraction(0) for one, _ in graded),
        )

    def _scale_of(self, mark: Mark, attempt: CourseAttempt) -> GradeScale | None:
        key = (mark, attempt.code.institution)
        if key not in self.scales:
            self.scales[key] = self._scale(mark, [attempt])
        return self.scales[key]

    def _scale(self, mark: Mark, attempts: list[CourseAttempt]) -> GradeScale | None:
        places = [one.code.institution for one in attempts] + [self.receiving]
        scales = [self.rulebook.scale_of(one) for one in dict.fromkeys(places)]
        known = [one for one in scales if one is not None]
        return next((one for one in known if one.knows(mark)), next(iter(known), None))


def _road(learning: Learning, in_residence: bool) -> Road:  # noqa: FBT001 - a fact of the line
    match learning:
        case CourseAttempt() | ConferredAward():
            return Road.RESIDENCE if in_residence else Road.TRANSFER
        case ExamSitting():
            return Road.EXAMS
        case Credential():
            return Road.CREDENTIALS
        case Training():
            return Road.TRAINING
        case Portfolio():
            return Road.PORTFOLIOS


def _institutions(sources: list[Learning]) -> list[InstitutionId]:
    return [
        one.code.institution if isinstance(one, CourseAttempt) else one.institution
        for one in sources
        if isinstance(one, CourseAttempt | ConferredAward)
    ]


def _term(
    rulebook: Rulebook, here: InstitutionId, line: Line, sources: list[Learning]
) -> str:
    """Key the term credit was taken in: the named one, else the one its day lies in.

    The calendar of the receiving institution is looked at first. Without a term it is
    the day, else the line itself.
    """
    courses = [one for one in sources if isinstance(one, CourseAttempt)]
    for one in courses:
        if one.term is not None:
            return f"{one.code.institution}:{one.term}"
    if line.completed is None:
        return line.learning[0]
    for at in (here, *(one.code.institution for one in courses)):
        if around := term_on(rulebook, at, line.completed):
            return f"{at}:{around.code}"
    return line.completed.isoformat()
