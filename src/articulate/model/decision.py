"""A decision: a person adopts what the rules came to, or settles lines otherwise."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.model.identifiers import LearningId
from articulate.model.line import Status


@dataclass(frozen=True, slots=True)
class Settled:
    """One line as a person settled it, whatever the rules came to.

    `learning` is any learning of the line. `gives` is what is awarded, as a catalog
    writes it, empty where nothing is; `credits` None is the line's own amount.
    """

    learning: LearningId
    status: Status
    gives: str = ""
    credits: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a request: every line of it.

    Lines that are not in `settled` are adopted as the rules gave them. `reason` is in
    the person's own words.
    """

    request: str
    settled: tuple[Settled, ...] = ()
    reason: str = ""
