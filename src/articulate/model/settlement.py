"""A settlement: which lawful options hold, and what credit limits cut."""

from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.model.award import CreditAward
from articulate.model.canonical import canonical_places
from articulate.model.evaluation import Evaluation, LimitUse
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.reason import Reason
from articulate.model.totals import rounded_away


@dataclass(frozen=True, slots=True)
class Cut:
    """Credit of one target that a limit leaves accepted, not applied.

    The line is named by its first learning, the target by its place on the line. Where
    the reason still needs a fact, the limit may not count it, and a person must decide.
    """

    learning: LearningId
    target: int
    amount: Fraction
    reason: Reason

    @property
    def status(self) -> Status:
        """The status that the credit is totalled under."""
        return Status.REFERRED if self.reason.needs else Status.ACCEPTED


@dataclass(frozen=True, slots=True)
class Settlement:
    """Which option of each choice holds (by place), and what limits cut."""

    options: tuple[int, ...] = ()
    cuts: tuple[Cut, ...] = ()
    limits: tuple[LimitUse, ...] = ()


def settle(evaluation: Evaluation, settlement: Settlement) -> Evaluation:
    """Return the evaluation as *settlement* leaves it; credit stays conserved."""
    chosen = [
        choice.options[place].lines
        for choice, place in zip(evaluation.choices, settlement.options, strict=True)
    ]
    kept = {line.learning: line for group in chosen for line in group}
    kept |= {line.learning: line for line in evaluation.fixed}
    order = canonical_places(evaluation.record)
    lines = tuple(
        _cut(line, settlement.cuts)
        for line in sorted(kept.values(), key=lambda line: order[line.learning[0]])
    )
    return replace(
        evaluation,
        lines=lines,
        limits=settlement.limits,
        rounding=rounded_away(lines),
    )


def _cut(line: Line, cuts: tuple[Cut, ...]) -> Line:
    mine = [cut for cut in cuts if cut.learning == line.learning[0] and cut.amount]
    if not mine:
        return line
    targets = list(line.targets)
    amounts = dict(line.split.by_status)
    for cut in mine:
        target = targets[cut.target]
        targets[cut.target] = replace(target, applied=target.applied - cut.amount)
        under = status_of(target)
        amounts[under] = amounts.get(under, Fraction(0)) - cut.amount
        amounts[cut.status] = amounts.get(cut.status, Fraction(0)) + cut.amount
    split = replace(line.split, by_status=in_status_order(amounts))
    wholly = all(not target.applied for target in targets)
    open_ = any(cut.status is Status.REFERRED for cut in mine)
    above = Status.REFERRED if open_ else Status.ACCEPTED
    return replace(
        line,
        status=above if wholly else line.status,
        targets=tuple(targets),
        split=split,
        reasons=(*line.reasons, *dict.fromkeys(cut.reason for cut in mine)),
    )


def status_of(target: CreditAward) -> Status:
    """Return the status that credit of this target is totalled under."""
    return Status.ELECTIVE if target.kind == "elective" else Status.AWARDED


def in_status_order(
    amounts: dict[Status, Fraction],
) -> tuple[tuple[Status, Fraction], ...]:
    """List what is not zero in the order of `Status`."""
    return tuple((status, amounts[status]) for status in Status if amounts.get(status))
