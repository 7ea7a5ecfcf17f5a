"""A panel is convened, assigned, judged and concluded; as pages with forms."""

from typing import Annotated
from urllib.parse import quote

from fastapi import File, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, Response

from articulate.bootstrap.desk import Work
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.entry import Entry
from articulate.model.panel import PanelOutcome
from articulate.services.access import Task, may
from articulate.services.conclude_panel import Conclusion, conclude_panel
from articulate.services.convene_panel import (
    MOST_BYTES,
    assign_assessor,
    convene_panel,
    evidence_file,
    lay_evidence,
    panel_name,
)
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.nearby_files import FoundFile
from articulate.services.panel_case import panels
from articulate.services.precedents import precedents
from articulate.web.problems import ProblemError
from articulate.web.screen import Screen
from articulate.web.screens.panels.resources import add_resources
from articulate.web.screens.panels.showing import (
    Typed,
    panel_page,
    seen,
)
from articulate.web.visit import SEE_OTHER, Visit, Visiting, go_to

Short = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=4000)]
Column = Annotated[list[str] | None, Form()]
Asked = Annotated[str, Query(max_length=200)]
SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox"}


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("panels")
    one.pages.get("/panels")(list_page)
    one.pages.post("/panels")(send_convening)
    one.pages.get("/panels/precedents")(precedents_page)
    one.pages.get("/panels/{name}")(see)
    one.pages.get("/panels/{name}/evidence/{number}")(evidence)
    one.pages.post("/panels/{name}/evidence")(send_evidence)
    one.pages.post("/panels/{name}/assign")(send_assignment)
    one.pages.post("/panels/{name}/declare")(send_declaration)
    one.pages.post("/panels/{name}/submit")(send_judgement)
    one.pages.post("/panels/{name}/conclude")(send_outcome)
    add_resources(one)
    return one


def list_page(visit: Visiting) -> HTMLResponse:
    """List panels: an assessor's own, or all."""
    act = visit.act()
    return visit.page(
        "panels/list.html",
        cases=visit.read(lambda conn: panels(conn, act)),
        may_convene=may(visit.person, Task.CONVENE),
        key=visit.desk.new_name(),
    )


def send_convening(
    visit: Visiting, request: Short = "", learning: Short = "", key: Short = ""
) -> Response:
    """Convene a panel for a portfolio of a request."""
    office, act = visit.desk.office, visit.act(key)
    asked, one = request.strip(), learning.strip()
    visit.write(lambda conn: convene_panel(conn, asked, one, act, office=office))
    return go_to(_path(panel_name(asked, one)))


def precedents_page(
    visit: Visiting, portfolio: Asked = "", words: Asked = ""
) -> HTMLResponse:
    """Search earlier outcomes, by portfolio block and by words."""
    act = visit.act()
    found = visit.read(lambda conn: precedents(conn, portfolio.strip(), words, act))
    return visit.page(
        "panels/precedents.html", earlier=found, portfolio=portfolio, words=words
    )


def see(name: str, visit: Visiting) -> HTMLResponse:
    """Show a panel as it stands, to whoever may see how much."""
    return panel_page(visit, name)


def evidence(name: str, number: int, visit: Visiting) -> Response:
    """Hand over a file of the evidence: to be kept, never shown in the page."""
    act = visit.act()
    file = visit.read(lambda conn: evidence_file(conn, name, number, act))
    seen(visit, name, f"evidence {number} of panel")
    told = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": told} | SANDBOX
    return Response(
        file.content, media_type="application/octet-stream", headers=headers
    )


def send_evidence(
    name: str,
    visit: Visiting,
    file: Annotated[UploadFile, File()],
    kind: Short = "",
    key: Short = "",
) -> Response:
    """Lay a file before the panel."""
    act = visit.act(key)
    content = file.file.read(MOST_BYTES + 1)
    name_only = (file.filename or "file").replace("\\", "/").split("/")[-1]
    laid = FoundFile(name_only, content)
    return _done(
        visit, name, lambda conn: lay_evidence(conn, name, laid, act, kind=kind)
    )


def send_assignment(
    name: str, visit: Visiting, assessor: Short = "", key: Short = ""
) -> Response:
    """Give an assessor a seat."""
    office, act = visit.desk.office, visit.act(key)
    return _done(
        visit,
        name,
        lambda conn: assign_assessor(conn, name, assessor, act, office=office),
    )


def send_declaration(
    name: str,
    visit: Visiting,
    has: Annotated[bool, Form()],
    conflict: Words = "",
    key: Short = "",
) -> Response:
    """Declare a conflict of interest, or that there is none."""
    act = visit.act(key)
    said = (conflict.strip() or "not said which") if has else ""
    came = _done(visit, name, lambda conn: declare_conflict(conn, name, said, act))
    return go_to("/panels") if said and came.status_code == SEE_OTHER else came


def send_judgement(
    name: str,
    visit: Visiting,
    criterion: Column = None,
    level: Column = None,
    comment: Column = None,
    key: Short = "",
) -> Response:
    """Submit levels and comments; what is missing is said beside what was typed."""
    act = visit.act(key)
    columns = zip(criterion or (), level or (), comment or (), strict=False)
    typed = {one: (given, why) for one, given, why in columns}
    return _done(
        visit, name, lambda conn: submit_judgement(conn, name, typed, act), typed
    )


def send_outcome(
    name: str,
    visit: Visiting,
    outcome: Annotated[PanelOutcome, Form()],
    reason: Words = "",
    key: Short = "",
) -> Response:
    """Say what the panel came to."""
    asked = Conclusion(name, outcome, reason)
    office, act = visit.desk.office, visit.act(key)
    return _done(
        visit,
        name,
        lambda conn: conclude_panel(conn, asked, office, act),
    )


def _done(
    visit: Visit,
    name: str,
    work: Work[Entry | Diagnostic | Report],
    typed: Typed | None = None,
) -> Response:
    """Do one thing to a panel, and show it again with what is against it."""
    try:
        visit.write(work)
    except ProblemError as error:
        return panel_page(visit, name, error.problems, typed)
    return go_to(_path(name))


def _path(name: str) -> str:
    return f"/panels/{quote(name, safe='')}"
