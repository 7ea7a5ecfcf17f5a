"""A policy on its way into force: what it changes, whom, and who may let it."""

from typing import Annotated

from fastapi import Form, Query
from fastapi.responses import HTMLResponse, Response

from articulate.model.publication import PolicyMove
from articulate.services.policy_impact import PolicyImpact, affected_for, policy_impact
from articulate.services.policy_steps import PolicyStep, take_step
from articulate.web.problems import ProblemError
from articulate.web.screen import Screen
from articulate.web.screens.publishing.drafting import draft
from articulate.web.screens.publishing.resources import add_resources
from articulate.web.screens.publishing.showing import (
    impact_page,
    list_page,
    path_of,
    policy_page,
)
from articulate.web.visit import Visit, Visiting, go_to

Short = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=4000)]
Several = Annotated[list[str] | None, Form()]
Seen = Annotated[int, Form(ge=0)]
From = Annotated[int, Query(ge=0, le=10_000_000, alias="from")]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("publishing")
    one.pages.get("/publishing")(see_all)
    one.pages.post("/publishing")(send_draft)
    one.pages.get("/publishing/{name}")(see)
    one.pages.get("/publishing/{name}/impact")(see_impact)
    one.pages.post("/publishing/{name}/propose")(send_proposal)
    one.pages.post("/publishing/{name}/approve")(send_approval)
    one.pages.post("/publishing/{name}/enforce")(send_enforcement)
    one.pages.post("/publishing/{name}/release")(send_release)
    one.pages.post("/publishing/{name}/end")(send_end)
    add_resources(one)
    return one


def see_all(visit: Visiting) -> HTMLResponse:
    """Show every policy, and what the office's files say otherwise."""
    return list_page(visit)


def send_draft(
    visit: Visiting,
    policy: Short = "",
    seen: Short = "",
    number: Seen = 0,
    key: Short = "",
) -> Response:
    """Draft a policy from the office's files, as they were shown."""
    try:
        draft(visit, policy, seen, number=number, key=key)
    except ProblemError as error:
        return list_page(visit, error.problems)
    return go_to(path_of(policy.strip()))


def see(name: str, visit: Visiting) -> HTMLResponse:
    """Show how a policy stands, and what its newest revision would change."""
    return policy_page(visit, name)


def see_impact(name: str, visit: Visiting, first: From = 0) -> HTMLResponse:
    """Show whom the newest revision of a policy would change."""
    act = visit.act()
    found: PolicyImpact = visit.read(lambda conn: policy_impact(conn, name, act))
    shown = visit.write(
        lambda conn: affected_for(conn, found, act, first=first, most=PAGE)
    )
    return impact_page(visit, found, shown, first=first, most=PAGE)


PAGE = 50
"""Rows of learners on one page of an impact."""


def send_proposal(
    name: str, visit: Visiting, seen: Seen = 0, key: Short = ""
) -> Response:
    """Propose a draft to whoever approves."""
    least = visit.desk.office.coverage
    step = PolicyStep(name, PolicyMove.PROPOSE, seen, least=least)
    return _taken(visit, step, key)


def send_approval(
    name: str, visit: Visiting, seen: Seen = 0, hold: Several = None, key: Short = ""
) -> Response:
    """Approve what was proposed, as somebody who did not write it."""
    step = PolicyStep(name, PolicyMove.APPROVE, seen, hold=tuple(hold or ()))
    return _taken(visit, step, key)


def send_enforcement(
    name: str, visit: Visiting, seen: Seen = 0, key: Short = ""
) -> Response:
    """Put in force what was approved."""
    return _taken(visit, PolicyStep(name, PolicyMove.ENFORCE, seen), key)


def send_release(
    name: str, visit: Visiting, seen: Seen = 0, reason: Words = "", key: Short = ""
) -> Response:
    """Approve what was held."""
    return _taken(visit, PolicyStep(name, PolicyMove.RELEASE, seen, reason), key)


def send_end(
    name: str, visit: Visiting, seen: Seen = 0, reason: Words = "", key: Short = ""
) -> Response:
    """End a policy, or give a revision of it up."""
    return _taken(visit, PolicyStep(name, PolicyMove.END, seen, reason), key)


def _taken(visit: Visit, step: PolicyStep, key: str) -> Response:
    """Take a step, and show the policy again with what is against it."""
    act = visit.act(key)
    try:
        visit.write(lambda conn: take_step(conn, step, act))
    except ProblemError as error:
        return policy_page(visit, step.policy, error.problems)
    return go_to(path_of(step.policy))
