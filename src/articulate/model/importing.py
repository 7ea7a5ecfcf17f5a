"""An import on its way into an office's policies: how it stands, what can happen."""

from enum import StrEnum


class ImportState(StrEnum):
    """Where the import of one workbook stands."""

    OPEN = "open"
    """It is looked at, and changes nothing."""
    APPLIED = "applied"
    DROPPED = "dropped"


class ImportMove(StrEnum):
    """What can happen to an import; each is one entry of its stream in the ledger."""

    UPLOAD = "upload"
    ASK = "ask"
    """Somebody says how the workbook is read, and what it is compared with."""
    CHOOSE = "choose"
    """Somebody chooses how an unclear cell is read."""
    APPLY = "apply"
    FAIL = "fail"
    """What was to be applied could not be written; nothing of it was."""
    DROP = "drop"
