"""A learner record as canonical JSON: the same record is always the same text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction

from articulate.model.calendar import TermRef
from articulate.model.credential import Credential, Evidence
from articulate.model.duration import Duration
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.learner import Learner
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, ReachedMilestone
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

_Value = (
    LearnerRecord
    | Learner
    | Transcript
    | CourseAttempt
    | ConferredAward
    | ExamSitting
    | Credential
    | Evidence
    | Training
    | Portfolio
    | ReachedMilestone
)

Json = str | bool | Sequence["Json"] | Mapping[str, "Json"]
"""What a record is written with; numbers are exact text."""

_BY_NAME = frozenset(
    {"flags", "subscores", "decisions", "results", "alignments", "criteria"}
)
_STATED_EMPTY = frozenset({"enrolled", "evidence", "recommended"})
"""Lists that say something when they are empty: nothing, rather than not known."""


def canonical_json(record: LearnerRecord) -> str:
    """Write a record as one line of JSON, keys sorted: the text that names it.

    `read_record` reads it back equal. Facts that the record lacks are left out.
    """
    value = record_value(record)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def readable_json(record: LearnerRecord) -> str:
    """Write the same for people, with a line for each fact."""
    return json.dumps(record_value(record), ensure_ascii=False, indent=2) + "\n"


def record_value(record: LearnerRecord) -> Mapping[str, Json]:
    """Return a record as plain JSON values."""
    return _members(record)


def _members(value: _Value) -> dict[str, Json]:
    written: dict[str, Json] = {}
    for field in fields(value):
        held: object = getattr(value, field.name)
        unsaid = held == () and field.name not in _STATED_EMPTY
        if held is None or held == "" or unsaid:
            continue
        if field.name in _BY_NAME and isinstance(held, tuple):
            written[field.name] = {name: _plain(one) for name, one in held}
        else:
            written[field.name] = _plain(held)
    if isinstance(value, CourseAttempt):
        written["code"] = written.pop("written")
    if isinstance(value, ConferredAward):
        del written["institution"]  # it is the transcript's
    return written


def _plain(held: object) -> Json:
    match held:
        case bool():
            return held
        case Fraction():
            return number_text(held)
        case date():
            return held.isoformat()
        case tuple():
            return [_plain(one) for one in held]
        case TermRef() | Duration():
            return str(held)
        case _ if isinstance(held, _Value):
            return _members(held)
        case _:
            return str(held)
