"""A problem on the web: the situation gives the status, once for pages and JSON."""

from collections.abc import Iterable
from typing import TypeVar

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report

T = TypeVar("T")

_STATUS = {
    Code.NOT_IN_STORE: 404,
    Code.PAGE_MISSING: 404,
    Code.SIGN_IN_NEEDED: 401,
    Code.NOT_ALLOWED: 403,
    Code.FOREIGN_FORM: 403,
    Code.NOT_LOOPBACK: 403,
    Code.PASSWORD_WRONG: 403,
    Code.SIGN_IN_REFUSED: 403,
    Code.TOO_OFTEN: 429,
    Code.REQUEST_TOO_LARGE: 413,
    Code.WORKBOOK_TOO_LARGE: 413,
    Code.MOVE_NOT_ALLOWED: 409,
    Code.KEY_USED_OTHERWISE: 409,
    Code.REQUEST_NAME_TAKEN: 409,
    Code.CLOCK_AS_IT_IS: 409,
    Code.POLICIES_CHANGED_MEANWHILE: 409,
    Code.REVIEWER_DECIDED: 403,
    Code.APPROVER_WROTE_IT: 403,
    Code.APPROVER_PROPOSED_IT: 403,
    Code.STORE_MISSING: 503,
    Code.STORE_REVISION: 503,
    Code.STORE_UNUSABLE: 503,
    Code.PROVIDER_UNUSABLE: 502,
    Code.OUR_MISTAKE: 500,
}
_OTHERWISE = 422


class ProblemError(Exception):
    """What was asked for came to problems; the person who asked is shown each."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(one.message for one in self.problems))

    @property
    def status(self) -> int:
        """The status of the first problem."""
        return status_of(self.problems)


def status_of(problems: tuple[Diagnostic, ...]) -> int:
    """Say with which status problems are answered."""
    return _STATUS.get(problems[0].code, _OTHERWISE) if problems else _OTHERWISE


def answered(came: T | Diagnostic | Report) -> T:
    """Return what a service came to, or stop with what it found wrong."""
    if isinstance(came, Diagnostic):
        raise ProblemError([came])
    if isinstance(came, Report):
        raise ProblemError(came.errors)
    return came
