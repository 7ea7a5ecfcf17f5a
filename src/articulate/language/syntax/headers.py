"""How a block opens: its id, title, parties and version."""

from dataclasses import dataclass

from articulate.language.syntax.node import Day, Name, Node


@dataclass(frozen=True, slots=True)
class Parties(Node):
    """`for STATE` (nobody sends), or `from NCC, SCC to STATE for bs-cs`."""

    sending: tuple[Name, ...]
    receiving: Name
    degrees: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Version(Node):
    """`version 2024 effective 2024-08-15 through 2027-08-14 supersedes 2021`.

    Both days of `effective … through …` are inclusive, as on the page.
    """

    id: Name
    effective: Day
    through: Day | None = None
    recorded: Day | None = None
    supersedes: Name | None = None


@dataclass(frozen=True, slots=True)
class Header(Node):
    """Everything between a block's kind and its brace."""

    id: Name
    title: str | None = None
    parties: Parties | None = None
    version: Version | None = None
