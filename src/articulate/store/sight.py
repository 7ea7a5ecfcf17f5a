"""Sight: what somebody may see of the rows, said to the engine for one transaction.

On PostgreSQL policies hold a role of the desk to it, whatever a query asks for. SQLite
has no such second wall: there, what services ask is all there is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see: nothing, unless it says so.

    `actor` is whose name entries may be added under. `learners` are the cases of every
    learner, of some `institutions` where it names any; `learner` is whose own one sees.
    `assesses` are the panels on which the actor has a seat, `office` what is about no
    learner.
    """

    actor: str = ""
    learners: bool = False
    learner: str = ""
    assesses: bool = False
    office: bool = False
    institutions: tuple[str, ...] = ()


def look_as(conn: Connection, sight: Sight) -> None:
    """Hold a transaction to what somebody may see."""
    if conn.dialect.name != "postgresql":
        return
    said = {
        "actor": sight.actor,
        "learners": _ALL if sight.learners else "",
        "learner": sight.learner,
        "assessor": sight.actor if sight.assesses else "",
        "office": _ALL if sight.office else "",
        "institutions": ",".join(sorted(sight.institutions)),
        "panels": "",
    }
    settings = {f"articulate.{name}": value for name, value in said.items()}
    # By what policies might cost, a query seems worth compiling, which takes longer
    # than any query of the desk.
    settings["jit"] = "off"
    conn.execute(
        select(
            *(
                func.set_config(name, value, True)  # noqa: FBT003 - local
                for name, value in settings.items()
            )
        )
    )


@contextmanager
def every_panel_in_sight(conn: Connection) -> Iterator[None]:
    """See all panels for a while, as somebody who compares them and shows none."""
    if conn.dialect.name != "postgresql":
        yield
        return
    panels = text("SELECT set_config('articulate.panels', :sees, true)")
    conn.execute(panels, {"sees": _ALL})
    try:
        yield
    finally:
        conn.execute(panels, {"sees": ""})


def is_bound(conn: Connection) -> bool:
    """Say whether the role that is connected is held to what somebody may see."""
    if conn.dialect.name != "postgresql":
        return False
    bound = text(
        "SELECT row_security_active('entries') AND NOT EXISTS ("
        " SELECT FROM pg_policies WHERE tablename = 'entries'"
        " AND schemaname = current_schema() AND current_user = ANY (roles))"
    )
    return bool(conn.execute(bound).scalar())
