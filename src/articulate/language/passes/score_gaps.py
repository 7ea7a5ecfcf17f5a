"""AR236: an exam says something of every score on its scale."""

from collections.abc import Iterator
from fractions import Fraction

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.passes.score_bands import bands_of, speaks
from articulate.language.syntax.prior_learning import PriorLearningBlock, Scores
from articulate.model.answer import Answer
from articulate.model.exact import number_text


def score_gaps(checked: Checked) -> Iterator[Diagnostic]:
    """Report each stretch of an exam's scale that no rule speaks of."""
    for exam, _ in checked.blocks_of(PriorLearningBlock):
        bands = bands_of(exam)
        if bands is None:
            continue
        scale = next(one for one in exam.statements if isinstance(one, Scores))
        silent = [
            all(speaks(rule, score) is Answer.NOT_MET for rule in bands.rules)
            for score in bands.scores
        ]
        for first, last in _stretches(bands.scores, silent):
            said = number_text(first)
            if first != last:
                said = f"{said} to {number_text(last)}"
            yield Diagnostic(
                Code.SCORE_BAND_GAP,
                scale.span,
                f"no rule of `{exam.header.id.text}` speaks of a score of {said}",
                'add a rule, or say no: `deny low because "…" when score <= …`',
                severity=Severity.WARNING,
            )


def _stretches(
    scores: tuple[Fraction, ...], silent: list[bool]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield each run of silent scores by its ends."""
    start: Fraction | None = None
    last = Fraction(0)
    for score, quiet in zip(scores, silent, strict=True):
        if quiet and start is None:
            start = score
        elif not quiet and start is not None:
            yield start, last
            start = None
        last = score
    if start is not None:
        yield start, last
