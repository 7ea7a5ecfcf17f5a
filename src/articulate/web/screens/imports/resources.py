"""Imports for programs: what the pages do, as resources of `/api/v1`."""

from typing import Annotated

from fastapi import Body, File, Form, UploadFile

from articulate.services.choose_reading import ReadingChoice
from articulate.services.import_case import (
    ImportHow,
    ask_import,
    drop_import,
    import_of,
    imports_now,
)
from articulate.services.import_outlook import outlook_json
from articulate.web.days import Day
from articulate.web.problems import answered
from articulate.web.screen import Screen
from articulate.web.screens.imports.taking import taken
from articulate.web.visit import Visit, Visiting

Key = Annotated[str, Body(description="Said again, it is done once.")]


def add_resources(one: Screen) -> None:
    """Add the resources to a screen."""
    one.api.get("/imports")(list_resource)
    one.api.post("/imports")(send_resource)
    one.api.get("/imports/{name}")(see_resource)
    one.api.post("/imports/{name}/how")(how_resource)
    one.api.post("/imports/{name}/readings")(reading_resource)
    one.api.post("/imports/{name}/apply")(apply_resource)
    one.api.post("/imports/{name}/drop")(drop_resource)


def list_resource(visit: Visiting) -> dict[str, object]:
    """List imports, the newest first."""
    act = visit.act()
    found = visit.read(lambda conn: imports_now(conn, act))
    return {
        "imports": [
            {
                "import": one.name,
                "file": one.file,
                "state": one.state,
                "by": one.by,
                "since": one.since,
                "version": one.version or None,
            }
            for one in found
        ]
    }


def send_resource(
    visit: Visiting,
    file: Annotated[UploadFile, File(description="An .xlsx or .csv.")],
    into: Annotated[str, Form(max_length=200)] = "",
    key: Annotated[str, Form(max_length=200)] = "",
) -> dict[str, object]:
    """Take a workbook to be looked at."""
    return _seen(visit, taken(visit, file, ImportHow(into=into), key))


def see_resource(name: str, visit: Visiting) -> dict[str, object]:
    """Say what an import would do, or what it did."""
    return _seen(visit, name)


def how_resource(
    name: str,
    visit: Visiting,
    *,
    layout: Annotated[str, Body()] = "",
    sheet: Annotated[str, Body()] = "",
    sending: Annotated[str, Body()] = "",
    receiving: Annotated[str, Body()] = "",
    into: Annotated[str, Body(description="The agreement.")] = "",
    new: Annotated[bool, Body(description="It begins with this list.")] = False,
    mode: Annotated[str, Body()] = "",
    on: Annotated[Day | None, Body()] = None,
    cites: Annotated[str, Body()] = "",
    version: Annotated[str, Body()] = "",
    key: Key = "",
) -> dict[str, object]:
    """Say how the workbook is read, and what it is compared with."""
    how = ImportHow(
        layout=layout,
        sheet=sheet,
        sending=sending,
        receiving=receiving,
        into=into,
        new=new,
        mode=mode,
        on=on,
        cites=cites,
        version=version,
    )
    act = visit.act(key)
    visit.write(lambda conn: ask_import(conn, name, how, act))
    return _seen(visit, name)


def reading_resource(
    name: str,
    visit: Visiting,
    *,
    cell: Annotated[str, Body(description="The cell, as it was shown.")],
    means: Annotated[str, Body(description="How it is read.")],
    because: Annotated[str, Body()] = "",
    key: Key = "",
) -> dict[str, object]:
    """Choose how a refused cell is read."""
    desk = answered(visit.desk.importing())
    person = visit.person
    choice = ReadingChoice(cell, means, because, person.name or person.id)
    answered(desk.choose(name, choice, visit.act(key)))
    return _seen(visit, name)


def apply_resource(
    name: str,
    visit: Visiting,
    seen: Annotated[str, Body(description="The `seen` of what was shown.")],
    key: Key = "",
) -> dict[str, object]:
    """Write the change that was shown into the office's files."""
    desk = answered(visit.desk.importing())
    answered(desk.apply(name, seen, visit.act(key)))
    return _seen(visit, name)


def drop_resource(
    name: str, visit: Visiting, key: Annotated[str, Body(embed=True)] = ""
) -> dict[str, object]:
    """Drop an import."""
    act = visit.act(key)
    visit.write(lambda conn: drop_import(conn, name, act))
    return _seen(visit, name)


def _seen(visit: Visit, name: str) -> dict[str, object]:
    act = visit.act()
    case = visit.read(lambda conn: import_of(conn, name, act))
    if str(case.state) != "open":
        return {
            "import": case.name,
            "file": case.file.name,
            "state": str(case.state),
            "applied": None if case.applied is None else dict(case.applied),
        }
    desk = answered(visit.desk.importing())
    return dict(outlook_json(answered(desk.look(name, act))))
