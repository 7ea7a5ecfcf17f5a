"""A request is seen, decided, moved and written about; as pages and as resources."""

from typing import Annotated, Literal

from fastapi import Body, Form
from fastapi.responses import HTMLResponse, Response

from articulate.explain.machine import Json
from articulate.model.case import Move
from articulate.services.decide import Decided, Outcome, Waiting, confirm, decide
from articulate.services.history import entry_json
from articulate.services.move_case import CaseMove, move_case
from articulate.services.settlements import read_decision
from articulate.services.worksheet import worksheet_json
from articulate.web.problems import ProblemError, answered
from articulate.web.screen import Screen
from articulate.web.screens.worksheet.deciding import Typed, TypedLines
from articulate.web.screens.worksheet.excepting import (
    exception_resource,
    send_exception,
    settle_exception,
    settled_resource,
)
from articulate.web.screens.worksheet.lines import (
    document_page,
    letter_page,
    line_page,
    line_resource,
    preview_page,
)
from articulate.web.screens.worksheet.showing import request_page, seen
from articulate.web.visit import Visit, Visiting, go_to

Name = str
Key = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=4000)]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("requests")
    one.pages.get("/requests/{name}")(see)
    one.pages.get("/requests/{name}/lines/{place}")(line_page)
    one.pages.post("/requests/{name}/decide")(send_decision)
    one.pages.post("/requests/{name}/confirm")(send_confirmation)
    one.pages.post("/requests/{name}/move")(send_move)
    one.pages.post("/requests/{name}/appeal")(send_appeal)
    one.pages.post("/requests/{name}/exceptions")(send_exception)
    one.pages.post("/requests/{name}/exceptions/{number}")(settle_exception)
    one.pages.get("/requests/{name}/letter")(letter_page)
    one.pages.post("/requests/{name}/letter")(preview_page)
    one.pages.get("/requests/{name}/decisions/{number}")(document_page)
    one.api.get("/requests/{name}")(see_resource)
    one.api.get("/requests/{name}/lines/{place}")(line_resource)
    one.api.post("/requests/{name}/decide")(decide_resource)
    one.api.post("/requests/{name}/confirm")(confirm_resource)
    one.api.post("/requests/{name}/move")(move_resource)
    one.api.post("/requests/{name}/exceptions")(exception_resource)
    one.api.post("/requests/{name}/exceptions/{number}")(settled_resource)
    return one


def see(name: Name, visit: Visiting) -> HTMLResponse:
    """Show a request as it stands."""
    return request_page(visit, seen(visit, name, "worksheet"))


def send_decision(
    name: Name, visit: Visiting, typed: TypedLines, key: Key = ""
) -> Response:
    """Decide a request, or show what is against it, beside what was typed."""
    try:
        _decide(visit, name, typed, key)
    except ProblemError as error:
        sheet = seen(visit, name, "worksheet")
        return request_page(visit, sheet, error.problems, typed)
    return go_to(f"/requests/{name}")


def send_confirmation(name: Name, visit: Visiting, key: Key = "") -> Response:
    """Confirm, as a second person, the decision that waits for one."""
    try:
        _confirm(visit, name, key)
    except ProblemError as error:
        return request_page(visit, seen(visit, name, "worksheet"), error.problems)
    return go_to(f"/requests/{name}")


def send_move(
    name: Name,
    visit: Visiting,
    move: Annotated[Literal["refer", "pause", "resume"], Form()],
    to: Annotated[str, Form(max_length=200)] = "",
    line: Annotated[list[str] | None, Form()] = None,
    reason: Words = "",
    key: Key = "",
) -> Response:
    """Refer a request to somebody, stop its clock, or let it run."""
    asked = CaseMove(name, Move(move), to, tuple(line or ()), reason)
    return _moved(visit, asked, key)


def send_appeal(
    name: Name,
    visit: Visiting,
    line: Annotated[list[str] | None, Form()] = None,
    reason: Words = "",
    key: Key = "",
) -> Response:
    """Appeal a decision."""
    asked = CaseMove(name, Move.APPEAL, "", tuple(line or ()), reason)
    return _moved(visit, asked, key)


def see_resource(name: Name, visit: Visiting) -> dict[str, object]:
    """Return a request as it stands, with its evaluation and its entries."""
    return dict(worksheet_json(seen(visit, name, "worksheet")))


def decide_resource(
    name: Name,
    visit: Visiting,
    settle: Annotated[list[str], Body(description="`c1=denied`, as with --settle.")],
    reason: Annotated[str, Body(description="In the person's own words.")] = "",
    key: Annotated[str, Body(description="Said again, it is done once.")] = "",
) -> dict[str, object]:
    """Decide a request: every line is adopted, but for those that are settled."""
    return dict(_outcome_json(_decide(visit, name, Typed(tuple(settle), reason), key)))


def confirm_resource(
    name: Name,
    visit: Visiting,
    key: Annotated[str, Body(embed=True, description="Said again, done once.")] = "",
) -> dict[str, object]:
    """Confirm, as a second person, the decision that waits for one."""
    return dict(_outcome_json(_confirm(visit, name, key)))


def move_resource(
    name: Name,
    visit: Visiting,
    move: Annotated[Move, Body(description="refer, pause, resume or appeal.")],
    to: Annotated[str, Body()] = "",
    lines: Annotated[list[str] | None, Body()] = None,
    reason: Annotated[str, Body()] = "",
    key: Annotated[str, Body()] = "",
) -> dict[str, object]:
    """Move a request by hand."""
    asked = CaseMove(name, move, to, tuple(lines or ()), reason)
    office, act = visit.desk.office, visit.act(key)
    entry = visit.write(lambda conn: move_case(conn, asked, office, act))
    return dict(entry_json(entry))


def _decide(visit: Visit, name: Name, typed: Typed, key: str) -> Outcome:
    act = visit.act(key)
    decision = answered(read_decision(name, typed.settled, typed.reason, act))
    return visit.write(lambda conn: decide(conn, decision, act))


def _confirm(visit: Visit, name: Name, key: str) -> Outcome:
    act = visit.act(key)
    return visit.write(lambda conn: confirm(conn, name, act))


def _moved(visit: Visit, asked: CaseMove, key: str) -> Response:
    office, act = visit.desk.office, visit.act(key)
    try:
        visit.write(lambda conn: move_case(conn, asked, office, act))
    except ProblemError as error:
        sheet = seen(visit, asked.request, "worksheet")
        return request_page(visit, sheet, error.problems)
    return go_to(f"/requests/{asked.request}")


def _outcome_json(came: Outcome) -> dict[str, Json]:
    """Say what deciding came to; the document itself is another resource."""
    if isinstance(came, Waiting):
        rules: list[Json] = list(came.rules)
        return {
            "schema": "articulate.waiting/1",
            "request": came.request,
            "rules": rules,
        }
    if isinstance(came, Decided):
        return {"schema": "articulate.decided/1", "decision": came.name}
    return {}
