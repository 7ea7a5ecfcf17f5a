"""Otherwise: the line of learning that no way is left for."""

from collections.abc import Sequence
from dataclasses import replace

from articulate.engine.asking import missing_grade, missing_scale, not_passed
from articulate.engine.described import road_of
from articulate.engine.identify import Known, State, policy_for
from articulate.engine.lines import About, by_screen, under_way
from articulate.engine.matching import Matching
from articulate.engine.naming import RuleName
from articulate.engine.policy import overridden_by
from articulate.engine.rules.objections import Objection
from articulate.engine.screen import screened
from articulate.engine.settle import Ruled, settled
from articulate.engine.ways import Speaker, Standing, Verdict, Way
from articulate.model.answer import Answer
from articulate.model.credit import CreditUnit
from articulate.model.finding import Finding
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.limit_rules import Remedy, RemedyKind
from articulate.rulebook.policy import OtherwiseRule
from articulate.rulebook.pools import Road
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.targets import ElectiveTarget, Target

Spoken = Sequence[tuple[RuleName, OtherwiseRule]]
_WORDS = {RemedyKind.DENY: "denied", RemedyKind.REFER: "referred"}


def otherwise(matching: Matching, known: Known) -> Line:
    """Make the line of a learning that no agreement or equivalency speaks for."""
    if known.state is State.NOT_PASSED:
        about = About(matching.situation, (known,))
        return about.without_award(Status.DENIED, (not_passed(known),))
    rules: Spoken = ()
    if road_of(known) is Road.TRANSFER and known.attempt is not None:
        rules = policy_for(matching.situation, known).rules.otherwise
    asked = [(name, rule, _asked(matching, known, rule)) for name, rule in rules]
    over = overridden_by([rule for _, rule in rules])
    holding = {rule.head.id for _, rule, said in asked if said.answer is Answer.MET}
    speaking = [
        (name, rule, said)
        for name, rule, said in asked
        if not over[rule.head.id] & holding
    ]
    met = [one for one in speaking if one[2].answer is Answer.MET]
    if met:
        return _met(matching, known, met)
    for name, _, said in speaking:
        if said.answer is Answer.UNKNOWN:
            return _open(matching, known, name, said)
    for name, rule, said in speaking:
        if rule.remedy is not None:
            return _by_remedy(matching, known, name, (rule.remedy, said))
    return _silent(matching, known)


def _asked(matching: Matching, known: Known, rule: OtherwiseRule) -> Finding:
    if matching.waits(rule.when):
        return Finding(Answer.NOT_MET)
    return matching.ask_each(rule.when, (known.place,))


def _met(
    matching: Matching,
    known: Known,
    met: Sequence[tuple[RuleName, OtherwiseRule, Finding]],
) -> Line:
    """Give what the one rule that holds says; several that differ are a conflict."""
    name, rule, said = met[0]
    others = [(other, one) for other, one, _ in met if one.target != rule.target]
    speaker = _speaker(matching, known, name)
    if others:
        about = About(matching.situation, (known,), speaker)
        names = (name.name, *(other.name for other, _ in others))
        conflict = Reason(ReasonCode.RULES_CONFLICT, about=names)
        return about.without_award(Status.REFERRED, name.signed((conflict,)))
    if rule.target is not None:
        return _gives(matching, known, (speaker, rule.target, said))
    if rule.instead is not None:
        return _by_remedy(matching, known, name, (rule.instead, said))
    return _silent(matching, known)


def _gives(
    matching: Matching, known: Known, said: tuple[Speaker, Target, Finding]
) -> Line:
    speaker, target, asked = said
    verdict, finding = _verdict(known, asked)
    way = Way((known.place,), speaker, verdict, finding, readings_of(target)[0])
    line = settled(matching, way, Ruled()).line
    return _silent(matching, known) if line is None else line


def _verdict(known: Known, said: Finding) -> tuple[Verdict, Finding]:
    match known.state:
        case State.UNDER_WAY:
            return Verdict.PENDING, said
        case State.UNGRADED:
            lacking = missing_grade()
        case State.UNPLACED:
            lacking = missing_scale(known)
        case _:
            return Verdict.GIVE, said
    return Verdict.OPEN, Finding(Answer.UNKNOWN, (lacking, *said.reasons))


