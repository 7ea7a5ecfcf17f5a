"""Grades, and an institution's ordering of them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.identifiers import BlockId, Mark


class Passing(StrEnum):
    """What a mark says about the attempt it stands on."""

    PASSED = "passed"
    FAILED = "failed"
    NO_CREDIT = "no-credit"
    IN_PROGRESS = "in-progress"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GradeScale:
    """An ordering of marks, best first, with the points of each.

    `passes` are passed without a place in the order; `no_credit` marks were attempted
    and earned nothing; `counts_as` places a mark where an institution says so.
    A mark with zero points is failed.

    >>> marks = ((Mark("A"), Fraction(4)), (Mark("F"), Fraction(0)))
    >>> scale = GradeScale(BlockId("s"), marks)
    >>> scale.passing(Mark("F"))
    <Passing.FAILED: 'failed'>
    """

    id: BlockId
    points: tuple[tuple[Mark, Fraction], ...] = ()
    passes: tuple[Mark, ...] = ()
    no_credit: tuple[Mark, ...] = ()
    in_progress: tuple[Mark, ...] = ()
    counts_as: tuple[tuple[Mark, Mark], ...] = ()

    def knows(self, mark: Mark) -> bool:
        """Say whether the mark is on this scale in any role."""
        return (
            self.rank(mark) is not None
            or mark in self.passes
            or mark in self.no_credit
            or mark in self.in_progress
        )

    def placed(self, mark: Mark) -> Mark:
        """Return the mark this one counts as, itself where nothing is said."""
        return dict(self.counts_as).get(mark, mark) if self.counts_as else mark

    def rank(self, mark: Mark) -> int | None:
        """Return the mark's place in the order, 0 the best; None without a place."""
        wanted = self.placed(mark)
        for place, (known, _) in enumerate(self.points):
            if known == wanted:
                return place
        return None

    def points_of(self, mark: Mark) -> Fraction | None:
        """Return the mark's points; None for a mark without a place in the order."""
        rank = self.rank(mark)
        return None if rank is None else self.points[rank][1]

    def passing(self, mark: Mark) -> Passing:
        """Say what the mark means for the attempt."""
        if mark in self.in_progress:
            return Passing.IN_PROGRESS
        if mark in self.no_credit:
            return Passing.NO_CREDIT
        if mark in self.passes:
            return Passing.PASSED
        points = self.points_of(mark)
        if points is None:
            return Passing.UNKNOWN
        return Passing.PASSED if points > 0 else Passing.FAILED


def compare_marks(
    given: Mark, wanted: Mark, *, on: GradeScale, wanted_on: GradeScale | None
) -> int | None:
    """Compare two marks: 1 when *given* is better, 0 when as good, -1 when worse.

    They are compared in the order of the scale *given* stands on; a wanted mark that
    this scale lacks, by points on both scales; None when neither places it (a `P` that
    counts as nothing). A no-credit mark is worse than every mark with a place.
    """
    if given == wanted:
        return 0
    given_rank, wanted_rank = on.rank(given), on.rank(wanted)
    if given_rank is not None and wanted_rank is not None:
        return (wanted_rank > given_rank) - (wanted_rank < given_rank)
    other = wanted_on if wanted_on is not None else on
    wanted_points = other.points_of(wanted)
    if wanted_points is None:
        return None
    if given in on.no_credit:
        return -1
    given_points = on.points_of(given)
    if given_points is None or wanted_rank is not None:
        return None
    return (given_points > wanted_points) - (given_points < wanted_points)
