"""A backup: the whole store as lines of text, the same for every engine.

The first line says what it is; then come all contents, all entries and what was erased;
the last line says where each stream stood. A backup of SQLite can be restored into
PostgreSQL, and the other way about.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select

from articulate.model.entry import Checkpoint, Entry
from articulate.store.entries import checkpoint_now, row_of
from articulate.store.heads import make_heads
from articulate.store.institutions import note_institutions
from articulate.store.tables import contents, entries, entry_contents, erasures
from articulate.store.verify import faults

BACKUP_SCHEMA = "articulate.backup/1"
_AT_ONCE = 500


class DamagedError(ValueError):
    """A backup that is not whole; the message says where."""


def backup_lines(conn: Connection, moment: str) -> Iterator[str]:
    """Write everything in the store, line by line, from one moment of it."""
    yield _line({"schema": BACKUP_SCHEMA, "at": moment})
    kept = select(contents).order_by(contents.c.digest)
    for row in conn.execution_options(yield_per=1).execute(kept):
        content = b64encode(row.content).decode("ascii")
        yield _line({"digest": row.digest, "content": content})
    written = select(entries).order_by(entries.c.stream, entries.c.number)
    for entry in conn.execution_options(yield_per=_AT_ONCE).execute(written).mappings():
        yield _line({"entry": dict(entry)})
    gone = select(erasures).order_by(erasures.c.content)
    for erasure in conn.execute(gone).mappings():
        yield _line({"erasure": dict(erasure)})
    heads = checkpoint_now(conn, moment).heads
    yield _line({"heads": {stream: list(head) for stream, head in heads.items()}})


def is_empty(conn: Connection) -> bool:
    """Say whether nothing was ever entered in a store."""
    return all(
        conn.execute(select(func.count()).select_from(table)).scalar() == 0
        for table in (contents, entries)
    )


def restore_lines(conn: Connection, lines: Iterable[str]) -> Checkpoint:
    """Fill an empty store, verify every row of it, and return where it stands.

    Whatever is not as it was written is a `DamagedError`, and the transaction must end
    without anything being written.
    """
    checkpoint: Checkpoint | None = None
    moment = ""
    for number, line in enumerate(lines, start=1):
        form = _read(line, number)
        if checkpoint is not None:
            raise _damaged(number, "something stands after its end")
        if number == 1:
            if form.get("schema") != BACKUP_SCHEMA:
                raise _damaged(number, "it is no backup")
            moment = str(form["at"])
        elif "content" in form:
            content = b64decode(form["content"])
            conn.execute(
                insert(contents).values(digest=form["digest"], content=content)
            )
        elif "entry" in form:
            _restore_entry(conn, form["entry"])
        elif "erasure" in form:
            conn.execute(insert(erasures).values(form["erasure"]))
        elif "heads" in form:
            heads = {name: (head[0], head[1]) for name, head in form["heads"].items()}
            checkpoint = Checkpoint(moment, heads)
        else:
            raise _damaged(number, "it says nothing that is known")
    if checkpoint is None:
        msg = "its end is missing"
        raise DamagedError(msg)
    note_institutions(conn)
    make_heads(conn)
    _verify(conn, checkpoint)
    return checkpoint


def _restore_entry(conn: Connection, row: dict[str, Any]) -> None:
    conn.execute(insert(entries).values(row_of(Entry(**row))))
    for role, content in json.loads(row["body"])["contents"].items():
        conn.execute(
            insert(entry_contents).values(
                stream=row["stream"], number=row["number"], role=role, content=content
            )
        )


def _verify(conn: Connection, checkpoint: Checkpoint) -> None:
    if checkpoint_now(conn, checkpoint.recorded_at).heads != checkpoint.heads:
        msg = "its entries are not those that its last line names"
        raise DamagedError(msg)
    for fault in faults(conn, checkpoint):
        msg = f"`{fault.table} {fault.stream}/{fault.number}`: {fault.message}"
        raise DamagedError(msg)


def _line(form: dict[str, Any]) -> str:
    return json.dumps(form, sort_keys=True, separators=(",", ":")) + "\n"


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        form = json.loads(line)
    except ValueError:
        raise _damaged(number, "it is cut off or was changed") from None
    if not isinstance(form, dict):
        raise _damaged(number, "it says nothing that is known")
    return form


def _damaged(number: int, what: str) -> DamagedError:
    return DamagedError(f"line {number}: {what}")
