"""A partner's file, TOML: read strictly, and written without losing what others wrote.

With tomlkit, which keeps comments and order as people left them.
"""

import re
import tomllib
from datetime import date
from typing import Annotated

import tomlkit
from pydantic.config import ConfigDict
from pydantic.main import BaseModel
from pydantic.types import StringConstraints
from pydantic_core import ValidationError
from tomlkit.items import AoT, Table

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.partners import Mode, Partner, RememberedImport
from articulate.model.identifiers import InstitutionId

_Filled = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$")]
_HEAD = "[[workbooks]]"
_APART = re.compile(r"\n+\[\[workbooks\]\]")
_OPENING = "How this partner's workbooks are imported; `articulate import` keeps it."


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class _Workbook(_Strict):
    files: _Filled
    layout: _Filled
    confirmed: date
    workbook: _Filled
    headings: tuple[str, ...] = ()
    sheet: _Filled | None = None
    into: _Filled | None = None
    mode: Mode | None = None


class _Partner(_Strict):
    sending: _Code
    receiving: _Code
    called: tuple[_Filled, ...] = ()
    workbooks: tuple[_Workbook, ...] = ()


def read_partner(text: str, file: str) -> Partner | Report:
    """Read a partner's file, or report everything that is wrong with it."""
    try:
        valid = _Partner.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Report.of([_problem(f"it is not valid TOML: {error}", file, 1)])
    except ValidationError as invalid:
        return Report.of(
            _problem(_said(one["loc"], one["msg"]), file, _line(one["loc"], text))
            for one in invalid.errors()
        )
    return Partner(
        InstitutionId(valid.sending),
        InstitutionId(valid.receiving),
        file,
        valid.called,
        tuple(
            RememberedImport(
                one.files,
                one.layout,
                one.confirmed,
                one.workbook,
                one.headings,
                one.sheet,
                one.into,
                one.mode,
            )
            for one in valid.workbooks
        ),
    )


def with_import(text: str | None, partner: Partner, came: RememberedImport) -> str:
    """Return a partner's file with an import in it, instead of one of the same files.

    *text* is what the file holds, None where there is none yet.
    """
    document = tomlkit.parse(text or "")
    if text is None:
        document.add(tomlkit.comment(_OPENING))
        document.add("sending", tomlkit.item(str(partner.sending)))
        document.add("receiving", tomlkit.item(str(partner.receiving)))
    if list(partner.called) != list(document.get("called", ())):
        document["called"] = list(partner.called)
    workbooks = document.get("workbooks")
    if not isinstance(workbooks, AoT):
        workbooks = tomlkit.aot()
        document["workbooks"] = workbooks
    for table in workbooks:
        if table.get("files") == came.files:
            _fill(table, came)
            break
    else:
        made = tomlkit.table()
        _fill(made, came)
        workbooks.append(made)
    return _APART.sub(rf"\n\n{_HEAD}", tomlkit.dumps(document))


def _fill(table: Table, came: RememberedImport) -> None:
    said = {
        "files": came.files,
        "layout": came.layout,
        "sheet": came.sheet,
        "headings": list(came.headings) or None,
        "into": came.into,
        "mode": None if came.mode is None else str(came.mode),
        "confirmed": came.confirmed,
        "workbook": came.workbook,
    }
    for key, value in said.items():
        if value is not None:
            table[key] = value
        elif key in table:
            table.remove(key)


def _line(path: tuple[int | str, ...], text: str) -> int:
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines, 1) if line.strip() == _HEAD]
    places = [step for step in path if isinstance(step, int)]
    inside = bool(places) and path[0] == "workbooks" and places[0] < len(starts)
    first = starts[places[0]] if inside else 1
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    for at, line in enumerate(lines[first - 1 :], first):
        if line.partition("=")[0].strip() == key:
            return at
    return first


def _said(path: tuple[int | str, ...], message: str) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "it")
    return f"`{key}`: {message[:1].lower()}{message[1:]}"


def _problem(message: str, file: str, line: int) -> Diagnostic:
    return Diagnostic(
        code=Code.PARTNER_INVALID,
        place=Span(file, line, 1, line, 2),
        message=f"what is remembered of a partner cannot be used: {message}",
        help="docs/reference/layouts.md says what a partner's file holds",
        severity=Severity.WARNING,
    )
