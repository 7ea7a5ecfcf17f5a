"""An entry: one thing that happened, as the ledger keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One thing that happened, on its way into the ledger.

    `stream` is what it happened to, `state` how that stands afterwards, `actor` the
    person who answers for it. `said` is everything else there is to say, as it will
    stand in JSON. `contents` names by role what it rests on, each by the digest of its
    bytes. With a `key` the same thing is never entered twice: `asked` is the digest of
    what was asked for under that key.
    """

    stream: str
    kind: str
    state: str
    actor: str
    said: Mapping[str, object]
    learner: str = ""
    contents: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as it stands in the ledger; it never changes.

    `number` counts from 1 in its stream. `recorded_at` is a moment in UTC, as text that
    sorts by time: `2024-09-01T08:15:00.000000Z`. `body` is canonical JSON of what was
    said and what the entry rests on. `previous` is the digest of the entry before it in
    the stream, empty for the first; `digest` covers all the rest.
    """

    stream: str
    number: int
    kind: str
    state: str
    learner: str
    actor: str
    recorded_at: str
    key: str | None
    asked: str | None
    body: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last entry of every stream at one moment: its number and its digest.

    Kept outside the store, it shows entries that were removed from the end of a stream,
    and a ledger that was written anew from the beginning.
    """

    recorded_at: str
    heads: Mapping[str, tuple[int, str]]
