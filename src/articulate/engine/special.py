"""Special: whether a teach-out or an academic exception changes what is asked."""

from dataclasses import fields

from articulate.engine.allowances import exceptions_of
from articulate.engine.situation import Situation

_NO_MATTER = ("partners", "policies", "named", "earned", "courses", "partly_here")


def is_special(situation: Situation) -> bool:
    """Say whether a teach-out or an academic exception changes what is asked.

    Whose courses one counts as earned here is on the line, and changes no answer.
    """
    rulebook = situation.book.rulebook
    if not rulebook.teach_outs and not rulebook.exceptions:
        return False
    usual = Situation(
        situation.book,
        situation.record,
        situation.as_of,
        situation.known_at,
        situation.receiving,
        situation.degrees,
    )
    if any(one.when is not None for one in situation.partners):
        return True
    if any(_differs(usual, situation, one.name) for one in fields(Situation)):
        return True
    return next(exceptions_of(situation), None) is not None


def _differs(usual: Situation, situation: Situation, name: str) -> bool:
    here, there = getattr(usual, name), getattr(situation, name)
    return name not in _NO_MATTER and here is not there and bool(here != there)
