"""A workbook is sent, read, settled and applied; as pages with forms."""

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import File, Form, UploadFile
from fastapi.responses import HTMLResponse, Response

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.services.choose_reading import ReadingChoice
from articulate.services.import_case import (
    ImportHow,
    ask_import,
    drop_import,
    imports_now,
)
from articulate.web.problems import ProblemError, answered, status_of
from articulate.web.screen import Screen
from articulate.web.screens.imports.resources import add_resources
from articulate.web.screens.imports.showing import import_page
from articulate.web.screens.imports.taking import taken
from articulate.web.visit import Visit, Visiting, go_to

Short = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=2000)]
Sent = Annotated[UploadFile | None, File()]
SANDBOX = {"Content-Security-Policy": "default-src 'none'; sandbox"}
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("imports")
    one.pages.get("/imports")(list_page)
    one.pages.post("/imports")(send_workbook)
    one.pages.get("/imports/{name}")(see)
    one.pages.get("/imports/{name}/annotated")(annotated)
    one.pages.post("/imports/{name}/how")(send_how)
    one.pages.post("/imports/{name}/readings")(send_reading)
    one.pages.post("/imports/{name}/apply")(send_apply)
    one.pages.post("/imports/{name}/drop")(send_drop)
    add_resources(one)
    return one


def list_page(visit: Visiting) -> HTMLResponse:
    """List imports, and take a workbook."""
    return _list(visit)


def send_workbook(
    visit: Visiting, file: Sent = None, into: Short = "", key: Short = ""
) -> Response:
    """Take a workbook to be looked at; nothing is changed by it."""
    try:
        name = taken(visit, file, ImportHow(into=into.strip()), key)
    except ProblemError as error:
        return _list(visit, error.problems)
    return go_to(path_of(name))


def see(name: str, visit: Visiting) -> HTMLResponse:
    """Show what an import would do."""
    return import_page(visit, name)


def annotated(name: str, visit: Visiting) -> Response:
    """Hand over the workbook with what came of each row beside it."""
    desk = answered(visit.desk.importing())
    file = answered(desk.annotated(name, visit.act()))
    told = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": told} | SANDBOX
    return Response(file.content, media_type=SHEETS, headers=headers)


def send_how(
    name: str,
    visit: Visiting,
    *,
    layout: Short = "",
    sheet: Short = "",
    sending: Short = "",
    receiving: Short = "",
    into: Short = "",
    begins: Short = "",
    mode: Short = "",
    on: Short = "",
    cites: Words = "",
    version: Short = "",
    key: Short = "",
) -> Response:
    """Say how the workbook is read, and what it is compared with."""
    how = ImportHow(
        layout=layout.strip(),
        sheet=sheet.strip(),
        sending=sending.strip(),
        receiving=receiving.strip(),
        into=begins.strip() or into.strip(),
        new=bool(begins.strip()),
        mode=mode.strip(),
        on=_day(on),
        cites=cites.strip(),
        version=version.strip(),
    )
    act = visit.act(key)
    visit.write(lambda conn: ask_import(conn, name, how, act))
    return go_to(path_of(name))


def send_reading(
    name: str,
    visit: Visiting,
    *,
    cell: Short = "",
    means: Words = "",
    other: Words = "",
    because: Words = "",
    key: Short = "",
) -> Response:
    """Choose how a refused cell is read; it is kept for this partner's workbooks."""
    desk = answered(visit.desk.importing())
    person = visit.person
    said = other.strip() or means
    choice = ReadingChoice(cell, said, because.strip(), person.name or person.id)
    return _done(visit, name, desk.choose(name, choice, visit.act(key)))


def send_apply(
    name: str, visit: Visiting, seen: Short = "", key: Short = ""
) -> Response:
    """Write the change that was shown into the office's files."""
    desk = answered(visit.desk.importing())
    return _done(visit, name, desk.apply(name, seen, visit.act(key)))


def send_drop(name: str, visit: Visiting, key: Short = "") -> Response:
    """Drop an import."""
    act = visit.act(key)
    visit.write(lambda conn: drop_import(conn, name, act))
    return go_to("/imports")


def path_of(name: str) -> str:
    """Return the address of an import."""
    return f"/imports/{quote(name, safe='')}"


def _list(visit: Visit, problems: tuple[Diagnostic, ...] = ()) -> HTMLResponse:
    act = visit.act()
    answered(visit.desk.importing())
    rules = visit.rules()
    blocks = (*rules.agreements, *rules.equivalencies)
    titles = {str(one.head.id): one.head.title or str(one.head.id) for one in blocks}
    return visit.page(
        "imports/list.html",
        status=status_of(problems) if problems else 200,
        found=problems,
        imports=visit.read(lambda conn: imports_now(conn, act)),
        agreements=sorted(titles.items()),
        key=visit.desk.new_name(),
    )


def _done(visit: Visit, name: str, came: object) -> Response:
    """Show the import again: as it is now, or with what is against it."""
    if isinstance(came, Report):
        return import_page(visit, name, came.diagnostics)
    if isinstance(came, Diagnostic):
        return import_page(visit, name, (came,))
    return go_to(path_of(name))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
