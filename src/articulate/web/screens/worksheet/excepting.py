"""Academic exceptions: proposed by one person on a form, settled by another."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Body, Form
from fastapi.responses import Response

from articulate.model.entry import Entry
from articulate.services.academic_exceptions import (
    approve_exception,
    decline_exception,
    propose_exception,
)
from articulate.services.exception_reading import Typed
from articulate.services.history import entry_json
from articulate.web.days import Day
from articulate.web.problems import ProblemError
from articulate.web.screens.worksheet.showing import request_page, seen
from articulate.web.visit import Visit, Visiting, go_to

Words = Annotated[str, Form(max_length=4000)]
Type = Literal["substitute", "waive", "extend", "accept"]
Verdict = Literal["approve", "decline"]


def send_exception(
    name: str,
    visit: Visiting,
    type_: Annotated[Type, Form(alias="type")],
    what: Words,
    reason: Words = "",
    cites: Words = "",
    through: Annotated[date | Literal[""], Form()] = "",
    key: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Propose an exception, or show what is wrong with it beside what was typed."""
    typed = Typed(f"{type_} {what.strip()}", reason, cites, through or None)
    try:
        _propose(visit, name, typed, key)
    except ProblemError as error:
        said = {"type": type_, "what": what, "reason": reason, "cites": cites}
        excepting = said | {"through": str(through)}
        sheet = seen(visit, name, "worksheet")
        return request_page(visit, sheet, error.problems, excepting=excepting)
    return go_to(f"/requests/{name}#exceptions")


def settle_exception(
    name: str,
    number: int,
    visit: Visiting,
    verdict: Annotated[Verdict, Form()],
    reason: Words = "",
    key: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Approve or decline, as a second person, what another proposed."""
    try:
        _settle(visit, (name, number), verdict, reason, key)
    except ProblemError as error:
        sheet = seen(visit, name, "worksheet")
        return request_page(visit, sheet, error.problems)
    return go_to(f"/requests/{name}#exceptions")


def exception_resource(
    name: str,
    visit: Visiting,
    says: Annotated[str, Body(description="`waive bs-cs/capstone`")],
    reason: Annotated[str, Body()],
    cites: Annotated[str, Body(description="What authorizes it.")] = "",
    through: Annotated[Day | None, Body(description="Its last day.")] = None,
    key: Annotated[str, Body(description="Said again, it is done once.")] = "",
) -> dict[str, object]:
    """Propose an academic exception for the learner of a request."""
    typed = Typed(says, reason, cites, through)
    return dict(entry_json(_propose(visit, name, typed, key)))


def settled_resource(
    name: str,
    number: int,
    visit: Visiting,
    verdict: Annotated[Verdict, Body()],
    reason: Annotated[str, Body()] = "",
    key: Annotated[str, Body()] = "",
) -> dict[str, object]:
    """Approve or decline, as a second person, what another proposed."""
    return dict(entry_json(_settle(visit, (name, number), verdict, reason, key)))


def _propose(visit: Visit, name: str, typed: Typed, key: str) -> Entry:
    office, act = visit.desk.office, visit.act(key)
    return visit.write(
        lambda conn: propose_exception(conn, name, typed, act, office=office)
    )


def _settle(
    visit: Visit, which: tuple[str, int], verdict: Verdict, reason: str, key: str
) -> Entry:
    office, act = visit.desk.office, visit.act(key)
    name, number = which
    if verdict == "approve":
        return visit.write(
            lambda conn: approve_exception(conn, name, number, act, office=office)
        )
    return visit.write(
        lambda conn: decline_exception(conn, name, number, act, reason=reason)
    )
