"""Identify: which course each learning is, when it ended, and whether it was passed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from articulate.engine.lookalikes import likely_code
from articulate.engine.policy import Policy
from articulate.engine.situation import Situation
from articulate.model.calendar import TermRef
from articulate.model.canonical import canonical_places, day_of
from articulate.model.course import CourseCode, CourseLevel, CourseVersion
from articulate.model.exam import ExamSitting
from articulate.model.grade import GradeScale, Passing
from articulate.model.identifiers import Attribute, InstitutionId, LearningId
from articulate.model.reason import Reason, ReasonCode
from articulate.model.record import Learning
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.sources import plain_title


class State(StrEnum):
    """How far a learning has come, and how much of it can be read.

    `unplaced`: it has a grade, and no scale says whether that is a pass. `ungraded`: it
    is over and has no grade. `unreadable`: its code only looks like one.
    """

    PASSED = "passed"
    NOT_PASSED = "not passed"
    UNDER_WAY = "under way"
    UNGRADED = "ungraded"
    UNPLACED = "unplaced"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Known:
    """One learning with what identifies it; `place` is its place in canonical order.

    `own` is a course of the receiving institution. `failed` was graded and not passed,
    where a withdrawal merely earned nothing. `attributes` and `level` include what the
    sending catalog says.
    """

    place: int
    learning: Learning
    state: State = State.PASSED
    ended: date | None = None
    institution: InstitutionId | None = None
    code: CourseCode | None = None
    course: CourseIdentity | None = None
    scale: GradeScale | None = None
    own: bool = False
    failed: bool = False
    attributes: tuple[Attribute, ...] = ()
    level: CourseLevel | None = None
    notes: tuple[Reason, ...] = ()

    @property
    def id(self) -> LearningId:
        """The id the record gives it."""
        return self.learning.id

    @property
    def attempt(self) -> CourseAttempt | None:
        """The course attempt it is, None for every other kind of learning."""
        return self.learning if isinstance(self.learning, CourseAttempt) else None


def policy_for(situation: Situation, known: Known) -> Policy:
    """Return the policy that holds for a learning.

    The day of learning under way that has none yet is that of `as_of`.
    """
    undated = known.ended is None and known.state is State.UNDER_WAY
    return situation.policy(situation.as_of if undated else known.ended)


def identified(situation: Situation) -> tuple[Known, ...]:
    """Identify every learning of the record, in canonical order."""
    places = canonical_places(situation.record)
    ordered = sorted(situation.record.learnings(), key=lambda one: places[one.id])
    return tuple(
        identify(situation, place, learning) for place, learning in enumerate(ordered)
    )


def identify(situation: Situation, place: int, learning: Learning) -> Known:
    """Identify one learning, which stands at a place of the canonical order."""
    match learning:
        case CourseAttempt():
            return _attempt(situation, place, learning)
        case ConferredAward():
            institution = _institution(situation, learning.institution)
            ended = learning.awarded
            return Known(place, learning, ended=ended, institution=institution)
        case _:
            state = _sitting_state(situation, learning)
            return Known(place, learning, state, ended=day_of(learning))


def _sitting_state(situation: Situation, learning: Learning) -> State:
    """Say whether an exam lies ahead: no score yet, and taken after the day asked."""
    if not isinstance(learning, ExamSitting):
        return State.PASSED
    scored = learning.score is not None or learning.subscores
    ahead = learning.taken is not None and learning.taken > situation.as_of
    return State.UNDER_WAY if ahead and not scored else State.PASSED


def _attempt(situation: Situation, place: int, attempt: CourseAttempt) -> Known:
    institution = _institution(situation, attempt.code.institution)
    code = replace(attempt.code, institution=institution)
    ended, notes = _ended(situation, attempt, institution)
    known = Known(place, attempt, ended=ended, institution=institution, code=code)
    likely = likely_code(
        code, lambda one: situation.book.knows(one, situation.receiving)
    )
    if likely is not None:
        looks = Reason(
            ReasonCode.LOOKALIKE,
            fact="code",
            wanted=likely.local,
            saw=attempt.written or code.local,
            needs=f"whether {attempt.written or code.local} is {likely.local}",
        )
        return replace(known, state=State.UNREADABLE, notes=(looks,))
    scale = situation.book.rulebook.scale_of(institution)
    state, failed = _state(situation, attempt, scale, ended=ended)
    listed = _listed(situation, code, ended)
    catalog_marks = () if listed is None else listed.attributes
    return replace(
        known,
        state=state,
        failed=failed,
        course=situation.taken(code, ended),
        scale=scale,
        own=institution == situation.receiving,
        attributes=tuple(dict.fromkeys((*attempt.attributes, *catalog_marks))),
        level=attempt.level or (None if listed is None else listed.level),
        notes=notes,
    )


def _institution(situation: Situation, written: InstitutionId) -> InstitutionId:
    """Read an institution by its code, else by a name or number it has or had."""
    if situation.institution(written) is not None:
        return written
    named = situation.book.institution_names.get(plain_title(written))
    return written if named is None else named


def _ended(
    situation: Situation, attempt: CourseAttempt, institution: InstitutionId
) -> tuple[date | None, tuple[Reason, ...]]:
    if attempt.completed is not None or attempt.term is None:
        return attempt.completed, ()
    named = TermRef(institution, attempt.term)
    term = situation.term(named)
    if term is None:
        return None, ()
    read = Reason(
        ReasonCode.TERM_READ,
        fact="completed",
        wanted=str(named),
        saw=term.last.isoformat(),
    )
    return term.last, (read,)


def _state(
    situation: Situation,
    attempt: CourseAttempt,
    scale: GradeScale | None,
    *,
    ended: date | None,
) -> tuple[State, bool]:
    if attempt.grade is None:
        over = ended is not None and ended <= situation.as_of
        return (State.UNGRADED if over else State.UNDER_WAY), False
    passing = Passing.UNKNOWN if scale is None else scale.passing(attempt.grade)
    match passing:
        case Passing.PASSED:
            return State.PASSED, False
        case Passing.IN_PROGRESS:
            return State.UNDER_WAY, False
        case Passing.FAILED:
            return State.NOT_PASSED, True
        case Passing.NO_CREDIT:
            return State.NOT_PASSED, False
        case Passing.UNKNOWN:
            return State.UNPLACED, False


def _listed(
    situation: Situation, code: CourseCode, ended: date | None
) -> CourseVersion | None:
    """Find what the sending catalog says, under this code or what it became."""
    for name in _codes(situation, code, ended):
        found = situation.described(name, ended)
        if found is not None:
            return found
    return None


def _codes(
    situation: Situation, code: CourseCode, ended: date | None
) -> Iterator[CourseCode]:
    yield code
    yield situation.code_now(code, ended)
