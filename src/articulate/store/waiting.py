"""Requests that wait: which they are, in the order of their days, page by page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_, update

from articulate.model.head import Head
from articulate.store.heads import head_in
from articulate.store.tables import heads

NO_DAY = "9999-12-31"
"""Stands for a day that there is none, and sorts after every other."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests are sought; what is left empty does not narrow it.

    `assigned` is to whom, `not_assigned` to none of these. `since` and `until` are
    days, both inclusive. `still` is whether the clock stands. `learner` is a part of an
    id, `learners` are whole ones. `after` is the place where the last page ended.
    `institutions` are those whose requests are sought.
    """

    assigned: str | None = None
    not_assigned: tuple[str, ...] = ()
    state: str = ""
    since: str = ""
    until: str = ""
    still: bool | None = None
    learners: tuple[str, ...] | None = None
    learner: str = ""
    after: tuple[str, str, str] | None = None
    institutions: tuple[str, ...] = ()


def waiting(conn: Connection, wanted: Wanted, most: int) -> tuple[Head, ...]:
    """Return requests that wait, the one that is due first at the top."""
    place = (heads.c.due, heads.c.received_at, heads.c.stream)
    query = _narrowed(select(heads), wanted)
    if wanted.after is not None:
        query = query.where(tuple_(*place) > tuple_(*wanted.after))
    rows = conn.execute(query.order_by(*place).limit(most)).mappings()
    return tuple(head_in(row) for row in rows)


def waiting_count(conn: Connection, wanted: Wanted) -> int:
    """Count the requests that are sought, on all pages together."""
    query = _narrowed(select(func.count()).select_from(heads), wanted)
    return int(conn.execute(query).scalar() or 0)


def with_learners(conn: Connection, wanted: Wanted) -> Wanted:
    """Return the same, with the learners whose id has the part that is sought.

    They are looked for once, along their index; where they are too many to be named,
    the part narrows each question by itself.
    """
    if not wanted.learner:
        return wanted
    query = select(heads.c.learner).where(heads.c.waits).where(_named(wanted.learner))
    if wanted.institutions:
        query = query.where(heads.c.institution.in_(wanted.institutions))
    found = conn.execute(query.distinct().limit(_MANY + 1)).scalars().all()
    if len(found) > _MANY:
        return wanted
    return replace(wanted, learner="", learners=tuple(sorted(found)))


_MANY = 500


def waiting_of(
    conn: Connection, learners: Iterable[str], institutions: Collection[str] = ()
) -> Mapping[str, list[str]]:
    """Return the streams of requests that wait, by their learner.

    Where *institutions* are named, it is only of their requests.
    """
    found: dict[str, list[str]] = {}
    query = (
        select(heads.c.learner, heads.c.stream)
        .where(heads.c.waits)
        .where(heads.c.learner.in_(sorted(set(learners))))
        .order_by(heads.c.stream)
    )
    if institutions:
        query = query.where(heads.c.institution.in_(sorted(institutions)))
    for row in conn.execute(query):
        found.setdefault(row.learner, []).append(row.stream)
    return found


def uncounted(conn: Connection, calendar: str, most: int) -> tuple[Head, ...]:
    """Return requests that wait, and whose day was not counted by a calendar."""
    known = select(heads.c.calendar).where(heads.c.waits)
    ends = (heads.c.calendar, heads.c.calendar.desc())
    found = [conn.execute(known.order_by(end).limit(1)).scalar() for end in ends]
    if set(found) <= {calendar, None}:  # so it is for each one between the two ends
        return ()
    query = select(heads).where(heads.c.waits).where(heads.c.calendar != calendar)
    rows = conn.execute(query.limit(most)).mappings()
    return tuple(head_in(row) for row in rows)


def keep_days(conn: Connection, days: Mapping[str, str], calendar: str) -> None:
    """Keep the day on which each stream is due, by a calendar."""
    for stream, due in sorted(days.items()):
        counted = update(heads).where(heads.c.stream == stream)
        conn.execute(counted.values(due=due, calendar=calendar))


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = query.where(heads.c.waits)
    if wanted.institutions:
        query = query.where(heads.c.institution.in_(wanted.institutions))
    if wanted.assigned is not None:
        query = query.where(heads.c.assigned == wanted.assigned)
    if wanted.not_assigned:
        query = query.where(heads.c.assigned.not_in(wanted.not_assigned))
    if wanted.state:
        query = query.where(heads.c.state == wanted.state)
    if wanted.since:
        query = query.where(heads.c.due >= wanted.since)
    if wanted.until:
        query = query.where(heads.c.due <= wanted.until)
    if wanted.still is not None:
        query = query.where(heads.c.still == wanted.still)
    if wanted.learner:
        query = query.where(_named(wanted.learner))
    if wanted.learners is not None:
        query = query.where(heads.c.learner.in_(wanted.learners))
    return query


def _named(part: str) -> ColumnElement[bool]:
    return func.lower(heads.c.learner).contains(part.lower(), autoescape=True)
