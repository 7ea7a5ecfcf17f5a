"""The ledger: what happened is appended to a stream, chained to what came before."""

from sqlalchemy import Connection, insert

from articulate.model.entry import Entry, NewEntry
from articulate.store.chain import body_of, digest_of_row
from articulate.store.entries import entry_of, row_of
from articulate.store.heads import head_after, head_of, keep_head
from articulate.store.institutions import note_institution
from articulate.store.tables import entries, entry_contents


def append(
    conn: Connection, new: NewEntry, moment: str, *, after: Entry | None
) -> Entry:
    """Append one entry to its stream, *after* the one that was its last.

    That is the entry on which it was judged that the new one is allowed, None where
    the stream was empty: it is not looked up again. So two that judge by the same entry
    append under the same number, and the engine refuses the second.

    An entry is never recorded before the one it follows, whatever a clock says, so that
    what was known at a moment is a stream up to some entry.
    """
    last = after
    bare = Entry(
        stream=new.stream,
        number=1 if last is None else last.number + 1,
        kind=new.kind,
        state=new.state,
        learner=new.learner,
        actor=new.actor,
        recorded_at=moment if last is None else max(moment, last.recorded_at),
        key=new.key,
        asked=new.asked,
        body=body_of(new.said, new.contents),
        previous="" if last is None else last.digest,
        digest="",
    )
    row = row_of(bare)
    row["digest"] = digest_of_row(row)
    conn.execute(insert(entries).values(row))
    for role, content in sorted(new.contents.items()):
        conn.execute(
            insert(entry_contents).values(
                stream=bare.stream, number=bare.number, role=role, content=content
            )
        )
    entered = entry_of(row)
    note_institution(conn, entered)
    head = None if last is None else head_of(conn, last.stream)
    keep_head(conn, head_after(head, entered))
    return entered
