"""A move of a request: how it stands now, and whether the move is allowed."""

from articulate.cases.states import moves_from, state_after
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry
from articulate.services.access import Task, case_refusal, refusal
from articulate.services.acting import (
    REQUEST,
    Act,
    request_of,
    request_stream,
    was_erased,
)
from articulate.store.entries import last_entry, latest_entries
from articulate.store.transaction import Connection

_TASKS = {
    Move.APPEAL: Task.APPEAL,
    Move.ASSIGN: Task.ASSIGN,
    Move.DECIDE: Task.DECIDE,
    Move.DECLINE: Task.APPROVE_EXCEPTION,
    Move.EVALUATE: Task.OPEN_REQUEST,
    Move.EXCEPT: Task.EXCEPT,
    Move.GRANT: Task.APPROVE_EXCEPTION,
    Move.SUPERSEDE: Task.OPEN_REQUEST,
}
_DONE = {
    RequestState.DECIDED: "was decided",
    RequestState.SUPERSEDED: "was superseded",
    RequestState.APPEALED: "is under appeal",
    RequestState.RECEIVED: "was only received",
    RequestState.EVALUATED: "is evaluated",
    RequestState.REFERRED: "is referred",
}


def standing(
    conn: Connection, request: str, move: Move, act: Act
) -> Entry | Diagnostic:
    """Return the last entry of a request from which a move is allowed.

    Whoever may not make the move is told so before how the request stands.
    """
    last = last_entry(conn, request_stream(request))
    task = _TASKS.get(move, Task.MOVE)
    if last is None:
        return no_request(conn, request, act, task)
    if refused := case_refusal(conn, act, task, last):
        return refused
    state = RequestState(last.state)
    if state_after(state, move) is None:
        return move_refused(last, move, act)
    return was_erased(conn, last.stream, act) or last


def move_refused(last: Entry, move: Move, act: Act) -> Diagnostic:
    """Say why a move is not allowed, and what is."""
    state = RequestState(last.state)
    allowed = ", ".join(moves_from(state))
    done = f"{_DONE[state]} by {last.actor} on {last.recorded_at[:10]}"
    return Diagnostic(
        code=Code.MOVE_NOT_ALLOWED,
        place=act.at(last.stream, last.number),
        message=f"the request `{request_of(last.stream)}` {done}, so that one cannot"
        f" {move} it",
        help=f"what can follow: {allowed}"
        if allowed
        else "nothing can follow; look at the request that took its place",
    )


def no_request(conn: Connection, request: str, act: Act, task: Task) -> Diagnostic:
    """Say that there is no such request, with the nearest that there is.

    Whoever may not ask about everybody's is told what they are of somebody else's.
    """
    if refused := case_refusal(conn, act, task, None):
        return refused
    known = []
    if refusal(act, Task.SEE_QUEUE) is None:
        known = [request_of(one.stream) for one in latest_entries(conn, REQUEST)]
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(request_stream(request)),
        message=f"there is no request `{request}`",
        help=did_you_mean(
            request, known, otherwise="`articulate history` lists the requests"
        ),
    )
