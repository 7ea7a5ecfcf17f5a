"""The signature of an evaluation, for rooms that are handed one."""

from datetime import date
from typing import Protocol

from articulate.model.evaluation import Evaluation
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook


class Evaluator(Protocol):
    """Evaluate one record under one rulebook as of one day, purely."""

    def __call__(
        self,
        rulebook: Rulebook,
        record: LearnerRecord,
        as_of: date,
        known_at: date | None = None,
    ) -> Evaluation:
        """Return every line of the record."""
        ...
