"""What a batch is to do, and the parts that it is cut into, as they are kept.

A task names its rulebooks by content and brings what else reading a record needs, so
that a worker needs nothing but the store, and a worker elsewhere not even that.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from articulate.rulebook.codec import as_bytes, decode, encode
from articulate.services.evaluate_record import Asked
from articulate.services.nearby_files import FoundFile
from articulate.services.read_record import HowToRead
from articulate.store.contents import content_of
from articulate.store.transaction import Connection

_LEVEL = 1
"""How hard to pack: most of what packing gives, at a tenth of what it could cost."""


class TaskKind(StrEnum):
    """What is done about each learner."""

    EVALUATE = "evaluate"
    IMPACT = "impact"


@dataclass(frozen=True, slots=True)
class Task:
    """What a batch does about each learner.

    `bundles` are the digests of what is kept of the rules that are evaluated by, or
    compared, and `rulebooks` those of the rules themselves.
    `asked` is what is asked about records from files, and `how` they are read, with the
    text of their `layout`; requests in the store are asked as they were, for the day
    `as_of` where it is given. With `whole` everybody is compared, not only who could be
    touched.
    """

    kind: TaskKind
    bundles: tuple[str, ...] = ()
    rulebooks: tuple[str, ...] = ()
    asked: Asked | None = None
    how: HowToRead | None = None
    layout: str | None = None
    as_of: date | None = None
    whole: bool = False

    def text(self) -> str:
        """Write the task as canonical JSON."""
        return as_bytes(encode(self)).decode()

    @classmethod
    def of(cls, text: str) -> "Task":
        """Read a task that `text` wrote."""
        return decode(cls, json.loads(text))


@dataclass(frozen=True, slots=True)
class Item:
    """One learner of a chunk: a file as it was handed in, or a request of the store.

    `record` is the file, or the record's canonical form. Of a request there is also
    what was `asked`, the `result` that the `rulebook` of that digest gave, and the
    `exceptions` that the learner was granted, as they are kept; empty is none.
    """

    name: str
    record: bytes
    asked: Asked | None = None
    rulebook: str = ""
    result: bytes = b""
    exceptions: bytes = b""


@dataclass(frozen=True, slots=True)
class Reference:
    """A request of the store, with its record and evaluation by their digests.

    `exceptions` is the digest of those that the evaluation went by; empty is none. A
    batch that was begun before batches went by exceptions names none, and ends as it
    began: its lines rest on one and the same way to evaluate.
    """

    name: str
    record: str
    asked: Asked
    rulebook: str
    result: str
    exceptions: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the bytes of a chunk: the files in it, or the requests."""

    files: tuple[tuple[str, int], ...] = ()
    requests: tuple[Reference, ...] = ()


def pack_files(files: Sequence[FoundFile]) -> bytes:
    """Pack files into the content of a chunk, every byte of them."""
    head = _Head(files=tuple((one.name, len(one.content)) for one in files))
    return _packed(head, (one.content for one in files))


def pack_requests(requests: Sequence[Reference]) -> bytes:
    """Pack requests into the content of a chunk; their records stay where they are."""
    return _packed(_Head(requests=tuple(requests)), ())


def head_of(content: bytes) -> tuple[tuple[FoundFile, ...], tuple[Reference, ...]]:
    """Unpack a chunk: the files in it, and the requests that it names."""
    head_text, _, rest = zlib.decompress(content).partition(b"\n")
    head = decode(_Head, json.loads(head_text))
    files, start = [], 0
    for name, size in head.files:
        files.append(FoundFile(name, rest[start : start + size]))
        start += size
    return tuple(files), head.requests


def items_in(conn: Connection, content: bytes) -> list[Item]:
    """Unpack a chunk, and fetch what its requests rest on."""
    files, requests = head_of(content)
    items = [Item(one.name, one.content) for one in files]
    for one in requests:
        kept = Item(one.name, b"", one.asked, one.rulebook)
        record, result = _kept(conn, one.record), _kept(conn, one.result)
        granted = _kept(conn, one.exceptions) if one.exceptions else b""
        items.append(replace(kept, record=record, result=result, exceptions=granted))
    return items


def lines_digest(lines: Iterable[str]) -> str:
    """Name the lines of a batch by their content, whatever chunks they came in."""
    whole = sha256()
    for line in lines:
        whole.update(f"{line}\n".encode())
    return f"sha256:{whole.hexdigest()}"


def pack_texts(texts: Iterable[str]) -> bytes:
    """Pack texts without line ends, a line for each."""
    return zlib.compress("".join(f"{one}\n" for one in texts).encode(), _LEVEL)


def unpack_texts(packed: bytes) -> list[str]:
    """Unpack the texts of a chunk."""
    return zlib.decompress(packed).decode().split("\n")[:-1] if packed else []


def _packed(head: _Head, rest: Iterable[bytes]) -> bytes:
    whole = b"".join((as_bytes(encode(head)), b"\n", *rest))
    return zlib.compress(whole, _LEVEL)


def _kept(conn: Connection, digest: str) -> bytes:
    """Return what a request rests on; nothing where it was removed from the store."""
    return content_of(conn, digest) or b""
