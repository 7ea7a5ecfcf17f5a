"""Versions: which version of a block its governing date picks or passes over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from articulate.model.calendar import ALWAYS
from articulate.model.line import Governing, GoverningAxis, PassedOver
from articulate.rulebook.in_force import in_force
from articulate.rulebook.version import BlockHead

LEFT_OUT = "left out: the day of the learning itself"


class Governed(Protocol):
    """A block whose version a date of the learner's picks."""

    @property
    def head(self) -> BlockHead:
        """The opening line."""
        ...

    @property
    def governed_by(self) -> GoverningAxis | None:
        """Which date; None is the day of the learning itself."""
        ...


B = TypeVar("B", bound=Governed)
DayOf = Callable[[GoverningAxis], date | None]


@dataclass(frozen=True, slots=True)
class Held(Generic[B]):
    """The versions that hold, each by its own clause, and why the others do not.

    `gap` is the governing date when it lies between two versions, `early` when it lies
    before the first; `missing` the date that is not on the record and would pick one.
    """

    chosen: tuple[tuple[B, Governing], ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    gap: Governing | None = None
    missing: Governing | None = None
    early: Governing | None = None


def held_versions(
    versions: Sequence[B], day_of: DayOf, known_at: date | None
) -> Held[B]:
    """Choose among all versions of one block; each speaks for itself.

    A version holds when it is in force on the day that its own `governed by` names.
    """
    chosen: list[tuple[B, Governing]] = []
    passed: dict[str, PassedOver] = {}
    gap = missing = early = None
    for axis in dict.fromkeys(axis_of(version) for version in versions):
        governing = governing_by(axis, day_of(axis))
        if governing.date is None:
            timeless = [v for v in versions if v.head.effective == ALWAYS]
            if len(versions) == 1 and timeless:
                return Held(((versions[0], governing),))
            missing = missing or governing
            continue
        held = in_force(versions, governing.date, known_at)
        chosen += [(v, governing) for v in held.chosen if axis_of(v) is axis]
        passed |= {one.version: one for one in held.passed_over}
        if held.gap:
            gap = gap or governing
        if held.early:
            early = early or governing
    names = {version.head.name for version, _ in chosen}
    over = tuple(one for name, one in passed.items() if name not in names)
    if chosen:
        return Held(tuple(chosen), over)
    return Held((), over, gap, missing, early)


def axis_of(block: Governed) -> GoverningAxis:
    """Return which of the learner's dates picks the version."""
    return block.governed_by or GoverningAxis.LEARNING


def governing_by(axis: GoverningAxis, day: date | None) -> Governing:
    """Say which day governs, and by which clause."""
    left_out = axis is GoverningAxis.LEARNING
    return Governing(axis, day, LEFT_OUT if left_out else f"governed by {axis}")
