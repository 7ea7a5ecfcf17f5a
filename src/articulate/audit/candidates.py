"""Candidates: what may count where, read from the lines of an evaluation."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from articulate.audit.at_hand import at_hand
from articulate.audit.read_once import ReadOnce
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.credential import Credential
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import InstitutionId, LearningId, Subject
from articulate.model.line import Line, Status
from articulate.model.portfolio import Portfolio
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import Road
from articulate.rulebook.rulebook import Rulebook

STANDING = (Status.AWARDED, Status.ELECTIVE, Status.IN_PROGRESS)
_BESIDE = "candidates that were read"
ZERO = Fraction(0)
_WHOLLY = (Fraction(1),)
_UNNAMED = frozenset[CourseCode]()
_ONE_ROAD = {road: frozenset({road}) for road in Road}
_RESIDENCE, _TRANSFER = _ONE_ROAD[Road.RESIDENCE], _ONE_ROAD[Road.TRANSFER]


class Candidate(NamedTuple):
    """One target of one line: credit that may count somewhere.

    `option` is the choice and the option it stands in, None on a fixed line. `grades`
    are those behind it, one for each attempt; empty for credit without a grade. `names`
    are the codes its course has on the degree's day. `term` keys the term it was taken
    in. Work `in_progress` never completes anything. `average` are the grade points of
    several attempts that count as one.

    It is a named tuple, which takes a fifth of the time of a frozen dataclass to make.
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
    beside: ReadOnce[tuple[Candidate, ...]]
    beside = vars(rulebook).setdefault(_BESIDE, ReadOnce())
    read = partial(_read, rulebook, evaluation, named_on)
    return beside.of(evaluation, named_on, read)


def _read(
    rulebook: Rulebook, evaluation: Evaluation, named_on: date
) -> tuple[Candidate, ...]:
    reader = _Reader(rulebook, evaluation, named_on)
    for line in evaluation.fixed:
        reader.read(line, None)
    for c, choice in enumerate(evaluation.choices):
        for o, option in enumerate(choice.options):
            for line in option.lines:
                reader.read(line, (c, o))
    return tuple([one for _, one in sorted(reader.found, key=itemgetter(0))])


_Order = tuple[bool, date, str, str, tuple[LearningId, ...], int, int]
"""The canonical order: by completion, undated last, then by what it is."""


_Behind = tuple[
    frozenset[Road],
    tuple[InstitutionId, ...],
    frozenset[InstitutionId],
    str,
    tuple[SeenGrade, ...],
    tuple[Fraction, ...],
]
"""What is behind a line: by which roads it came, who taught the courses, all who gave
it, the term, and the grades with their weights."""


