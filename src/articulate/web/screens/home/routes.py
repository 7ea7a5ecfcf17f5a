"""The first page, the page of a code, and who one is to the interface for programs."""

from fastapi import Response
from fastapi.responses import HTMLResponse

from articulate.bootstrap.pages import error_page
from articulate.explain.stylesheet import STYLESHEET
from articulate.web.problems import ProblemError
from articulate.web.screen import Screen
from articulate.web.visit import Visiting, no_page


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("home")
    one.pages.get("/")(first_page)
    one.pages.get("/codes/{code}")(page_of_code)
    one.pages.get("/static/explain.css")(stylesheet)
    one.api.get("/me")(me)
    return one


def first_page(visit: Visiting) -> HTMLResponse:
    """Show what this person may do here."""
    return visit.page("home/home.html")


def page_of_code(code: str, visit: Visiting) -> HTMLResponse:
    """Show the page that explains a code, as `articulate explain` does."""
    text = error_page(code)
    if text is None:
        raise ProblemError([no_page(visit.request)])
    return visit.page("home/code.html", code=code, text=text)


def stylesheet(visit: Visiting) -> Response:
    """Send the stylesheet that results share with printed pages."""
    del visit
    return Response(STYLESHEET, media_type="text/css")


def me(visit: Visiting) -> dict[str, str | list[str] | None]:
    """Say who asks, and in which roles."""
    person = visit.person
    return {
        "schema": "articulate.person/1",
        "id": person.id or None,
        "name": person.name,
        "roles": sorted(person.roles),
        "learner": person.learner,
    }
