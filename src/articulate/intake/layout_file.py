"""A layout file, TOML, validated: unknown keys and values are errors, never ignored."""

import re
import tomllib
from typing import Annotated

from pydantic.config import ConfigDict
from pydantic.fields import Field
from pydantic.main import BaseModel
from pydantic.types import StringConstraints
from pydantic_core import ErrorDetails, ValidationError

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.layout import (
    HELD,
    Holds,
    Layout,
    LayoutColumn,
    Placed,
    Reads,
    Several,
    Written,
)
from articulate.intake.normalize.connectives import Language
from articulate.intake.normalize.day import DateOrder
from articulate.intake.normalize.text import wording

_Letters = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}$")]
_Across = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}:[A-Z]{1,3}$")]
_Filled = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_NEEDED = {
    Reads.ARTICULATIONS: (
        (Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER),
        (Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER),
    ),
    Reads.TRANSCRIPT: ((Holds.COURSE, Holds.SUBJECT, Holds.NUMBER),),
    Reads.CATALOG: ((Holds.COURSE, Holds.SUBJECT, Holds.NUMBER),),
    Reads.EXAMS: (
        (Holds.EXAM, Holds.EXAM, Holds.EXAM),
        (Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER),
    ),
    Reads.RULES: (
        (Holds.RULE_ID, Holds.RULE_ID, Holds.RULE_ID),
        (Holds.KIND, Holds.KIND, Holds.KIND),
        (Holds.SOURCE, Holds.SOURCE, Holds.SOURCE),
    ),
    Reads.SCORES: (
        (Holds.EXAM, Holds.EXAM, Holds.EXAM),
        (Holds.SCORE, Holds.SCORE, Holds.SCORE),
    ),
    Reads.CALENDAR: (
        (Holds.TERM, Holds.TERM, Holds.TERM),
        (Holds.STARTS, Holds.STARTS, Holds.STARTS),
        (Holds.ENDS, Holds.ENDS, Holds.ENDS),
    ),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Column(_Strict):
    holds: Holds
    headings: tuple[_Filled, ...] = ()
    columns: tuple[_Letters, ...] = ()
    required: bool = False
    written: Written = Written.CODES
    several: Several | None = None
    reads_as: dict[str, str] = Field(default_factory=dict)


class _Tables(_Strict):
    rows: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,6}\.\.[1-9]\d{0,6}$")]
    columns: Annotated[tuple[_Across, ...], Field(min_length=1)]


class _Sheet(_Strict):
    language: Language = Language.ENGLISH
    dates: DateOrder | None = None
    decimal_comma: bool = False
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = (
        None
    )
    subjects: tuple[_Filled, ...] = ()
    first_row: Annotated[int, Field(ge=1)] | None = None
    ignored_lines: tuple[_Filled, ...] = ()
    blocks: bool = False
    until_next: bool = False
    grouped_by: tuple[Holds, ...] = ()


class _Institutions(_Strict):
    dropped_endings: tuple[_Filled, ...] = ()
    also_called: dict[str, tuple[_Filled, ...]] = Field(default_factory=dict)


class _LayoutFile(_Strict):
    layout: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    title: str = ""
    reads: Reads
    sheet: _Sheet = Field(default_factory=_Sheet)
    institutions: _Institutions = Field(default_factory=_Institutions)
    columns: Annotated[tuple[_Column, ...], Field(min_length=1)]
    tables: tuple[_Tables, ...] = ()


_KEYS = {
    "": tuple(_LayoutFile.model_fields),
    "sheet": tuple(_Sheet.model_fields),
    "institutions": tuple(_Institutions.model_fields),
    "columns": tuple(_Column.model_fields),
    "tables": tuple(_Tables.model_fields),
}


