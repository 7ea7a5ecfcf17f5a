"""What stands left and right of an arrow: sources, targets and amounts."""

from dataclasses import dataclass

from articulate.language.syntax.codes import Code, CourseCode
from articulate.language.syntax.node import Node
from articulate.language.syntax.quantities import Attribute, Credits, Level


@dataclass(frozen=True, slots=True)
class AwardSource(Node):
    """A conferred award: `award "Associate in Arts"`."""

    title: str


@dataclass(frozen=True, slots=True)
class SourceAll(Node):
    """All of them: `A + B`. Nested ones were written in parentheses."""

    parts: tuple["Source", ...]


@dataclass(frozen=True, slots=True)
class SourceAny(Node):
    """Any one of them: `A | B`."""

    parts: tuple["Source", ...]


@dataclass(frozen=True, slots=True)
class SourceCount(Node):
    """So many of them: `2 of (A, B, C)`."""

    count: int
    parts: tuple["Source", ...]


Source = Code | AwardSource | SourceAll | SourceAny | SourceCount


@dataclass(frozen=True, slots=True)
class FixedAmount(Node):
    """`[4 cr]`; `[0 cr]` satisfies without hours."""

    credits: Credits


@dataclass(frozen=True, slots=True)
class EarnedAmount(Node):
    """`[earned]`, `[earned min 3 cr]`, `[earned max 4 cr]`."""

    least: Credits | None = None
    most: Credits | None = None


@dataclass(frozen=True, slots=True)
class CatalogAmount(Node):
    """`[catalog]`."""


@dataclass(frozen=True, slots=True)
class RestAmount(Node):
    """`[rest]`: what the other targets left over."""


Amount = FixedAmount | EarnedAmount | CatalogAmount | RestAmount


@dataclass(frozen=True, slots=True)
class CourseTarget(Node):
    """A course of the receiving institution."""

    course: CourseCode
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class ElectiveTarget(Node):
    """`elective`, `elective ACC`, `elective same subject`, `elective HIST lower`."""

    subject: str | None = None
    same_subject: bool = False
    level: Level | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class RequirementTarget(Node):
    """`requirement GE.HUM`: satisfied; it carries no credit of its own."""

    attribute: Attribute
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class BlockTarget(Node):
    """`block "General education" [30 cr]`: credit for a whole."""

    title: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class NoTarget(Node):
    """`none`."""


@dataclass(frozen=True, slots=True)
class TargetAll(Node):
    """Several together: `A + B`. Nested ones were written in parentheses."""

    parts: tuple["Target", ...]


@dataclass(frozen=True, slots=True)
class TargetChoice(Node):
    """One of them, the degree choosing: `A | B`."""

    parts: tuple["Target", ...]


SingleTarget = (
    CourseTarget | ElectiveTarget | RequirementTarget | BlockTarget | NoTarget
)
Target = SingleTarget | TargetAll | TargetChoice
