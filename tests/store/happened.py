"""Things that happen, for the tests of the ledger."""

from articulate.bootstrap.database import OpenStore
from articulate.model.entry import Entry, NewEntry
from articulate.store.contents import keep_content
from articulate.store.entries import last_entry
from articulate.store.ledger import append
from articulate.store.transaction import Connection

DAYS = [f"2024-09-0{day}T08:00:00.000000Z" for day in range(1, 10)]


def entered(
    store: OpenStore, stream: str, what: str, moment: str, *, key: str | None = None
) -> Entry:
    """Enter one thing, resting on bytes of its own."""
    return store.write(lambda conn: happened(conn, stream, what, moment, key=key))


def happened(
    conn: Connection, stream: str, what: str, moment: str, *, key: str | None = None
) -> Entry:
    """Enter one thing in a transaction that others share."""
    kept = keep_content(conn, f"{stream} {what}".encode())
    new = NewEntry(
        stream=stream,
        kind=what,
        state="received",
        actor="ada",
        said={"what": what},
        learner="L-1",
        contents={"record": kept},
        key=key,
        asked=None if key is None else f"asked {what}",
    )
    return append(conn, new, moment, after=last_entry(conn, stream))


def three_streams(store: OpenStore) -> None:
    """Enter six things in three streams, all at once."""

    def work(conn: Connection) -> None:
        for stream, number in (("a", 3), ("b", 2), ("c", 1)):
            for day in range(number):
                happened(conn, stream, f"thing{day}", DAYS[day], key=f"{stream}{day}")

    store.write(work)
