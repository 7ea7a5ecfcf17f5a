"""Letters: what a decision comes to, in an office's own words."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.explain.learner import learner_sentence, status_sentence
from articulate.explain.letter import (
    FIELDS,
    PARTS,
    Letter,
    LetterLine,
    letter,
    unknown_fields,
)
from articulate.explain.naming import target_name, unit_name
from articulate.explain.outline import Row
from articulate.model.decision import Decision, Settled
from articulate.model.exact import number_text
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.services.appeals import rights_of
from articulate.services.office import Office
from articulate.services.worksheet import Worksheet

_PLAIN = {
    "subject": "Request {request}",
    "greeting": "Dear {learner},",
    "opening": "This is what your learning comes to at {institution}.",
    "awarded": "{learning} counts as {counts_as}.",
    "elective": "{learning} counts as {counts_as}.",
    "accepted": "{learning} is accepted, and does not count toward a degree: {why}.",
    "denied": "{learning} does not count: {why}.",
    "referred": "{learning} is not decided yet: {why}.",
    "unarticulated": "{learning}: no published rule says what it counts as.",
    "superseded": "{learning} is replaced by something else on your record: {why}.",
    "in_progress": "{learning} is not finished yet.",
    "settled": "The office decided so: {reason}.",
    "appeal": "You may appeal to {to} until {until}.",
    "closing": "Written on {decided}.",
    "signature": "{by}, {office}",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """An office's words, part by part."""

    parts: Mapping[str, str] = field(default_factory=lambda: dict(_PLAIN))


def read_wording(text: str, file: str) -> Wording | Diagnostic:
    """Read an office's words, or say what is wrong with them."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _invalid(file, str(error), "write it as TOML")
    parts = said.get("decision")
    if not isinstance(parts, dict):
        return _invalid(
            file, "there is no table `decision`", "begin it with [decision]"
        )
    for name, words in parts.items():
        if name not in PARTS:
            near = did_you_mean(name, PARTS, otherwise=f"parts are {', '.join(PARTS)}")
            return _invalid(file, f"a letter has no part `{name}`", near)
        if not isinstance(words, str):
            return _invalid(file, f"`{name}` is no text", "put it in quotes")
        if strange := unknown_fields(words):
            near = did_you_mean(
                strange[0], FIELDS, otherwise=f"known are {', '.join(sorted(FIELDS))}"
            )
            return _invalid(file, f"`{name}` has an unknown `{strange[0]}`", near)
    return Wording(parts)


def letter_for(
    worksheet: Worksheet,
    decision: Decision,
    wording: Wording,
    *,
    office: Office,
    signed: tuple[str, date],
) -> Letter:
    """Write the letter of a decision; *signed* says by whom, and on which day."""
    by, day = signed
    evaluation = worksheet.evaluated.shown.evaluation
    titles = worksheet.evaluated.shown.titles
    said = {
        "request": worksheet.name,
        "learner": worksheet.learner,
        "received": office.day_of(worksheet.entries[0].recorded_at).isoformat(),
        "decided": day.isoformat(),
        "institution": titles.institution(evaluation.receiving),
        "office": office.name,
        "by": by,
        "reason": decision.reason,
    }
    settled = {one.learning: one for one in decision.settled}
    lines = [_line(row, worksheet, settled, decision.reason) for row in worksheet.rows]
    against = [
        learning
        for row, one in zip(worksheet.rows, lines, strict=True)
        if one.status in _AGAINST
        for learning in row.line.learning
    ]
    said |= dict(_appeal(worksheet, against, office, day))
    return letter(wording.parts, said, lines)


_AGAINST = frozenset({Status.DENIED, Status.UNARTICULATED, Status.ACCEPTED})


def _appeal(
    worksheet: Worksheet, learning: Sequence[str], office: Office, day: date
) -> Iterator[tuple[str, str]]:
    """Say to whom, and until when, what is denied may be appealed."""
    if not learning:
        return
    one = worksheet.evaluated
    record = one.shown.evaluation.record
    rights = rights_of(one.rulebook, record, one.asked, learning)
    days = [right.last_day(day, office) for right in rights]
    known = [last for last in days if last is not None]
    if known:
        yield "until", max(known).isoformat()
        yield "to", ", ".join(dict.fromkeys(right.rule.to for right in rights))


def _line(
    row: Row, worksheet: Worksheet, settled: Mapping[LearningId, Settled], reason: str
) -> LetterLine:
    mine = next((settled[one] for one in row.line.learning if one in settled), None)
    said = {"learning": " + ".join(source.name for source in row.sources)}
    if mine is not None:
        return LetterLine(
            mine.status,
            said
            | {
                "counts_as": _given(mine),
                "why": status_sentence(mine.status),
                "reason": reason,
            },
        )
    unit = unit_name(worksheet.evaluated.shown.evaluation.unit)
    why = "; ".join(learner_sentence(one, worksheet.names) for one in row.why)
    gives = [
        f"{target_name(target)}, {number_text(target.credits)} {unit}"
        for target in row.line.targets
    ]
    return LetterLine(
        row.line.status,
        said
        | {
            "counts_as": " and ".join(gives),
            "why": why or status_sentence(row.line.status),
            "reason": "",
        },
    )


def _given(settled: Settled) -> str:
    amount = "" if settled.credits is None else f", {number_text(settled.credits)}"
    return f"{settled.gives}{amount}"


def _invalid(file: str, why: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.OFFICE_INVALID,
        place=Span(file, 1, 1, 1, 2),
        message=f"the wording of letters cannot be read: {why}",
        help=way_out,
    )
