"""Totals: what all lines of an evaluation came to, and that it adds up."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.model.evaluation import Evaluation
from articulate.model.line import Status, total_by_status


@dataclass(frozen=True, slots=True)
class Totals:
    """Credit of a whole evaluation in the receiving unit, by status.

    `earned` is converted, and rounded where a conversion says so per course; `rounding`
    is what rounding per total took (negative when up).
    """

    earned: Fraction
    granted: Fraction
    by_status: tuple[tuple[Status, Fraction], ...]
    rounding: Fraction

    def of(self, status: Status) -> Fraction:
        """Return the credit totalled under one status."""
        return dict(self.by_status)[status]

    @property
    def counted(self) -> Fraction:
        """Credit that counts: awarded, by name or as elective, under every limit."""
        return self.of(Status.AWARDED) + self.of(Status.ELECTIVE)

    @property
    def conserved(self) -> bool:
        """Whether what came in is all accounted for."""
        given = sum((amount for _, amount in self.by_status), Fraction(0))
        return self.earned + self.granted == given + self.rounding


def totals_of(evaluation: Evaluation) -> Totals:
    """Add up every line of an evaluation."""
    splits = [line.split for line in evaluation.lines]
    return Totals(
        earned=sum((split.earned for split in splits), Fraction(0)),
        granted=sum((split.granted for split in splits), Fraction(0)),
        by_status=tuple(
            (status, total_by_status(evaluation.lines, status)) for status in Status
        ),
        rounding=evaluation.rounding
        + sum((split.rounding for split in splits), Fraction(0)),
    )
