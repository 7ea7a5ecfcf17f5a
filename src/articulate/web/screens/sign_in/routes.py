"""The development login: a person of the office is chosen, on this machine only."""

from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, RedirectResponse

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.model.person import Person
from articulate.services.sessions import Session, begin_session, end_session
from articulate.web.problems import ProblemError
from articulate.web.screen import Screen
from articulate.web.security import COOKIE
from articulate.web.settings import WebSettings, is_loopback
from articulate.web.visit import Visit, Visiting, go_to, own_path


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("sign_in")
    one.pages.get("/sign-in")(choose)
    one.pages.post("/sign-in")(sign_in)
    one.pages.post("/sign-out")(sign_out)
    return one


def choose(visit: Visiting, to: str = "/") -> HTMLResponse:
    """Show whom one may sign in as."""
    people = visit.desk.office.people if _development(visit) is None else ()
    return visit.page("sign_in/sign_in.html", people=people, to=own_path(to))


def sign_in(
    visit: Visiting,
    who: Annotated[str, Form(max_length=200)],
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> RedirectResponse:
    """Begin a session; another one in the same browser ends."""
    visit.need(_development(visit))
    person = _chosen(visit, who)
    settings: WebSettings = visit.request.app.state.settings
    secret = visit.desk.new_secret()
    session = Session(person, secret, settings.session_hours)
    act = visit.act()
    visit.write(lambda conn: begin_session(conn, session, act))
    _forget(visit)
    answer = go_to(own_path(to))
    answer.set_cookie(
        COOKIE,
        secret,
        httponly=True,
        samesite="lax",
        secure=visit.request.url.scheme == "https",
    )
    return answer


def sign_out(visit: Visiting) -> RedirectResponse:
    """End the session."""
    _forget(visit)
    answer = go_to("/")
    answer.delete_cookie(COOKIE)
    return answer


def _forget(visit: Visit) -> None:
    """End the session that came with the request, if any did."""
    if old := visit.request.cookies.get(COOKIE):
        visit.write(lambda conn: end_session(conn, old))


def _chosen(visit: Visit, who: str) -> Person:
    for person in visit.desk.office.people:
        if person.id == who:
            return person
    problem = Diagnostic(
        code=Code.FORM_INVALID,
        place=StoreRef("/sign-in"),
        message=f"`{who}` is nobody that one may sign in as",
        help="choose one of the people on the page",
    )
    raise ProblemError([problem])


def _development(visit: Visit) -> Diagnostic | None:
    """Say why the development login is closed; None where it is open."""
    settings: WebSettings = visit.request.app.state.settings
    client = visit.request.client
    near = client is not None and is_loopback(client.host)
    if settings.development_login and settings.on_loopback and near:
        return None
    return Diagnostic(
        code=Code.NOT_LOOPBACK,
        place=StoreRef("/sign-in"),
        message="the development login is closed: it works on this machine only",
        help="listen on 127.0.0.1, and come from there; for real people, configure"
        " a provider",
    )
