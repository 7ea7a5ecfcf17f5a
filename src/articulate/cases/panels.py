"""A panel by its policy: who is wanted, whether they agree, what they found together.

Everything follows from the portfolio block: how many assessors, how far apart they may
be, whether a third one is asked, and how several levels become one.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from articulate.model.panel import Judgement, PanelOutcome, PanelState, Seat
from articulate.rulebook.learning_blocks import PortfolioBlock

THIRD = "third assessor"
"""What a block says where assessors who differ too much are joined by another."""


def submitted(seats: Sequence[Seat]) -> tuple[Judgement, ...]:
    """Return what was submitted by those who take part, in the order of their seats."""
    return tuple(
        seat.judgement for seat in seats if seat.serves and seat.judgement is not None
    )


def apart(block: PortfolioBlock, judged: Sequence[Judgement]) -> tuple[str, ...]:
    """Name the criteria on which two assessors differ by more than the block allows."""
    if block.agree_within is None:
        return ()
    return tuple(
        one.name
        for one in block.criteria
        if (levels := _levels(judged, one.name))
        and max(levels) - min(levels) > block.agree_within
    )


def wanted(block: PortfolioBlock, seats: Sequence[Seat]) -> int:
    """Return how many assessors a panel needs, with what it has so far."""
    judged = submitted(seats)[: block.assessors]
    if len(judged) < block.assessors or block.otherwise != THIRD:
        return block.assessors
    return block.assessors + bool(apart(block, judged))


def vacant(block: PortfolioBlock, seats: Sequence[Seat]) -> int:
    """Return how many assessors are still to be assigned."""
    return wanted(block, seats) - sum(seat.serves for seat in seats)


def panel_state(
    block: PortfolioBlock, seats: Sequence[Seat], outcome: PanelOutcome | None
) -> PanelState:
    """Say where a panel stands; *outcome* is what the chair said last."""
    if outcome is PanelOutcome.ADDITIONAL:
        return PanelState.ADDITIONAL
    if outcome is not None:
        return PanelState.CONCLUDED
    if len(submitted(seats)) < wanted(block, seats):
        return PanelState.ASSESSING
    return PanelState.JUDGED


def may_read(block: PortfolioBlock, state: PanelState) -> bool:
    """Say whether what assessors submitted may be read by anybody else.

    Where they are blind, not before the last of them has submitted, a third one too.
    """
    return not block.blind or state is not PanelState.ASSESSING


def found(
    block: PortfolioBlock, judged: Sequence[Judgement]
) -> tuple[tuple[str, Fraction], ...]:
    """Return the level of each criterion that the panel found, as the block decides.

    The median of an even number is the mean of the two in the middle, exactly.
    """
    decide = DECIDE_BY[block.decide_by]
    return tuple(
        (one.name, decide(_levels(judged, one.name))) for one in block.criteria
    )


def settles(block: PortfolioBlock, judged: Sequence[Judgement]) -> bool:
    """Say whether the panel can award: its members agree, or one more joined them.

    A block that sends a disagreement elsewhere (`else refer …`) leaves none to award.
    """
    return block.otherwise in ("", THIRD) or not apart(block, judged)


def _median(levels: Sequence[Fraction]) -> Fraction:
    ordered = sorted(levels)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _mean(levels: Sequence[Fraction]) -> Fraction:
    return sum(levels, Fraction(0)) / len(levels)


DECIDE_BY: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "median": _median,
    "mean": _mean,
    "lowest": min,
    "highest": max,
}
"""How several levels become one, by the word of the policy."""


def _levels(judged: Sequence[Judgement], criterion: str) -> list[Fraction]:
    return [dict(one.levels)[criterion] for one in judged]
