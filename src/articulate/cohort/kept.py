"""Kept: what was told and answered, as tables in one file, whole or not at all."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Final

import polars as pl

from articulate.rulebook.telling import Teller

WORTH_KEEPING: Final = 1_000
"""With fewer codes than this in a table, nothing is looked up, and nothing kept."""


@dataclass(frozen=True)
class Telling:
    """Who tells of codes, and where what was told before is kept."""

    teller: Teller
    read: Callable[[], bytes | None]
    write: Callable[[bytes], None]


def nothing_kept() -> bytes | None:
    """Read what was never written."""
    return None


def not_kept(told: bytes) -> None:
    """Keep nothing."""
    del told


@dataclass(frozen=True)
class Kept:
    """Tables by name, each read when it is asked for."""

    bodies: Mapping[str, memoryview] = field(default_factory=dict)

    def table(self, name: str, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """Return a table; an empty one where none was kept."""
        body = self.bodies.get(name)
        if body is None:
            return pl.DataFrame(schema=schema)
        return pl.read_ipc(BytesIO(body))


def packed(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Pack tables in one file, signed by its own hash."""
    bodies: dict[str, bytes] = {}
    for name, table in tables.items():
        written = BytesIO()
        table.write_ipc(written, compression="lz4")
        bodies[name] = written.getvalue()
    listed = json.dumps({name: len(body) for name, body in bodies.items()})
    body = b"\n".join((listed.encode(), b"".join(bodies.values())))
    return b"\n".join((sha256(body).hexdigest().encode(), body))


def unpacked(kept: bytes | None) -> Kept:
    """Open what was packed; what is damaged is as good as absent."""
    signed, _, body = (kept or b"").partition(b"\n")
    if not body or signed != sha256(body).hexdigest().encode():
        return Kept()
    listed, _, _ = body.partition(b"\n")
    at = len(listed) + 1
    bodies = {}
    for name, size in json.loads(listed).items():
        bodies[name] = memoryview(body)[at : at + size]
        at += size
    return Kept(bodies)
