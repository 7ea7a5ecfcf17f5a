"""What a panel found together, as far as it may be read."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.cases.panels import apart, found
from articulate.services.panel_case import PanelCase


@dataclass(frozen=True, slots=True)
class Finding:
    """The level of each criterion by the policy's way to decide.

    `apart` are the criteria on which assessors differ by more than it allows.
    """

    levels: tuple[tuple[str, Fraction], ...]
    apart: tuple[str, ...]


def finding_of(case: PanelCase) -> Finding | None:
    """Return what a panel found; None while it may not be read, or nobody judged."""
    if not case.open or len(case.judged) < case.block.assessors:
        return None
    levels = found(case.block, case.judged)
    return Finding(levels, apart(case.block, case.judged))
