"""Duplicate: which of several roads to one course counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.rulebook.limit_rules import DuplicateKeep


@dataclass(frozen=True, slots=True)
class Claim:
    """One line's claim to a course: how much credit, with what grade, by which road.

    `place` orders claims canonically. `points` None is credit without a letter grade.
    """

    place: int
    target: int
    credits: Fraction
    points: Fraction | None
    ended: date | None
    course: bool
    own: bool


def claim_kept(claims: Sequence[Claim], keep: DuplicateKeep) -> Claim | None:
    """Return the claim that counts; None where a missing day leaves it open.

    Where the rule leaves two equal, most credit decides, then our own course, then a
    course before other roads, then the canonical order.
    """
    match keep:
        case DuplicateKeep.FIRST | DuplicateKeep.LAST:
            days = [claim.ended for claim in claims]
            if None in days:
                return None
            known = [day for day in days if day is not None]
            edge = min(known) if keep is DuplicateKeep.FIRST else max(known)
            left = [claim for claim in claims if claim.ended == edge]
        case DuplicateKeep.COURSE:
            left = [claim for claim in claims if claim.course] or list(claims)
        case DuplicateKeep.BEST_GRADE:
            graded = [claim for claim in claims if claim.points is not None]
            best = max((claim.points or Fraction(0) for claim in graded), default=None)
            left = [claim for claim in graded if claim.points == best] or list(claims)
        case DuplicateKeep.MOST_CREDIT:
            left = list(claims)
    return min(left, key=_preference)


def _preference(claim: Claim) -> tuple[Fraction, bool, bool, int]:
    return (-claim.credits, not claim.own, not claim.course, claim.place)
