"""The formats a result can be asked for in."""

from enum import StrEnum


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class PlainFormat(StrEnum):
    """How a result without a page is written."""

    TEXT = "text"
    JSON = "json"


class LedgerTask(StrEnum):
    """What is done with the ledger."""

    VERIFY = "verify"
    CHECKPOINT = "checkpoint"


class ImportMode(StrEnum):
    """What becomes of rules that an imported workbook does not have, and from when."""

    REPLACE = "replace"
    REPLACE_FROM = "replace-from"
    ADD = "add"
    ADD_FROM = "add-from"
