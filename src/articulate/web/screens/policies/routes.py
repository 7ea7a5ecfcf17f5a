"""The policies of any day, each version at an address of its own."""

from datetime import date
from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse

from articulate.services.policy_pages import (
    PolicyPage,
    blocks_on,
    measured_now,
    policies_json,
    policy_json,
    policy_page,
)
from articulate.web.days import Day
from articulate.web.problems import answered
from articulate.web.screen import Screen
from articulate.web.visit import Visit, Visiting

OnDay = Annotated[Day | None, Query(description="The day that is looked at.")]
Written = Annotated[str, Query(max_length=10)]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("policies")
    one.pages.get("/policies")(policies_screen)
    one.pages.get("/policies/{name}")(policy_screen)
    one.api.get("/policies")(policies_resource)
    one.api.get("/policies/{name}")(policy_resource)
    return one


def policies_screen(visit: Visiting, on: Written = "") -> HTMLResponse:
    """List every policy, and which of them hold on a day."""
    day = _day(on, visit)
    listed = blocks_on(visit.rules(), day)
    kinds = dict.fromkeys(str(one.head.kind) for one in listed)
    return visit.page(
        "policies/policies.html",
        on=day,
        kinds={
            kind: [one for one in listed if one.head.kind == kind] for kind in kinds
        },
        measured=visit.read(measured_now),
    )


def policy_screen(name: str, visit: Visiting, on: Written = "") -> HTMLResponse:
    """Show one version of a policy: its source, and plain English beside it."""
    day = _day(on, visit)
    return visit.page("policies/policy.html", on=day, page=_page(visit, name, day))


def policies_resource(visit: Visiting, on: OnDay = None) -> dict[str, object]:
    """List every policy, and which of them hold on a day."""
    day = on or visit.desk.today()
    return dict(policies_json(blocks_on(visit.rules(), day), day))


def policy_resource(name: str, visit: Visiting, on: OnDay = None) -> dict[str, object]:
    """Return one version of a policy."""
    return dict(policy_json(_page(visit, name, on or visit.desk.today())))


def _page(visit: Visit, name: str, on: date) -> PolicyPage:
    rules, texts = visit.rules(), answered(visit.desk.texts())
    return answered(policy_page(rules, texts, name, on=on, act=visit.act()))


def _day(written: str, visit: Visit) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return visit.desk.today()
