"""The public pages: rules of a day by either side, and what one's own comes to."""

from datetime import date
from typing import Annotated

from fastapi import File, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, Response

from articulate.explain.machine import evaluation_json
from articulate.explain.naming import unit_name
from articulate.explain.outline import Shown, names_of, rows_of
from articulate.explain.summary import counts_sentence
from articulate.explain.worksheet import totals_tables, worksheet
from articulate.model.totals import totals_of
from articulate.services.look_up import (
    Looked,
    look_up,
    lookup_csv,
    lookup_json,
    senders,
)
from articulate.services.nearby_files import FoundFile
from articulate.services.what_counts import asked_of, typed_record, what_counts
from articulate.web.days import Day
from articulate.web.problems import ProblemError, answered
from articulate.web.rendering import shown
from articulate.web.screen import Screen
from articulate.web.visit import Visit, Visiting

Words = Annotated[str, Query(max_length=200)]
OnDay = Annotated[Day | None, Query(description="The day that is asked about.")]
Courses = Annotated[str, Form(max_length=20_000)]
MOST_SHOWN = 200


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("look-up")
    one.pages.get("/look-up")(look_up_page)
    one.pages.get("/look-up.csv")(look_up_table)
    one.pages.get("/what-counts")(what_counts_form)
    one.pages.post("/what-counts")(what_counts_page)
    one.api.get("/look-up")(look_up_resource)
    one.api.post("/what-counts")(what_counts_resource)
    return one


def look_up_page(
    visit: Visiting,
    brought: Words = "",
    given: Words = "",
    sending: Words = "",
    receiving: Words = "",
    on: Annotated[str, Query(max_length=10)] = "",
) -> HTMLResponse:
    """Show the rules of a day; a day that cannot be read is today."""
    looked = Looked(_day(on, visit), brought, given, sending, receiving)
    rules = visit.rules()
    found = look_up(rules, looked)
    return visit.page(
        "look_up/look_up.html",
        looked=looked,
        counts=found[:MOST_SHOWN],
        many=len(found),
        most=MOST_SHOWN,
        senders=senders(rules),
        receivers=rules.receivers,
        query=visit.request.url.query,
    )


def look_up_table(
    visit: Visiting,
    brought: Words = "",
    given: Words = "",
    sending: Words = "",
    receiving: Words = "",
    on: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Send the same as a table."""
    looked = Looked(_day(on, visit), brought, given, sending, receiving)
    return Response(
        lookup_csv(look_up(visit.rules(), looked)),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="look-up.csv"'},
    )


def look_up_resource(
    visit: Visiting,
    brought: Words = "",
    given: Words = "",
    sending: Words = "",
    receiving: Words = "",
    on: OnDay = None,
) -> dict[str, object]:
    """List the rules of a day that have the words; not an official decision."""
    looked = Looked(on or visit.desk.today(), brought, given, sending, receiving)
    return dict(lookup_json(look_up(visit.rules(), looked), looked))


def what_counts_form(
    visit: Visiting, course: Annotated[list[str] | None, Query(max_length=50)] = None
) -> HTMLResponse:
    """Ask for courses; those that were picked are filled in."""
    return _page(visit, courses="\n".join(course or ()))


def what_counts_page(
    visit: Visiting,
    courses: Courses = "",
    receiving: Annotated[str, Form(max_length=50)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> HTMLResponse:
    """Show what courses, or a file, would count for; nothing is kept."""
    try:
        found = _counted(visit, courses, receiving, file)
    except ProblemError as error:
        return _page(visit, courses=courses, problems=error.problems, status=422)
    return _page(visit, courses=courses, result=found)


def what_counts_resource(
    visit: Visiting,
    courses: Courses = "",
    receiving: Annotated[str, Form(max_length=50)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> dict[str, object]:
    """Say what courses, or a file, would count for; nothing is kept."""
    found = _counted(visit, courses, receiving, file)
    return {"official": False} | dict(evaluation_json(found))


def _counted(
    visit: Visit, courses: str, receiving: str, file: UploadFile | None
) -> Shown:
    rules, act = visit.rules(), visit.act()
    asked = answered(asked_of(rules, receiving, visit.desk.today(), act))
    if file is not None and file.filename:
        found = FoundFile(file.filename, file.file.read())
        record = answered(visit.desk.read_record(found, rules)).record
    else:
        record = answered(typed_record(courses.splitlines(), rules, asked, act))
    return what_counts(rules, record, asked)


def _page(
    visit: Visit,
    *,
    courses: str = "",
    result: Shown | None = None,
    problems: object = (),
    status: int = 200,
) -> HTMLResponse:
    """Show the form, and what came of it."""
    made: dict[str, object] = {"lead": "", "lines": "", "totals": ""}
    if result is not None:
        rows = rows_of(result)
        unit = unit_name(result.evaluation.unit)
        made = {
            "lead": counts_sentence(rows),
            "lines": shown(worksheet(rows, names_of(rows), unit)),
            "totals": shown(totals_tables(totals_of(result.evaluation), unit)),
        }
    return visit.page(
        "look_up/what_counts.html",
        status=status,
        courses=courses,
        found=problems,
        receivers=visit.rules().receivers,
        result=result,
        **made,
    )


def _day(written: str, visit: Visit) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return visit.desk.today()
