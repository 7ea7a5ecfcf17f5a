"""Replay: a witness is put through the evaluator before anyone sees it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articulate.analysis.witness import Witness
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import InstitutionId
from articulate.model.reason import ReasonCode
from articulate.rulebook.evaluator import Evaluator
from articulate.rulebook.rulebook import Rulebook

Evaluators = Callable[[InstitutionId], Evaluator]
"""The evaluator for what one institution receives."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The evaluator that witnesses are put through, under the rules they are about."""

    book: Rulebook
    evaluate: Evaluator

    def disagreement(
        self, witnesses: Iterable[Witness], rules: tuple[str, str]
    ) -> Witness | None:
        """Return the first learner whom rules refer because these two disagree."""
        wanted = set(rules)
        for one in witnesses:
            if wanted <= _disagreeing(self._came(one)):
                return one
        return None

    def decided_by(
        self, witnesses: Iterable[Witness], rules: frozenset[str]
    ) -> Witness | None:
        """Return the first learner of whom one of these rules decides a line."""
        for one in witnesses:
            if any(line.rule in rules for line in self._came(one).lines):
                return one
        return None

    def _came(self, one: Witness) -> Evaluation:
        return self.evaluate(self.book, one.record, one.as_of)


def _disagreeing(evaluation: Evaluation) -> set[str]:
    """Name the rules that some line is referred for because they conflict."""
    return {
        name
        for line in evaluation.lines
        for reason in line.reasons
        if reason.code is ReasonCode.RULES_CONFLICT
        for name in reason.about
    }