class _Reader:
    """Reads lines with what the rulebook knows of codes, scales and kinds at hand.

    What is `found` stands beside that by which it is ordered.
    """

    def __init__(
        self, rulebook: Rulebook, evaluation: Evaluation, named_on: date
    ) -> None:
        self.receiving = evaluation.receiving
        self.as_of = evaluation.as_of
        self.requested = evaluation.record.requested or evaluation.as_of
        self.learnings = {one.id: one for one in evaluation.record.learnings()}
        self.at_hand = at_hand(rulebook, evaluation, named_on)
        self.found: list[tuple[_Order, Candidate]] = []

    def read(self, line: Line, option: tuple[int, int] | None) -> None:
        """Add the candidates on one line."""
        if line.status not in STANDING:
            return
        sources = [self.learnings[one] for one in line.learning]
        attempts = [one for one in sources if isinstance(one, CourseAttempt)]
        if len(attempts) == len(sources) == 1:  # as nearly all lines are
            behind = self._one_course(line, attempts[0])
        else:
            behind = self._several(line, sources, attempts)
        roads, given_at, institutions, term, grades, weights = behind
        in_progress = line.status is Status.IN_PROGRESS
        targets = line.targets or self._own_in_progress(line, sources)
        day = line.completed
        dated = (day is None, day or date.max)
        for place, award in enumerate(targets):
            mark, names, identity = award.grade, _UNNAMED, None
            if award.code is None:
                written = str(award.subject or award.title)
            else:
                taken = self._taken(award.code, attempts)
                names, identity, written = self.at_hand.course(award.code, taken)
            nth = -1 if option is None else option[1]
            order = (*dated, written, award.kind, line.learning, place, nth)
            candidate = Candidate(  # without names, which would take twice as long
                line.learning,
                place,
                award,
                day,
                line.in_residence,
                roads,
                institutions,
                grades if mark is None else (self.at_hand.grade(mark, given_at),),
                weights if mark is None else _WHOLLY,
                term,
                names,
                identity,
                option,
                in_progress,
                line.average if mark is None else None,
            )
            self.found.append((order, candidate))

    def _one_course(self, line: Line, one: CourseAttempt) -> _Behind:
        """Say what is behind a line of one course."""
        at_hand, credit = self.at_hand, one.credits
        given_at = (one.code.institution,)
        if one.term is not None or line.completed is None:
            term = self._term(line, (one,), given_at)
        else:
            term = at_hand.term(line.completed, given_at)
        return (
            _RESIDENCE if line.in_residence else _TRANSFER,
            given_at,
            at_hand.places(given_at),
            term,
            () if one.grade is None else (at_hand.grade(one.grade, given_at),),
            () if one.grade is None else (ZERO if credit is None else credit,),
        )

    def _several(
        self, line: Line, sources: list[Learning], attempts: list[CourseAttempt]
    ) -> _Behind:
        """Say what is behind a line of several learnings, or of another kind."""
        given_at = tuple([one.code.institution for one in attempts])
        only_courses = len(attempts) == len(sources)
        return (
            _roads(sources, line.in_residence),
            given_at,
            self.at_hand.places(given_at if only_courses else _institutions(sources)),
            self._term(line, attempts, given_at),
            *self._grades(attempts if only_courses else ()),
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
        credit = attempt.credits or ZERO
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

    def _taken(self, code: CourseCode, attempts: Sequence[CourseAttempt]) -> date:
        """Return the day on whose catalog the code of an award stands."""
        for one in attempts:
            if one.code is code or one.code == code:
                return one.completed or self.as_of
        return self.requested

    def _grades(
        self, attempts: Sequence[CourseAttempt]
    ) -> tuple[tuple[SeenGrade, ...], tuple[Fraction, ...]]:
        """Return the grade of each attempt, with its credit; none where one has none.

        So an award without a grade of its own is graded.
        """
        grades, weights = [], []
        for one in attempts:
            if one.grade is None:
                return (), ()
            given_at = (one.code.institution,)
            grades.append(self.at_hand.grade(one.grade, given_at))
            weights.append(ZERO if one.credits is None else one.credits)
        return tuple(grades), tuple(weights)

    def _term(
        self,
        line: Line,
        attempts: Sequence[CourseAttempt],
        taken_at: tuple[InstitutionId, ...],
    ) -> str:
        """Key the term credit was taken in: the one named, else that of its day.

        Without a day it is the line itself.
        """
        for one in attempts:
            if one.term is not None:
                return f"{one.code.institution}:{one.term}"
        if line.completed is None:
            return line.learning[0]
        return self.at_hand.term(line.completed, taken_at)


def _roads(sources: Sequence[Learning], in_residence: bool) -> frozenset[Road]:  # noqa: FBT001 - a fact of the line
    if len(sources) == 1:
        return _ONE_ROAD[_road(sources[0], in_residence)]
    return frozenset(_road(one, in_residence) for one in sources)


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


def _institutions(sources: list[Learning]) -> tuple[InstitutionId, ...]:
    return tuple(
        one.code.institution if isinstance(one, CourseAttempt) else one.institution
        for one in sources
        if isinstance(one, CourseAttempt | ConferredAward)
    )
