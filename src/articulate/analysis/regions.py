"""Regions: the situations in which something holds, as boxes of samples.

A box says of some facts which samples they may have; of every other fact nothing. A
region is what lies in one of its boxes at least.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articulate.analysis.aspects import All, Aspect, No, Some, Test, Tests
from articulate.analysis.spectra import Spectra

Box = Mapping[Aspect, int]
Region = tuple[Box, ...]

EVERYWHERE: Region = ({},)
NOWHERE: Region = ()
_YES = 1
MOST_BOXES = 256
"""A condition of more boxes is not taken apart; see `where`."""


class TooManyError(Exception):
    """A condition has too many boxes to be taken apart."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where something holds: `exact`, or at least wherever it does and perhaps more."""

    region: Region
    exact: bool = True


ANYWHERE = Where(EVERYWHERE, exact=False)


def where(tests: Tests, spectra: Spectra) -> Where:
    """Return where a condition is true.

    A condition of too many boxes may hold anywhere. So may the test of a fact that
    cannot be placed at all (a grade on no scale): that is some other problem, and no
    reason to say that the condition can never hold.
    """
    placed = [True]
    try:
        region = _region(tests, spectra, placed, truth=True)
    except TooManyError:
        return ANYWHERE
    return Where(region, exact=placed[0])


def _region(
    tests: Tests, spectra: Spectra, placed: list[bool], *, truth: bool
) -> Region:
    match tests:
        case Test():
            true, false = spectra.where(tests)
            if not true and not false:
                placed[0] = False
                return EVERYWHERE
            mask = true if truth else false
            return ({tests.aspect: mask},) if mask else NOWHERE
        case No(part=part):
            return _region(part, spectra, placed, truth=not truth)
        case All(parts=parts) | Some(parts=parts):
            regions = [_region(part, spectra, placed, truth=truth) for part in parts]
            if isinstance(tests, All) is truth:
                return intersection(regions)
            return _few(_joined(box for region in regions for box in region))


def everywhere_of(parts: Iterable[Where]) -> Where:
    """Return where all of these hold."""
    known = list(parts)
    try:
        region = intersection(part.region for part in known)
    except TooManyError:
        return ANYWHERE
    return Where(region, exact=all(part.exact for part in known))


def intersection(regions: Iterable[Region]) -> Region:
    """Return where all regions hold."""
    found: Region = EVERYWHERE
    for region in regions:
        if region is EVERYWHERE:
            continue
        if found is EVERYWHERE:
            found = region
            continue
        found = _few(
            merged
            for one in found
            for other in region
            if (merged := both(one, other)) is not None
        )
    return found


def both(one: Box, other: Box) -> Box | None:
    """Return where two boxes both hold, None where they are disjoint."""
    merged = dict(one)
    marks = False
    for aspect, mask in other.items():
        known = merged.get(aspect)
        if known is not None:
            mask &= known  # noqa: PLW2901 - narrowed, fact by fact
            if not mask:
                return None
        merged[aspect] = mask
        marks = marks or aspect[1].startswith("attribute ")
    return None if marks and not _marks_agree(merged) else merged


def _marks_agree(box: Box) -> bool:
    """Say whether no mark below `GE` is there where `GE.*` is not."""
    for aspect, mask in box.items():
        name = aspect[1]
        if not name.endswith(".*") or aspect[0] != "yes" or mask & _YES:
            continue
        for other, marked in box.items():
            if other[1].startswith(name[:-1]) and other != aspect and marked == _YES:
                return False
    return True


def without(boxes: Iterable[Box], taken: Region, spectra: Spectra) -> Iterator[Box]:
    """Yield what is left of boxes outside a region, in boxes that share nothing."""
    left = list(boxes)
    for one in taken:
        left = [part for box in left for part in _less(box, one, spectra)]
    yield from left


def _less(box: Box, taken: Box, spectra: Spectra) -> Iterator[Box]:
    if both(box, taken) is None:
        yield box
        return
    inside = dict(box)
    for aspect, mask in taken.items():
        held = inside.get(aspect)
        if held is None:
            held = spectra.everything(aspect)
        outside = held & ~mask
        if outside:
            part = {**inside, aspect: outside}
            if _marks_agree(part):
                yield part
        inside[aspect] = held & mask


def _joined(boxes: Iterable[Box]) -> Iterator[Box]:
    """Join boxes about the same one fact."""
    alone: dict[Aspect, int] = {}
    for box in boxes:
        if len(box) == 1:
            ((aspect, mask),) = box.items()
            alone[aspect] = alone.get(aspect, 0) | mask
        else:
            yield box
    for aspect, mask in alone.items():
        yield {aspect: mask}


def _few(boxes: Iterable[Box]) -> Region:
    unique: dict[frozenset[tuple[Aspect, int]], Box] = {}
    for box in boxes:
        unique.setdefault(frozenset(box.items()), box)
        if len(unique) > MOST_BOXES:
            raise TooManyError
    if any(not box for box in unique.values()):
        return EVERYWHERE
    return tuple(unique.values())
