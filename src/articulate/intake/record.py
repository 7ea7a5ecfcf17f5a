"""A learner record in JSON becomes a `LearnerRecord`, or a report of what is wrong."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from pydantic_core import ErrorDetails, ValidationError

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.json_places import Path, json_places
from articulate.intake.record_json import canonical_json
from articulate.intake.record_shape import Identified, RecordShape, known_keys
from articulate.intake.record_values import record_of
from articulate.model.record import LearnerRecord

__all__ = ["canonical_json", "read_record"]

_LONGEST = 32 * 1024 * 1024


_WRITTEN = {
    "bool_type": "true or false, without quotes",
    "dict_type": "an object in braces",
    "model_type": "an object in braces",
    "string_too_short": "a text that is not empty",
    "string_type": "a text in double quotes",
    "tuple_type": "a list in brackets",
}


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def read_record(text: str, file: str) -> LearnerRecord | Report:
    """Read a record, or report everything that is wrong with it, each at its place.

    Numbers are read exactly; a key that we do not know is an error, since a misspelt
    fact that is ignored is a fact denied.
    """
    text = text.removeprefix("\ufeff")
    written = _parsed(text, file)
    if isinstance(written, Diagnostic):
        return Report.of([written])
    try:
        shape = RecordShape.model_validate(written)
    except ValidationError as invalid:
        places = json_places(text, file)
        problems = [_problem(error, places, file) for error in invalid.errors()]
        return Report.of(problems)
    repeated = list(_repeated(shape))
    if repeated:
        places = json_places(text, file)
        return Report.of(_twice(name, path, places, file) for name, path in repeated)
    return record_of(shape)


def _parsed(text: str, file: str) -> object:
    if len(text) > _LONGEST:
        return _not_json(file, 1, 1, "it is too large")
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        return _not_json(file, error.lineno, error.colno, error.msg.lower())
    except _TwiceError as error:
        return _not_json(file, 1, 1, f"the key `{error}` stands twice in one place")
    except RecursionError:
        return _not_json(file, 1, 1, "it is nested too deeply")
    except ValueError as error:
        return _not_json(file, 1, 1, str(error))


def _no_constant(name: str) -> NoReturn:
    msg = f"`{name}` is not a number"
    raise ValueError(msg)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found


def _not_json(file: str, line: int, column: int, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.RECORD_NOT_JSON,
        place=Span(file, line, column, line, column + 1),
        message=f"the record is not valid JSON: {why}",
        help="keys and text stand in double quotes, members are parted by commas",
    )


def _problem(error: ErrorDetails, places: Mapping[Path, Span], file: str) -> Diagnostic:
    path = tuple(step for step in error["loc"] if step != "[key]")
    key = str(next((step for step in reversed(path) if isinstance(step, str)), ""))
    where = _nearest_place(path, places, file)
    match error["type"]:
        case "extra_forbidden":
            known = known_keys(path[:-1])
            return Diagnostic(
                code=Code.RECORD_UNKNOWN_KEY,
                place=places.get((*path, "key"), where),
                message=f"`{key}` is not known {_inside(path[:-1])}",
                help=did_you_mean(key, known, otherwise=f"one of {', '.join(known)}"),
            )
        case "missing":
            message = f"`{key}` is missing {_inside(path[:-1])}"
            return Diagnostic(Code.RECORD_VALUE, where, message, f"add `{key}`")
        case "enum":
            allowed = error.get("ctx", {}).get("expected", "").replace("'", "`")
            message = f"`{key}` cannot be `{error['input']}`"
            return Diagnostic(Code.RECORD_VALUE, where, message, f"write {allowed}")
        case "value_error":
            said = str(error.get("ctx", {}).get("error", ""))
            message = f"`{key}` cannot be `{error['input']}`: {said}"
            help_ = "correct it, or write null where the fact is not known"
            return Diagnostic(Code.RECORD_VALUE, where, message, help_)
        case kind:
            shown = f"`{key}`" if key else "a record"
            message = f"{shown} cannot be `{_short(error['input'])}`"
            return Diagnostic(
                Code.RECORD_VALUE,
                where,
                message,
                f"write {_WRITTEN.get(kind, 'a value')}",
            )


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:37]}..."  # noqa: PLR2004  one line


def _inside(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return f"in `{names[-1]}`" if names else "in a record"


def _nearest_place(path: Path, places: Mapping[Path, Span], file: str) -> Span:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Span(file, 1, 1, 1, 1))


def _repeated(shape: RecordShape) -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    for name, path in _ids(shape):
        if name in seen:
            yield name, path
        seen.add(name)


def _ids(shape: RecordShape) -> Iterator[tuple[str, Path]]:
    for number, transcript in enumerate(shape.transcripts):
        for place, course in enumerate(transcript.courses):
            yield course.id, ("transcripts", number, "courses", place, "id")
        for place, award in enumerate(transcript.awards):
            yield award.id, ("transcripts", number, "awards", place, "id")
    others: tuple[tuple[str, Iterable[Identified]], ...] = (
        ("exams", shape.exams),
        ("credentials", shape.credentials),
        ("trainings", shape.trainings),
        ("portfolios", shape.portfolios),
        ("milestones", shape.milestones),
    )
    for kind, many in others:
        for place, one in enumerate(many):
            yield one.id, (kind, place, "id")


def _twice(name: str, path: Path, places: Mapping[Path, Span], file: str) -> Diagnostic:
    return Diagnostic(
        code=Code.RECORD_REPEATED_ID,
        place=_nearest_place(path, places, file),
        message=f"the id `{name}` is given to more than one learning",
        help="give each learning of the record an id of its own",
    )
