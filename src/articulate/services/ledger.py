"""The ledger as an office sees it: is it whole, and where did it stand."""

import json
from dataclasses import dataclass
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.entry import Checkpoint
from articulate.services.access import Task, refusal
from articulate.services.acting import Act
from articulate.store.contents import content_digest
from articulate.store.entries import checkpoint_now
from articulate.store.erasures import erased_count
from articulate.store.transaction import Connection
from articulate.store.verify import Fault, faults

CHECKPOINT_SCHEMA = "articulate.checkpoint/1"
LEDGER_SCHEMA = "articulate.ledger/1"


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying came to: how much was looked at, and each row that is altered.

    `erased` are contents that were emptied on request, as an entry says.

    The first problem is about the first bad row, stream by stream.
    """

    streams: int
    entries: int
    checkpoint: bool
    problems: tuple[Diagnostic, ...] = ()
    erased: int = 0

    def __str__(self) -> str:
        beside = ", as the checkpoint has it" if self.checkpoint else ""
        whole = f"{self.entries} entries in {self.streams} streams are whole{beside}"
        gone = "contents" if self.erased > 1 else "content"
        return f"{whole}; {self.erased} {gone} erased" if self.erased else whole


def verify_ledger(
    conn: Connection, act: Act, checkpoint: Checkpoint | None = None
) -> Verified | Diagnostic:
    """Look at every row, and name each that is not what it was."""
    if refused := refusal(act, Task.VERIFY_LEDGER):
        return refused
    problems = tuple(_altered(fault, act) for fault in faults(conn, checkpoint))
    now = checkpoint_now(conn, act.moment)
    entries = sum(number for number, _ in now.heads.values())
    against = checkpoint is not None
    return Verified(len(now.heads), entries, against, problems, erased_count(conn))


def verified_json(verified: Verified) -> dict[str, Json]:
    """Turn what verifying came to into JSON."""
    return {
        "schema": LEDGER_SCHEMA,
        "streams": verified.streams,
        "entries": verified.entries,
        "checkpoint": verified.checkpoint,
        "whole": not verified.problems,
        "erased": verified.erased,
    }


def checkpoint_of(conn: Connection, act: Act) -> Checkpoint | Diagnostic:
    """Return where every stream stands, to be kept outside the store."""
    if refused := refusal(act, Task.VERIFY_LEDGER):
        return refused
    return checkpoint_now(conn, act.moment)


def checkpoint_json(checkpoint: Checkpoint) -> dict[str, Json]:
    """Turn a checkpoint into the object that is kept; its digest covers the streams."""
    streams: dict[str, Json] = {
        stream: [number, digest]
        for stream, (number, digest) in sorted(checkpoint.heads.items())
    }
    return {
        "schema": CHECKPOINT_SCHEMA,
        "at": checkpoint.recorded_at,
        "entries": sum(number for number, _ in checkpoint.heads.values()),
        "streams": streams,
        "digest": _digest(streams),
    }


def read_checkpoint(text: str, act: Act) -> Checkpoint | Diagnostic:
    """Read a checkpoint that was kept, or say that it is none."""
    try:
        form: dict[str, Any] = json.loads(text)
        heads = {
            stream: (int(number), str(digest))
            for stream, (number, digest) in form["streams"].items()
        }
        whole = form["schema"] == CHECKPOINT_SCHEMA
        whole = whole and form["digest"] == _digest(form["streams"])
        at = str(form["at"])
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if whole:
        return Checkpoint(at, heads)
    return Diagnostic(
        code=Code.BACKUP_DAMAGED,
        place=act.at(),
        message="the checkpoint is not one, or was changed since it was written",
        help="give a file that `articulate ledger checkpoint` wrote, as it was written",
    )


def _digest(streams: Json) -> str:
    return content_digest(json.dumps(streams, sort_keys=True).encode())


def _altered(fault: Fault, act: Act) -> Diagnostic:
    row = f"{fault.table} {fault.stream}"
    if fault.number:
        row += f"/{fault.number}"
    return Diagnostic(
        code=Code.LEDGER_ALTERED,
        place=act.at(fault.stream, fault.number),
        message=f"the row `{row}` was altered: {fault.message}",
        help="someone with full rights over the database changed it; compare with the"
        " last backup and its checkpoint before anything else is decided",
    )
