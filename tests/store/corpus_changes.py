"""What the corpus of decisions comes to now, and which differences a person explained.

A decision that comes out otherwise is a change of policy, whether somebody meant it or
not. It is explained by a changelog fragment of the kind `policy`, or by what became of
it in `CHANGELOG.md`, with a sentence that names each decision:

    Replayed otherwise: `made-9/3`, `plain/3`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.store.world import act

from articulate.model.case import Move
from articulate.services.replay import Replayed, replay
from articulate.store.entries import entries_of, latest_entries
from articulate.store.transaction import Connection

_SAID = re.compile(r"Replayed otherwise: ((?:`[^`]+`(?:,\s+)?)+)\.")


def decisions(conn: Connection) -> Iterator[str]:
    """Name every decision of a store."""
    for newest in latest_entries(conn, "request:"):
        for entry in entries_of(conn, newest.stream):
            if entry.kind == Move.DECIDE:
                yield f"{entry.stream.removeprefix('request:')}/{entry.number}"


def replayed_otherwise(conn: Connection) -> list[str]:
    """Replay every decision, and name those that do not come to the same bytes."""
    differing = []
    for name in decisions(conn):
        came = replay(conn, name, act())
        assert isinstance(came, Replayed), name
        if not came.same:
            differing.append(name)
    return differing


def explained(changes: Path, changelog: str) -> frozenset[str]:
    """Name the decisions that fragments of the kind `policy`, or releases, explain."""
    fragments = sorted(changes.glob("*.policy.md"))
    texts = [changelog, *(one.read_text(encoding="utf-8") for one in fragments)]
    return frozenset(name for text in texts for name in named_in(text))


def named_in(text: str) -> Iterator[str]:
    """Yield the decisions that a text says are replayed otherwise."""
    for said in _SAID.findall(text):
        yield from re.findall(r"`([^`]+)`", said)


def unexplained(differing: list[str], known: frozenset[str]) -> str:
    """Say which differences nobody explained, and how; empty where all are."""
    left = [name for name in differing if name not in known]
    if not left:
        return ""
    listed = ", ".join(f"`{name}`" for name in left)
    return (
        f"decisions come out otherwise: {listed}. If that is meant, say for whom in a"
        f" fragment docs/changes/<name>.policy.md, which ends with: Replayed otherwise:"
        f" {listed}."
    )
