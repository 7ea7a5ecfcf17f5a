"""A finding: one rule's answer about one learning, and the reasons."""

from dataclasses import dataclass

from articulate.model.answer import Answer
from articulate.model.reason import Reason


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer with the reasons it rested on, in the order they were asked.

    `residual` is what is still open where the answer is unknown: `grade >= C`.
    """

    answer: Answer
    reasons: tuple[Reason, ...] = ()
    residual: str = ""
