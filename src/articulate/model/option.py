"""Options: the lawful ways to read part of a record; the audit chooses."""

from dataclasses import dataclass

from articulate.model.line import Line


@dataclass(frozen=True, slots=True)
class Option:
    """One lawful way: lines that together account for each learning once."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Learnings that must be read together, with at least two lawful options.

    Options stand in order of preference, so the first holds when nothing else decides.
    Choices of one evaluation share no learning.
    """

    options: tuple[Option, ...]
