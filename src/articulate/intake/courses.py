"""What a cell says of courses and credit: which ones, together or one of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.model.course import CourseLevel


@dataclass(frozen=True, slots=True, order=True)
class WrittenCode:
    """A course code as a cell gives it, with one blank: `MATH (804) 197`."""

    subject: str
    number: str

    def __str__(self) -> str:
        return f"{self.subject} {self.number}".strip()


@dataclass(frozen=True, slots=True, order=True)
class ElectiveCredit:
    """Elective credit, in a subject or in general, as the sheet writes it."""

    written: str
    subject: str = ""
    level: CourseLevel | None = None

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True, order=True)
class RequirementCredit:
    """Credit toward a requirement that the sheet names, and no particular course."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of them: `BIOL 265 and BIOL 266`."""

    parts: tuple["CourseExpression", ...]

    def __str__(self) -> str:
        return " and ".join(map(_bracketed, self.parts))


@dataclass(frozen=True, slots=True)
class AnyOne:
    """Any one of them: `ENGL 2071 or ENGL 2072`."""

    parts: tuple["CourseExpression", ...]

    def __str__(self) -> str:
        return " or ".join(map(_bracketed, self.parts))


Leaf = WrittenCode | ElectiveCredit | RequirementCredit
CourseExpression = Leaf | AllOf | AnyOne


def leaves(expression: CourseExpression) -> Iterator[Leaf]:
    """Yield everything an expression names, from left to right."""
    match expression:
        case AllOf(parts) | AnyOne(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield expression


def codes(expression: CourseExpression) -> Iterator[WrittenCode]:
    """Yield every course of an expression, from left to right."""
    return (leaf for leaf in leaves(expression) if isinstance(leaf, WrittenCode))


def joined(
    kind: type[AllOf] | type[AnyOne], parts: list[CourseExpression]
) -> CourseExpression:
    """Join expressions into one, without brackets inside brackets."""
    flat: list[CourseExpression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat)) if len(flat) > 1 else flat[0]


def ways(expression: CourseExpression) -> frozenset[frozenset[Leaf]]:
    """Return the sets of courses, each of which is enough.

    >>> a, b, c = (WrittenCode("X", n) for n in "123")
    >>> ways(AllOf((a, AnyOne((b, c))))) == {frozenset({a, b}), frozenset({a, c})}
    True
    """
    match expression:
        case AnyOne(parts):
            return frozenset(way for part in parts for way in ways(part))
        case AllOf(parts):
            together: frozenset[frozenset[Leaf]] = frozenset({frozenset()})
            for part in parts:
                together = frozenset(
                    one | other for one in together for other in ways(part)
                )
            return together
        case _:
            return frozenset({frozenset({expression})})


def _bracketed(part: CourseExpression) -> str:
    return f"({part})" if isinstance(part, AllOf | AnyOne) else str(part)
