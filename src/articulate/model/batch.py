"""A batch: a long run over many learners, cut into chunks that are worked on apart."""

from dataclasses import dataclass
from enum import StrEnum


class BatchState(StrEnum):
    """How a batch stands; that every chunk is closed is seen from its progress."""

    PLANNED = "planned"
    """Its chunks are still being cut; nobody works on it yet."""
    OPEN = "open"
    """Whoever asks is given a chunk."""
    PAUSED = "paused"
    """Chunks in hand are closed, and nobody is given another."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it was begun: its name, what is to be done, and how it stands.

    `task` is canonical JSON. `begun_at` is the moment at which it was planned, and
    `working_since` that at which work on it last began or went on, empty before. Both
    are in UTC, as text that sorts by time.
    """

    name: str
    task: str
    state: BatchState
    begun_at: str
    working_since: str = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """A chunk that one worker holds until a moment, exclusive; then another may.

    `attempt` counts from 1 how often the chunk was handed out. A chunk is closed only
    by the newest attempt, so that whoever was thought to be dead adds nothing.
    """

    batch: str
    number: int
    attempt: int
    until: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Closed:
    """What came of a chunk: a line for each learner, and the documents beside them.

    Both are packed; `documents` is empty where the lines say it all.
    """

    lines: bytes
    documents: bytes = b""


@dataclass(frozen=True, slots=True)
class KeptChunk:
    """What is kept of a chunk: its content until it is closed, then what came of it."""

    number: int
    learners: int
    content: bytes | None
    lines: bytes | None
    documents: bytes | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch got, in chunks and in learners.

    `held` chunks are under a lease that has not ended, `given_up` were handed out too
    often. `lately` counts the learners of chunks that were closed since work last
    began.
    """

    chunks: int
    closed: int
    held: int
    given_up: int
    learners: int
    done: int
    lately: int

    @property
    def is_done(self) -> bool:
        """Whether every chunk is closed."""
        return self.closed == self.chunks

    @property
    def is_stuck(self) -> bool:
        """Whether nothing is left but what was given up."""
        return not self.is_done and self.closed + self.given_up == self.chunks
