"""Own: the line of a course that the receiving institution taught itself."""

from dataclasses import replace

from articulate.engine.amount import Given, earned_together
from articulate.engine.asking import missing_grade, missing_scale, not_passed
from articulate.engine.identify import Known, State
from articulate.engine.lines import About, giving, objected, under_way
from articulate.engine.matching import Matching
from articulate.engine.screen import screened
from articulate.engine.versions import governing_by
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.line import GoverningAxis, Line, Status
from articulate.model.reason import Reason, ReasonCode


def own_line(matching: Matching, known: Known) -> Line:
    """Award a passed course of our own, under the name it has now."""
    about = About(matching.situation, (known,))
    governing = governing_by(GoverningAxis.LEARNING, known.ended)
    return replace(_line(matching, known, about), governing=governing)


def own_awards(matching: Matching, known: Known) -> tuple[CreditAward, ...]:
    """Return what a passed course of our own is worth, before any screen."""
    return _given(matching, known)[0].awards


def _line(matching: Matching, known: Known, about: About) -> Line:
    match known.state:
        case State.NOT_PASSED:
            return about.without_award(Status.DENIED, (not_passed(known),))
        case State.UNGRADED:
            return about.without_award(Status.REFERRED, (missing_grade(),))
        case State.UNPLACED:
            return about.without_award(Status.REFERRED, (missing_scale(known),))
        case State.UNREADABLE:
            return about.without_award(Status.REFERRED, ())
        case State.PASSED | State.UNDER_WAY:
            return _passed(matching, known, about)


def _passed(matching: Matching, known: Known, about: About) -> Line:
    given, notes = _given(matching, known)
    own = Reason(ReasonCode.OWN_COURSE)
    if known.state is State.UNDER_WAY:
        no_grade = Reason(ReasonCode.NO_GRADE_YET, fact="grade", needs="it is passed")
        return under_way(about, given, (no_grade, own, *notes), "awarded if passed")
    said = screened(matching, (known,), given.awards)
    if said.stands is not None and given.problem is None:
        return objected(about, given, said.stands, (own, *notes))
    if given.problem is not None:
        return about.without_award(Status.REFERRED, (given.problem, own, *notes))
    return giving(about, given, (own, *notes, *said.passed))


def _given(matching: Matching, known: Known) -> tuple[Given, tuple[Reason, ...]]:
    situation = matching.situation
    earned = earned_together(situation, (known,))
    written = known.code or CourseCode.read(situation.receiving, "")
    code = situation.code_now(written, known.ended)
    same = situation.course_now(code) == known.course
    listed = situation.listed(code) if same else None
    marks = known.attributes if listed is None else listed.attributes
    award = CreditAward(
        AwardKind.COURSE,
        earned.amount,
        earned.amount,
        code=code,
        subject=code.subject,
        level=known.level or (None if listed is None else listed.level),
        attributes=tuple(dict.fromkeys((*known.attributes, *marks))),
        title="" if listed is None else listed.title,
    )
    notes: tuple[Reason, ...] = ()
    if code != written:
        notes = (
            Reason(
                ReasonCode.RENAMED, fact="code", wanted=code.local, saw=written.local
            ),
        )
    return Given((award,), earned, problem=earned.hard or earned.soft), notes
