"""AR237: of one score, the rules of an exam say one thing."""

from collections.abc import Iterator
from itertools import combinations

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.passes.score_bands import Band, bands_of, speaks
from articulate.language.syntax.agreements import Rule
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.model.answer import Answer
from articulate.model.exact import number_text


def score_overlaps(checked: Checked) -> Iterator[Diagnostic]:
    """Report each pair of rules that both speak of a score and do not agree.

    Rules that give the same, or of which one overrides the other, do agree. A warning:
    such a score is referred, and names both rules.
    """
    for exam, _ in checked.blocks_of(PriorLearningBlock):
        bands = bands_of(exam)
        if bands is None:
            continue
        overridden = _overridden(bands.rules)
        met = {
            rule.id.text: {s for s in bands.scores if speaks(rule, s) is Answer.MET}
            for rule in bands.rules
        }
        for one, other in combinations(bands.rules, 2):
            both = met[one.id.text] & met[other.id.text]
            names = (one.id.text, other.id.text)
            related = names in overridden or names[::-1] in overridden
            if both and not related and not _agree(one, other):
                yield Diagnostic(
                    Code.SCORE_BAND_OVERLAP,
                    other.span,
                    f"`{other.id.text}` and `{one.id.text}` both speak of a score of "
                    f"{number_text(min(both))}, and differ",
                    f"narrow one of them, or write `{other.id.text} overrides "
                    f"{one.id.text}`",
                    also=(one.span,),
                    severity=Severity.WARNING,
                )


def _agree(one: Band, other: Band) -> bool:
    if isinstance(one, Rule) and isinstance(other, Rule):
        return one.target == other.target
    return type(one) is type(other) and not isinstance(one, Rule)


def _overridden(rules: tuple[Band, ...]) -> set[tuple[str, str]]:
    """Return which rule overrides which, and through others too."""
    pairs = {
        (rule.id.text, reference.member.text)
        for rule in rules
        for reference in rule.overrides
        if reference.member is not None
    }
    while True:
        further = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not further:
            return pairs
        pairs |= further