def read_layout(text: str, file: str) -> Layout | Report:
    """Read a layout file, or report everything that is wrong with it."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Report.of([_not_toml(str(error), file)])
    try:
        valid = _LayoutFile.model_validate(written)
    except ValidationError as invalid:
        errors = [one for one in invalid.errors() if not _follows(one)]
        return Report.of(_problem(one, text, file) for one in errors)
    problems = [
        *_missing(valid, text, file),
        *_misplaced(valid, text, file),
        *_headed_twice(valid, text, file),
    ]
    return Report.of(problems) if problems else _layout(valid)


def _layout(valid: _LayoutFile) -> Layout:
    sheet, institutions = valid.sheet, valid.institutions
    return Layout(
        name=valid.layout,
        title=valid.title,
        reads=valid.reads,
        columns=tuple(
            LayoutColumn(
                one.holds,
                one.headings,
                one.columns,
                one.required,
                one.written,
                one.several,
                tuple(one.reads_as.items()),
            )
            for one in valid.columns
        ),
        language=sheet.language,
        dates=sheet.dates,
        decimal_comma=sheet.decimal_comma,
        delimiter=sheet.delimiter,
        subjects=sheet.subjects,
        first_row=sheet.first_row,
        ignored_lines=sheet.ignored_lines,
        blocks=sheet.blocks or bool(valid.tables),
        tables=tuple(_placed(one) for one in valid.tables),
        until_next=sheet.until_next,
        grouped_by=sheet.grouped_by,
        dropped_endings=institutions.dropped_endings,
        also_called=tuple(sorted(institutions.also_called.items())),
    )


def _placed(tables: _Tables) -> Placed:
    first, _, last = tables.rows.partition("..")
    across = (one.partition(":") for one in tables.columns)
    return Placed((int(first), int(last)), tuple((one, two) for one, _, two in across))


def _missing(valid: _LayoutFile, text: str, file: str) -> list[Diagnostic]:
    described = {column.holds for column in valid.columns}
    problems = []
    for course, subject, number in _NEEDED[valid.reads]:
        if course not in described and not {subject, number} <= described:
            problems.append(
                Diagnostic(
                    code=Code.LAYOUT_INVALID,
                    place=_at(text, file, "reads"),
                    message=f"the layout does not say which column holds `{course}`",
                    help=f"add a [[columns]] that holds `{course}`"
                    + (
                        f", or one each for `{subject}` and `{number}`"
                        if subject is not course
                        else ""
                    ),
                )
            )
    if (
        any(column.columns for column in valid.columns)
        and valid.sheet.first_row is None
        and not valid.tables
    ):
        problems.append(
            Diagnostic(
                code=Code.LAYOUT_INVALID,
                place=_at(text, file, "columns"),
                message="columns are named by letters, but the first row of the"
                " table is not named",
                help="add `first_row` under [sheet], or where its tables stand under"
                " [[tables]]",
            )
        )
    return problems


def _misplaced(valid: _LayoutFile, text: str, file: str) -> list[Diagnostic]:
    problems = []
    seen: set[Holds] = set()
    for number, column in enumerate(valid.columns, start=1):
        ignored = column.holds is Holds.IGNORED
        wrong_kind = not ignored and column.holds not in HELD[valid.reads]
        if wrong_kind:
            message = (
                f"column {number} holds `{column.holds}`,"
                f" which a layout that reads {valid.reads} does not have"
            )
        elif column.holds in seen and column.holds is not Holds.IGNORED:
            message = f"`{column.holds}` is described twice"
        elif not column.headings and not column.columns:
            message = (
                f"column {number} (`{column.holds}`) has neither headings nor letters"
            )
        else:
            seen.add(column.holds)
            continue
        problems.append(
            Diagnostic(
                code=Code.LAYOUT_INVALID,
                place=_at(text, file, f'"{column.holds}"'),
                message=message,
                help="describe each kind of column once, with every heading it may"
                " have",
            )
        )
    return problems


def _follows(error: ErrorDetails) -> bool:
    """Say whether an error only follows from others: a list of wrong members."""
    return error["type"] == "too_short" and bool(error["input"])


def _headed_twice(valid: _LayoutFile, text: str, file: str) -> list[Diagnostic]:
    """Report a heading of two kinds, unless they are one thing on either side."""
    headed: dict[str, list[_Column]] = {}
    for column in valid.columns:
        for heading in {wording(one) for one in column.headings}:
            headed.setdefault(heading, []).append(column)
    problems = []
    for heading, columns in headed.items():
        kinds = [str(column.holds) for column in columns]
        sides = [f"sending {kinds[-1].removeprefix('receiving ')}", kinds[-1]]
        if len(kinds) > 1 and (kinds != sides or len(kinds) > len(sides)):
            listed = " and ".join(f"`{kind}`" for kind in kinds)
            problems.append(
                Diagnostic(
                    code=Code.LAYOUT_INVALID,
                    place=_at(text, file, f'"{kinds[-1]}"'),
                    message=f"the heading `{heading}` stands for {listed}",
                    help="list each heading once; only what both sides have may share"
                    " one, the sending side first",
                )
            )
    return problems


def _problem(error: ErrorDetails, text: str, file: str) -> Diagnostic:
    path = [str(step) for step in error["loc"]]
    key = next((step for step in reversed(path) if not step.isdigit()), "")
    table = path[0] if path[0] in _KEYS and len(path) > 1 else ""
    if error["type"] == "extra_forbidden":
        message = f"a layout has no `{key}`" + (f" under {table}" if table else "")
        known = _KEYS[table]
        way_out = did_you_mean(key, known, otherwise=f"one of {', '.join(known)}")
    elif error["type"] == "missing":
        message = f"`{key}` is missing" + (f" under {table}" if table else "")
        way_out = f"add `{key}`; docs/reference/layouts.md says what it may be"
    elif error["type"] == "enum":
        allowed = re.findall(r"'([^']+)'", error.get("ctx", {}).get("expected", ""))
        message = f"`{key}` cannot be `{error['input']}`"
        one_of = f"one of {', '.join(allowed)}"
        way_out = did_you_mean(str(error["input"]), allowed, otherwise=one_of)
    elif error["type"] == "too_short":
        message = f"`{key}` is empty"
        way_out = "docs/reference/layouts.md says what it may be"
    else:
        message = f"`{key}` cannot be `{error['input']}`: {error['msg'].lower()}"
        way_out = "docs/reference/layouts.md says what it may be"
    return Diagnostic(
        code=Code.LAYOUT_INVALID,
        place=_at(text, file, str(error["input"]) if error["type"] == "enum" else key),
        message=message,
        help=way_out,
    )


def _not_toml(said: str, file: str) -> Diagnostic:
    found = re.search(r"at line (\d+), column (\d+)", said)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    reason = said.partition(" (at ")[0].lower()
    return Diagnostic(
        code=Code.LAYOUT_INVALID,
        place=Span(file, line, column, line, column + 1),
        message=f"the layout is not valid TOML: {reason}",
        help="text stands in double quotes, lists in [ ], tables under [name]",
    )


def _at(text: str, file: str, words: str) -> Span:
    """Find where a key or value is written; the top of the file if it is not."""
    for number, line in enumerate(text.splitlines(), start=1):
        at = line.find(words)
        if words and at >= 0 and not line.lstrip().startswith("#"):
            return Span(file, number, at + 1, number, at + 1 + len(words))
    return Span(file, 1, 1, 1, 1)
