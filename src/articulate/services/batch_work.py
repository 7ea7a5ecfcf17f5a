"""The work on a chunk: each learner evaluated, or compared, and put into one line.

It needs the rules and the learners and nothing else: no store, no files, no clock. So
the same work is done by a process beside the store and by one on another machine, and
comes to the same bytes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from articulate.diagnostics.report import Report
from articulate.explain.machine import Json, as_text, check_json, evaluation_json
from articulate.explain.outline import Shown
from articulate.model.batch import Closed
from articulate.model.exact import number_text
from articulate.model.record import LearnerRecord
from articulate.model.totals import totals_of
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.batch_task import Item, Task, TaskKind, pack_texts
from articulate.services.evaluate_record import Asked, evaluate_record, person_needed
from articulate.services.impact import Impact, impact_json, impact_on
from articulate.services.kept_exceptions import exceptions_in, with_exceptions
from articulate.services.nearby_files import FoundFile
from articulate.services.our_mistake import our_mistake
from articulate.services.read_record import read_record
from articulate.services.stored_evaluation import record_in
from articulate.services.stored_impact import (
    Compared,
    StoredLearner,
    impact_on_stored,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """The layout that a task carries, for records that are tables."""

    text: str | None

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Return the layout, whatever file it is asked for."""
        del beside
        return None if self.text is None else FoundFile(name, self.text.encode())

    def table(self, policy: str, written: str) -> None:
        """Find no workbook; policies come compiled."""
        del policy, written

    def resolutions(self, beside: str, name: str) -> None:
        """Find no chosen readings; they are for tables of rules."""
        del beside, name

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List no names."""
        del beside
        return ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one learner: a line, and the document that it is about."""

    line: str
    document: str = ""


class Worker:
    """Does one task, chunk after chunk; what it loads, it loads once."""

    def __init__(self, task: Task, bundles: Sequence[bytes]) -> None:
        self._task = task
        self._books = tuple(map(rulebook_in, bundles))
        self._compared = (
            Compared.of(*self._books, whole=task.whole)
            if task.kind is TaskKind.IMPACT
            else None
        )

    def chunk(self, items: Sequence[Item], between: Callable[[], object]) -> Closed:
        """Do the work on a chunk; *between* is called after each learner."""
        done = []
        for one in self._each(items):
            done.append(one)
            between()
        documents = [one.document for one in done]
        packed = pack_texts(documents) if any(documents) else b""
        return Closed(pack_texts(one.line for one in done), packed)

    def _each(self, items: Sequence[Item]) -> Iterator[Done]:
        for item in items:
            try:
                yield self._done(item)
            except Exception as error:  # noqa: BLE001 - it must not stop the others
                yield _refused(item, Report.of([our_mistake(error, item.name)]))

    def _done(self, item: Item) -> Done:
        if not item.record:
            return Done(_line({"name": item.name, "removed": True}))
        if item.asked is not None:
            return self._request(item, item.asked)
        asked, how = self._task.asked, self._task.how
        if asked is None or how is None:
            msg = "a task about files says what is asked of them"
            raise ValueError(msg)
        file, near = FoundFile(item.name, item.record), Carried(self._task.layout)
        read = read_record(file, how, near, self._books[-1])
        if isinstance(read, Report):
            return _refused(item, read)
        if self._compared is None:
            shown = evaluate_record(self._books[0], read.record, asked)
            return _evaluated(item, shown)
        found = _compare(read.record, self._compared, asked)
        return self._impact(item, read.record.learner.id, found, asked)

    def _request(self, item: Item, before: Asked) -> Done:
        day = self._task.as_of
        asked = before if day is None else replace(before, as_of=day)
        exceptions = exceptions_in(item.exceptions)
        if self._compared is None:
            record = record_in(item.record, item.name)
            rules = with_exceptions(self._books[0], exceptions)
            return _evaluated(item, evaluate_record(rules, record, asked))
        stored = StoredLearner(
            item.name, item.record, before, item.rulebook, item.result, exceptions
        )
        found, _ = impact_on_stored(stored, self._compared, day)
        learner = found[0].learner if found else ""
        return self._impact(item, learner, Impact(found), asked)

    def _impact(self, item: Item, learner: str, found: Impact, asked: Asked) -> Done:
        before, after = _both(self._books)
        whole = impact_json(found, before, after, asked.as_of)
        said = {name: whole[name] for name in ("effects", "rules", "differences")}
        return Done(_line({"name": item.name, "learner": learner, **said}))


def _compare(record: LearnerRecord, compared: Compared, asked: Asked) -> Impact:
    """Compare a record under both rulebooks; one that cannot be touched, under one."""
    before, after = compared.before, compared.after
    touched = compared.touched
    if touched is not None and not touched.by(record, asked.degrees):
        before = after
    return Impact(tuple(impact_on(record, before, after, asked)))


def _both(books: tuple[Rulebook, ...]) -> tuple[Rulebook, Rulebook]:
    before, after = books
    return before, after


def _evaluated(item: Item, shown: Shown) -> Done:
    """Put an evaluation into one line: what it counts, and what it is the digest of."""
    form = evaluation_json(shown)
    document = f"{as_text(form)}\n"
    evaluation = shown.evaluation
    lines = Counter(str(line.status) for line in evaluation.lines)
    credit = totals_of(evaluation).by_status
    said: dict[str, Json] = {
        "name": item.name,
        "learner": evaluation.record.learner.id,
        "evaluation": f"sha256:{sha256(document.encode()).hexdigest()}",
        "lines": dict(lines),
        "credits": {str(kind): number_text(many) for kind, many in credit if many},
        "person_needed": person_needed(shown),
    }
    if item.asked is not None:
        said["same"] = document.encode() == item.result
    return Done(_line(said), json.dumps(form, sort_keys=True, ensure_ascii=False))


def _refused(item: Item, report: Report) -> Done:
    problems = check_json(report.errors)["diagnostics"]
    return Done(_line({"name": item.name, "refused": problems}))


def _line(form: dict[str, Json]) -> str:
    return json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
