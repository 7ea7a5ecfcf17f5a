"""Which version of a block is in force on a day, as known by another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from articulate.model.calendar import Period
from articulate.model.line import PassedOver
from articulate.rulebook.version import BlockHead


class Headed(Protocol):
    """Anything that opens as every block does."""

    @property
    def head(self) -> BlockHead:
        """The opening line."""
        ...


B = TypeVar("B", bound=Headed)


@dataclass(frozen=True, slots=True)
class InForce(Generic[B]):
    """The versions of one block that hold on a day: one, unless two overlap.

    `gap` says that the day lies between two versions of the block, `early` that it lies
    before the first one; after the last one the block is over, which is neither.
    """

    chosen: tuple[B, ...]
    passed_over: tuple[PassedOver, ...]
    gap: bool
    early: bool = False


def in_force(
    versions: Sequence[B], on: date, known_at: date | None = None
) -> InForce[B]:
    """Choose among all *versions* of one block the one in force *on* a day.

    Only versions recorded by *known_at* count; None is all that is known. A superseding
    version takes its days from the older one, and one without `through` ends where a
    version that supersedes it begins.
    """
    known = [v for v in versions if recorded_by(v.head, known_at)]
    heads = [version.head for version in known]
    ordered = sorted(versions, key=lambda v: _order(v.head))
    chosen = tuple(
        v
        for v in sorted(known, key=lambda v: _order(v.head))
        if any(
            stretch.contains(on) for stretch in days_of(v.head, [k.head for k in known])
        )
    )
    passed = tuple(
        PassedOver(v.head.name, _why_not(v, chosen, on=on, known_at=known_at))
        for v in ordered
        if v not in chosen
    )
    begun, coming = _begun(heads, on), _coming(heads, on)
    gap, early = begun and coming, coming and not begun
    return InForce(chosen, passed, not chosen and gap, not chosen and early)


def recorded_by(head: BlockHead, known_at: date | None) -> bool:
    """Say whether the version was known by a day; None is all that is known."""
    return known_at is None or head.recorded is None or head.recorded <= known_at


def days_of(head: BlockHead, known: Iterable[BlockHead]) -> tuple[Period, ...]:
    """Return the days a version keeps once those that supersede it took theirs.

    So do those that supersede one of these, each the days on which it is in force.
    """
    left: tuple[Period, ...] = (head.effective,)
    for other in _superseding(head, tuple(known)):
        taken, open_ended = other.effective, head.effective.until is None
        if (
            open_ended
            and _supersedes(other, head)
            and _starts_later(taken, head.effective)
        ):
            taken = Period(taken.start, None)
        left = tuple(part for stretch in left for part in _without(stretch, taken))
    return left


def _superseding(head: BlockHead, known: Sequence[BlockHead]) -> list[BlockHead]:
    """List what supersedes a version, or supersedes what does."""
    found: list[BlockHead] = []
    waiting = [head]
    while waiting:
        older = waiting.pop()
        newer = [
            other
            for other in known
            if _supersedes(other, older)
            and other.version != head.version
            and other not in found
        ]
        found += newer
        waiting += newer
    return found


def _supersedes(newer: BlockHead, older: BlockHead) -> bool:
    return (
        newer.id == older.id
        and newer.kind == older.kind
        and newer.supersedes is not None
        and newer.supersedes == older.version
        and newer.version != older.version
    )


def _starts_later(one: Period, other: Period) -> bool:
    if one.start is None:
        return False
    return other.start is None or one.start > other.start


def _without(stretch: Period, taken: Period) -> tuple[Period, ...]:
    if not stretch.overlaps(taken):
        return (stretch,)
    parts = []
    if taken.start is not None:
        parts.append(Period(stretch.start, taken.start))
    if taken.until is not None:
        parts.append(Period(taken.until, stretch.until))
    return tuple(part for part in parts if not part.empty and _inside(part, stretch))


def _inside(part: Period, stretch: Period) -> bool:
    starts_after_end = (
        part.start is not None
        and stretch.until is not None
        and part.start >= stretch.until
    )
    ends_before_start = (
        part.until is not None
        and stretch.start is not None
        and part.until <= stretch.start
    )
    return not starts_after_end and not ends_before_start


def _begun(heads: Sequence[BlockHead], on: date) -> bool:
    return any(h.effective.start is None or h.effective.start <= on for h in heads)


def _coming(heads: Sequence[BlockHead], on: date) -> bool:
    return any(h.effective.start is not None and h.effective.start > on for h in heads)


def _why_not(
    version: B, chosen: tuple[B, ...], *, on: date, known_at: date | None
) -> str:
    head = version.head
    if not recorded_by(head, known_at):
        return f"not recorded by {known_at}"
    if head.effective.contains(on):
        newer = [c.head for c in chosen]
        return (
            f"superseded by {newer[0].name} on {on}" if newer else f"superseded on {on}"
        )
    return f"not in force on {on}"


def _order(head: BlockHead) -> tuple[bool, date, str]:
    start = head.effective.start
    return (start is not None, start or date.min, head.version or "")
