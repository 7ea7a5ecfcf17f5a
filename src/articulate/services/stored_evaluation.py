"""An evaluation as it is kept: what it came to, and all that it came of, as bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from articulate.explain.machine import as_text, evaluation_json
from articulate.intake.record import canonical_json, read_record
from articulate.model.case import Move
from articulate.model.entry import Entry
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.kept_exceptions import (
    keep_exceptions,
    kept_exceptions,
    with_exceptions,
)
from articulate.store.chain import said_in
from articulate.store.contents import content_of, keep_content
from articulate.store.entries import contents_of
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """An evaluation as it is kept, but for its rules, of which it has the digest.

    `exceptions` are the learner's academic exceptions by which it was made, beside the
    rules.
    """

    record: bytes
    asked: Asked
    rulebook: str
    learner: str
    result: bytes
    exceptions: tuple[AcademicException, ...] = field(default=(), kw_only=True)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the result, as they stand in JSON."""
        lines: list[dict[str, Any]] = json.loads(self.result)["lines"]
        return lines


@dataclass(frozen=True, slots=True)
class StoredEvaluation(KeptEvaluation):
    """The inputs of an evaluation and its result, each as the bytes that are kept."""

    bundle: bytes


class NotStoredError(LookupError):
    """Something an entry rests on is gone; `articulate ledger verify` says what."""


def evaluate_to_store(
    rulebook: Rulebook,
    record: LearnerRecord,
    asked: Asked,
    exceptions: tuple[AcademicException, ...] = (),
) -> StoredEvaluation:
    """Evaluate a record, and keep everything that it takes to do so again."""
    whole = with_exceptions(rulebook, exceptions)
    return StoredEvaluation(
        bundle=bundle_of(rulebook),
        record=canonical_json(record).encode(),
        asked=asked,
        rulebook=whole.digest,
        learner=record.learner.id,
        result=_result(whole, record, asked),
        exceptions=exceptions,
    )


def evaluate_again(old: StoredEvaluation, asked: Asked, name: str) -> StoredEvaluation:
    """Evaluate from bytes that were kept, as it is asked."""
    rulebook = with_exceptions(rulebook_in(old.bundle), old.exceptions)
    read = record_in(old.record, name)
    return replace(
        old,
        asked=asked,
        rulebook=rulebook.digest,
        learner=read.learner.id,
        result=_result(rulebook, read, asked),
    )


def record_in(kept_record: bytes, name: str) -> LearnerRecord:
    """Read a record back from its canonical form."""
    read = read_record(kept_record.decode(), name)
    if not isinstance(read, LearnerRecord):
        msg = f"a record that was kept is no record: {read.errors[0].message}"
        raise NotStoredError(msg)
    return read


def evaluation_of(conn: Connection, entry: Entry) -> KeptEvaluation:
    """Return the evaluation that an entry is, without the rules that gave it."""
    contents, said = contents_of(conn, entry), said_in(entry)
    return KeptEvaluation(
        record=kept(conn, contents, "record"),
        asked=asked_in(said["asked"]),
        rulebook=said["rulebook"],
        learner=entry.learner,
        result=kept(conn, contents, "evaluation"),
        exceptions=kept_exceptions(conn, contents),
    )


def evaluation_in(conn: Connection, entry: Entry) -> StoredEvaluation:
    """Return the evaluation that an entry is, as it was kept."""
    contents, said = contents_of(conn, entry), said_in(entry)
    return StoredEvaluation(
        bundle=kept(conn, contents, "bundle"),
        record=kept(conn, contents, "record"),
        asked=asked_in(said["asked"]),
        rulebook=said["rulebook"],
        learner=entry.learner,
        result=kept(conn, contents, "evaluation"),
        exceptions=kept_exceptions(conn, contents),
    )


def evaluation_by(entries: Sequence[Entry]) -> Entry | None:
    """Return the last entry that evaluated, None where none did."""
    evaluated = [one for one in entries if one.kind == Move.EVALUATE]
    return evaluated[-1] if evaluated else None


def newest_evaluation(entries: Sequence[Entry]) -> Entry:
    """Return the last entry that evaluated a request that was evaluated."""
    found = evaluation_by(entries)
    if found is None:
        msg = "a request is entered with its evaluation, and this one has none"
        raise NotStoredError(msg)
    return found


def keep_evaluation(conn: Connection, evaluation: StoredEvaluation) -> dict[str, str]:
    """Keep an evaluation's bytes, and say under which digests they are."""
    return {
        "bundle": keep_content(conn, evaluation.bundle),
        "record": keep_content(conn, evaluation.record),
        "evaluation": keep_content(conn, evaluation.result),
    } | keep_exceptions(conn, evaluation.exceptions)


def kept(conn: Connection, contents: Mapping[str, str], role: str) -> bytes:
    """Return the bytes that an entry rests on in one role."""
    found = content_of(conn, contents[role])
    if found is None:
        msg = f"the {role} {contents[role]} is not in the store"
        raise NotStoredError(msg)
    return found


def asked_json(asked: Asked) -> dict[str, object]:
    """Write what was asked, so that it can be asked again."""
    return {
        "as_of": asked.as_of.isoformat(),
        "receiving": asked.receiving,
        "known_at": None if asked.known_at is None else asked.known_at.isoformat(),
        "degrees": list(asked.degrees),
    }


def asked_in(said: Mapping[str, Any]) -> Asked:
    """Read back what was asked."""
    known_at = said["known_at"]
    return Asked(
        as_of=date.fromisoformat(said["as_of"]),
        receiving=InstitutionId(said["receiving"]),
        known_at=None if known_at is None else date.fromisoformat(known_at),
        degrees=tuple(BlockId(degree) for degree in said["degrees"]),
    )


def _result(rulebook: Rulebook, record: LearnerRecord, asked: Asked) -> bytes:
    shown = evaluate_record(rulebook, record, asked)
    return f"{as_text(evaluation_json(shown))}\n".encode()
