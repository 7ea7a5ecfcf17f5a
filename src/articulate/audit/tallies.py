"""Tallies and floors: what a group asks of its credit taken together, resolved."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.plan import Tally
from articulate.audit.wording import bound_text
from articulate.audit.worth import UNLISTED_COURSE
from articulate.model.course import has_attribute
from articulate.rulebook.requirements import Bound, CountedIn, Per

Heap = tuple[str, frozenset[int]]


def tally_of(bound: Bound) -> Tally:
    """Write one bound down, with nothing counted yet."""
    return Tally(
        text=bound_text(bound),
        at_least=bound.at_least,
        amount=bound.amount,
        counted_in=bound.counted_in,
        heaps=(),
        worth=Fraction(1) if bound.counted_in is CountedIn.CREDIT else UNLISTED_COURSE,
        each=bound.per is not Per.GROUP,
    )


def counting(
    tally: Tally, bound: Bound, mine: Sequence[int], candidates: Sequence[Candidate]
) -> Tally:
    """Let a tally count the candidates that may be placed where its bound looks."""
    return Tally(  # an audit asks so often that `replace` would be slow
        text=tally.text,
        at_least=tally.at_least,
        amount=tally.amount,
        counted_in=tally.counted_in,
        heaps=_heaps(bound, mine, candidates),
        worth=tally.worth,
        each=tally.each,
    )


def _heaps(
    bound: Bound, mine: Sequence[int], candidates: Sequence[Candidate]
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


def _by(mine: Sequence[int], key: Callable[[int], str]) -> tuple[Heap, ...]:
    """Heap candidates by a key; what has none (general credit) is in no heap."""
    heaps: dict[str, set[int]] = {}
    for one in mine:
        if name := key(one):
            heaps.setdefault(name, set()).add(one)
    return tuple((name, frozenset(heap)) for name, heap in sorted(heaps.items()))


def letter_graded(
    places: Iterable[int], points: Sequence[Fraction | None]
) -> tuple[tuple[int, Fraction], ...]:
    """List those among *places* that have grade points, with them."""
    known = [(one, points[one]) for one in sorted(places)]
    return tuple([(one, mine) for one, mine in known if mine is not None])
