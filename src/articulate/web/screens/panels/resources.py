"""Panels for programs: what the pages do, as resources of `/api/v1`."""

from typing import Annotated

from fastapi import Body

from articulate.bootstrap.desk import Work
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.entry import Entry
from articulate.model.panel import PanelOutcome
from articulate.services.conclude_panel import Conclusion, conclude_panel
from articulate.services.convene_panel import (
    assign_assessor,
    convene_panel,
    panel_name,
)
from articulate.services.history import entry_json
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.panel_case import panels
from articulate.web.screen import Screen
from articulate.web.screens.panels.showing import panel_json, seen
from articulate.web.visit import Visit, Visiting

Key = Annotated[str, Body(description="Said again, it is done once.")]


def add_resources(one: Screen) -> None:
    """Add the resources to a screen."""
    one.api.get("/panels")(list_resource)
    one.api.post("/panels")(convene_resource)
    one.api.get("/panels/{name}")(see_resource)
    one.api.post("/panels/{name}/assign")(assign_resource)
    one.api.post("/panels/{name}/declare")(declare_resource)
    one.api.post("/panels/{name}/submit")(submit_resource)
    one.api.post("/panels/{name}/conclude")(conclude_resource)


def list_resource(visit: Visiting) -> dict[str, object]:
    """List panels: an assessor's own, or all."""
    act = visit.act()
    found = visit.read(lambda conn: panels(conn, act))
    return {"panels": [panel_json(one) for one in found]}


def see_resource(name: str, visit: Visiting) -> dict[str, object]:
    """Return a panel as it stands, with what may be read of it."""
    return panel_json(seen(visit, name))


def convene_resource(
    visit: Visiting,
    request: Annotated[str, Body(description="The request.")],
    learning: Annotated[str, Body(description="The portfolio, by its id.")],
    key: Key = "",
) -> dict[str, object]:
    """Convene a panel for a portfolio of a request."""
    office, act = visit.desk.office, visit.act(key)
    return _then(
        visit,
        panel_name(request, learning),
        lambda conn: convene_panel(conn, request, learning, act, office=office),
    )


def assign_resource(
    name: str,
    visit: Visiting,
    assessor: Annotated[str, Body(description="An assessor of the office.")],
    key: Key = "",
) -> dict[str, object]:
    """Give an assessor a seat."""
    office, act = visit.desk.office, visit.act(key)
    return _then(
        visit,
        name,
        lambda conn: assign_assessor(conn, name, assessor, act, office=office),
    )


def declare_resource(
    name: str,
    visit: Visiting,
    conflict: Annotated[str, Body(description="Which; empty says there is none.")],
    key: Key = "",
) -> dict[str, object]:
    """Declare a conflict of interest, or that there is none."""
    act = visit.act(key)
    entry = visit.write(lambda conn: declare_conflict(conn, name, conflict, act))
    return dict(entry_json(entry))


def submit_resource(
    name: str,
    visit: Visiting,
    levels: Annotated[dict[str, str], Body(description="By criterion: `3`.")],
    comments: Annotated[dict[str, str], Body(description="By criterion.")],
    key: Key = "",
) -> dict[str, object]:
    """Submit a level and a comment for each criterion."""
    act = visit.act(key)
    typed = {one: (level, comments.get(one, "")) for one, level in levels.items()}
    return _then(visit, name, lambda conn: submit_judgement(conn, name, typed, act))


def conclude_resource(
    name: str,
    visit: Visiting,
    outcome: Annotated[PanelOutcome, Body(description="What it came to.")],
    reason: Annotated[str, Body(description="In the chair's own words.")],
    key: Key = "",
) -> dict[str, object]:
    """Say what the panel came to; the request is evaluated again."""
    office, act = visit.desk.office, visit.act(key)
    asked = Conclusion(name, outcome, reason)
    return _then(visit, name, lambda conn: conclude_panel(conn, asked, office, act))


def _then(
    visit: Visit, name: str, work: Work[Entry | Diagnostic | Report]
) -> dict[str, object]:
    """Do one thing to a panel, and return it as it stands then."""
    visit.write(work)
    return panel_json(seen(visit, name))
