"""A visit: who asks, what for, and what they are given to answer it with."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from articulate.bootstrap.desk import Work
from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.person import VISITOR, Person
from articulate.rulebook.rulebook import Rulebook
from articulate.services.access import may, refusal
from articulate.services.acting import Act
from articulate.services.sessions import person_with
from articulate.web.cookies import secret_of
from articulate.web.problems import ProblemError, answered
from articulate.web.rates import Rates
from articulate.web.rendering import render
from articulate.web.security import foreign
from articulate.web.settings import WebSettings
from articulate.web.table import PAGES, page_of

T = TypeVar("T")
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: the desk, and who asks."""

    request: Request
    desk: WebDesk
    person: Person

    def act(self, key: str | None = None) -> Act:
        """Act now, as who asks; *key* so that a form sent twice is done once."""
        return self.desk.store.act_of(self.person, key or None)

    def read(self, work: Work[T | Diagnostic | Report]) -> T:
        """Answer a question from the store, or stop with what is wrong."""
        return answered(self.desk.store.read(work))

    def write(self, work: Work[T | Diagnostic | Report]) -> T:
        """Do one unit of work, or stop with what is wrong."""
        return answered(self.desk.store.write(work))

    def rules(self) -> Rulebook:
        """Return the rules in force, or stop."""
        return answered(self.desk.rules())

    def need(self, problem: Diagnostic | None) -> None:
        """Stop where there is a problem."""
        if problem is not None:
            raise ProblemError([problem])

    def page(
        self, template: str, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Fill in a page for who asks."""
        path = self.request.url.path
        shared = {
            "person": self.person,
            "office": self.desk.office.name or self.desk.store.store.name,
            "menu": menu_of(self.person),
            "here": path,
        }
        return HTMLResponse(render(template, **shared, **values), status_code=status)


def menu_of(person: Person) -> list[tuple[str, str]]:
    """List the pages a person's menu has: each path, and its name."""
    return [
        (page.path, page.menu) for page in PAGES if page.menu and may(person, page.task)
    ]


def visit(request: Request) -> Visit:
    """Find out who asks, and whether they may ask for this page at all."""
    desk: WebDesk = request.app.state.desk
    settings: WebSettings = request.app.state.settings
    secret = secret_of(request)
    strange = foreign(
        request.method, request.headers, settings, signed_in=secret is not None
    )
    if strange is not None:
        raise ProblemError([strange])
    person = person_of(desk, secret)
    address = request.client.host if request.client else ""
    signing_in = _signs_in(request)
    known = secret if person.id and not signing_in else None  # any other is made up
    within_rates(request, known or address, signing_in=signing_in)
    coming = Visit(request, desk.seen_by(person), person)
    page = page_of(request.method, request.scope["route"].path)
    if page is None:
        raise ProblemError([no_page(request)])
    if refused := refusal(coming.act(), page.task):
        raise ProblemError([refused])
    return coming


def person_of(desk: WebDesk, secret: str | None) -> Person:
    """Return who has the secret of a session; a visitor has none."""
    if not secret:
        return VISITOR
    act = desk.store.act()
    people = desk.office.people
    return answered(
        desk.store.read(lambda conn: person_with(conn, secret, people, act))
    )


def no_page(request: Request) -> Diagnostic:
    """Say that there is no such page."""
    return Diagnostic(
        code=Code.PAGE_MISSING,
        place=StoreRef(request.url.path),
        message="there is no such page",
        help="begin at the first page of the office",
    )


def within_rates(request: Request, who: str, *, signing_in: bool = False) -> None:
    """Stop where somebody asks too often."""
    rates: Rates = request.app.state.rates
    if not rates.allow(who, signing_in=signing_in):
        problem = Diagnostic(
            code=Code.TOO_OFTEN,
            place=StoreRef(request.url.path),
            message="too much was asked for within a minute",
            help="wait a minute, and go on",
        )
        raise ProblemError([problem])


def _signs_in(request: Request) -> bool:
    """Say whether somebody tries to sign in: by a form, or by a provider."""
    path = request.url.path
    sent = request.method == "POST" and path.startswith("/sign-in")
    return sent or path.startswith("/sign-in/provider")


def go_to(path: str) -> RedirectResponse:
    """Send the browser on to a page of this office, after a form was done."""
    return RedirectResponse(path, status_code=SEE_OTHER)


def own_path(path: str) -> str:
    """Return a path of this office; anything else becomes the first page.

    >>> own_path("/requests/r-17"), own_path("//evil.example"), own_path("https://e")
    ('/requests/r-17', '/', '/')
    """
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if plain and path.isprintable() else "/"


Visiting = Annotated[Visit, Depends(visit)]
"""A route's parameter for who asks; with it, the table is enforced."""
