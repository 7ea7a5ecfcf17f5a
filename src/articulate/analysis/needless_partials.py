"""AR403: a `partial` that can never speak, since its rule holds wherever it would."""

from collections.abc import Iterator

from articulate.analysis.atlas import Atlas
from articulate.analysis.problem import Problem
from articulate.analysis.regions import NOWHERE, without
from articulate.analysis.voices import MOST_SELECTIONS, Selection, Voice
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.model.identifiers import RuleId
from articulate.rulebook.credit_rules import EquivalencyRule


def needless_partials(atlas: Atlas) -> Iterator[Problem]:
    """Report each partial whose learning always makes the whole of its rule too.

    Where it is not certain that the rule then holds, nothing is reported.
    """
    rules = {(id(one.opened), one.rule.head.id): one for one in atlas.voices}
    for voice in atlas.voices:
        parent = _parent(voice)
        whole = None if parent is None else rules.get((id(voice.opened), parent))
        if whole is None:
            continue
        selections, wholes = voice.selections(), whole.selections()
        if max(len(selections), len(wholes)) >= MOST_SELECTIONS:
            continue
        speaking = [one for one in selections if atlas.where(voice, one).region]
        if speaking and all(_covered(atlas, (voice, whole), one) for one in speaking):
            yield _problem(voice, whole)


def _parent(voice: Voice) -> RuleId | None:
    rule = voice.rule
    return rule.partial_of if isinstance(rule, EquivalencyRule) else None


def _covered(atlas: Atlas, voices: tuple[Voice, Voice], brought: Selection) -> bool:
    """Say whether the rule holds for learning, wherever the partial of it would."""
    partial, whole = voices
    left = atlas.where(partial, brought).region
    for one in whole.selections():
        holds = atlas.where(whole, one)
        if holds.exact and set(one) <= set(brought):
            left = tuple(without(left, holds.region, atlas.spectra))
    return left == NOWHERE


def _problem(voice: Voice, whole: Voice) -> Problem:
    name = whole.rule.head.id
    return Problem(
        Diagnostic(
            Code.NEVER_SPEAKS,
            voice.rule.head.origin,
            f"`{voice.rule.head.id}` can never speak: `{name}`, of which it is a part, "
            "holds wherever it would",
            "name less than the rule needs, or take the partial out",
            also=(whole.rule.head.origin,),
            severity=Severity.WARNING,
        )
    )
