"""What a batch came to: its digest, its counts, and the documents it made.

The digest is of the lines of all learners in their order. However the batch was cut,
whoever worked on it and however often somebody was killed, it is the same.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json, as_text
from articulate.model.batch import Batch
from articulate.model.exact import number_text
from articulate.services.acting import Act
from articulate.services.batch_plan import batch_place
from articulate.services.batch_task import (
    Task,
    TaskKind,
    lines_digest,
    unpack_texts,
)
from articulate.services.batches import no_batch
from articulate.services.impact import IMPACT_SCHEMA, Effect
from articulate.store.batches import batch_named, closed_chunks, progress_of
from articulate.store.transaction import Connection

BATCH_SCHEMA = "articulate.batch/1"
Form = dict[str, Any]


@dataclass
class Sums:
    """Counts of many lines, added up as they are read."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    credits: dict[str, Fraction] = field(default_factory=dict)
    refused: list[Form] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    effects: dict[str, int] = field(default_factory=dict)
    learners: dict[str, set[str]] = field(default_factory=dict)
    rules: dict[str, dict[str, int]] = field(default_factory=dict)
    differences: list[Form] = field(default_factory=list)

    def add(self, line: Form) -> None:
        """Add the line of one learner."""
        if "erased" in line:
            self._count("erased")
        elif "refused" in line:
            self._count("refused")
            self.refused.append(line)
        elif "removed" in line:
            self._count("removed")
        elif "effects" in line:
            self._count("compared")
            self._add_impact(line)
        else:
            self._count("evaluated")
            self._add_evaluation(line)

    def _count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def _add_evaluation(self, line: Form) -> None:
        if line["person_needed"]:
            self._count("person_needed")
        for status, count in line["lines"].items():
            self.lines[status] = self.lines.get(status, 0) + count
        for status, amount in line["credits"].items():
            before = self.credits.get(status, Fraction(0))
            self.credits[status] = before + Fraction(amount)
        if not line.get("same", True):
            self.differing.append(line["name"])

    def _add_impact(self, line: Form) -> None:
        for effect, came in line["effects"].items():
            if came["learning"]:
                learning = self.effects.get(effect, 0) + came["learning"]
                self.effects[effect] = learning
                self.learners.setdefault(effect, set()).add(line["learner"])
            before = self.credits.get(effect, Fraction(0))
            self.credits[effect] = before + Fraction(came["credits"])
        for rule, effects in line["rules"].items():
            mine = self.rules.setdefault(rule, {})
            for effect, count in effects.items():
                mine[effect] = mine.get(effect, 0) + count
        self.differences += line["differences"]


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of everybody in a batch that is done."""

    batch: Batch
    task: Task
    digest: str
    sums: Sums


def report_of(conn: Connection, name: str, act: Act) -> BatchReport | Diagnostic:
    """Add up what a batch came to; one that is not done comes to nothing yet."""
    batch = batch_named(conn, name)
    if batch is None:
        return no_batch(conn, name, act)
    progress = progress_of(conn, batch, act.moment)
    if not progress.is_done:
        return Diagnostic(
            code=Code.BATCH_UNFINISHED,
            place=act.at(batch_place(name)),
            message=f"the batch `{name}` is not done:"
            f" {progress.closed} of {progress.chunks} chunks are closed",
            help=f"`articulate batch run {name}` goes on with it",
        )
    sums = Sums()

    def read() -> Iterator[str]:
        for line in _lines(conn, name):
            sums.add(json.loads(line))
            yield line

    digest = lines_digest(read())
    return BatchReport(batch, Task.of(batch.task), digest, sums)


def write_documents(
    conn: Connection, name: str, write: Callable[[str, str], None]
) -> int:
    """Hand over each evaluation under the name of its record, and count them."""
    written = 0
    for closed in closed_chunks(conn, name):
        lines, documents = unpack_texts(closed.lines), unpack_texts(closed.documents)
        for line, document in zip(lines, documents, strict=False):
            if document:
                text = as_text(json.loads(document))
                write(json.loads(line)["name"], f"{text}\n")
                written += 1
    return written


def report_json(report: BatchReport) -> dict[str, Json]:
    """Turn a report into the object that `batch show --format json` prints."""
    task, sums = report.task, report.sums
    form: dict[str, Json] = {
        "schema": BATCH_SCHEMA,
        "batch": report.batch.name,
        "task": str(task.kind),
        "digest": report.digest,
        **dict(sorted(sums.counts.items())),
    }
    if task.kind is TaskKind.IMPACT:
        return {**form, "impact": impact_of(report)}
    form["lines"] = dict(sums.lines)
    form["credits"] = {name: number_text(many) for name, many in sums.credits.items()}
    if task.asked is None:
        form["differing"] = list(sums.differing)
    return {**form, "refusals": list(sums.refused)}


def effects_of(sums: Sums) -> Iterator[tuple[Effect, int, int, str]]:
    """Yield each effect with how much learning, how many learners, and what credit."""
    for effect in Effect:
        credit = number_text(sums.credits.get(effect, Fraction(0)))
        learners = len(sums.learners.get(effect, ()))
        yield effect, sums.effects.get(effect, 0), learners, credit


def impact_of(report: BatchReport) -> dict[str, Json]:
    """Return what `impact --format json` would have printed of everybody.

    `as_of` is null where each was asked for the day of the request.
    """
    sums = report.sums
    before, after = report.task.rulebooks
    asked = report.task.asked
    day = report.task.as_of if asked is None else asked.as_of
    return {
        "schema": IMPACT_SCHEMA,
        "as_of": None if day is None else day.isoformat(),
        "before": before,
        "after": after,
        "effects": {
            str(effect): {"learning": count, "learners": who, "credits": credit}
            for effect, count, who, credit in effects_of(sums)
        },
        "rules": dict(sorted(sums.rules.items())),
        "differences": list(sums.differences),
    }


def _lines(conn: Connection, name: str) -> Iterator[str]:
    for closed in closed_chunks(conn, name):
        yield from unpack_texts(closed.lines)
