"""A line: where one learning, or a set used together, ends."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from articulate.diagnostics.origin import Origin
from articulate.model.answer import Answer
from articulate.model.award import CreditAward
from articulate.model.identifiers import LearningId
from articulate.model.reason import Reason
from articulate.model.rounding import TotalRounding


class Status(StrEnum):
    """The word a line comes to; a verdict is one of the first five of the contract."""

    AWARDED = "awarded"
    ELECTIVE = "elective"
    ACCEPTED = "accepted"
    DENIED = "denied"
    REFERRED = "referred"
    UNARTICULATED = "unarticulated"
    SUPERSEDED = "superseded"
    IN_PROGRESS = "in-progress"


class GoverningAxis(StrEnum):
    """Which of the learner's dates picks the version of a rule.

    `learning` is the day of the learning itself, used where nothing is written.
    """

    COMPLETED = "completed"
    ADMITTED = "admitted"
    REQUESTED = "requested"
    EVALUATED = "evaluated"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Governing:
    """The day that picked the version, and the clause that chose the day."""

    clock: GoverningAxis
    date: date | None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A version that was not used, and why: `not in force on 2019-06-01`."""

    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class CreditSplit:
    """How a line's credit was accounted for, all in the receiving unit.

    Conservation: `earned + granted` equals the sum of `by_status` plus `rounding`.
    `by_status` holds only statuses with credit, in the order of `Status`. `unrounded`
    is credit of the line that is rounded on the total only, by the rule that says so.
    """

    earned: Fraction = Fraction(0)
    granted: Fraction = Fraction(0)
    by_status: tuple[tuple[Status, Fraction], ...] = ()
    rounding: Fraction = Fraction(0)
    unrounded: tuple[tuple[TotalRounding, Fraction], ...] = ()

    @property
    def conserved(self) -> bool:
        """Whether what came in is all accounted for."""
        given = sum((amount for _, amount in self.by_status), Fraction(0))
        return self.earned + self.granted == given + self.rounding


@dataclass(frozen=True, slots=True)
class Considered:
    """A rule that spoke to the learning and did not decide, and what it saw.

    `gives` are the codes, subjects or attributes it would have given.
    """

    rule: str
    answer: Answer
    reasons: tuple[Reason, ...] = ()
    gives: tuple[str, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Where one learning, or a set used together, ends, with the reasons.

    `rule` is the full name of the deciding rule, None where none decided. `residual`
    is what is still open. `replaced_by` names the learnings of the line that took this
    one's place. `completed` is the day the last of its learnings ended. `in_residence`
    says whether its credit was earned here or counts so by a rule. `considered` are the
    rules that were near and did not decide. `average` are the grade points that count
    where a repeat rule averages several attempts.
    """

    learning: tuple[LearningId, ...]
    status: Status
    rule: str | None = None
    origin: Origin | None = None
    targets: tuple[CreditAward, ...] = ()
    governing: Governing | None = None
    reasons: tuple[Reason, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    split: CreditSplit = CreditSplit()
    residual: str = ""
    replaced_by: tuple[LearningId, ...] = ()
    completed: date | None = None
    in_residence: bool = False
    considered: tuple[Considered, ...] = ()
    average: Fraction | None = None


def total_by_status(lines: tuple[Line, ...], status: Status) -> Fraction:
    """Add up the credit of one status over *lines*."""
    return sum(
        (
            amount
            for line in lines
            for kind, amount in line.split.by_status
            if kind is status
        ),
        Fraction(0),
    )
