"""Agreements of any day, and each with two of its versions side by side."""

from datetime import date
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from articulate.explain.plain_rule import plain_rule
from articulate.explain.rule_text import rule_text
from articulate.services.access import Task, may
from articulate.services.agreement_pages import (
    STATES,
    WITHIN,
    AgreementPage,
    Wanted,
    agreement_json,
    agreement_page,
    agreements_json,
    agreements_on,
)
from articulate.services.look_up import senders
from articulate.services.policy_steps import policies_standing
from articulate.web.days import Day
from articulate.web.problems import answered
from articulate.web.screen import Screen
from articulate.web.visit import Visit, Visiting

MOST_SHOWN = 200
"""Rules of one kind that a page shows; the resource has them all."""
Words = Annotated[str, Query(max_length=200)]
Short = Annotated[str, Query(max_length=60)]
OnDay = Annotated[Day | None, Query(description="The day that is looked at.")]
Within = Annotated[
    int | None, Query(ge=0, le=36_500, description="Expires within these days.")
]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("agreements")
    one.pages.get("/agreements")(list_page)
    one.pages.get("/agreements/{name}")(one_page)
    one.api.get("/agreements")(list_resource)
    one.api.get("/agreements/{name}")(one_resource)
    return one


def list_page(
    visit: Visiting,
    *,
    on: Short = "",
    state: Short = "",
    within: Short = "",
    sending: Short = "",
    words: Words = "",
) -> HTMLResponse:
    """List agreements as of a day; those that expire first stand first."""
    days = int(within) if within.isdecimal() else None
    wanted = Wanted(_day(on, visit), state, days, sending, words.strip())
    rules, act = visit.rules(), visit.act()
    return visit.page(
        "agreements/list.html",
        rows=answered(agreements_on(rules, wanted, act)),
        wanted=wanted,
        states=STATES,
        within=WITHIN,
        senders=senders(rules),
        policies=visit.read(lambda conn: policies_standing(conn, act)),
        may_import=may(visit.person, Task.IMPORT),
    )


def one_page(
    name: str, visit: Visiting, on: Short = "", before: Short = "", after: Short = ""
) -> HTMLResponse:
    """Show one agreement: its versions, and what changed from one to another."""
    day = _day(on, visit)
    page = _page(visit, name, (before, after), day)
    return visit.page(
        "agreements/agreement.html",
        page=page,
        on=day,
        most=MOST_SHOWN,
        plain=plain_rule,
        text=rule_text,
    )


def list_resource(
    visit: Visiting,
    *,
    on: OnDay = None,
    state: Short = "",
    within: Within = None,
    sending: Short = "",
    words: Words = "",
) -> dict[str, object]:
    """List agreements as of a day; those that expire first stand first."""
    wanted = Wanted(on or visit.desk.today(), state, within, sending, words)
    rows = answered(agreements_on(visit.rules(), wanted, visit.act()))
    return dict(agreements_json(rows, wanted))


def one_resource(
    name: str,
    visit: Visiting,
    on: OnDay = None,
    before: Short = "",
    after: Short = "",
) -> dict[str, object]:
    """Return one agreement with two of its versions, compared by meaning."""
    day = on or visit.desk.today()
    return dict(agreement_json(_page(visit, name, (before, after), day)))


def _page(visit: Visit, name: str, sides: tuple[str, str], day: date) -> AgreementPage:
    return answered(agreement_page(visit.rules(), name, sides, visit.act(), on=day))


def _day(written: str, visit: Visit) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return visit.desk.today()
