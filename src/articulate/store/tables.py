"""The tables of the store: their definitions, and nothing else.

Text is compared byte by byte on both engines, so that both give one order.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql

metadata = MetaData()
_TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

contents = Table(
    "contents",
    metadata,
    Column("digest", _TEXT, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Bytes under the digest that names them: bundles, records, evaluations, decisions."""

entries = Table(
    "entries",
    metadata,
    Column("stream", _TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", _TEXT, nullable=False),
    Column("state", _TEXT, nullable=False),
    Column("learner", _TEXT, nullable=False),
    Column("actor", _TEXT, nullable=False),
    Column("recorded_at", _TEXT, nullable=False),
    Column("key", _TEXT, unique=True),
    Column("asked", _TEXT),
    Column("body", _TEXT, nullable=False),
    Column("previous", _TEXT, nullable=False),
    Column("digest", _TEXT, nullable=False, unique=True),
    Index("entries_by_learner", "learner", "recorded_at"),
    Index("entries_by_time", "recorded_at", "stream", "number"),
    Index("entries_by_actor", "actor", "recorded_at", "stream", "number"),
    Index("entries_by_kind", "kind", "recorded_at", "stream", "number"),
)
"""The ledger: one row for each thing that happened; `model.entry` says what each is."""

entry_contents = Table(
    "entry_contents",
    metadata,
    Column("stream", _TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("role", _TEXT, primary_key=True),
    Column("content", _TEXT, ForeignKey("contents.digest"), nullable=False),
    ForeignKeyConstraint(["stream", "number"], ["entries.stream", "entries.number"]),
    Index("entry_contents_by_content", "content"),
)
"""Which contents an entry rests on, and as what; the entry's body says the same."""

heads = Table(
    "heads",
    metadata,
    Column("stream", _TEXT, primary_key=True),
    Column("family", _TEXT, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", _TEXT, nullable=False),
    Column("learner", _TEXT, nullable=False),
    Column("received_at", _TEXT, nullable=False),
    Column("within", Integer),
    Column("assigned", _TEXT, nullable=False),
    Column("asked", _TEXT, nullable=False),
    Column("stopped", _TEXT, nullable=False),
    Column("clock", _TEXT, nullable=False),
    Column("still", Boolean, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("due", _TEXT, nullable=False),
    Column("calendar", _TEXT, nullable=False),
    Column("institution", _TEXT, nullable=False, server_default=""),
    Index("heads_of_family", "family", "stream"),
    Index("heads_by_due", "waits", "due", "received_at", "stream"),
    Index("heads_by_state", "waits", "state", "due", "received_at", "stream"),
    Index("heads_by_person", "waits", "assigned", "due", "received_at", "stream"),
    Index(
        "heads_by_institution", "waits", "institution", "due", "received_at", "stream"
    ),
    Index("heads_by_learner", "waits", "learner"),
    Index("heads_by_calendar", "waits", "calendar"),
)
"""How each stream stands; `model.head` says what that is. It is made of the entries.

`institution` is the one that `case_institutions` says, empty where it says none.
"""

sessions = Table(
    "sessions",
    metadata,
    Column("secret", _TEXT, primary_key=True),
    Column("person", _TEXT, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("roles", _TEXT, nullable=False),
    Column("learner", _TEXT),
    Column("begun", _TEXT, nullable=False),
    Column("until", _TEXT, nullable=False),
    Index("sessions_by_end", "until"),
)
"""Who is signed in; `secret` is the hash of what only they have."""

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("secret", _TEXT, primary_key=True),
    Column("state", _TEXT, nullable=False),
    Column("nonce", _TEXT, nullable=False),
    Column("verifier", _TEXT, nullable=False),
    Column("back", _TEXT, nullable=False),
    Column("until", _TEXT, nullable=False),
)
"""Who went to a provider to sign in and is not back; `secret` as with sessions."""

passwords = Table(
    "passwords",
    metadata,
    Column("person", _TEXT, primary_key=True),
    Column("hash", _TEXT, nullable=False),
    Column("set_at", _TEXT, nullable=False),
)
"""How a person's password is recognized; no part of a backup."""

case_institutions = Table(
    "case_institutions",
    metadata,
    Column("stream", _TEXT, primary_key=True),
    Column("institution", _TEXT, nullable=False),
    Column("learner", _TEXT, nullable=False),
    Index("cases_by_institution", "institution"),
)
"""For which institution a request or a panel is, as its entries say."""

APPEND_ONLY = (contents, entries, entry_contents)
"""Tables whose rows are never changed or removed, in an order that can be filled.

Only what an erasure names may be emptied: bytes, never a digest.
"""

erasures = Table(
    "erasures",
    metadata,
    Column("content", _TEXT, ForeignKey("contents.digest"), primary_key=True),
    Column("stream", _TEXT, nullable=False),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["stream", "number"], ["entries.stream", "entries.number"]),
)
"""Contents that were erased, each with the entry that says so; rows are only added."""

GUARDED = (*APPEND_ONLY, erasures)
"""Tables that triggers guard."""

batches = Table(
    "batches",
    metadata,
    Column("name", _TEXT, primary_key=True),
    Column("task", _TEXT, nullable=False),
    Column("state", _TEXT, nullable=False),
    Column("begun_at", _TEXT, nullable=False),
    Column("working_since", _TEXT, nullable=False),
)
"""Work in hand: long runs over many learners; `model.batch` says what each is."""

chunks = Table(
    "chunks",
    metadata,
    Column("batch", _TEXT, ForeignKey("batches.name"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("learners", Integer, nullable=False),
    Column("content", LargeBinary),
    Column("attempts", Integer, nullable=False),
    Column("worker", _TEXT, nullable=False),
    Column("lease_until", _TEXT),
    Column("closed_at", _TEXT),
    Column("lines", LargeBinary),
    Column("documents", LargeBinary),
    Index("chunks_left", "batch", "closed_at", "number"),
)
"""The parts of batches: what is to be done, who holds it until when, what came of it.

The content of a chunk is gone once it is closed.
"""

watched = Table(
    "watched",
    metadata,
    Column("learner", _TEXT, primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("rules", _TEXT, nullable=False),
    Column("again_on", _TEXT),
    Index("watched_by_day", "again_on"),
)
"""Learners whose cases were looked at: by which rules, at how many entries, and the day
on which time alone may let something else be seen."""

IN_HAND = (batches, chunks, heads, sessions, sign_ins, passwords, watched)
"""Tables that record nothing of their own, so that rows change and are removed."""
