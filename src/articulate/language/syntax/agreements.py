"""Articulation agreements, own equivalencies, and the rules that other blocks share."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.conditions import Condition
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Day, Name, Node, Reference
from articulate.language.syntax.quantities import Grade
from articulate.language.syntax.sources import Source, Target

Clock = Literal["completed", "admitted", "requested", "evaluated"]
Ground = Literal["level", "quality", "outcomes", "workload", "profile", "accreditation"]


@dataclass(frozen=True, slots=True)
class Signed(Node):
    """`signed 2024-05-14 by "Provost, State University"`."""

    on: Day
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GovernedBy(Node):
    """`governed by requested`: which date picks the version."""

    clock: Clock


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """`rule cis120: CIS 120 -> CSCI 141 when grade >= C`.

    In an exam, credential, training or portfolio block nothing stands left of the
    arrow, and `source` is None.
    """

    id: Name
    overrides: tuple[Reference, ...]
    source: Source | None
    target: Target
    when: Condition | None = None
    graded: Grade | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Partial(Node):
    """`partial half of cis130: CIS 130 -> elective CSCI lower [3 cr]`."""

    id: Name
    of: Name
    overrides: tuple[Reference, ...]
    source: Source
    target: Target
    when: Condition | None = None
    graded: Grade | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deny(Node):
    """`deny dev: MATH 050..099 because "…" ground level`."""

    id: Name
    overrides: tuple[Reference, ...]
    source: Source | None
    when: Condition | None = None
    because: str | None = None
    ground: Ground | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refer(Node):
    """`refer topic: CIS 299 to "Computer Science" because "…"`."""

    id: Name
    overrides: tuple[Reference, ...]
    source: Source | None
    to: str | None = None
    when: Condition | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


AgreementStatement = Signed | GovernedBy | Rule | Partial | Deny | Refer


@dataclass(frozen=True, slots=True)
class AgreementBlock(Braced):
    """`agreement …` or, one rank lower, `equivalencies …`."""

    kind: Literal["agreement", "equivalencies"]
    header: Header
    cites: tuple[str, ...]
    statements: tuple[AgreementStatement, ...]
