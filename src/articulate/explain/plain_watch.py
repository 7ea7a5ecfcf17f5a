"""A watch rule in plain English, and each of its signs."""

from articulate.model.exact import number_text
from articulate.rulebook.watches import Sign, SignalKind, SignName, WatchRule


def plain_watch(rule: WatchRule) -> str:
    """Say what a watch rule does, in two sentences at most.

    >>> from articulate.diagnostics.span import Span
    >>> from articulate.model.identifiers import RuleId
    >>> from articulate.rulebook.version import RuleHead
    >>> head = RuleHead(RuleId("late"), Span("a.art", 1, 1, 1, 2))
    >>> signs = (Sign(SignName.LATE), Sign(SignName.UNASSIGNED))
    >>> plain_watch(WatchRule(head, SignalKind.TASK, "Late", "registrar", signs))
    'When a request is past its due day and nobody works on it, a registrar has
    something to do: Late.'
    """
    seen = " and ".join(plain_sign(sign) for sign in rule.signs)
    article = "an" if rule.desk[0] in "aeiou" else "a"
    who = f"{article} {rule.desk}"
    if rule.kind is SignalKind.TASK:
        return f"When {seen}, {who} has something to do: {rule.says}."
    return (
        f"When {seen}, {who} is reminded: {rule.says}. The reminder goes when that is"
        " no longer so."
    )


def plain_sign(sign: Sign) -> str:
    """Say what is seen, as a person would."""
    if sign.name is SignName.DIFFER and sign.more_than is not None:
        levels = "level" if sign.more_than == 1 else "levels"
        by = f"{number_text(sign.more_than)} {levels}"
        return f"two assessors are more than {by} apart on a criterion"
    degrees = " or ".join(sign.degrees)
    return _SAYS[sign.name].format(within=sign.within, flag=sign.flag, degrees=degrees)


_SAYS = {
    SignName.SUBMITTED: "all assessors of a panel have submitted",
    SignName.DIFFER: "two assessors are apart on a criterion",
    SignName.SET_COMPLETE: "what the learner ever handed in makes a set that gives"
    " credit",
    SignName.SET_UNUSED: "no request has used that set",
    SignName.APPLIED: "credit is applied",
    SignName.AGES_OUT: "it is recent enough for no longer than {within}",
    SignName.LATE: "a request is past its due day",
    SignName.DUE: "a request is due within {within}",
    SignName.UNASSIGNED: "nobody works on it",
    SignName.LAST_AWARD: "a teach-out of the learner ends within {within}",
    SignName.APPLY_THROUGH: "a teach-out of the learner takes nobody in after"
    " {within} or less",
    SignName.FLAG: "the learner has the flag {flag}",
    SignName.PURSUES: "the learner pursues {degrees}",
}
