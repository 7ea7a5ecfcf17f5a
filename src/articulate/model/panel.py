"""A panel that assesses prior learning: how it stands, and what its members find."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class PanelState(StrEnum):
    """Where a panel stands."""

    ASSESSING = "assessing"
    """Assessors are wanted, or have still to submit."""
    JUDGED = "judged"
    """All have submitted, a third one too where the policy wants one."""
    ADDITIONAL = "additional assignment"
    """The learner has something more to do before there is an outcome."""
    CONCLUDED = "concluded"


class PanelMove(StrEnum):
    """What can happen to a panel; each is one entry of its stream in the ledger."""

    CONVENE = "convene"
    EVIDENCE = "evidence"
    """A file is laid before the panel."""
    ASSIGN = "assign"
    DECLARE = "declare"
    """An assessor says which conflict of interest they have, or that there is none."""
    SUBMIT = "submit"
    CONCLUDE = "conclude"


class PanelOutcome(StrEnum):
    """What the chair says that the panel came to."""

    AWARD = "award"
    REFUSE = "refuse"
    ADDITIONAL = "additional assignment"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one assessor found: for each criterion a level and why, in its order."""

    levels: tuple[tuple[str, Fraction], ...]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """One assessor on a panel; `conflict` is None until they declare, empty for none.

    >>> Seat("eli", conflict="is the learner's employer").serves
    False
    """

    assessor: str
    conflict: str | None = None
    judgement: Judgement | None = None

    @property
    def serves(self) -> bool:
        """Whether they take part: whoever has a conflict of interest does not."""
        return not self.conflict
