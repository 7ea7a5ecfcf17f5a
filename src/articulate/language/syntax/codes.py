"""Course codes, and the ranges and patterns that stand for many of them."""

from dataclasses import dataclass, field

from articulate.language.syntax.node import Node


@dataclass(frozen=True, slots=True)
class CourseCode(Node):
    """One course: `CSCI 141L`, `NCC:CIS 120`, or another shape in backticks.

    A code that was written whole in backticks has no `subject`; all of it is `number`.
    Blanks are single, and backticks that were not needed are gone. `institution` is
    None for a plain code, whose side depends on where it stands.
    """

    institution: str | None
    subject: str | None
    number: str

    @property
    def code(self) -> str:
        """The code without its institution, as a transcript prints it."""
        return self.number if self.subject is None else f"{self.subject} {self.number}"


@dataclass(frozen=True, slots=True)
class CourseRange(Node):
    """Courses by the digits of their number, both ends included: `CSCI 300..499`.

    `width` is how many digits a number has at least, where zeros lead: `MATH 050..099`.
    """

    institution: str | None
    subject: str
    low: int
    high: int
    width: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CoursePattern(Node):
    """Courses by the look of their number; a star is one character: `CSCI 3**`."""

    institution: str | None
    subject: str
    pattern: str


@dataclass(frozen=True, slots=True)
class WholeSubject(Node):
    """Every course of a subject: `CSCI *`."""

    institution: str | None
    subject: str


Code = CourseCode | CourseRange | CoursePattern | WholeSubject
