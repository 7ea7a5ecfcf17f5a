"""Sources: the left side of a rule, what a learner must bring."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.rulebook.pools import CourseSelector


@dataclass(frozen=True, slots=True)
class AwardSource:
    """`award "Associate in Arts"`: a conferred award, by its title."""

    title: str


@dataclass(frozen=True, slots=True)
class BlockSource:
    """The block itself: the exam, credential, training or portfolio it is about."""


@dataclass(frozen=True, slots=True)
class Together:
    """`A + B`: all of them, each consumed once."""

    parts: tuple["Source", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`A | B`: any one of them."""

    parts: tuple["Source", ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """`2 of (A, B, C)`."""

    count: int
    parts: tuple["Source", ...]


Source = CourseSelector | AwardSource | BlockSource | Together | Either | SomeOf


def leaves_of(source: Source) -> Iterator[Source]:
    """Yield the courses, descriptions and awards that a source is made of."""
    if isinstance(source, Together | Either | SomeOf):
        for part in source.parts:
            yield from leaves_of(part)
    else:
        yield source


def plain_title(title: str) -> str:
    """Fold a title for comparing: case and blanks do not distinguish awards."""
    return " ".join(title.split()).casefold()
