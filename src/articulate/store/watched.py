"""Watched: whose cases were looked at, by which rules, and when to look again.

A row says that a learner with so many entries was looked at. As entries are only added,
another count is another case. The table can be emptied: then everybody is looked at
once more, and sees the signals that are there already. Of whom everything was erased no
row is kept: once their signals are gone, nobody looks at them any more.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Select, delete, func, insert, or_, select

from articulate.model.signal import SignalState
from articulate.store.erasures import all_is_erased, erased_learners, has_record
from articulate.store.tables import entries, heads, watched

SIGNAL = "watch:"
"""What the name of a signal's stream begins with."""


def learners_to_look_at(conn: Connection, rules: str, today: str) -> tuple[str, ...]:
    """Name the learners about whom something is new since they were looked at.

    That is another entry, other rules, or a day that has come.
    """
    counted = _counted().subquery()
    pointed_out = select(heads.c.stream).where(
        heads.c.learner == counted.c.learner,
        heads.c.family == SIGNAL.removesuffix(":"),
        heads.c.state == SignalState.OPEN,
    )
    # What costs most is asked last, and of those few only who were erased.
    something_left = or_(
        counted.c.learner.not_in(erased_learners()),
        has_record(counted.c.learner),
        pointed_out.exists(),
    )
    seen = (
        (watched.c.entries == counted.c.count)
        & (watched.c.rules == rules)
        & (watched.c.again_on.is_(None) | (watched.c.again_on > today))
    )
    query = (
        select(counted.c.learner)
        .outerjoin(watched, (watched.c.learner == counted.c.learner) & seen)
        .where(watched.c.learner.is_(None), something_left)
        .order_by(counted.c.learner)
    )
    return tuple(conn.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Look:
    """How many entries were looked at, by which rules, and the day to look again."""

    entries: int
    rules: str
    again_on: str | None


def looked_at(conn: Connection, learner: str, look: Look) -> None:
    """Note what was looked at of a learner.

    The entries are those that were read, and are not counted here: one that somebody
    else entered meanwhile was not looked at. Of whom all is erased nothing is noted.
    """
    forget_look(conn, learner)
    if all_is_erased(conn, learner):
        return
    conn.execute(
        insert(watched).values(
            learner=learner,
            entries=look.entries,
            rules=look.rules,
            again_on=look.again_on,
        )
    )


def forget_look(conn: Connection, learner: str) -> None:
    """Keep nothing of when a learner was looked at."""
    conn.execute(delete(watched).where(watched.c.learner == learner))


def next_day_to_look(conn: Connection) -> str | None:
    """Return the next day on which time alone may let something else be seen."""
    return conn.execute(select(func.min(watched.c.again_on))).scalar()


def _counted() -> Select[tuple[str, int]]:
    """Count the entries about each learner, signals aside."""
    signal = func.substr(entries.c.stream, 1, len(SIGNAL)) == SIGNAL
    return (
        select(entries.c.learner, func.count().label("count"))
        .where(entries.c.learner != "", ~signal)
        .group_by(entries.c.learner)
    )
