"""Conserve: credit in equals credit accounted for, or the mistake is ours."""

from collections.abc import Iterable

from articulate.model.evaluation import Evaluation
from articulate.model.line import Line
from articulate.model.totals import totals_of


class CreditLostError(AssertionError):
    """Credit was made or lost on the way; this is a defect of the engine."""


def conserved(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation, having checked every line, every option and the total."""
    for line in _lines(evaluation):
        if not line.split.conserved:
            msg = f"credit is not accounted for on the line of {line.learning}"
            raise CreditLostError(msg)
    if not totals_of(evaluation).conserved:
        msg = "credit is not accounted for in total"
        raise CreditLostError(msg)
    seen = sorted(one for line in evaluation.lines for one in line.learning)
    if seen != sorted(one.id for one in evaluation.record.learnings()):
        msg = "a learning stands on no line, or on two"
        raise CreditLostError(msg)
    return evaluation


def _lines(evaluation: Evaluation) -> Iterable[Line]:
    yield from evaluation.lines
    for choice in evaluation.choices:
        for option in choice.options:
            yield from option.lines
