"""A file of resolutions, TOML, validated: unknown keys and values are errors."""

import tomllib
from datetime import date
from typing import Annotated

from pydantic.config import ConfigDict
from pydantic.main import BaseModel
from pydantic.types import StringConstraints
from pydantic_core import ValidationError

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.layout import HELD, Holds, Reads
from articulate.intake.resolutions import Resolution

_Filled = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_SENDING = frozenset(
    {Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER}
)
_HELP = "docs/reference/layouts.md says how a choice is written"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Resolution(_Strict):
    column: Holds
    written: _Filled
    means: _Filled
    beside: str = ""
    chosen_by: _Filled
    on: date
    because: str = ""


class _File(_Strict):
    resolutions: tuple[_Resolution, ...] = ()


def read_resolutions(text: str, file: str) -> tuple[Resolution, ...] | Report:
    """Read a file of resolutions, or report everything that is wrong with it."""
    try:
        valid = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Report.of([_problem(f"it is not valid TOML: {error}", file, 1)])
    except ValidationError as invalid:
        lines = _starts(text)
        return Report.of(
            _problem(_said(one["loc"], one["msg"]), file, _line(one["loc"], lines))
            for one in invalid.errors()
        )
    lines = _starts(text)
    problems = [
        _problem(message, file, line)
        for one, line in zip(valid.resolutions, lines, strict=True)
        if (message := _misplaced(one))
    ]
    if problems:
        return Report.of(problems)
    return tuple(
        Resolution(
            place=Span(file, line, 1, line, 1 + len("[[resolutions]]")),
            holds=one.column,
            written=one.written,
            means=one.means,
            beside=one.beside,
            chosen_by=one.chosen_by,
            on=one.on,
            because=one.because,
        )
        for one, line in zip(valid.resolutions, lines, strict=True)
    )


def _misplaced(one: _Resolution) -> str:
    if one.column not in HELD[Reads.ARTICULATIONS]:
        return f"a table of articulations has no column of `{one.column}`"
    if one.column not in _SENDING and not one.beside.strip():
        return f"it does not say beside which courses the {one.column} stands"
    return ""


def _starts(text: str) -> list[int]:
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() == "[[resolutions]]"
    ]


def _line(path: tuple[int | str, ...], lines: list[int]) -> int:
    places = [step for step in path if isinstance(step, int)]
    return lines[places[0]] if places and places[0] < len(lines) else 1


def _said(path: tuple[int | str, ...], message: str) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "it")
    return f"`{key}`: {message.lower()}"


def _problem(message: str, file: str, line: int) -> Diagnostic:
    return Diagnostic(
        code=Code.RESOLUTION_INVALID,
        place=Span(file, line, 1, line, 2),
        message=f"the choice of a reading cannot be used: {message}",
        help=_HELP,
    )