def _open(matching: Matching, known: Known, name: RuleName, said: Finding) -> Line:
    speaker = _speaker(matching, known, name)
    about = About(matching.situation, (known,), speaker)
    if known.state is State.UNDER_WAY:
        return _waiting(matching, known)
    turned_away = _denied_by_screen(matching, known, about)
    if turned_away is not None:
        return turned_away
    return about.without_award(Status.REFERRED, name.signed(said.reasons))


def _denied_by_screen(matching: Matching, known: Known, about: About) -> Line | None:
    """Deny what a screen surely denies: that is severer than a question."""
    for one in screened(matching, (known,), ()).objections:
        if one.kind is RemedyKind.DENY and not one.open:
            line = about.without_award(Status.DENIED, one.reasons)
            return by_screen(line, one)
    return None


def _by_remedy(
    matching: Matching, known: Known, name: RuleName, said: tuple[Remedy, Finding]
) -> Line:
    """Do what `otherwise … else` says."""
    remedy, finding = said
    speaker = _speaker(matching, known, name)
    about = About(matching.situation, (known,), speaker)
    if known.state is State.UNDER_WAY and remedy.kind in _WORDS:
        # It is in progress until it is over, whatever will be said of it then.
        reasons = name.signed(finding.reasons)
        return under_way(about, None, reasons, _WORDS[remedy.kind])
    denied = Reason(
        ReasonCode.DENIED_BY_RULE, wanted=remedy.ground or "", text=remedy.because
    )
    match remedy.kind:
        case RemedyKind.DENY:
            reasons = name.signed((denied, *finding.reasons))
            return about.without_award(Status.DENIED, reasons)
        case RemedyKind.REFER:
            turned_away = _denied_by_screen(matching, known, about)
            if turned_away is not None:
                return turned_away
            referred = Reason(
                ReasonCode.REFERRED_BY_RULE, needs=remedy.to, text=remedy.because
            )
            reasons = name.signed((referred, *finding.reasons))
            return about.without_award(Status.REFERRED, reasons)
        case RemedyKind.ELECTIVE:
            elective = ElectiveTarget(remedy.subject, remedy.level)
            return _gives(matching, known, (speaker, elective, finding))
        case RemedyKind.REQUIREMENTS_ONLY | RemedyKind.UNARTICULATED:
            return _silent(matching, known, name.signed(finding.reasons))


def _silent(matching: Matching, known: Known, reasons: tuple[Reason, ...] = ()) -> Line:
    """Make the line of learning that no rule speaks for, unless a screen speaks."""
    situation = matching.situation
    about = About(situation, (known,))
    if known.state is State.UNDER_WAY:
        return _waiting(matching, known)
    said = screened(matching, (known,), ())
    objection = next((one for one in said.objections if _final(one)), None)
    if objection is not None:
        denied = objection.kind is RemedyKind.DENY
        status = Status.DENIED if denied else Status.REFERRED
        line = about.without_award(status, (*objection.reasons, *reasons))
        return by_screen(line, objection)
    question = _question(known)
    if question is not None:
        return about.without_award(Status.REFERRED, (question, *reasons))
    silent = Reason(ReasonCode.NO_RULE_SPEAKS)
    return about.without_award(Status.UNARTICULATED, (silent, *reasons))


def _final(objection: Objection) -> bool:
    return objection.kind in (RemedyKind.DENY, RemedyKind.REFER)


def _question(known: Known) -> Reason | None:
    """Ask for what is missing whatever a rule would say: a grade, a unit."""
    if known.state is State.UNGRADED:
        return missing_grade()
    attempt = known.attempt
    if (
        attempt is not None
        and attempt.credits is not None
        and attempt.unit is CreditUnit.UNKNOWN
    ):
        return Reason(
            ReasonCode.UNIT_UNKNOWN, fact="credits", needs="the unit of its credit"
        )
    return None


def _waiting(matching: Matching, known: Known) -> Line:
    """Make the line of learning under way that no rule speaks for yet."""
    about = About(matching.situation, (known,))
    no_grade = Reason(ReasonCode.NO_GRADE_YET, fact="grade", needs="it is passed")
    silent = Reason(ReasonCode.NO_RULE_SPEAKS)
    line = about.without_award(Status.IN_PROGRESS, (no_grade, silent))
    return replace(line, residual="unarticulated if passed")


def _speaker(matching: Matching, known: Known, name: RuleName) -> Speaker:
    policy = policy_for(matching.situation, known)
    return Speaker(name, Standing.OTHERWISE, policy.governing, policy.passed_over)
