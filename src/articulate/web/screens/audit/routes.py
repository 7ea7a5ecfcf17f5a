"""Degrees side by side, as the record is and as it would be; nothing is recorded."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.exception_words import exceptions_json
from articulate.explain.outline import names_of, rows_of
from articulate.explain.page import audit_parts
from articulate.explain.what_if import NOT_RECORDED, Imagined, differences, what_if_json
from articulate.services.degrees_beside import Beside, degrees_beside, offered
from articulate.services.worksheet import Worksheet
from articulate.web.problems import ProblemError, answered
from articulate.web.rendering import shown
from articulate.web.screen import Screen
from articulate.web.screens.worksheet.showing import seen
from articulate.web.visit import Visit, Visiting

Degrees = Annotated[list[str] | None, Query(max_length=20)]
Catalog = Annotated[str, Query(max_length=100)]
Plan = Annotated[str, Query(max_length=4000)]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("audit")
    one.pages.get("/requests/{name}/audit")(audit_page)
    one.api.get("/requests/{name}/audit")(audit_resource)
    return one


def audit_page(
    name: str,
    visit: Visiting,
    degree: Degrees = None,
    catalog: Catalog = "",
    plan: Plan = "",
) -> HTMLResponse:
    """Show each degree's tree and where each credit went, with what is supposed."""
    typed = Beside(tuple(degree or ()), catalog, plan)
    sheet = seen(visit, name, "degree audit")
    found: tuple[Imagined, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    try:
        found = _beside(visit, sheet, typed)
    except ProblemError as error:
        problems = error.problems
    return visit.page(
        "audit/audit.html",
        status=422 if problems else 200,
        found=problems,
        sheet=sheet,
        typed=typed,
        offered=list(offered(sheet.evaluated)),
        chosen=[str(audit.degree) for one in found for audit in one.then.audits],
        supposed=bool(plan.strip() or catalog.strip() or degree),
        not_recorded=NOT_RECORDED,
        exceptions=exceptions_json(sheet.exceptions),
        columns=[_column(one) for one in found],
    )


def audit_resource(
    name: str,
    visit: Visiting,
    degree: Degrees = None,
    catalog: Catalog = "",
    plan: Plan = "",
) -> dict[str, object]:
    """Audit each degree that is named, as it is and with what is supposed."""
    typed = Beside(tuple(degree or ()), catalog, plan)
    sheet = seen(visit, name, "degree audit")
    found = _beside(visit, sheet, typed)
    return {
        "schema": "articulate.degrees-beside/1",
        "exceptions": exceptions_json(sheet.exceptions),
        "degrees": [what_if_json(one) for one in found],
    }


def _beside(visit: Visit, sheet: Worksheet, typed: Beside) -> tuple[Imagined, ...]:
    return answered(degrees_beside(sheet.evaluated, typed, visit.act()))


def _column(one: Imagined) -> dict[str, object]:
    """Write one degree: what is supposed, what differs by it, its tree and chart."""
    rows = rows_of(one.then)
    parts = audit_parts(one.then, rows, names_of(rows))
    audit = one.then.audits[0]
    return {
        "title": one.then.titles.block(audit.degree),
        "supposed": one.supposed,
        "differences": list(differences(one)),
        "parts": [shown(part) for part in parts],
    }
