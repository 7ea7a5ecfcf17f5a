"""A signal: what a watch rule points out to the desk, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum


class SignalState(StrEnum):
    """How a signal stands."""

    OPEN = "open"
    DONE = "done"
    """Somebody said that it is done, and why."""
    GONE = "gone"
    """What it pointed out is no longer so."""


class SignalMove(StrEnum):
    """What can happen to a signal; each is one entry of its stream in the ledger."""

    RAISE = "raise"
    DO = "do"
    LAPSE = "lapse"
    """What a reminder reminded of is no longer seen."""


@dataclass(frozen=True, slots=True)
class Saw:
    """One thing that a watch rule saw: whose field had which value, and in words.

    `fields` are those that make it this thing and no other, and those that were asked
    about, in the order of their names. `says` is for the desk.
    """

    kind: str
    fields: tuple[tuple[str, str | int], ...]
    says: str


@dataclass(frozen=True, slots=True)
class Signal:
    """What a watch rule points out about one learner.

    `rule` is the full name of the rule, `kind` whether it is a task or a reminder.
    """

    rule: str
    kind: str
    says: str
    desk: str
    learner: str
    saw: tuple[Saw, ...]
    cites: tuple[str, ...] = ()
    origin: str = ""
