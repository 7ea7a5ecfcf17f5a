"""A cell: a workbook, a sheet and an address on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """Where something stands in a workbook; a whole row or sheet has a shorter address.

    Rows count from 1, as the spreadsheet shows them. In a delimited file the sheet is
    empty and left out of the text.

    >>> str(CellRef("ncc-2024.xlsx", "NCC", "B", 17))
    'ncc-2024.xlsx!NCC!B17'
    >>> str(CellRef("exams.csv", "", "A", 2))
    'exams.csv!A2'
    """

    workbook: str
    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        address = f"{self.column}{self.row}" if self.row else self.column
        parts = (self.workbook, self.sheet, address)
        return "!".join(part for part in parts if part)
