"""Tallies and floors: what a group asks of its credit taken together, resolved."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.membership import Surroundings, belongs
from articulate.audit.plan import Floor, Tally
from articulate.audit.wording import bound_text
from articulate.audit.worth import UNLISTED_COURSE
from articulate.model.course import has_attribute
from articulate.rulebook.requirements import Bound, CountedIn, Per

Heap = tuple[str, frozenset[int]]


def tally_of(
    bound: Bound,
    inside: Iterable[int],
    candidates: Sequence[Candidate],
    around: Surroundings,
) -> Tally:
    """Resolve one bound over the candidates that may be placed in its group."""
    mine = [
        one
        for one in sorted(inside)
        if bound.pool is None or belongs(bound.pool, candidates[one], around)
    ]
    return Tally(
        text=bound_text(bound),
        at_least=bound.at_least,
        amount=bound.amount,
        counted_in=bound.counted_in,
        heaps=_heaps(bound, mine, candidates),
        worth=Fraction(1) if bound.counted_in is CountedIn.CREDIT else UNLISTED_COURSE,
        each=bound.per is not Per.GROUP,
    )


def _heaps(
    bound: Bound, mine: list[int], candidates: Sequence[Candidate]
) -> tuple[Heap, ...]:
    if bound.counted_in is CountedIn.AREAS:
        return tuple(
            (
                area,
                frozenset(
                    one
                    for one in mine
                    if has_attribute(candidates[one].award.attributes, area)
                ),
            )
            for area in bound.areas
        )
    if bound.counted_in is CountedIn.SUBJECTS or bound.per is Per.SUBJECT:
        return _by(mine, lambda one: str(candidates[one].subject or ""))
    if bound.per is Per.TERM:
        return _by(mine, lambda one: candidates[one].term)
    return (("", frozenset(mine)),)


def _by(mine: list[int], key: Callable[[int], str]) -> tuple[Heap, ...]:
    """Heap candidates by a key; what has none (general credit) is in no heap."""
    heaps: dict[str, set[int]] = {}
    for one in mine:
        if key(one):
            heaps.setdefault(key(one), set()).add(one)
    return tuple((name, frozenset(heap)) for name, heap in sorted(heaps.items()))


def floor_of(
    name: str, value: Fraction, points: Iterable[tuple[int, Fraction]], *, strict: bool
) -> Floor:
    """Make a GPA floor over the candidates that have letter grades."""
    return Floor(name, value, strict, tuple(sorted(points)))


def letter_graded(
    places: Iterable[int], candidates: Sequence[Candidate]
) -> list[tuple[int, Fraction]]:
    """List those among *places* that have grade points, with them."""
    found = []
    for one in sorted(places):
        points = candidates[one].points
        if points is not None:
            found.append((one, points))
    return found
