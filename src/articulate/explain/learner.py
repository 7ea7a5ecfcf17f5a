"""Reasons in plain words, for the learner: what was seen and what was asked."""

from collections.abc import Mapping
from typing import assert_never

from articulate.explain.phrases import (
    after_words,
    asked_of,
    fact_of,
    is_negated,
    named,
    sentence,
    wanted_of,
)
from articulate.model.line import Status
from articulate.model.reason import Reason, ReasonCode


def learner_sentence(reason: Reason, names: Mapping[str, str]) -> str:
    """Say one reason to the learner, without rule ids; *names* are of learnings."""
    return sentence(_clause(reason) or _reading(reason, names) or _rest(reason, names))


def status_sentence(status: Status) -> str:
    """Say what a status means for the learner."""
    match status:
        case Status.AWARDED:
            return "Credit is awarded."
        case Status.ELECTIVE:
            return "Credit is awarded as elective credit."
        case Status.ACCEPTED:
            return "It is recorded, and this credit is not applied."
        case Status.DENIED:
            return "No credit is given."
        case Status.REFERRED:
            return "A person must decide."
        case Status.UNARTICULATED:
            return "No rule speaks of it yet; that is not a refusal."
        case Status.SUPERSEDED:
            return "Other learning takes its place."
        case Status.IN_PROGRESS:
            return "It is still in progress."
    assert_never(status)


def _clause(reason: Reason) -> str:
    """Word what a clause saw; empty for every other kind of reason."""
    fact, wanted = fact_of(reason), wanted_of(reason)
    if is_negated(reason) and reason.saw:
        wanted = f"“{reason.wanted}”"
    match reason.code:
        case ReasonCode.GRADE_MET:
            return f"{fact} {reason.saw} is enough: {wanted} is asked for"
        case ReasonCode.GRADE_NOT_MET:
            falls = (
                "is not enough" if reason.operator.startswith(">") else "does not fit"
            )
            return f"{fact} {reason.saw} {falls}: {wanted} is asked for"
        case ReasonCode.SCORE_MET:
            return f"{fact} {reason.saw} fits: {wanted} is asked for"
        case ReasonCode.SCORE_NOT_MET:
            return f"{fact} {reason.saw} does not fit: {wanted} is asked for"
        case ReasonCode.CONDITION_MET | ReasonCode.CONDITION_NOT_MET:
            return _condition(reason, fact=fact, wanted=wanted)
        case (
            ReasonCode.GRADE_UNKNOWN
            | ReasonCode.SCORE_UNKNOWN
            | ReasonCode.CONDITION_UNKNOWN
        ):
            missing = reason.needs or fact
            return f"the record does not say {missing}" + after_words(
                "; asked for is ", wanted
            )
        case _:
            return ""


def _condition(reason: Reason, *, fact: str, wanted: str) -> str:
    met = reason.code is ReasonCode.CONDITION_MET
    if not reason.saw or reason.saw in ("yes", "no") or is_negated(reason):
        asked = asked_of(reason) or fact or "what is asked for"
        return f"the condition “{asked}” {'holds' if met else 'does not hold'}"
    joint = "as asked" if met else "and what is asked for is"
    return f"{fact} is {reason.saw}, {joint}" + ("" if met else f" {wanted}")


def _reading(  # noqa: C901, PLR0911, PLR0912 - one return a kind
    reason: Reason, names: Mapping[str, str]
) -> str:
    """Word how a learning was read or screened; empty for every other kind."""
    about = named(reason.about, names)
    match reason.code:
        case ReasonCode.OWN_COURSE:
            return "this is one of our own courses, and you passed it"
        case ReasonCode.RENAMED:
            return f"the course is now called {about or reason.wanted or reason.text}"
        case ReasonCode.SAME_AS:
            return f"this is the same course as {about or reason.wanted or reason.text}"
        case ReasonCode.LOOKALIKE:
            likely = reason.wanted or about
            return "the code holds letters that only look right" + after_words(
                "; it may be ", likely
            )
        case ReasonCode.UNKNOWN_INSTITUTION:
            return f"we do not know the institution {reason.saw or about}"
        case ReasonCode.TERM_READ:
            return f"the term {reason.wanted or reason.fact} was read as {reason.saw}"
        case ReasonCode.NOT_ACCREDITED:
            return f"the institution was not accredited{_when(reason)}"
        case ReasonCode.ACCREDITED:
            return f"the institution was accredited{_when(reason)}"
        case ReasonCode.BELOW_MINIMUM:
            return f"{_grade(reason)} is below the least grade that transfers" + (
                after_words(", ", _bare(reason))
            )
        case ReasonCode.MINIMUM_MET:
            return f"{_grade(reason)} is good enough to transfer"
        case ReasonCode.TOO_OLD:
            old = "it is too old to be used" + _seen_and_wanted(reason)
            return old + after_words(". ", reason.text)
        case ReasonCode.RECENT_ENOUGH:
            return "it is recent enough" + _seen_and_wanted(reason)
        case ReasonCode.AGES_OUT:
            return f"it will be too old after {reason.wanted or reason.saw}"
        case ReasonCode.IN_RESIDENCE_BY_RULE:
            return "it counts as earned here"
        case _:
            return ""


