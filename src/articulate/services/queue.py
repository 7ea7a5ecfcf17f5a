"""The queue: every request that is not over, by when it is due and who works on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from articulate.cases.states import BESIDE
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry
from articulate.services.access import Task, refusal
from articulate.services.acting import REQUEST, Act, request_of
from articulate.services.move_case import due_day, stands_still
from articulate.services.office import Office
from articulate.store.chain import said_in
from articulate.store.entries import entries_standing
from articulate.store.transaction import Connection

QUEUE_SCHEMA = "articulate.queue/1"
_OPEN = (
    RequestState.RECEIVED,
    RequestState.EVALUATED,
    RequestState.REFERRED,
    RequestState.APPEALED,
)
SOON = 3
"""Business days within which a request is due soon."""


class Whose(StrEnum):
    """Whose work is asked for."""

    ALL = "all"
    MINE = "mine"
    TEAM = "team"
    """What somebody else works on."""
    UNASSIGNED = "unassigned"


class Due(StrEnum):
    """How near the day is on which a request is due."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    STOPPED = "stopped"
    NO_DAY = "no day"


@dataclass(frozen=True, slots=True)
class Queued:
    """One request that waits: how it stands, who works on it, and until when.

    `age` counts business days since it came, and `left` those until it is due, below
    zero when it is late. `stopped` is why its clock stands. `asked` is whom it was last
    referred to. `also` are other requests of the same learner that are not over.
    """

    name: str
    learner: str
    state: RequestState
    received: date
    age: int
    assigned: str
    asked: str
    due: date | None
    left: int | None
    stopped: str
    review: bool
    also: tuple[str, ...] = ()

    @property
    def nearness(self) -> Due:
        """How near the due day is."""
        if self.stopped:
            return Due.STOPPED
        if self.left is None:
            return Due.NO_DAY
        if self.left < 0:
            return Due.LATE
        return Due.SOON if self.left <= SOON else Due.LATER


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is asked for; what is left empty does not narrow it."""

    whose: Whose = Whose.ALL
    state: RequestState | None = None
    due: Due | None = None
    learner: str = ""


def queue(
    conn: Connection, filters: Filters, office: Office, act: Act
) -> tuple[Queued, ...] | Diagnostic:
    """List what waits, the one that is due first at the top."""
    if refused := refusal(act, Task.SEE_QUEUE):
        return refused
    today = office.day_of(act.moment)
    found = entries_standing(conn, REQUEST, _OPEN)
    streams = [tuple(some) for _, some in groupby(found, key=lambda one: one.stream)]
    same: dict[str, list[str]] = {}
    for entries in streams:
        same.setdefault(entries[0].learner, []).append(request_of(entries[0].stream))
    waiting = (
        _queued(entries, office, today, same[entries[0].learner]) for entries in streams
    )
    wanted = [one for one in waiting if _is_wanted(one, filters, act.actor)]
    return tuple(sorted(wanted, key=_order))


def queue_json(waiting: Iterable[Queued]) -> dict[str, Json]:
    """Turn the queue into JSON."""
    return {
        "schema": QUEUE_SCHEMA,
        "requests": [
            {
                "request": one.name,
                "learner": one.learner,
                "state": str(one.state),
                "received": one.received.isoformat(),
                "age": one.age,
                "assigned": one.assigned or None,
                "asked": one.asked or None,
                "due": None if one.due is None else one.due.isoformat(),
                "left": one.left,
                "stopped": one.stopped or None,
                "review": one.review,
                "also": list(one.also),
            }
            for one in waiting
        ],
    }


def _order(one: Queued) -> tuple[date, date, str]:
    return (one.due or date.max, one.received, one.name)


def _is_wanted(one: Queued, filters: Filters, actor: str) -> bool:
    match filters.whose:
        case Whose.MINE:
            whose = one.assigned == actor
        case Whose.TEAM:
            whose = one.assigned not in ("", actor)
        case Whose.UNASSIGNED:
            whose = not one.assigned
        case Whose.ALL:
            whose = True
    return (
        whose
        and filters.state in (None, one.state)
        and filters.due in (None, one.nearness)
        and filters.learner.casefold() in one.learner.casefold()
    )


def _queued(
    entries: Sequence[Entry], office: Office, today: date, same: Sequence[str]
) -> Queued:
    name = request_of(entries[0].stream)
    received = office.day_of(entries[0].recorded_at)
    due = due_day(entries, office)
    return Queued(
        name=name,
        learner=entries[0].learner,
        state=RequestState(entries[-1].state),
        received=received,
        age=office.calendar.days_between(received, today),
        assigned=assigned_to(entries),
        asked=_last_said(entries, Move.REFER, "to"),
        due=due,
        left=None if due is None else _left(today, due, office),
        stopped=_last_said(entries, Move.PAUSE, "reason")
        if stands_still(entries)
        else "",
        review=waits_for_review(entries),
        also=tuple(one for one in same if one != name),
    )


def assigned_to(entries: Sequence[Entry]) -> str:
    """Return who works on a request; empty where nobody does."""
    return _last_said(entries, Move.ASSIGN, "to")


def waits_for_review(entries: Sequence[Entry]) -> bool:
    """Say whether a decision waits for a second person."""
    moves = [one.kind for one in entries if one.kind not in BESIDE]
    return moves[-1:] == [Move.REVIEW]


def _left(today: date, due: date, office: Office) -> int:
    """Count business days from tomorrow to the due day; a late one is below zero."""
    after = timedelta(days=1)
    if due >= today:
        return office.calendar.days_between(today + after, due + after)
    return -(office.calendar.days_between(due + after, today + after) or 1)


def _last_said(entries: Sequence[Entry], move: Move, what: str) -> str:
    said = [said_in(one).get(what) for one in entries if one.kind == move]
    return str(said[-1] or "") if said else ""
