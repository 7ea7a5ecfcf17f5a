"""The app: every screen, every problem, and what stands under all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from articulate.bootstrap.provider import Provider
from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.explain.machine import check_json
from articulate.model.person import VISITOR
from articulate.services.our_mistake import our_mistake
from articulate.web.cookies import secret_of
from articulate.web.description import describe
from articulate.web.problems import ProblemError, status_of
from articulate.web.rates import Rates
from articulate.web.screen import Screen
from articulate.web.screens.agreements.routes import screen as agreements
from articulate.web.screens.audit.routes import screen as audit
from articulate.web.screens.home.routes import screen as home
from articulate.web.screens.imports.routes import screen as imports
from articulate.web.screens.ledger.routes import screen as ledger
from articulate.web.screens.look_up.routes import screen as look_up
from articulate.web.screens.panels.routes import screen as panels
from articulate.web.screens.policies.routes import screen as policies
from articulate.web.screens.publishing.routes import screen as publishing
from articulate.web.screens.queue.routes import screen as queue
from articulate.web.screens.sign_in.routes import screen as sign_in
from articulate.web.screens.worksheet.routes import screen as worksheet
from articulate.web.security import SecureHeaders
from articulate.web.settings import WebSettings
from articulate.web.sizes import MEBIBYTE, Sizes, too_large
from articulate.web.table import API, page_of
from articulate.web.visit import SEE_OTHER, Visit, no_page, person_of

SCREENS: tuple[Callable[[], Screen], ...] = (
    home,
    sign_in,
    queue,
    worksheet,
    audit,
    look_up,
    policies,
    ledger,
    panels,
    agreements,
    imports,
    publishing,
)
"""What brings each screen; a new one stands here and in `table`."""
_STATIC = Path(__file__).parent / "static"
_TITLES = {
    401: "Sign in first",
    403: "This is not yours to do",
    404: "There is no such thing here",
    409: "This cannot follow",
    413: "This is too much at once",
    414: "This is too much at once",
    431: "This is too much at once",
    422: "This cannot be done so",
    429: "Too often",
    500: "We made a mistake",
    502: "The provider cannot be used",
    503: "The store cannot be used",
}


def create_app(desk: WebDesk, settings: WebSettings | None = None) -> FastAPI:
    """Put the office's pages together; a route that no table allows is a mistake."""
    app = FastAPI(
        title="Articulate",
        version=version("articulate-credit"),
        summary="How learning done elsewhere counts here, and why.",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    app.state.desk = desk.seen_by(VISITOR)
    app.state.settings = settings or WebSettings()
    app.state.provider = _provider_of(app.state.settings)
    app.state.rates = Rates(app.state.settings)
    for bring in SCREENS:
        screen = bring()
        app.include_router(screen.pages, include_in_schema=False)
        app.include_router(screen.api, tags=[screen.name])
    app.mount("/static", StaticFiles(directory=_STATIC))
    files = app.state.settings.largest_mebibytes * MEBIBYTE
    app.add_middleware(Sizes, files=files, answer=_answer)
    app.add_middleware(SecureHeaders)
    if proxies := [str(one) for one in app.state.settings.proxies]:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)
    app.exception_handler(ProblemError)(_problem)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(UnicodeEncodeError)(_no_text)
    app.exception_handler(Exception)(_mistake)
    app.openapi = partial(_described, app)  # type: ignore[method-assign] # as FastAPI documents it
    if strangers := sorted(_strangers()):
        msg = f"no row of web/table.py is about {strangers}"
        raise LookupError(msg)
    return app


def _written(message: str) -> str:
    """Return a message as it can be sent, whatever of a request stands in it."""
    return message.encode(errors="replace").decode()


def _described(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = describe(app)
    return app.openapi_schema


def _provider_of(settings: WebSettings) -> Provider | None:
    if not settings.provider:
        return None
    return Provider(
        settings.provider,
        settings.provider_client,
        settings.provider_secret.get_secret_value(),
        settings.provider_claim,
        settings.provider_scope,
    )


def routes() -> Iterator[tuple[str, str]]:
    """Yield each route that a screen brings: its method and its whole path."""
    for bring in SCREENS:
        screen = bring()
        for route in (*screen.pages.routes, *screen.api.routes):
            if isinstance(route, APIRoute):
                for method in sorted(route.methods or ()):
                    yield method, route.path


def _strangers() -> Iterator[str]:
    for method, path in routes():
        if page_of(method, path) is None:
            yield f"{method} {path}"


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for it
    return _answer(request, error.problems)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    found = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"][1:]) or "the form"
        found.append(
            Diagnostic(
                code=Code.FORM_INVALID,
                place=StoreRef(request.url.path),
                message=f"`{where}` cannot be read: {one['msg'].lower()}",
                help="fill it in as the page asks for it",
            )
        )
    return _answer(request, tuple(found))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    if error.status_code == 413:
        return _answer(request, (too_large(request.url.path),))
    if error.status_code == 400:
        return _answer(request, (_unreadable(request, error.detail),))
    answer = _answer(request, (no_page(request),), error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _no_text(request: Request, error: Exception) -> Response:
    """Half of a letter came, as an escape, that no text in the store can have."""
    del error
    return _answer(request, (_unreadable(request, "a character in it is none"),))


def _unreadable(request: Request, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID,
        place=StoreRef(request.url.path),
        message=f"what was sent cannot be read: {why.rstrip('.').lower()}",
        help="send it again, from a page of this office or as OpenAPI describes it",
    )


def _mistake(request: Request, error: Exception) -> Response:
    """Say where we erred; what the error says may be about somebody, and is logged."""
    problem = our_mistake(error, request.url.path)
    kind = type(error).__name__
    plain = f"articulate made a mistake while working on `{request.url.path}`: {kind}"
    return _answer(request, (replace(problem, message=plain),))


def _answer(
    request: Request, problems: tuple[Diagnostic, ...], status: int | None = None
) -> Response:
    """Answer with problems: as JSON to a program, as a page to a person."""
    status = status or status_of(problems)
    problems = tuple(replace(one, message=_written(one.message)) for one in problems)
    path = request.url.path
    if path.startswith(f"{API}/"):
        return JSONResponse(check_json(problems), status_code=status)
    if status == 401 and request.method == "GET":
        whole = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(
            f"/sign-in?{urlencode({'to': whole})}", status_code=SEE_OTHER
        )
    desk: WebDesk = request.app.state.desk
    try:
        person = person_of(desk, secret_of(request))
    except ProblemError:  # the store itself is the problem
        person = VISITOR
    visit = Visit(request, desk, person)
    title = _TITLES.get(status, "This cannot be done")
    return visit.page("error.html", status=status, title=title, found=problems)