def _rest(reason: Reason, names: Mapping[str, str]) -> str:  # noqa: C901, PLR0911, PLR0912 - one return a kind
    """Word why a line ended where it did, and how much it came to."""
    about = named(reason.about, names)
    said = after_words(": ", reason.text)
    match reason.code:
        case ReasonCode.RULE_APPLIED:
            return "a published rule says what it counts as"
        case ReasonCode.DENIED_BY_RULE:
            return f"a published rule says that it does not count{said}"
        case ReasonCode.REFERRED_BY_RULE:
            return f"a published rule asks {reason.needs or 'a person'} to decide{said}"
        case ReasonCode.OTHERWISE:
            return "no agreement speaks of it, so the general transfer policy holds"
        case ReasonCode.NO_RULE_SPEAKS:
            return "no agreement or policy speaks of it, and nobody has refused it"
        case ReasonCode.NOT_PASSED:
            return "it was not passed" + after_words(": the grade is ", reason.saw)
        case ReasonCode.NO_GRADE_YET:
            return "there is no grade yet" + after_words(
                "; it counts if ", reason.needs
            )
        case ReasonCode.MISSING_FACT:
            missing = reason.needs or reason.fact or reason.text
            return f"something is missing on the record: {missing}"
        case ReasonCode.RULES_CONFLICT:
            return "two published rules disagree about it, so a person must decide"
        case ReasonCode.VERSION_GAP:
            return f"no published version covers the day that counts{_when(reason)}"
        case ReasonCode.UNIT_UNKNOWN:
            return "the record does not say in which unit its credit is counted"
        case ReasonCode.NO_CONVERSION:
            return "no published rule says how its credit is converted" + after_words(
                ": ", reason.saw
            )
        case ReasonCode.SET_INCOMPLETE:
            missing = about or reason.needs
            return "it is part of a set" + after_words("; still needed is ", missing)
        case ReasonCode.OVERRIDDEN:
            return "a more particular rule takes the place of a general one"
        case ReasonCode.CONVERTED:
            return "its credit is converted" + _from_to(reason)
        case ReasonCode.FIXED_CREDIT:
            return "the rule states how much credit it gives" + _gives(reason)
        case ReasonCode.CATALOG_CREDIT:
            return "it gives the credit of the course it counts as" + _gives(reason)
        case ReasonCode.CLIPPED:
            return "the rule limits how much credit it gives" + _gives(reason)
        case ReasonCode.SURPLUS:
            return "it earned more credit than the course it counts as" + _gives(reason)
        case ReasonCode.REST:
            return "the rule keeps what is left over" + _gives(reason)
        case ReasonCode.REPEATED:
            return f"the course was taken again{said}" + after_words(
                "; what counts is ", about
            )
        case ReasonCode.DUPLICATE:
            return "the same learning counts once" + after_words(
                "; what counts is ", about
            )
        case ReasonCode.REVOKED:
            return "taking the course later withdrew this credit" + after_words(
                ": ", about
            )
        case ReasonCode.LARGER_SET:
            return "it is used in a set" + after_words(" with ", about)
        case ReasonCode.ABOVE_LIMIT:
            above = after_words(", ", wanted_of(reason))
            settled = after_words("; what would settle that: ", reason.needs)
            return f"it stands above a limit on credit{above}{settled}"
        case ReasonCode.CHOSEN_BY_PREFERENCE:
            return "of several lawful readings, the policy prefers this one"
        case ReasonCode.CHOSEN_BY_DEGREE:
            return "of several lawful readings, this one serves the degree best"
        case ReasonCode.TEACH_OUT:
            return f"a teach-out protects this credit{said}"
        case ReasonCode.ACADEMIC_EXCEPTION:
            return f"an academic exception was granted{said}"
        case (
            ReasonCode.CONDITION_MET
            | ReasonCode.CONDITION_NOT_MET
            | ReasonCode.CONDITION_UNKNOWN
            | ReasonCode.GRADE_MET
            | ReasonCode.GRADE_NOT_MET
            | ReasonCode.GRADE_UNKNOWN
            | ReasonCode.SCORE_MET
            | ReasonCode.SCORE_NOT_MET
            | ReasonCode.SCORE_UNKNOWN
            | ReasonCode.OWN_COURSE
            | ReasonCode.RENAMED
            | ReasonCode.SAME_AS
            | ReasonCode.LOOKALIKE
            | ReasonCode.UNKNOWN_INSTITUTION
            | ReasonCode.TERM_READ
            | ReasonCode.NOT_ACCREDITED
            | ReasonCode.ACCREDITED
            | ReasonCode.BELOW_MINIMUM
            | ReasonCode.MINIMUM_MET
            | ReasonCode.TOO_OLD
            | ReasonCode.RECENT_ENOUGH
            | ReasonCode.AGES_OUT
            | ReasonCode.IN_RESIDENCE_BY_RULE
        ):
            return ""
    assert_never(reason.code)


def _when(reason: Reason) -> str:
    return after_words(" on ", reason.saw or reason.wanted)


def _grade(reason: Reason) -> str:
    return f"grade {reason.saw}" if reason.saw else "the grade"


def _bare(reason: Reason) -> str:
    return wanted_of(reason) if reason.wanted else reason.text


def _seen_and_wanted(reason: Reason) -> str:
    parts = after_words(": ", reason.saw)
    return parts + after_words("; asked for is ", wanted_of(reason))


def _from_to(reason: Reason) -> str:
    return after_words(" from ", reason.saw) + after_words(" by ", reason.wanted)


def _gives(reason: Reason) -> str:
    return after_words(": ", reason.wanted or reason.saw)
