"""Totals: what all lines of an evaluation came to, and that it adds up."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.model.evaluation import Evaluation
from articulate.model.line import Line, Status, total_by_status
from articulate.model.rounding import TotalRounding, rounded


@dataclass(frozen=True, slots=True)
class Totals:
    """Credit of a whole evaluation in the receiving unit, by status.

    `earned` is converted, and rounded where a conversion says so per course; `rounding`
    is what rounding per total took (negative when up) from credit that counts.
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
    """Add up every line; what counts is rounded where a rule says so."""
    splits = [line.split for line in evaluation.lines]
    away = evaluation.rounding
    amounts = {status: total_by_status(evaluation.lines, status) for status in Status}
    # What was not converted is not rounded: an exam keeps its hours.
    converted = _converted_awards(evaluation.lines)
    from_awarded = min(away, converted) if converted else Fraction(0)
    amounts[Status.AWARDED] -= from_awarded
    amounts[Status.ELECTIVE] -= away - from_awarded
    return Totals(
        earned=sum((split.earned for split in splits), Fraction(0)),
        granted=sum((split.granted for split in splits), Fraction(0)),
        by_status=tuple(amounts.items()),
        rounding=away + sum((split.rounding for split in splits), Fraction(0)),
    )


def _converted_awards(lines: tuple[Line, ...]) -> Fraction:
    """Return the awarded credit of lines whose conversion rounds the total."""
    return sum(
        (
            min(
                dict(line.split.by_status).get(Status.AWARDED, Fraction(0)),
                sum((amount for _, amount in line.split.unrounded), Fraction(0)),
            )
            for line in lines
        ),
        Fraction(0),
    )


def rounded_away(lines: tuple[Line, ...]) -> Fraction:
    """Return what conversions that round the total take from credit that counts.

    Each such conversion rounds once, over all lines; negative when it rounds up.
    """
    whole: dict[TotalRounding, Fraction] = {}
    for line in lines:
        counted = sum(
            amount
            for status, amount in line.split.by_status
            if status in (Status.AWARDED, Status.ELECTIVE)
        )
        for rule, amount in line.split.unrounded:
            whole[rule] = whole.get(rule, Fraction(0)) + min(amount, counted)
    return sum(
        (
            amount - rounded(amount, rule.mode, rule.step)
            for rule, amount in whole.items()
        ),
        Fraction(0),
    )
