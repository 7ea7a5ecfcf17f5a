"""Tasks and reminders of the watch rules, beside the queue and as a resource."""

from typing import Annotated

from fastapi import Body, Form, Query
from fastapi.responses import RedirectResponse

from articulate.model.person import Role
from articulate.rulebook.watches import SignalKind
from articulate.services.signals import (
    Told,
    Wanted,
    do_signal,
    signals_json,
    signals_now,
)
from articulate.web.screen import Screen
from articulate.web.visit import Visit, Visiting, go_to, own_path

DESKS = (Role.EVALUATOR, Role.REGISTRAR)
"""For whom a task or a reminder can be."""

MOST = 50
"""Tasks and reminders on one page; all of them are a resource."""

DeskAsked = Annotated[str, Query(max_length=20, description="For which role.")]
KindAsked = Annotated[SignalKind | None, Query(description="Tasks, or reminders.")]
LearnerAsked = Annotated[str, Query(max_length=200, description="Part of an id.")]
OverAsked = Annotated[bool, Query(description="What is done or gone.")]
Reason = Annotated[str, Form(max_length=2000)]


def add_signals(screen: Screen) -> None:
    """Bring the routes of tasks and reminders to the screen of the queue."""
    screen.pages.post("/queue/signals/{name}/done")(mark_done)
    screen.api.get("/signals")(signals_resource)
    screen.api.post("/signals/{name}/done")(done_resource)


def told(visit: Visit, wanted: Wanted) -> tuple[Told, ...]:
    """List tasks and reminders."""
    act = visit.act()
    return visit.read(lambda conn: signals_now(conn, wanted, act))


def mark_done(
    name: str,
    visit: Visiting,
    reason: Reason = "",
    back: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """Mark one as done, with a reason, and go back to the queue."""
    act = visit.act()
    visit.write(lambda conn: do_signal(conn, name, reason, act))
    return go_to(own_path(f"/queue?{back}" if back else "/queue"))


def signals_resource(
    visit: Visiting,
    desk: DeskAsked = "",
    kind: KindAsked = None,
    learner: LearnerAsked = "",
    over: OverAsked = False,  # noqa: FBT002 - a query parameter
) -> dict[str, object]:
    """List what watch rules point out: tasks before reminders, the oldest first."""
    found = told(visit, Wanted(desk, kind, learner, over))
    return dict(signals_json(found))


def done_resource(
    name: str,
    visit: Visiting,
    reason: Annotated[str, Body(description="What was done, in your own words.")],
    key: Annotated[str | None, Body(description="Said again, it is done once.")] = None,
) -> dict[str, object]:
    """Mark one as done."""
    act = visit.act(key)
    done = visit.write(lambda conn: do_signal(conn, name, reason, act))
    return dict(signals_json([done]))
