"""For which institution each case is, and which cases are some institutions'.

An entry says it in its body; here it stands in a row, so that it can be asked for.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Table, func, insert, or_, select

from articulate.model.entry import Entry
from articulate.store.chain import said_in
from articulate.store.tables import case_institutions, entries

_PANEL, _REQUEST, _SEEN = "panel:", "request:", "disclosure:"


def note_institution(conn: Connection, entry: Entry) -> None:
    """Note for which institution a case is, once an entry of it says so."""
    if not entry.learner:
        return
    said = said_in(entry)
    asked = said.get("asked")
    found = ""
    if isinstance(asked, dict):
        found = str(asked.get("receiving") or "")
    elif entry.stream.startswith(_PANEL) and entry.number == 1:
        found = institution_of(conn, f"{_REQUEST}{said.get('request')}")
    if found and not institution_of(conn, entry.stream):
        row = {
            "stream": entry.stream,
            "institution": found,
            "learner": entry.learner,
        }
        conn.execute(insert(case_institutions).values(row))


def note_institutions(conn: Connection) -> None:
    """Note for which institution each case is, of all that is entered."""
    says = entries.c.kind.in_(("convene", "evaluate"))
    ordered = entries.c.stream.desc(), entries.c.number  # requests before panels
    for row in conn.execute(select(entries).where(says).order_by(*ordered)).mappings():
        note_institution(conn, Entry(**row))


def institution_of(conn: Connection, stream: str) -> str:
    """Return for which institution a case is, nothing where none is known."""
    here = select(case_institutions.c.institution)
    found = conn.execute(here.where(case_institutions.c.stream == stream)).scalar()
    return "" if found is None else str(found)


def among(institutions: Collection[str], rows: Table) -> ColumnElement[bool]:
    """Ask for rows of some institutions' cases and learners, and of what is no case.

    The rows have a stream and a learner, as entries and heads do.
    """
    table, stream, learner = case_institutions, rows.c.stream, rows.c.learner
    theirs = table.c.institution.in_(sorted(institutions))
    learners = select(table.c.learner).where(theirs)
    looks = func.substr(stream, 1, len(_SEEN)) == _SEEN
    of_a_case = or_(
        func.substr(stream, 1, len(_PANEL)) == _PANEL,
        func.substr(stream, 1, len(_REQUEST)) == _REQUEST,
    )
    return or_(
        (learner == "") & ~looks,
        stream.in_(select(table.c.stream).where(theirs)),
        looks & func.substr(stream, len(_SEEN) + 1).in_(learners),
        ~of_a_case & learner.in_(learners),
    )
