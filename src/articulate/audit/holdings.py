"""Holdings: whether the record, or what its lines give, has what `has` asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from articulate.audit.open_lines import Given, may_give
from articulate.model.answer import Answer, all_of, answer_of, any_of
from articulate.model.course import CourseCode, has_attribute
from articulate.model.credential import Credential
from articulate.model.credit import Credits
from articulate.model.evaluation import Evaluation
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.grade import Passing
from articulate.model.identifiers import Attribute, InstitutionId, LearningId
from articulate.model.line import Line, Status
from articulate.model.portfolio import Portfolio
from articulate.model.reason import Reason, ReasonCode
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import GradeValue, Has
from articulate.rulebook.course_identity import identities_of
from articulate.rulebook.facts import SeenCredit, SeenGrade
from articulate.rulebook.held import Held, fits
from articulate.rulebook.origins import Whence, is_from
from articulate.rulebook.pools import Road, selects
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import plain_title

_ROADS: dict[type, Road] = {
    ExamSitting: Road.EXAMS,
    Credential: Road.CREDENTIALS,
    Training: Road.TRAINING,
    Portfolio: Road.PORTFOLIOS,
}


@dataclass(frozen=True, slots=True)
class _Holding:
    """One course taken or given: its codes, how far it has come, what is behind it."""

    codes: frozenset[CourseCode]
    finished: Answer
    attempted: Answer
    under_way: Answer
    behind: tuple[Learning, ...]
    held: Held


@dataclass(frozen=True)
class Holdings:
    """What a record and its evaluation hold, put to one `has` at a time."""

    rulebook: Rulebook
    evaluation: Evaluation

    def ask(self, asked: Has) -> Finding:
        """Say whether the record, or what its lines give, has what is asked for."""
        if asked.award or asked.block:
            answer = any_of(self._named(asked, one) for one in self._learnings.values())
        else:
            answer = any_of(self._is(asked, one) for one in self._held())
        needs = ""
        if answer is Answer.NOT_MET and any(self._unread(asked)):
            answer, needs = Answer.UNKNOWN, "all transcripts"
        text = clause_text(asked)
        match answer:
            case Answer.MET:
                return Finding(answer, (_reason(ReasonCode.CONDITION_MET, text),))
            case Answer.UNKNOWN:
                unknown = _reason(ReasonCode.CONDITION_UNKNOWN, text, needs)
                return Finding(answer, (unknown,), text)
            case _:
                not_met = _reason(ReasonCode.CONDITION_NOT_MET, text)
                return Finding(Answer.NOT_MET, (not_met,))

    def _held(self) -> Iterator[_Holding]:
        for attempt in self.evaluation.record.attempts():
            yield self._taken(attempt)
        for line in self.evaluation.lines:
            if line.status in (Status.AWARDED, Status.ELECTIVE, Status.IN_PROGRESS):
                for target in line.targets:
                    given = Given(target.code, target.attributes)
                    yield self._given(line, given, target.credits)
            elif line.status is Status.REFERRED:
                for given in may_give(self.rulebook, line):
                    yield replace(
                        self._given(line, given, None), finished=Answer.UNKNOWN
                    )

    def _taken(self, attempt: CourseAttempt) -> _Holding:
        line = self._lines.get(attempt.id)
        finished, attempted, under_way = self._state(attempt, line)
        own = attempt.code.institution == self.evaluation.receiving
        home = own or (line is not None and line.in_residence)
        road = Road.RESIDENCE if home else Road.TRANSFER
        codes = self._names(attempt.code, attempt.completed)
        marks = (*attempt.attributes, *self._listed(codes))
        whence = self._at(attempt.code.institution, road)
        held = Held((whence,), self._credit(attempt, line), marks)
        return _Holding(codes, finished, attempted, under_way, (attempt,), held)

    def _state(
        self, attempt: CourseAttempt, line: Line | None
    ) -> tuple[Answer, Answer, Answer]:
        """Say whether an attempt is finished, was attempted, and is under way."""
        if attempt.grade is None:
            day = attempt.completed or (None if line is None else line.completed)
            going = line is not None and line.status is Status.IN_PROGRESS
            if going or day is None or day > self.evaluation.as_of:
                return Answer.NOT_MET, Answer.NOT_MET, Answer.MET
            return Answer.UNKNOWN, Answer.MET, Answer.UNKNOWN
        scale = self.rulebook.scale_of(attempt.code.institution)
        passing = Passing.UNKNOWN if scale is None else scale.passing(attempt.grade)
        match passing:
            case Passing.PASSED:
                return Answer.MET, Answer.MET, Answer.NOT_MET
            case Passing.IN_PROGRESS:
                return Answer.NOT_MET, Answer.NOT_MET, Answer.MET
            case Passing.UNKNOWN:
                return Answer.UNKNOWN, Answer.MET, Answer.UNKNOWN
            case Passing.FAILED | Passing.NO_CREDIT:
                return Answer.NOT_MET, Answer.MET, Answer.NOT_MET

    def _given(self, line: Line, given: Given, amount: Fraction | None) -> _Holding:
        code, attributes = given
        behind = tuple(self._learnings[one] for one in line.learning)
        courses = answer_of(any(isinstance(one, CourseAttempt) for one in behind))
        going = line.status is Status.IN_PROGRESS
        codes = frozenset[CourseCode]()
        if code is not None:
            codes = self._names(code, self._requested)
        credit = None
        if amount is not None and not going:
            credit = SeenCredit(Credits(amount, self.evaluation.unit), amount)
        whences = tuple(self._whence(one, line) for one in behind)
        return _Holding(
            codes,
            answer_of(not going),
            all_of((courses, answer_of(not going))),
            all_of((courses, answer_of(going))),
            behind,
            Held(whences, credit, attributes),
        )

    def _is(self, asked: Has, one: _Holding) -> Answer:
        if asked.course is not None:
            named = any(selects(asked.course, code) for code in one.codes)
        else:
            named = has_attribute(one.held.attributes, asked.attribute)
        if not named:
            return Answer.NOT_MET
        done = one.attempted if asked.attempted else one.finished
        done = one.under_way if asked.in_progress else done
        graded = all_of(self._graded(asked, learning) for learning in one.behind)
        return all_of((done, fits(asked, one.held), graded))

    def _graded(self, asked: Has, learning: Learning) -> Answer:
        """Say whether a grade is as good as is asked; what has none never is."""
        if asked.operator is None or asked.grade is None:
            return Answer.MET
        if not isinstance(learning, CourseAttempt):
            return Answer.NOT_MET
        if learning.grade is None:
            return Answer.UNKNOWN
        scale = self.rulebook.scale_of(learning.code.institution)
        seen = SeenGrade(learning.grade, scale)
        wanted_on = self.rulebook.scale_of(self.evaluation.receiving)
        return answer_of(
            compare(seen, asked.operator, GradeValue(asked.grade), wanted_on)
        )

    def _named(self, asked: Has, learning: Learning) -> Answer:
        """Say whether a learning is the award or block that is asked for by name."""
        match learning:
            case ConferredAward(title=title) if asked.award:
                same = plain_title(title) == plain_title(asked.award)
            case ExamSitting(exam=block) | Portfolio(portfolio=block) if asked.block:
                same = block == asked.block
            case _:
                same = False
        line = self._lines.get(learning.id)
        return all_of(
            (answer_of(same), fits(asked, Held((self._whence(learning, line),))))
        )

    def _whence(self, learning: Learning, line: Line | None) -> Whence:
        match learning:
            case CourseAttempt(code=code):
                institution = code.institution
            case ConferredAward(institution=institution):
                return self._at(institution, None)
            case _:
                return Whence(_ROADS[type(learning)])
        home = institution == self.evaluation.receiving
        home |= line is not None and line.in_residence
        return self._at(institution, Road.RESIDENCE if home else Road.TRANSFER)

    def _at(self, institution: InstitutionId, road: Road | None) -> Whence:
        known = self.rulebook.institution.get(institution)
        return Whence(road, institution, None if known is None else known.kind)

    def _unread(self, asked: Has) -> Iterator[Transcript]:
        """Yield each transcript that may not tell all, and could hold what is asked."""
        for one in self.evaluation.record.transcripts:
            if one.official and one.complete:
                continue
            home = one.institution == self.evaluation.receiving
            roads = (Road.RESIDENCE,) if home else (Road.TRANSFER, Road.RESIDENCE)
            where = (self._at(one.institution, road) for road in roads)
            pool = asked.came_from
            if pool is None or any(
                is_from(pool, w) is not Answer.NOT_MET for w in where
            ):
                yield one

    def _credit(self, attempt: CourseAttempt, line: Line | None) -> SeenCredit | None:
        """Say how much an attempt has; in our unit as its own line has it."""
        if attempt.credits is None:
            return None
        received = attempt.credits if attempt.unit is self.evaluation.unit else None
        if received is None and line is not None and len(line.learning) == 1:
            received = line.split.earned or None
        return SeenCredit(Credits(attempt.credits, attempt.unit), received)

    def _names(self, code: CourseCode, day: date | None) -> frozenset[CourseCode]:
        known_at = self.evaluation.known_at
        identities = identities_of(self.rulebook, code.institution, known_at)
        then = day or self.evaluation.as_of
        return identities.names_on(code, then, self._requested) | {code}

    def _listed(self, codes: Iterable[CourseCode]) -> tuple[Attribute, ...]:
        """Return what catalogs mark a course with, under any of its names."""
        wanted = frozenset(codes)
        return tuple(
            mark
            for catalog in self.rulebook.catalogs
            for course in catalog.courses
            if course.code in wanted
            for mark in course.attributes
        )

    @property
    def _requested(self) -> date:
        return self.evaluation.record.requested or self.evaluation.as_of

    @cached_property
    def _learnings(self) -> dict[LearningId, Learning]:
        return {one.id: one for one in self.evaluation.record.learnings()}

    @cached_property
    def _lines(self) -> dict[LearningId, Line]:
        lines = self.evaluation.lines
        return {one: line for line in lines for one in line.learning}


def _may_be(asked: Has, where: Iterable[Whence]) -> bool:
    pool = asked.came_from
    if pool is None:
        return True
    return any(is_from(pool, one) is not Answer.NOT_MET for one in where)


def _reason(code: ReasonCode, text: str, needs: str = "") -> Reason:
    return Reason(code, fact=text, text=text, needs=needs)
