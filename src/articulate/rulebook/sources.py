"""Sources: the left side of a rule, what a learner must bring."""

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
