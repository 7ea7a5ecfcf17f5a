"""The queue: every request that is not over, by when it is due and who works on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from articulate.cases.deadlines import due_on, stops_in
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.case import BESIDE, Move, RequestState
from articulate.model.entry import Entry
from articulate.model.head import Head
from articulate.services.access import Task, refusal, works_for
from articulate.services.acting import Act, request_of
from articulate.services.office import Office
from articulate.store.chain import said_in
from articulate.store.transaction import Connection
from articulate.store.waiting import (
    NO_DAY,
    Wanted,
    keep_days,
    uncounted,
    waiting,
    waiting_count,
    waiting_of,
    with_learners,
)

QUEUE_SCHEMA = "articulate.queue/1"
PAGE = 100
"""Requests on one page."""
AT_ONCE = 2000
"""Requests whose days are counted in one transaction."""
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
    """What of the queue is asked for; what is left empty does not narrow it.

    `after` is where the last page ended, as it said itself.
    """

    whose: Whose = Whose.ALL
    state: RequestState | None = None
    due: Due | None = None
    learner: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Requests that wait; how many on all pages, and where the next page begins."""

    waiting: tuple[Queued, ...]
    total: int
    next: str


def queue(
    conn: Connection, filters: Filters, office: Office, act: Act, *, most: int = PAGE
) -> QueuePage | Diagnostic:
    """List what waits, the one that is due first at the top."""
    if refused := refusal(act, Task.SEE_QUEUE):
        return refused
    today = office.day_of(act.moment)
    wanted = _wanted(filters, act.actor, today, office)
    wanted = with_learners(conn, replace(wanted, institutions=works_for(act)))
    heads = waiting(conn, replace(wanted, after=_place(filters.after)), most + 1)
    page = heads[:most]
    same = waiting_of(conn, [one.learner for one in page], works_for(act))
    return QueuePage(
        tuple(_queued(one, office, today, same[one.learner]) for one in page),
        waiting_count(conn, wanted),
        _name(page[-1]) if len(heads) > most else "",
    )


def days_to_count(conn: Connection, office: Office) -> bool:
    """Say whether a request waits whose day was not counted by the office's calendar.

    Something happened to it since, or the calendar is another one.
    """
    return bool(uncounted(conn, calendar_name(office), 1))


def count_days(conn: Connection, office: Office, most: int = AT_ONCE) -> bool:
    """Count the day of the next requests that want it; whether there may be more."""
    calendar = calendar_name(office)
    found = uncounted(conn, calendar, most)
    days = {
        one.stream: NO_DAY if (day := _due(one, office)) is None else day.isoformat()
        for one in found
    }
    keep_days(conn, days, calendar)
    return len(found) == most


def calendar_name(office: Office) -> str:
    """Name the calendar by which days are counted, by what it says."""
    calendar = office.calendar
    days = ",".join(sorted(day.isoformat() for day in calendar.holidays))
    said = f"{sorted(calendar.workdays)} {days} {office.zone}"
    return sha256(said.encode()).hexdigest()[:16]


def queue_json(page: QueuePage) -> dict[str, Json]:
    """Turn a page of the queue into JSON."""
    return {
        "schema": QUEUE_SCHEMA,
        "total": page.total,
        "next": page.next or None,
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
            for one in page.waiting
        ],
    }


def _wanted(filters: Filters, actor: str, today: date, office: Office) -> Wanted:
    """Say what is asked for in the words of what is kept."""
    wanted = Wanted(
        state=str(filters.state or ""), learner=" ".join(filters.learner.split())
    )
    match filters.whose:
        case Whose.MINE:
            wanted = replace(wanted, assigned=actor)
        case Whose.TEAM:
            wanted = replace(wanted, not_assigned=("", actor))
        case Whose.UNASSIGNED:
            wanted = replace(wanted, assigned="")
        case Whose.ALL:
            pass
    if filters.due is None:
        return wanted
    soon = due_on(today, SOON, (), office.calendar) or today
    one = timedelta(days=1)
    match filters.due:
        case Due.STOPPED:
            return replace(wanted, still=True, since=NO_DAY)
        case Due.NO_DAY:
            return replace(wanted, still=False, since=NO_DAY)
        case Due.LATE:
            until = (today - one).isoformat()
            return replace(wanted, since=_FIRST, until=until)
        case Due.SOON:
            until = soon.isoformat()
            return replace(wanted, since=today.isoformat(), until=until)
        case Due.LATER:
            last = (date.max - one).isoformat()
            return replace(wanted, since=(soon + one).isoformat(), until=last)


_FIRST = date.min.isoformat()


def _due(head: Head, office: Office) -> date | None:
    """Return the day on which a request that waits is due; None where there is none."""
    if head.within is None:
        return None
    clock = [(move, office.day_of(at)) for move, at in head.clock]
    begun = office.day_of(head.received_at)
    return due_on(begun, head.within, stops_in(clock), office.calendar)


def _queued(head: Head, office: Office, today: date, same: Sequence[str]) -> Queued:
    due = _due(head, office)
    received = office.day_of(head.received_at)
    return Queued(
        name=request_of(head.stream),
        learner=head.learner,
        state=RequestState(head.state),
        received=received,
        age=office.calendar.days_between(received, today),
        assigned=head.assigned,
        asked=head.asked,
        due=due,
        left=None if due is None else _left(today, due, office),
        stopped=head.stopped if head.still else "",
        review=head.review,
        also=tuple(request_of(one) for one in same if one != head.stream),
    )


def _name(head: Head) -> str:
    return f"{head.due} {head.received_at} {head.stream}"


def _place(name: str) -> tuple[str, str, str] | None:
    """Read where a page ended; what cannot be read is the beginning."""
    due, _, rest = name.partition(" ")
    received, _, stream = rest.partition(" ")
    return (due, received, stream) if stream else None


def assigned_to(entries: Sequence[Entry]) -> str:
    """Return who works on a request; empty where nobody does."""
    return _last_said(entries, Move.ASSIGN, "to")


def stopped_because(entries: Sequence[Entry]) -> str:
    """Return why the clock of a request stood last."""
    return _last_said(entries, Move.PAUSE, "reason")


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
