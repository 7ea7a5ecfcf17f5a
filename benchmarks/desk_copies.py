"""Requests copied under other names, so that an office of very many is soon filled.

A copy has the bytes that the services would have written for another learner with the
same record, a little earlier: every digest is taken anew, and the ledger is verified at
the end like any other.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from articulate.model.entry import Entry
from articulate.store.chain import digest_of_row
from articulate.store.contents import content_digest, content_of
from articulate.store.entries import contents_of, entries_of, row_of
from articulate.store.heads import make_heads
from articulate.store.institutions import institution_of
from articulate.store.tables import (
    case_institutions,
    contents,
    entries,
    entry_contents,
)
from articulate.store.verify import faults

SHARED = frozenset({"bundle"})
AT_ONCE = 1000
EARLIER = 60 * 24 * 10
"""Minutes by which a copy can be earlier than what it is a copy of."""


@dataclass(frozen=True)
class Original:
    """A request as it stands: its entries, what each rests on, and those bytes."""

    request: str
    learner: str
    institution: str
    entries: tuple[Entry, ...]
    rests: tuple[dict[str, str], ...]
    bytes_of: dict[str, bytes]


def original(conn: Connection, request: str) -> Original:
    """Read one request whole."""
    found = entries_of(conn, f"request:{request}")
    rests = tuple(contents_of(conn, one) for one in found)
    own = {d for one in rests for role, d in one.items() if role not in SHARED}
    return Original(
        request,
        found[0].learner,
        institution_of(conn, found[0].stream),
        found,
        rests,
        {digest: content_of(conn, digest) or b"" for digest in own},
    )


def copies(
    conn: Connection, originals: Sequence[Original], numbers: range
) -> Iterator[str]:
    """Write a copy for each number, and yield its name."""
    rows: dict[str, list[dict[str, Any]]] = {"c": [], "e": [], "r": [], "i": []}
    chance = random.Random(numbers.start)
    for number in numbers:
        one = originals[number % len(originals)]
        name, learner = f"r-{number}", f"L-{number}"
        earlier = timedelta(minutes=chance.randrange(EARLIER))
        _copied(one, (name, learner), earlier, rows)
        yield name
        if len(rows["i"]) == AT_ONCE:
            _write(conn, rows)
    _write(conn, rows)


def _copied(
    one: Original,
    named_so: tuple[str, str],
    earlier: timedelta,
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    name, learner = named_so
    told = [
        (f'"{one.learner}"', f'"{learner}"'),
        (f'"{one.request}"', f'"{name}"'),
        (f'"{one.request}/', f'"{name}/'),
    ]
    # What names another's digest comes after it: a record, its evaluation, a decision.
    for role in ("received", "record", "evaluation", "decision"):
        for rest in one.rests:
            if role in rest and all(rest[role] != old for old, _ in told):
                whole = _told(one.bytes_of[rest[role]].decode(), told)
                digest = content_digest(whole.encode())
                told.append((rest[role], digest))
                rows["c"].append({"digest": digest, "content": whole.encode()})
    named = dict(told)
    previous, stream = "", f"request:{name}"
    for entry, rest in zip(one.entries, one.rests, strict=True):
        at = datetime.fromisoformat(entry.recorded_at) - earlier
        bare = replace(
            entry,
            stream=stream,
            learner=learner,
            recorded_at=at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            body=_told(entry.body, told),
            previous=previous,
        )
        row = row_of(bare)
        row["digest"] = previous = digest_of_row(row)
        rows["e"].append(row)
        rows["r"] += [
            {
                "stream": stream,
                "number": entry.number,
                "role": role,
                "content": named.get(digest, digest),
            }
            for role, digest in sorted(rest.items())
        ]
    rows["i"].append(
        {"stream": stream, "institution": one.institution, "learner": learner}
    )


def _told(text: str, told: Sequence[tuple[str, str]]) -> str:
    for old, new in told:
        text = text.replace(old, new)
    return text


def _write(conn: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    tables = {
        "c": contents,
        "e": entries,
        "r": entry_contents,
        "i": case_institutions,
    }
    for key, table in tables.items():
        some = rows[key]
        if key == "c":
            some = list({row["digest"]: row for row in some}.values())
        if some:
            conn.execute(insert(table), some)
        rows[key].clear()


def whole(conn: Connection) -> None:
    """Make the heads of all streams, and see that not one row is wrong."""
    make_heads(conn)
    found = list(faults(conn))
    assert not found, found[:3]
