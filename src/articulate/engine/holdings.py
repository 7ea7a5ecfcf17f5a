"""Holdings: the credit on the whole record, as `has` sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articulate.engine.facts import Asked
from articulate.engine.identify import Known, State
from articulate.engine.situation import Situation
from articulate.engine.ways import Verdict, Way
from articulate.model.answer import Answer, all_of, answer_of, any_of
from articulate.model.course import CourseCode
from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.identifiers import LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.reason import Reason, ReasonCode
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import GradeValue, Has
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import selects
from articulate.rulebook.sources import plain_title
from articulate.rulebook.targets import CourseTarget


@dataclass(frozen=True, slots=True)
class Holding:
    """One course that the learner took or was given, under every name it has.

    `finished` says whether it was passed, or given by a rule; `attempted` whether a
    course was taken for it. `behind` are the attempts whose grades stand behind it.
    """

    codes: frozenset[CourseCode]
    learnings: tuple[int, ...]
    finished: Answer
    attempted: Answer
    behind: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Holdings:
    """Every holding of a record; `closed` says that nothing else can have happened."""

    situation: Situation
    learnings: tuple[Known, ...]
    held: tuple[Holding, ...]
    closed: bool

    def asked_by(self, own: Iterable[int]) -> Asked:
        """Return how `has` is answered for a rule about *own*: never by itself."""
        mine = frozenset(own)

        def ask(asked: Has) -> Finding:
            return self._answer(asked, mine)

        return ask

    def _answer(self, asked: Has, own: frozenset[int]) -> Finding:
        found = [
            (self._is(asked, one), one.learnings)
            for one in self.held
            if not own.intersection(one.learnings)
        ]
        if asked.course is None:
            found = [
                (self._named(asked, known), (known.place,))
                for known in self.learnings
                if known.place not in own
            ]
        answer = any_of(one for one, _ in found)
        if answer is Answer.NOT_MET and not self.closed:
            answer = Answer.UNKNOWN
        telling = [places for one, places in found if one is answer]
        return self._finding(asked, answer, telling)

    def _finding(
        self, asked: Has, answer: Answer, telling: Sequence[tuple[int, ...]]
    ) -> Finding:
        text = clause_text(asked)
        about = self._ids(telling) if answer is not Answer.NOT_MET else ()
        match answer:
            case Answer.MET:
                reason = Reason(
                    ReasonCode.CONDITION_MET, fact=text, text=text, about=about
                )
                return Finding(answer, (reason,))
            case Answer.NOT_MET | Answer.SILENT:
                reason = Reason(ReasonCode.CONDITION_NOT_MET, fact=text, text=text)
                return Finding(Answer.NOT_MET, (reason,))
            case Answer.UNKNOWN:
                needs = self._needs(asked) if about else "all transcripts"
                reason = Reason(
                    ReasonCode.CONDITION_UNKNOWN,
                    fact=text,
                    text=text,
                    needs=needs,
                    about=about,
                )
                return Finding(answer, (reason,), text)

    def _needs(self, asked: Has) -> str:
        """Say what would settle it: what a learning gives, or how good it was."""
        graded = asked.grade is not None
        return "a grade that can be compared" if graded else "what it comes to itself"

    def _ids(self, telling: Sequence[tuple[int, ...]]) -> tuple[LearningId, ...]:
        places = sorted({place for one in telling for place in one})
        return tuple(self.learnings[place].id for place in places)

    def _is(self, asked: Has, held: Holding) -> Answer:
        course = asked.course
        if course is None or not any(selects(course, code) for code in held.codes):
            return Answer.NOT_MET
        done = held.attempted if asked.attempted else held.finished
        if asked.operator is None or asked.grade is None:
            return done
        if not held.behind:
            return Answer.NOT_MET
        graded = (self._graded(asked, known) for known in held.behind)
        return all_of((done, *graded))

    def _named(self, asked: Has, known: Known) -> Answer:
        """Say whether a learning is the award or block that is asked for by name."""
        match known.learning:
            case ConferredAward(title=title) if asked.award:
                same = plain_title(title) == plain_title(asked.award)
            case ExamSitting(exam=block) | Portfolio(portfolio=block) if asked.block:
                same = block == asked.block
            case Credential(achievement=name) if asked.block:
                same = asked.block in self.situation.book.by_achievement.get(name, ())
            case Training(exhibit=name) if asked.block:
                same = asked.block in self.situation.book.by_exhibit.get(name, ())
            case _:
                same = False
        return answer_of(same)

    def _graded(self, asked: Has, known: Known) -> Answer:
        attempt = known.attempt
        if attempt is None or asked.operator is None or asked.grade is None:
            return Answer.NOT_MET
        if attempt.grade is None:
            return Answer.UNKNOWN
        seen = SeenGrade(attempt.grade, known.scale)
        wanted = GradeValue(asked.grade)
        truth = compare(seen, asked.operator, wanted, self.situation.scale)
        if truth is None:
            return Answer.UNKNOWN
        return Answer.MET if truth else Answer.NOT_MET


def holdings_of(
    situation: Situation,
    learnings: tuple[Known, ...],
    ways: Sequence[Way] = (),
    asked: Sequence[Way] = (),
) -> Holdings:
    """Gather finished courses, attempts, and what rules without `has` give for them.

    Where it is a question what the rules give, whatever one of those that were *asked*
    could give is unknown.
    """
    taken = [_taken(situation, known) for known in learnings if known.attempt]
    given = [
        _given(situation, learnings, way, award.code)
        for way in ways
        if way.verdict is Verdict.GIVE and way.line is not None
        for award in way.line.targets
        if award.code is not None
    ]
    open_places = {way.learnings for way in ways if way.verdict is Verdict.OPEN}
    given += [
        _unsure(_given(situation, learnings, way, target.code))
        for way in asked
        if way.learnings in open_places and way.verdict in (Verdict.OPEN, Verdict.GIVE)
        for target in way.target
        if isinstance(target, CourseTarget)
    ]
    closed = all(one.official and one.complete for one in situation.record.transcripts)
    return Holdings(situation, learnings, (*taken, *given), closed)


def _taken(situation: Situation, known: Known) -> Holding:
    codes = _names(situation, known)
    match known.state:
        case State.PASSED:
            done = Answer.MET
        case State.UNPLACED | State.UNGRADED | State.UNREADABLE:
            done = Answer.UNKNOWN
        case State.NOT_PASSED | State.UNDER_WAY:
            done = Answer.NOT_MET
    attempted = answer_of(known.state is not State.UNDER_WAY)
    return Holding(codes, (known.place,), done, attempted, (known,))


def _names(situation: Situation, known: Known) -> frozenset[CourseCode]:
    if known.code is None:
        return frozenset()
    names = situation.names(known.code, known.ended, situation.requested)
    if situation.listed(known.code) and known.course != situation.course_now(
        known.code
    ):
        return frozenset(names)  # the code names another course by now
    return frozenset((*names, known.code))


def _given(
    situation: Situation, learnings: Sequence[Known], way: Way, code: CourseCode
) -> Holding:
    now = situation.code_now(code, situation.requested)
    names = situation.names(now, situation.requested, situation.requested)
    behind = tuple(learnings[place] for place in way.learnings)
    attempted = answer_of(any(known.attempt is not None for known in behind))
    codes = frozenset((*names, now, code))
    return Holding(codes, way.learnings, Answer.MET, attempted, behind)


def _unsure(one: Holding) -> Holding:
    attempted = all_of((one.attempted, Answer.UNKNOWN))
    return replace(one, finished=Answer.UNKNOWN, attempted=attempted)
