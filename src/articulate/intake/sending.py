"""The sending side of a row: which courses it is about."""

import re
from dataclasses import dataclass, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.courses import AllOf, AnyOne, CourseExpression, codes, joined
from articulate.intake.expressions import is_pattern, read_courses
from articulate.intake.fields import Fields, Found, problem
from articulate.intake.key import Key
from articulate.intake.layout import Holds, Several, Written
from articulate.intake.normalize.phrases import Saying, phrase
from articulate.intake.normalize.unread import Unread, could_mean
from articulate.intake.sheet import Attached, Attachment
from articulate.intake.titled import read_titled

_IN_BRACKETS = re.compile(r"\s*\((?P<mark>[0-9a-z]{1,2})\)\s*$")


@dataclass(frozen=True, slots=True)
class Sources:
    """The courses a row is about, where they stand, and the marks on them."""

    expression: CourseExpression
    place: CellRef
    marks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read_sources(fields: Fields, key: Key) -> Sources | list[Diagnostic]:
    """Read the sending side; every problem with its cell."""
    cells = sending_cells(fields)
    if not cells:
        place = fields.place(Holds.SENDING_COURSE, Holds.SENDING_NUMBER)
        return [
            Diagnostic(
                code=Code.NO_SOURCE,
                place=place,
                message="the row gives credit, but names no sending course",
                help="fill in the sending course, or delete the row",
            )
        ]
    read = [_read(cell, fields, key) for cell in cells]
    problems = [
        problem(one, cell.place)
        for one, cell in zip(read, cells, strict=True)
        if isinstance(one, Unread)
    ]
    if problems:
        return problems
    sides = [one for one in read if isinstance(one, Sources)]
    expressions = [one.expression for one in sides]
    combined = combine(
        expressions, _several(fields, Holds.SENDING_COURSE) or key.sources
    )
    if isinstance(combined, Unread):
        return [problem(combined, cells[1].place, (cells[0].place,))]
    marks = tuple(mark for one in sides for mark in one.marks)
    titles = tuple(title for one in sides for title in one.titles)
    return Sources(combined, cells[0].place, marks, titles)


def sending_cells(fields: Fields) -> tuple[Found, ...]:
    """Return the cells that name sending courses, a subject put before its number."""
    return course_cells(
        fields, Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER
    )


def course_cells(
    fields: Fields, course: Holds, subject: Holds, number: Holds
) -> tuple[Found, ...]:
    """Return the cells that name courses, whole or as a subject and a number."""
    whole = fields.all(course)
    if whole:
        return whole
    halves = []
    numbers = {found.place.column: found for found in fields.all(number)}
    subjects = fields.all(subject)
    for place, found in enumerate(subjects):
        own = fields.table.of(subject).index(found.place.column)
        columns = fields.table.of(number)
        beside = numbers.pop(columns[own], None) if own < len(columns) else None
        if beside is None and place == 0 and len(numbers) == 1:
            beside = numbers.popitem()[1]
        halves.append(_together(found, beside))
    halves.extend(numbers.values())
    return tuple(halves)


def combine(
    expressions: list[CourseExpression], several: Several | None
) -> CourseExpression | Unread:
    """Combine the courses of several columns as the layout or the sheet says."""
    if len(expressions) == 1:
        return expressions[0]
    match several:
        case Several.TOGETHER:
            return joined(AllOf, expressions)
        case Several.EITHER:
            return joined(AnyOne, expressions)
        case None:
            words = (" and ", " or ")
            readings = tuple(word.join(map(str, expressions)) for word in words)
            return Unread(
                Code.SEPARATOR_UNEXPLAINED,
                "nothing says whether the courses of these columns are all meant"
                " or one of them",
                could_mean(readings),
                readings,
            )


def marked(found: Found, key: Key) -> Found:
    """Tell a mark in brackets from credit in brackets: a note on the sheet has it.

    `ENGL 222 (2)` on a sheet with a note `(2) …` bears that mark.
    """
    at_end = _IN_BRACKETS.search(found.text)
    if at_end is None or at_end["mark"] not in key.bracketed:
        return found
    cell = found.cell
    attached = (*cell.attached, Attached(Attachment.FOOTNOTE, at_end["mark"]))
    text = found.text[: at_end.start()]
    return replace(found, cell=replace(cell, text=text, attached=attached))


def _read(found: Found, fields: Fields, key: Key) -> Sources | Unread:
    found = marked(found, key)
    column = fields.layout.column(Holds.SENDING_COURSE)
    how = fields.layout.how(Holds.SENDING_COURSE)
    said = phrase(found.text)
    if said is not None and said.says is Saying.UNSURE:
        return unsure(found.text)
    if column is not None and column.written is Written.CODE_TITLE_CREDITS:
        titled = read_titled(found.text, how)
        if isinstance(titled, Unread):
            return titled
        if titled.expression is None or not _only_courses(titled.expression):
            return _no_course(found.text)
        marks = (*titled.marks, *found.marks())
        return Sources(titled.expression, found.place, marks, titled.titles)
    reading = read_courses(found.text, how)
    if isinstance(reading, Unread):
        return reading
    if not _only_courses(reading.expression):
        return _no_course(found.text)
    return Sources(reading.expression, found.place, (*reading.marks, *found.marks()))


def unsure(written: str) -> Unread:
    """Say that whoever wrote the cell was not sure either."""
    return Unread(
        Code.AUTHOR_UNSURE,
        f"`{' '.join(written.split())}` leaves the question open",
        "settle it with the people concerned, and write what was decided",
    )


def _only_courses(expression: CourseExpression) -> bool:
    named = list(codes(expression))
    return bool(named) and not any(is_pattern(code) for code in named)


def _no_course(written: str) -> Unread:
    return Unread(
        Code.NOT_A_COURSE,
        f"`{' '.join(written.split())}` names no particular course",
        "name each sending course by subject and number",
    )


def _together(subject: Found, number: Found | None) -> Found:
    if number is None:
        return subject
    text = f"{subject.text.strip()} {number.text.strip()}"
    attached = (*subject.cell.attached, *number.cell.attached)
    cell = type(subject.cell)(subject.cell.column, text, attached=attached)
    return Found(cell, subject.place)


def _several(fields: Fields, holds: Holds) -> Several | None:
    column = fields.layout.column(holds)
    return None if column is None else column.several
