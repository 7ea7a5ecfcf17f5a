"""Settle: put a way through screens and amounts, and make the line it would be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articulate.engine.amount import Given, Wanted, given_by
from articulate.engine.lines import (
    About,
    by_screen,
    giving,
    objected,
    under_way,
)
from articulate.engine.matching import Matching
from articulate.engine.rules.objections import Objection, Screened, denied
from articulate.engine.screen import screened
from articulate.engine.ways import Standing, Verdict, Way
from articulate.model.award import AwardKind, CreditAward
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.credit_rules import DenyRule, ReferRule
from articulate.rulebook.limit_rules import RemedyKind


@dataclass(frozen=True, slots=True)
class Ruled:
    """What of a rule matters for its line beside what it gives.

    `day` is the rule's own; `grade_named` says that it names a grade itself; `denial`
    is the rule where it denies or refers.
    """

    day: date | None = None
    grade_named: bool = False
    denial: DenyRule | ReferRule | None = None


def settled(matching: Matching, way: Way, ruled: Ruled) -> Way:
    """Return the way with its verdict after the screens, its line and its worth."""
    members = tuple(matching.learnings[place] for place in way.learnings)
    about = About(matching.situation, members, way.speaker)
    signed = way.speaker.name.signed(way.finding.reasons)
    if ruled.denial is not None and way.verdict in (Verdict.REFER, Verdict.OPEN):
        # A denial that does not hold says nothing, and names no grade either.
        named = ruled.grade_named and isinstance(ruled.denial, ReferRule)
        said = _screens(matching, way, (), grade_named=named)
        firm = _firm(said)
        if firm is not None and firm.kind is RemedyKind.DENY:
            return _turned_away(about, way, firm, signed)
    match way.verdict:
        case Verdict.DENY | Verdict.REFER:
            return _spoken(about, way, ruled, signed)
        case Verdict.PENDING if ruled.denial is not None:
            word = "referred" if isinstance(ruled.denial, ReferRule) else "denied"
            open_part = way.finding.residual
            residual = f"{word} if {open_part}" if open_part else word
            return replace(way, line=under_way(about, None, signed, residual))
        case Verdict.OPEN if ruled.denial is not None:
            return replace(way, line=about.without_award(Status.REFERRED, signed))
        case Verdict.SUPERSEDED:
            return way
        case Verdict.GIVE | Verdict.OPEN | Verdict.PENDING:
            given = given_by(
                matching.situation,
                members,
                Wanted(way.target, way.speaker.name, ruled.day, way.speaker.graded),
            )
            said = _screens(matching, way, given.awards, grade_named=ruled.grade_named)
            would = given.awards if given.problem is None else ()
            said_of = as_said(about, way, given, said)
            return replace(said_of, worth=given.total, would=would)


def in_gap(matching: Matching, way: Way) -> Way:
    """Deny learning of a gap that a screen surely denies, whatever rule would speak.

    A minimum is not asked: the rule might name a grade itself.
    """
    if way.verdict is not Verdict.OPEN:
        return way
    firm = _firm(_screens(matching, way, (), grade_named=True))
    if firm is None or firm.kind is not RemedyKind.DENY:
        return way
    members = tuple(matching.learnings[place] for place in way.learnings)
    about = About(matching.situation, members, way.speaker)
    return _turned_away(about, way, firm, way.finding.reasons)


def _screens(
    matching: Matching,
    way: Way,
    awards: tuple[CreditAward, ...],
    *,
    grade_named: bool,
) -> Screened:
    if way.speaker.standing is Standing.EXCEPTION:
        return Screened()
    members = [matching.learnings[place] for place in way.learnings]
    return screened(matching, members, awards, grade_named=grade_named)


def as_said(about: About, way: Way, given: Given, said: Screened) -> Way:
    """Make the line that the screens leave of a way that gives something."""
    signed = way.speaker.name.signed((*_applied(way), *way.finding.reasons))
    objection = said.stands
    match way.verdict:
        case Verdict.PENDING:
            return replace(way, line=_pending(about, way, given, said))
        case Verdict.OPEN:
            firm = _firm(said)
            if firm is not None and firm.kind is RemedyKind.DENY:
                line = objected(about, given, firm, signed)
                away = firm.personal
                return replace(way, verdict=Verdict.DENY, line=line, turned_away=away)
            line = about.without_award(Status.REFERRED, signed)
            return replace(way, line=line, reduced=firm is not None)
        case _:
            pass
    if objection is not None and objection.kind is RemedyKind.DENY:
        line = objected(about, given, objection, signed)
        away = objection.personal
        return replace(way, verdict=Verdict.DENY, line=line, turned_away=away)
    if given.problem is not None:
        problem = way.speaker.name.signed((given.problem,))
        line = about.without_award(Status.REFERRED, (*problem, *signed))
        return replace(way, verdict=Verdict.OPEN, line=line)
    if objection is None:
        line = giving(about, given, (*signed, *said.passed))
        return replace(way, line=line)
    line = objected(about, given, objection, (*signed, *said.passed))
    match objection.kind:
        case RemedyKind.REFER:
            return replace(way, verdict=Verdict.OPEN, line=line)
        case RemedyKind.UNARTICULATED:
            away = objection.personal
            return replace(way, verdict=Verdict.DENY, line=line, turned_away=away)
        case _:
            return replace(way, line=line, reduced=True)


def _firm(said: Screened) -> Objection | None:
    """Return the severest objection that rests on known facts."""
    return next((one for one in said.objections if not one.open), None)


def _pending(about: About, way: Way, given: Given, said: Screened) -> Line:
    """Make the line of learning under way; screens speak only where they are sure.

    What a minimum will ask of the grade to come remains to be met, like what the rule
    asks.
    """
    objection = said.stands
    sure = objection is not None and not objection.open
    denied = sure and objection is not None and objection.kind is RemedyKind.DENY
    named = "elective" if given.awards and _is_elective(given) else "awarded"
    ahead = _joined((way.finding.residual, *(one.residual for one in said.objections)))
    residual = f"{named} if {ahead or 'passed'}"
    reason = Reason(
        ReasonCode.NO_GRADE_YET,
        fact="grade",
        needs=ahead or "it is passed",
    )
    signed = way.speaker.name.signed((reason, *way.finding.reasons))
    if denied and objection is not None:
        line = under_way(about, None, (*objection.reasons, *signed), "")
        return by_screen(line, objection)
    return under_way(about, given, signed, residual)


def _joined(residuals: Iterable[str]) -> str:
    """Join what remains to be met, with parentheses where `or` stands beside `and`."""
    open_parts = list(dict.fromkeys(one for one in residuals if one))
    if len(open_parts) == 1:
        return open_parts[0]
    parts = (f"({one})" if " or " in one else one for one in open_parts)
    return " and ".join(parts)


def _is_elective(given: Given) -> bool:
    return given.awards[0].kind is AwardKind.ELECTIVE


def _turned_away(
    about: About, way: Way, objection: Objection, signed: tuple[Reason, ...]
) -> Way:
    """Deny what a rule may refer, where a screen surely denies it: the severest."""
    line = about.without_award(Status.DENIED, (*objection.reasons, *signed))
    return replace(
        way,
        verdict=Verdict.DENY,
        line=by_screen(line, objection),
        turned_away=objection.personal,
        reduced=True,
        denial=Verdict.DENY,
    )


def _spoken(about: About, way: Way, ruled: Ruled, signed: tuple[Reason, ...]) -> Way:
    """Make the line of a rule that denies or refers."""
    name = way.speaker.name
    if isinstance(ruled.denial, ReferRule):
        said = Reason(
            ReasonCode.REFERRED_BY_RULE,
            needs=ruled.denial.to,
            text=ruled.denial.because,
        )
        status = Status.REFERRED
    else:
        rule = ruled.denial
        said = denied("", None) if rule is None else denied(rule.because, rule.ground)
        status = Status.DENIED
    line = about.without_award(status, (*name.signed((said,)), *signed))
    return replace(way, line=line)


def _applied(way: Way) -> tuple[Reason, ...]:
    """Say that a rule applies, where its clauses do not say it already."""
    match way.speaker.standing:
        case Standing.EXCEPTION:
            return (Reason(ReasonCode.ACADEMIC_EXCEPTION),)
        case Standing.TEACH_OUT:
            return (Reason(ReasonCode.TEACH_OUT),)
        case Standing.OTHERWISE:
            return (Reason(ReasonCode.OTHERWISE),)
        case _:
            pass
    return () if way.finding.reasons else (Reason(ReasonCode.RULE_APPLIED),)
