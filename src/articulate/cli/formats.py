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


class WatchTask(StrEnum):
    """What is done with watch rules and what they point out."""

    RUN = "run"
    LIST = "list"
    DONE = "done"


class PublishTask(StrEnum):
    """What is done with a policy on its way into force, or to another office."""

    DRAFT = "draft"
    PROPOSE = "propose"
    APPROVE = "approve"
    ENFORCE = "enforce"
    RELEASE = "release"
    END = "end"
    SHOW = "show"
    EXPORT = "export"
    LOAD = "load"
    KEY = "key"


class Held(StrEnum):
    """Effects of a policy that can be held when it is approved, as they are typed."""

    GAINS = "gains"
    LOSSES = "losses"
    CHANGES = "changes"
    REFERRALS = "referrals"


class PeopleTask(StrEnum):
    """What is done about who may sign in."""

    LIST = "list"
    PASSWORD = "password"  # noqa: S105 - a word of the command
    FORGET = "forget"


class CaseTask(StrEnum):
    """What is done with a request by hand."""

    ASSIGN = "assign"
    REFER = "refer"
    PAUSE = "pause"
    RESUME = "resume"
    APPEAL = "appeal"


class ExceptTask(StrEnum):
    """What is done about an academic exception."""

    PROPOSE = "propose"
    APPROVE = "approve"
    DECLINE = "decline"
    LIST = "list"


class BatchTask(StrEnum):
    """What is done with a long run over many learners."""

    RUN = "run"
    STATUS = "status"
    PAUSE = "pause"
    RESUME = "resume"
    SHOW = "show"
    FORGET = "forget"


class ImportMode(StrEnum):
    """What becomes of rules that an imported workbook does not have, and from when."""

    REPLACE = "replace"
    REPLACE_FROM = "replace-from"
    ADD = "add"
    ADD_FROM = "add-from"
