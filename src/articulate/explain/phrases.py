"""Pieces of sentences made from a reason's facts, shared by every reader's words."""

from collections.abc import Iterable, Mapping
from datetime import date

from articulate.model.reason import Reason

_GRADES = ("grade", "underlying", "average grade")

_NAMES = {
    "completed": "the day it was completed",
    "taken": "the day it was taken",
    "awarded": "the day it was awarded",
    "admitted": "the day of admission",
    "requested": "the day of the request",
    "graduated": "the day of graduation",
    "underlying": "the grade behind the pass",
    "credits": "its credit",
    "level": "its level",
    "delivery": "how it was taught",
    "gpa": "the grade point average",
    "transfer gpa": "the grade point average of transfer work",
    "transfer credits": "the credit earned elsewhere",
    "credits earned": "the credit earned so far",
    "degrees pursued": "how many degrees are pursued",
    "gap": "the gap in enrollment",
}


def wanted_of(reason: Reason) -> str:
    """Say what was asked for, in words.

    >>> from articulate.model.reason import ReasonCode
    >>> wanted_of(Reason(ReasonCode.GRADE_MET, "grade", "C", "B+", ">="))
    'C or better'
    """
    wanted = reason.wanted
    if _is_day(wanted):
        best, worst, over, under = "or later", "or earlier", "after", "before"
    elif reason.fact.startswith(_GRADES):
        best, worst, over, under = "or better", "or lower", "better than", "lower than"
    else:
        best, worst, over, under = "or more", "or less", "more than", "less than"
    match reason.operator:
        case ">=":
            return f"{wanted} {best}"
        case "<=":
            return f"{wanted} {worst}"
        case ">":
            return f"{over} {wanted}"
        case "<":
            return f"{under} {wanted}"
        case "!=":
            return f"anything but {wanted}"
        case _:
            return wanted


def residual_sentence(residual: str) -> str:
    """Say what is still open of a line in progress.

    >>> residual_sentence("grade >= C"), residual_sentence("awarded if passed")
    ('Awarded if grade >= C.', 'Awarded if passed.')
    """
    return sentence(f"awarded if {residual.removeprefix('awarded if ')}")


def is_negated(reason: Reason) -> bool:
    """Say whether a clause was asked the other way about: `not flag honors`."""
    return reason.wanted.startswith("not ")


def asked_of(reason: Reason) -> str:
    """Write what was asked in the policy's own words, as far as they are known."""
    if is_negated(reason):
        return reason.wanted
    if reason.text:
        return reason.text
    if reason.fact and reason.wanted:
        return f"{reason.fact} {reason.operator or '='} {reason.wanted}"
    return reason.fact or reason.wanted


def fact_of(reason: Reason) -> str:
    """Name the fact in plain words; what has none keeps the policy's.

    >>> from articulate.model.reason import ReasonCode
    >>> fact_of(Reason(ReasonCode.SCORE_MET, "score AB"))
    'the AB score'
    """
    kind, _, argument = reason.fact.partition(" ")
    if kind == "score" and argument:
        return f"the {argument} score"
    if kind == "flag" and argument:
        return f"“{argument.replace('-', ' ')}” on the record"
    if kind == "decision" and argument:
        return f"what was found about {argument}"
    return _NAMES.get(reason.fact, reason.fact)


def named(about: Iterable[str], names: Mapping[str, str]) -> str:
    """List what a reason is about by name, joined as in a sentence.

    >>> named(["c1", "c2", "c3"], {"c1": "CIS 120"})
    'CIS 120, c2 and c3'
    """
    words = [names.get(one, one) for one in about]
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joining
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def after_words(prefix: str, text: str) -> str:
    """Put *prefix* before *text*, nothing when there is no text.

    >>> after_words(": ", "Developmental work"), after_words(": ", "")
    (': Developmental work', '')
    """
    return f"{prefix}{text}" if text else ""


def sentence(words: str) -> str:
    """Start with a capital and end with a full stop, unless it ends with a mark.

    >>> sentence("it is accepted")
    'It is accepted.'
    """
    clean = " ".join(words.split()).rstrip(" :;,")
    if not clean:
        return ""
    ended = clean if clean.endswith((".", "?", "!")) else f"{clean}."
    return ended[0].upper() + ended[1:]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
