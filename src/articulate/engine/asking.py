"""Asking: one rule put to one selection of learnings, and the ways that open."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from articulate.engine.facts import ALONE, Beside
from articulate.engine.found import Found
from articulate.engine.identify import Known, State
from articulate.engine.matching import Matching
from articulate.engine.selections import Selection
from articulate.engine.settle import Ruled, settled
from articulate.engine.ways import Speaker, Verdict, Way
from articulate.model.answer import Answer
from articulate.model.finding import Finding
from articulate.model.identifiers import InstitutionId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.shapes import LeafTarget, names_grade, readings_of


def put(  # noqa: PLR0913 - the two last only narrow what is asked
    matching: Matching,
    rule: CreditRule,
    to: tuple[Speaker, Selection],
    found: Found,
    *,
    day: date | None = None,
    beside: Beside = ALONE,
) -> None:
    """Ask a rule about a selection; note the ways it opens or that it does not hold."""
    speaker, selection = to
    places = tuple(sorted(selection.places))
    if matching.waits(rule.condition):
        return
    finding = matching.ask_each(rule.condition, places, beside)
    members = [matching.learnings[place] for place in places]
    verdict, finding = verdict_of(
        rule, members, finding, speaker.questions, forgiving=speaker.forgiving
    )
    denial = None if isinstance(rule, EquivalencyRule) else rule
    draft = Way(
        places,
        speaker,
        verdict or Verdict.GIVE,
        finding,
        tier=selection.tier,
        denial=_word(rule),
    )
    if verdict is None:
        target = next(iter(_readings(rule)), ())
        found.consider(places, replace(draft, target=target).considered())
        return
    ruled = Ruled(day, names_grade(rule.condition), denial)
    for reading in _readings(rule):
        found.add(settled(matching, replace(draft, target=reading), ruled))


def _word(rule: CreditRule) -> Verdict | None:
    """Return what a rule comes to where it denies or refers and holds."""
    match rule:
        case DenyRule():
            return Verdict.DENY
        case ReferRule():
            return Verdict.REFER
        case EquivalencyRule():
            return None


def _readings(rule: CreditRule) -> tuple[tuple[LeafTarget, ...], ...]:
    return readings_of(rule.target) if isinstance(rule, EquivalencyRule) else ((),)


def verdict_of(
    rule: CreditRule,
    members: Sequence[Known],
    finding: Finding,
    questions: tuple[Reason, ...],
    *,
    forgiving: bool = False,
) -> tuple[Verdict | None, Finding]:
    """Say what a rule comes to, None where it does not hold.

    A *forgiving* one accepts what was not passed.
    """
    if finding.answer is Answer.NOT_MET:
        return None, finding
    if isinstance(rule, EquivalencyRule) and not forgiving:
        failed = _failed(rule, members, finding)
        if failed is not None:
            return None, failed
    if any(known.state is State.UNDER_WAY for known in members):
        return Verdict.PENDING, finding
    lacking = (*questions, *_lacking(rule, members, finding))
    if finding.answer is Answer.UNKNOWN or lacking:
        reasons = (*finding.reasons, *lacking)
        return Verdict.OPEN, replace(finding, answer=Answer.UNKNOWN, reasons=reasons)
    match rule:
        case EquivalencyRule():
            return Verdict.GIVE, finding
        case DenyRule():
            return Verdict.DENY, finding
        case ReferRule():
            return Verdict.REFER, finding


def _failed(
    rule: EquivalencyRule, members: Sequence[Known], finding: Finding
) -> Finding | None:
    """Turn a rule that names no grade from attempts that were not passed."""
    if names_grade(rule.condition):
        return None
    reasons = tuple(
        not_passed(known) for known in members if known.state is State.NOT_PASSED
    )
    return replace(finding, answer=Answer.NOT_MET, reasons=reasons) if reasons else None


def _lacking(
    rule: CreditRule, members: Sequence[Known], finding: Finding
) -> Iterator[Reason]:
    """Say what is lacking to know that a course was passed, where a rule gives it."""
    if not isinstance(rule, EquivalencyRule):
        return
    settled_by_grade = names_grade(rule.condition) and finding.answer is Answer.MET
    for known in members:
        if known.state is State.UNGRADED:
            yield missing_grade()
        elif known.state is State.UNPLACED and not settled_by_grade:
            yield missing_scale(known)


def not_passed(known: Known) -> Reason:
    """Say that an attempt was not passed."""
    attempt = known.attempt
    mark = "" if attempt is None or attempt.grade is None else attempt.grade
    return Reason(ReasonCode.NOT_PASSED, fact="grade", saw=mark)


def missing_grade() -> Reason:
    """Say that a course which is over has no grade."""
    return Reason(ReasonCode.MISSING_FACT, fact="grade", needs="its grade")


def missing_scale(known: Known) -> Reason:
    """Say that nothing on file places a grade."""
    attempt = known.attempt
    mark = "" if attempt is None or attempt.grade is None else attempt.grade
    where = known.institution or InstitutionId("")
    if known.scale is None:
        needs = f"grade scale of {where}"
    else:
        needs = f"what grade {mark} means on the scale of {where}"
    return Reason(ReasonCode.MISSING_FACT, fact="grade", saw=mark, needs=needs)
