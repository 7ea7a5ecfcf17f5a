"""A learner is taken out of batches: what waits, and what came of it.

A batch keeps files as they were handed in until they are evaluated, and then a line and
a document for each learner. Nothing else says whose they are, so each is looked at.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from articulate.diagnostics.report import Report
from articulate.model.batch import KeptChunk
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.batch_task import (
    Task,
    head_of,
    pack_files,
    pack_texts,
    unpack_texts,
)
from articulate.services.batch_work import Carried
from articulate.services.nearby_files import FoundFile
from articulate.services.read_record import read_record
from articulate.store.batches import every_batch, every_chunk, put_chunk
from articulate.store.contents import content_of
from articulate.store.transaction import Connection

_LINE = json.dumps({"erased": True}, separators=(",", ":"))
"""What is left of a line: that there was one."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """How many places of a learner in a batch were emptied."""

    batch: str
    places: int


def erase_in_batches(
    conn: Connection, learner: str, requests: Sequence[str]
) -> tuple[Emptied, ...]:
    """Empty every place of a learner in every batch, and say in which.

    Whoever works on such a chunk at this moment brings nothing any more: it is handed
    out again without the learner. A request whose record is erased needs no more than
    that, since a chunk only names it.
    """
    found = []
    for batch in every_batch(conn):
        looking = _Looking(conn, learner, frozenset(requests), Task.of(batch.task))
        places = 0
        for chunk in every_chunk(conn, batch.name):
            without, count = looking.without(chunk)
            if count:
                put_chunk(conn, batch.name, without)
            places += count
        if places:
            found.append(Emptied(batch.name, places))
    return tuple(found)


@dataclass(frozen=True)
class _Looking:
    """Looks for a learner in the chunks of one batch."""

    conn: Connection
    learner: str
    requests: frozenset[str]
    task: Task

    def without(self, chunk: KeptChunk) -> tuple[KeptChunk, int]:
        """Return a chunk without the learner, and in how many places they were."""
        if chunk.content is not None:
            return self._waiting(chunk, chunk.content)
        lines = unpack_texts(chunk.lines or b"")
        theirs = {place for place, line in enumerate(lines) if self._line(line)}
        if not theirs:
            return chunk, 0
        kept = (_LINE if place in theirs else one for place, one in enumerate(lines))
        documents = unpack_texts(chunk.documents or b"")
        left = ["" if at in theirs else one for at, one in enumerate(documents)]
        packed = pack_texts(left) if any(left) else b""
        whole = replace(chunk, lines=pack_texts(kept), documents=packed)
        return whole, len(theirs)

    def _waiting(self, chunk: KeptChunk, content: bytes) -> tuple[KeptChunk, int]:
        files, named = head_of(content)
        if named:
            mine = sum(one.name in self.requests for one in named)
            return chunk, mine
        others = [one for one in files if not self._file(one)]
        count = len(files) - len(others)
        if not count:
            return chunk, 0
        left = chunk.learners - count
        return replace(chunk, learners=left, content=pack_files(others)), count

    def _line(self, line: str) -> bool:
        """Say whether a line is the learner's; one without an id, by its words."""
        if not self._named.search(line):
            return False
        form = json.loads(line)
        known = form.get("learner")
        return bool(known == self.learner if known else True)

    def _file(self, file: FoundFile) -> bool:
        """Say whether a file is theirs; one that cannot be read, by its words."""
        how = self.task.how
        told = self._named.search(file.name) or self._in(file.content)
        if not told and PurePath(file.name).suffix.lower() != ".xlsx":
            return False
        if how is None:
            return bool(told)
        read = read_record(file, how, Carried(self.task.layout), self._rules)
        if isinstance(read, Report):
            return bool(told)
        return read.record.learner.id == self.learner

    def _in(self, content: bytes) -> bool:
        """Say whether an id may stand in a file; JSON may write letters as numbers."""
        text = content.decode("utf-8", "replace")
        return "\\u" in text or bool(self._named.search(text))

    @cached_property
    def _named(self) -> re.Pattern[str]:
        forms = {self.learner, json.dumps(self.learner)[1:-1]}
        each = "|".join(re.escape(one) for one in sorted(forms))
        return re.compile(rf"(?<![\w-])(?:{each})(?![\w-])")

    @cached_property
    def _rules(self) -> Rulebook:
        bundle = content_of(self.conn, self.task.bundles[-1])
        return rulebook_in(bundle or b"")
