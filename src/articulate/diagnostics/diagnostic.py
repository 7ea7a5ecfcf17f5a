"""A diagnostic: one problem for a person."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.diagnostics.codes import Code
from articulate.diagnostics.origin import Origin


class Severity(StrEnum):
    """Whether a problem stops the work."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong, where, and what would put it right.

    `also` are other places the problem is about, such as the rule it disagrees with.
    `witness` is a learner record, in its JSON form, that shows the problem, `shown_by`
    the same in words.
    """

    code: Code
    place: Origin
    message: str
    help: str
    also: tuple[Origin, ...] = ()
    severity: Severity = Severity.ERROR
    witness: str | None = None
    shown_by: str = ""
