"""The queue as a page, filtered by its address, and as a resource."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Body, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.explain.machine import Json
from articulate.model.case import Move, RequestState
from articulate.model.person import Person
from articulate.services.access import Task, may
from articulate.services.history import entry_json
from articulate.services.move_case import CaseMove, move_case
from articulate.services.queue import (
    Due,
    Filters,
    QueuePage,
    Whose,
    count_days,
    days_to_count,
    queue,
    queue_json,
)
from articulate.services.signals import Wanted
from articulate.web.problems import ProblemError
from articulate.web.screen import Screen
from articulate.web.screens.queue.signals import DESKS, MOST, add_signals, told
from articulate.web.visit import Visit, Visiting, go_to, own_path

WhoseAsked = Annotated[Whose, Query(description="Whose work.")]
StateAsked = Annotated[RequestState | None, Query(description="How it stands.")]
DueAsked = Annotated[Due | None, Query(description="How near its day is.")]
After = Annotated[str, Query(max_length=500, description="`next` of a page before.")]
LearnerAsked = Annotated[str, Query(max_length=200, description="Part of an id.")]


def screen() -> Screen:
    """Bring the routes of this screen."""
    one = Screen("queue")
    one.pages.get("/queue")(queue_page)
    one.pages.post("/queue/assign")(assign_several)
    one.api.get("/requests")(queue_resource)
    one.api.post("/requests/{name}/assign")(assign_resource)
    add_signals(one)
    return one


def queue_page(
    visit: Visiting,
    whose: WhoseAsked = Whose.ALL,
    state: Annotated[str, Query(max_length=20)] = "",
    due: Annotated[str, Query(max_length=20)] = "",
    learner: LearnerAsked = "",
    after: After = "",
    desk: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """Show the queue; a filter that means nothing narrows nothing."""
    filters = Filters(
        whose,
        RequestState(state) if state in set(RequestState) else None,
        Due(due) if due in set(Due) else None,
        learner,
        after,
    )
    page = _waiting(visit, filters)
    return visit.page(
        "queue/queue.html",
        waiting=page.waiting,
        total=page.total,
        further=_further(visit, page.next),
        filters=filters,
        whose=list(Whose),
        states=[one for one in RequestState if one in _SHOWN],
        dues=list(Due),
        people=[one for one in visit.desk.office.people if may(one, Task.DECIDE)],
        may_assign=may(visit.person, Task.ASSIGN),
        query=visit.request.url.query,
        signals=told(visit, Wanted(desk, learner=learner, most=MOST + 1)),
        most=MOST,
        desk=desk,
        desks=DESKS,
        may_do=may(visit.person, Task.DO_SIGNAL),
    )


_SHOWN = {RequestState.EVALUATED, RequestState.REFERRED, RequestState.APPEALED}


def assign_several(
    visit: Visiting,
    to: Annotated[str, Form(max_length=200)] = "",
    request: Annotated[list[str] | None, Form()] = None,
    back: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """Assign the requests that were ticked, each by itself."""
    chosen = request or []
    if not chosen:
        raise ProblemError([_nothing_chosen()])
    person = _worker(visit, to)
    for name in chosen:
        _assign(visit, name, person)
    return go_to(own_path(f"/queue?{back}" if back else "/queue"))


def queue_resource(
    visit: Visiting,
    whose: WhoseAsked = Whose.ALL,
    state: StateAsked = None,
    due: DueAsked = None,
    learner: LearnerAsked = "",
    after: After = "",
) -> dict[str, object]:
    """List requests that are not over, the one due first at the top; `next` goes on."""
    found = _waiting(visit, Filters(whose, state, due, learner, after))
    return dict(queue_json(found))


def assign_resource(
    name: str,
    visit: Visiting,
    to: Annotated[str, Body(description="Who works on it; empty is nobody.")],
    key: Annotated[str | None, Body(description="Said again, it is done once.")] = None,
) -> dict[str, object]:
    """Assign one request."""
    return dict(_assign(visit, name, _worker(visit, to), key))


def _waiting(visit: Visit, filters: Filters) -> QueuePage:
    """Return a page; days are counted first where something has happened."""
    office, act = visit.desk.office, visit.act()
    if visit.read(lambda conn: days_to_count(conn, office)):
        while visit.write(lambda conn: count_days(conn, office)):
            pass
    return visit.read(lambda conn: queue(conn, filters, office, act))


def _further(visit: Visit, after: str) -> str:
    """Return the address of the next page, empty where this is the last."""
    if not after:
        return ""
    asked = dict(parse_qsl(visit.request.url.query)) | {"after": after}
    return f"/queue?{urlencode(asked)}"


def _assign(
    visit: Visit, name: str, to: str, key: str | None = None
) -> dict[str, Json]:
    asked, office, act = (
        CaseMove(name, Move.ASSIGN, to),
        visit.desk.office,
        visit.act(key),
    )
    return entry_json(visit.write(lambda conn: move_case(conn, asked, office, act)))


def _worker(visit: Visit, to: str) -> str:
    """Return who is to work on it; only somebody who may decide can."""
    known = {one.id: one for one in (*visit.desk.office.people, visit.person)}
    found: Person | None = known.get(to)
    if not to or (found is not None and may(found, Task.DECIDE)):
        return to
    problem = Diagnostic(
        code=Code.FORM_INVALID,
        place=StoreRef(visit.request.url.path),
        message=f"`{to}` is nobody of this office who decides requests",
        help="choose one of the people in the list",
    )
    raise ProblemError([problem])


def _nothing_chosen() -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID,
        place=StoreRef("/queue"),
        message="no request is chosen",
        help="tick the requests that are to be assigned",
    )
