"""Why a cell was not read, and what would put it right."""

from dataclasses import dataclass

from articulate.diagnostics.codes import Code


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that was not read: its problem, a way out, and readings it could have."""

    code: Code
    message: str
    help: str
    readings: tuple[str, ...] = ()


def could_mean(readings: tuple[str, ...]) -> str:
    """Word the readings a text could have, for a person who picks one.

    >>> could_mean(("A and B", "A or B"))
    'it could mean `A and B` or `A or B`: write the one that is meant'
    """
    shown = [f"`{reading}`" for reading in readings]
    return f"it could mean {' or '.join(shown)}: write the one that is meant"
