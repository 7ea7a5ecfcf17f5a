"""Which ways in are open to a visit: a provider, passwords, the development login.

At the last, anybody on this machine is whoever they choose to be. So it is open only
where nothing speaks for another machine: not where the page listens, not who comes, not
the name they use, and no sign of a proxy between.
"""

from urllib.parse import urlsplit

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.model.person import Person
from articulate.services.people import person_named
from articulate.services.signing_in import refused_sign_in
from articulate.web.cookies import is_https
from articulate.web.problems import ProblemError
from articulate.web.security import host_name
from articulate.web.settings import WebSettings, is_loopback
from articulate.web.visit import Visit

_FORWARDED = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "cf-ray"})


def closed(visit: Visit) -> Diagnostic | None:
    """Say why the development login is closed; None where it is open."""
    settings: WebSettings = visit.request.app.state.settings
    if settings.development_login and settings.only_here and _comes_from_here(visit):
        return None
    return Diagnostic(
        code=Code.NOT_LOOPBACK,
        place=StoreRef("/sign-in"),
        message="the development login is closed: it works on this machine only",
        help="listen on 127.0.0.1, and come from there without a proxy; real people"
        " sign in by a provider or a password",
    )


def unsafe(visit: Visit) -> Diagnostic | None:
    """Say why nobody signs in for real by this connection; None where they may."""
    settings: WebSettings = visit.request.app.state.settings
    if is_https(visit.request) or (settings.on_loopback and _comes_from_here(visit)):
        return None
    return refused_sign_in(
        "a password or a session would go over the network for anybody to read",
        "come by https; behind a proxy, name it in ARTICULATE_WEB_PROXIES",
        visit.act(),
    )


def chosen(visit: Visit, who: str) -> Person:
    """Return the person that was chosen, or stop."""
    person = person_named(visit.desk.office.people, who)
    if person is not None:
        return person
    problem = Diagnostic(
        code=Code.FORM_INVALID,
        place=StoreRef("/sign-in"),
        message=f"`{who}` is nobody that one may sign in as",
        help="choose one of the people on the page",
    )
    raise ProblemError([problem])


def _comes_from_here(visit: Visit) -> bool:
    """Say whether a request came from this machine, and not through it."""
    request = visit.request
    headers = request.headers
    if request.client is None or not is_loopback(request.client.host):
        return False
    through = any(
        name in _FORWARDED or name.startswith("x-forwarded-") for name in headers
    )
    # A proxy that adds no header asks in the older form of HTTP, as few others do.
    older = request.scope.get("http_version") == "1.0"
    origin = headers.get("origin")
    names = [headers.get("host", "")]
    if origin is not None:
        names.append(urlsplit(origin).netloc)
    near = all(is_loopback(host_name(name)) for name in names)
    return near and not through and not older
