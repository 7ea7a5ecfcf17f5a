"""A problem with rules, and the learner who shows it."""

from dataclasses import dataclass

from articulate.analysis.witness import Witness
from articulate.diagnostics.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with rules; the witness is None where nobody can show it.

    A rule that can never speak has none: that there is no such learner is the problem.
    """

    diagnostic: Diagnostic
    witness: Witness | None = None
