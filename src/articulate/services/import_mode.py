"""What becomes of rules that an imported workbook does not have."""

from enum import StrEnum


class Mode(StrEnum):
    """`replace`: they end on the day the workbook holds from; `add`: they stay."""

    REPLACE = "replace"
    ADD = "add"
