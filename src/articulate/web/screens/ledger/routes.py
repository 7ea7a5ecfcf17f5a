"""The ledger, page by page; verified on demand, and sent as a file."""

from datetime import date
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from articulate.explain.machine import as_text
from articulate.services.ledger import (
    checkpoint_json,
    checkpoint_of,
    verified_json,
    verify_ledger,
)
from articulate.services.ledger_pages import (
    Asked,
    LedgerPage,
    entry_line,
    export_page,
    ledger_lines,
    ledger_page,
    page_json,
)
from articulate.web.days import Day
from articulate.web.screen import Screen
from articulate.web.visit import Visit, Visiting

Words = Annotated[str, Query(max_length=300)]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("ledger")
    one.pages.get("/ledger")(ledger_screen)
    one.pages.post("/ledger/verify")(verify_screen)
    one.pages.get("/ledger/export.jsonl")(export)
    one.pages.get("/ledger/checkpoint.json")(checkpoint)
    one.api.get("/ledger")(ledger_resource)
    one.api.post("/ledger/verify")(verify_resource)
    return one


def ledger_screen(
    visit: Visiting,
    stream: Words = "",
    actor: Words = "",
    kind: Words = "",
    since: Words = "",
    until: Words = "",
    before: Words = "",
) -> HTMLResponse:
    """Show a page of the ledger; a day that cannot be read does not narrow it."""
    asked = Asked(stream, actor, kind, _day(since), _day(until), before)
    page = _page(visit, asked)
    return visit.page(
        "ledger/ledger.html",
        asked=asked,
        entries=[entry_line(one) for one in page.entries],
        further=page.next,
        query=visit.request.url.query,
    )


def verify_screen(visit: Visiting) -> HTMLResponse:
    """Look at every row, and say whether each is what it was."""
    act = visit.act()
    verified = visit.read(lambda conn: verify_ledger(conn, act))
    return visit.page("ledger/verified.html", verified=verified)


def export(
    visit: Visiting,
    stream: Words = "",
    actor: Words = "",
    kind: Words = "",
    since: Words = "",
    until: Words = "",
) -> Response:
    """Send what is asked for, one entry a line."""
    asked = Asked(stream, actor, kind, _day(since), _day(until))
    act = visit.act()

    def read(some: Asked) -> LedgerPage:
        return visit.read(lambda conn: export_page(conn, some, act))

    read(asked)  # a refusal must come before the file begins
    return StreamingResponse(
        ledger_lines(read, asked),
        media_type="application/jsonl",
        headers={"Content-Disposition": 'attachment; filename="ledger.jsonl"'},
    )


def checkpoint(visit: Visiting) -> Response:
    """Send where every stream stands, to be kept somewhere else."""
    act = visit.act()
    now = visit.read(lambda conn: checkpoint_of(conn, act))
    return Response(
        as_text(checkpoint_json(now)),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="checkpoint.json"'},
    )


def ledger_resource(
    visit: Visiting,
    stream: Words = "",
    actor: Words = "",
    kind: Words = "",
    since: Day | None = None,
    until: Day | None = None,
    before: Words = "",
) -> dict[str, object]:
    """Return entries from the newest back, and where to go on."""
    asked = Asked(stream, actor, kind, since, until, before)
    return dict(page_json(_page(visit, asked)))


def verify_resource(visit: Visiting) -> dict[str, object]:
    """Look at every row, and say whether each is what it was."""
    act = visit.act()
    return dict(verified_json(visit.read(lambda conn: verify_ledger(conn, act))))


def _page(visit: Visit, asked: Asked) -> LedgerPage:
    act = visit.act()
    return visit.read(lambda conn: ledger_page(conn, asked, act))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
