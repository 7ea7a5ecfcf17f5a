"""Signing in: chosen on this machine, by a password, or by the office's provider."""

from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from articulate.bootstrap.provider import Provider
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.person import Person
from articulate.services.passwords import (
    anybody_has_one,
    person_by_password,
    wrong_password,
)
from articulate.services.sessions import Session, begin_session, end_session
from articulate.services.signing_in import (
    begin_sign_in,
    person_by_account,
    refused_sign_in,
    resume_sign_in,
)
from articulate.web.cookies import AWAY, COOKIE, give, secret_of, take
from articulate.web.problems import ProblemError, answered
from articulate.web.screen import Screen
from articulate.web.screens.sign_in.ways import chosen, closed, unsafe
from articulate.web.settings import WebSettings
from articulate.web.visit import Visit, Visiting, go_to, own_path, within_rates

Name = Annotated[str, Form(max_length=200)]
Back = Annotated[str, Form(max_length=2000)]
_RETURN = "/sign-in/provider/return"


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("sign_in")
    one.pages.get("/sign-in")(choose)
    one.pages.post("/sign-in")(sign_in)
    one.pages.post("/sign-in/password")(sign_in_by_password)
    one.pages.get("/sign-in/provider")(go_to_provider)
    one.pages.get(_RETURN)(return_from_provider)
    one.pages.post("/sign-out")(sign_out)
    return one


def choose(visit: Visiting, to: str = "/") -> HTMLResponse:
    """Show the ways in that are open."""
    return _page(visit, to)


def sign_in(visit: Visiting, who: Name, to: Back = "/") -> RedirectResponse:
    """Begin a session as a person that was chosen, on this machine only."""
    visit.need(closed(visit))
    return _signed_in(visit, chosen(visit, who), to)


def sign_in_by_password(
    visit: Visiting,
    who: Name,
    password: Annotated[str, Form(max_length=1000)],
    to: Back = "/",
) -> Response:
    """Begin a session by a name and a password."""
    visit.need(unsafe(visit))
    within_rates(visit.request, f"person {who}", signing_in=True)
    desk = visit.desk
    person = person_by_password(
        (who, password),
        desk.office.people,
        desk.hasher,
        lambda work: answered(desk.store.write(work)),
    )
    if person is None:
        return _page(visit, to, (wrong_password(visit.act()),), status=403)
    return _signed_in(visit, person, to)


def go_to_provider(visit: Visiting, to: str = "/") -> RedirectResponse:
    """Send somebody to the provider; their browser keeps what proves it was they."""
    visit.need(unsafe(visit))
    address, new = answered(_provider(visit).begin(_own(visit), own_path(to)))
    secret, act = visit.desk.new_secret(), visit.act()
    visit.write(lambda conn: begin_sign_in(conn, new, secret, act))
    answer = go_to(address)
    give(answer, visit.request, secret, AWAY)
    return answer


def return_from_provider(
    visit: Visiting, code: str = "", state: str = "", error: str = "", iss: str = ""
) -> RedirectResponse:
    """Begin a session for who came back, once, in the browser that was sent."""
    visit.need(unsafe(visit))
    act, provider = visit.act(), _provider(visit)
    secret = secret_of(visit.request, AWAY) or ""
    taken = visit.write(lambda conn: resume_sign_in(conn, secret, state, act))
    if taken is None or not provider.names_itself(iss):
        why = (
            "this browser did not begin to sign in so, or took longer than ten minutes"
        )
        raise ProblemError([refused_sign_in(why, "begin again on this page", act)])
    if error or not code:
        why = "the provider did not let anybody in"
        raise ProblemError([refused_sign_in(why, "sign in there, and agree", act)])
    account = answered(provider.account(taken, code, _own(visit), act))
    people = visit.desk.office.people
    person = answered(person_by_account(people, account, act))
    answer = _signed_in(visit, person, taken.back)
    take(answer, visit.request, AWAY)
    return answer


def sign_out(visit: Visiting) -> RedirectResponse:
    """End the session."""
    _forget(visit)
    answer = go_to("/")
    take(answer, visit.request)
    return answer


def _signed_in(visit: Visit, person: Person, to: str) -> RedirectResponse:
    """Begin a session; another one in the same browser ends."""
    settings: WebSettings = visit.request.app.state.settings
    secret = visit.desk.new_secret()
    session = Session(person, secret, settings.session_hours)
    act = visit.act()
    visit.write(lambda conn: begin_session(conn, session, act))
    _forget(visit)
    answer = go_to(own_path(to))
    give(answer, visit.request, secret)
    return answer


def _forget(visit: Visit) -> None:
    """End the session that came with the request, if any did."""
    if old := secret_of(visit.request, COOKIE):
        visit.write(lambda conn: end_session(conn, old))


def _page(
    visit: Visit, to: str, found: tuple[Diagnostic, ...] = (), *, status: int = 200
) -> HTMLResponse:
    settings: WebSettings = visit.request.app.state.settings
    safe = unsafe(visit) is None
    return visit.page(
        "sign_in/sign_in.html",
        status=status,
        to=own_path(to),
        found=found,
        provider=settings.provider_name if safe and settings.provider else "",
        passwords=safe and visit.read(anybody_has_one),
        people=visit.desk.office.people if closed(visit) is None else (),
    )


def _provider(visit: Visit) -> Provider:
    """Return the office's provider, or stop where it has none."""
    provider: Provider | None = visit.request.app.state.provider
    if provider is not None:
        return provider
    why = "this office lets nobody sign in by a provider"
    raise ProblemError([refused_sign_in(why, "sign in otherwise", visit.act())])


def _own(visit: Visit) -> str:
    """Return the address to which the provider sends people back."""
    return f"{str(visit.request.base_url).rstrip('/')}{_RETURN}"
