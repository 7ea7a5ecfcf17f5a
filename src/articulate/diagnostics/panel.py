"""A panel's record, as the origin of a finding."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PanelRecord:
    """The origin of a panel finding, as a cell is of an imported rule.

    >>> str(PanelRecord("case-17", "finding-2"))
    'panel:case-17/finding-2'
    """

    case: str
    finding: str

    def __str__(self) -> str:
        return f"panel:{self.case}/{self.finding}"
