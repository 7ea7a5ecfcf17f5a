"""Lines: what a way, a screen and amounts come to, with every credit accounted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.engine.amount import Earned, Given, earned_together
from articulate.engine.identify import Known, State
from articulate.engine.residence import residence_of
from articulate.engine.rules.objections import Objection
from articulate.engine.situation import Situation
from articulate.engine.ways import Speaker
from articulate.model.answer import Answer
from articulate.model.award import AwardKind, CreditAward
from articulate.model.identifiers import LearningId
from articulate.model.line import CreditSplit, Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.model.settlement import in_status_order, status_of
from articulate.rulebook.limit_rules import Remedy, RemedyKind
from articulate.rulebook.targets import SameSubject

ZERO = Fraction(0)
_OPEN_RESIDENCE = Reason(
    ReasonCode.MISSING_FACT,
    fact="residence",
    needs="whether this credit counts as residence",
)


@dataclass(frozen=True, slots=True)
class About:
    """Whom a line is about, and which rule speaks; None where none does."""

    situation: Situation
    members: tuple[Known, ...]
    speaker: Speaker | None = None

    def line(self, status: Status, reasons: Iterable[Reason]) -> Line:
        """Begin a line: its rule, the clause that picked it, its day and its notes."""
        speaker = self.speaker
        notes = (note for known in self.members for note in known.notes)
        here = [residence_of(self.situation, one) for one in self.members]
        if Answer.UNKNOWN in here:
            reasons = (*reasons, _OPEN_RESIDENCE)
        return Line(
            learning=tuple(known.id for known in self.members),
            status=status,
            rule=None if speaker is None else speaker.name.name,
            origin=None if speaker is None else speaker.name.origin,
            governing=None if speaker is None else speaker.governing,
            reasons=tuple(dict.fromkeys((*reasons, *notes))),
            passed_over=() if speaker is None else speaker.passed_over,
            completed=last_day(self.members),
            in_residence=all(one is Answer.MET for one in here),
        )

    def without_award(self, status: Status, reasons: Iterable[Reason]) -> Line:
        """Make a line that gives nothing: what was earned stands under one status."""
        earned = what_was_earned(self.situation, self.members)
        line = self.line(status, (*reasons, *earned.reasons))
        return replace(line, split=_all_under(status, earned))


def giving(about: About, given: Given, reasons: Iterable[Reason]) -> Line:
    """Make a line that gives its awards."""
    status = status_of(given.awards[0]) if given.awards else Status.ACCEPTED
    amounts: dict[Status, Fraction] = {Status.ACCEPTED: given.accepted}
    for award in given.awards:
        under = status_of(award)
        amounts[under] = amounts.get(under, ZERO) + award.credits
    shown = (*reasons, *given.earned.reasons, *given.reasons)
    split = CreditSplit(
        earned=given.earned.amount,
        granted=given.granted,
        by_status=in_status_order(amounts),
        unrounded=given.earned.unrounded,
    )
    return replace(about.line(status, shown), targets=given.awards, split=split)


def without_hours(about: About, given: Given, reasons: Iterable[Reason]) -> Line:
    """Make a line that satisfies without hours; the hours it would give are denied."""
    line = giving(about, given, reasons)
    bare = tuple(replace(one, credits=ZERO, applied=ZERO) for one in given.awards)
    amounts = {Status.ACCEPTED: given.accepted, Status.DENIED: given.total}
    split = replace(line.split, by_status=in_status_order(amounts), unrounded=())
    return replace(line, targets=bare, split=split)


def as_electives(
    about: About, given: Given, reasons: Iterable[Reason], remedy: Remedy
) -> Line:
    """Make a line that gives its credit as electives, in a subject only if written."""
    awards = tuple(_elective(award, about.members, remedy) for award in given.awards)
    return giving(about, replace(given, awards=awards), reasons)


def under_way(
    about: About, given: Given | None, reasons: Iterable[Reason], residual: str
) -> Line:
    """Make a line of learning that is not over: what it will give, and if what."""
    earned = earned_together(about.situation, about.members)
    line = about.line(Status.IN_PROGRESS, (*reasons, *earned.reasons))
    return replace(
        line,
        targets=() if given is None else given.awards,
        split=_all_under(Status.IN_PROGRESS, earned),
        residual=residual,
    )


def objected(
    about: About, given: Given, objection: Objection, reasons: tuple[Reason, ...]
) -> Line:
    """Make the line that a screen's objection leaves of what a rule would give."""
    said = (*objection.reasons, *reasons)
    match objection.kind:
        case RemedyKind.REQUIREMENTS_ONLY:
            return without_hours(about, given, said)
        case RemedyKind.ELECTIVE:
            remedy = objection.remedy or Remedy(RemedyKind.ELECTIVE)
            return as_electives(about, given, said, remedy)
        case RemedyKind.DENY:
            status = Status.DENIED
        case RemedyKind.REFER:
            status = Status.REFERRED
        case RemedyKind.UNARTICULATED:
            status = Status.UNARTICULATED
    line = about.without_award(status, said)
    return by_screen(line, objection)


def by_screen(line: Line, objection: Objection) -> Line:
    """Name the rule that objected as the one that decided."""
    if objection.name is None:
        return line
    return replace(line, rule=objection.name.name, origin=objection.name.origin)


def replaced(line: Line, by: tuple[LearningId, ...], reason: Reason) -> Line:
    """Let other learning take the place of this one, credit and all."""
    whole = line.split.earned + line.split.granted
    split = replace(
        line.split,
        by_status=in_status_order({Status.SUPERSEDED: whole}),
        unrounded=(),
    )
    return replace(
        line,
        status=Status.SUPERSEDED,
        targets=(),
        reasons=(reason, *line.reasons),
        split=split,
        residual="",
        replaced_by=by,
    )


def what_was_earned(situation: Situation, members: Sequence[Known]) -> Earned:
    """Add up the credit that was earned; what was not passed earned none."""
    passed = [known for known in members if known.state is not State.NOT_PASSED]
    return earned_together(situation, passed)


def last_day(members: Sequence[Known]) -> date | None:
    """Return the day the last of several learnings ended, None where one is missing."""
    days = [known.ended for known in members]
    if any(day is None for day in days):
        return None
    return max((day for day in days if day is not None), default=None)


def _elective(
    award: CreditAward, members: Sequence[Known], remedy: Remedy
) -> CreditAward:
    wanted = remedy.subject
    codes = (known.code for known in members if known.code is not None)
    brought = next((code.subject for code in codes), None)
    subject = brought if isinstance(wanted, SameSubject) else wanted
    return CreditAward(
        AwardKind.ELECTIVE,
        award.credits,
        award.credits,
        subject=subject,
        level=remedy.level,
        grade=award.grade,
    )


def _all_under(status: Status, earned: Earned) -> CreditSplit:
    return CreditSplit(
        earned=earned.amount, by_status=in_status_order({status: earned.amount})
    )
