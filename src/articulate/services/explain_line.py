"""Explain one line: the smallest set of reasons, or the whole derivation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.learner import learner_sentence, status_sentence
from articulate.explain.machine import Json, line_json, reason_json
from articulate.explain.outline import Row, Shown, names_of, rows_of
from articulate.explain.registrar import registrar_sentence
from articulate.model.identifiers import BlockId
from articulate.model.line import Status
from articulate.model.placing import Here
from articulate.model.reason import Reason
from articulate.rulebook.rulebook import Rulebook
from articulate.services.explain_requirement import places_json, places_on
from articulate.services.learning_refs import lines_named, names_in
from articulate.services.nearest_changes import (
    NearestChanges,
    Question,
    ShownChange,
    answers_to,
    nearest_for_line,
    nearest_json,
    shown_json,
)
from articulate.services.receivers import Unclear

WHY_SCHEMA = "articulate.why/1"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line, the reasons asked for, and the names they speak of."""

    row: Row
    reasons: tuple[Reason, ...]
    names: Mapping[str, str]
    full: bool
    nearest: NearestChanges | None = None
    answers: tuple[ShownChange, ...] = ()
    places: Mapping[BlockId, list[Here]] = field(default_factory=dict)


def explain_line(
    shown: Shown, named: str, *, full: bool
) -> tuple[Explanation, ...] | Unclear:
    """Explain each line that *named* means: an id, a course code or a number."""
    lines = lines_named(named, shown.evaluation)
    if not lines:
        known = names_in(shown.evaluation)
        otherwise = (
            f"known are {', '.join(known[:8])}" if known else "there are no lines"
        )
        message = f"no line is about `{named}`"
        return Unclear(message, did_you_mean(named, known, otherwise=otherwise))
    rows = rows_of(shown)
    names = names_of(rows)
    return tuple(
        Explanation(row, row.line.reasons if full else row.why, names, full)
        for row in rows
        if row.line in lines
    )


def with_places(
    rulebook: Rulebook, shown: Shown, explanations: tuple[Explanation, ...]
) -> tuple[Explanation, ...]:
    """Add to each line where its credit counts in a degree, and why not elsewhere."""
    return tuple(
        replace(one, places=places_on(rulebook, shown, one.row.line))
        for one in explanations
    )


def with_nearest(
    question: Question, explanations: tuple[Explanation, ...]
) -> tuple[Explanation, ...]:
    """Add to each line what would change it, and to a referral each answer's end."""
    return tuple(
        replace(
            one,
            nearest=nearest_for_line(question, one.row.line),
            answers=answers_to(question, one.row.line)
            if one.row.line.status is Status.REFERRED
            else (),
        )
        for one in explanations
    )


def explanation_json(explanations: tuple[Explanation, ...]) -> dict[str, Json]:
    """Turn explanations into the object that `why --format json` prints."""
    return {
        "schema": WHY_SCHEMA,
        "lines": [_line(one) for one in explanations],
    }


def _line(one: Explanation) -> dict[str, Json]:
    said: dict[str, Json] = {
        "line": line_json(one.row),
        "full": one.full,
        "why": [_reason(reason, one.names) for reason in one.reasons],
        "means": status_sentence(one.row.line.status),
    }
    if one.nearest is not None:
        said["nearest"] = nearest_json(one.nearest)
    if one.places:
        said["places"] = places_json(one.places)
    if one.answers:
        said["answers"] = [shown_json(answer) for answer in one.answers]
    return said


def _reason(reason: Reason, names: Mapping[str, str]) -> dict[str, Json]:
    return reason_json(reason) | {
        "learner": learner_sentence(reason, names),
        "registrar": registrar_sentence(reason, names),
    }
