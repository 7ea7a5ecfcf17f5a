"""The rows of a sheet, those that are alike under one number.

Two rows are alike where each cell of one is like that of the other: what one of them
says, its codes and its id aside, the other says as well.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.alike_cells import BLANK, UNLIKE, Columns, kinds_of_columns
from articulate.intake.columns import Table, find_table
from articulate.intake.fields import Fields
from articulate.intake.key import Line
from articulate.intake.layout import Holds, Layout
from articulate.intake.plain_codes import is_plain_subject
from articulate.intake.resolutions import Resolution
from articulate.intake.sheet import Row, Sheet, column_number
from articulate.intake.table_rows import (
    belongs,
    lines_of,
    name_lines,
    zero_led_in,
)
from articulate.intake.tokens import Token, TokenRows, in_batches, token_rows

ALONE = -1
"""What stands for a shape where a row is like no other."""

_OUTSIDE = -2
_SENDING = (Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER)
_RECEIVING = (Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER)
_NUMBERS = (Holds.SENDING_NUMBER, Holds.RECEIVING_NUMBER)
_CODE_LIKE = re.compile(r"(?:(?P<word>[a-z]{2,8}) ?)?[0-9]{1,5}[a-z]?\b")
_LEAST_FILLED = 2  # what stands alone in a row may be a note


@dataclass(frozen=True, slots=True)
class Places:
    """In which columns rows of one shape have what is their own, by place."""

    sending: tuple[int, ...]
    receiving: tuple[int, ...]
    rule_id: int | None


@dataclass(slots=True)
class AlikeSheet:
    """A sheet with a table: its rows, each with the number of its shape."""

    sheet: Sheet
    table: Table
    layout: Layout
    rows: TokenRows
    columns: Columns
    lines: tuple[Line, ...] = ()
    shapes: list[Places] = field(default_factory=list)
    states: "array[int]" = field(default_factory=lambda: array("i"))
    zero_led: tuple[tuple[str, int], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether any row belongs to the table."""
        return any(state >= ALONE for state in self.states)

    def fields(self, place: int) -> Fields:
        """Return a row of the table by its place among the rows."""
        return Fields(self.rows.at(place), self.table, self.layout, self.zero_led)

    def named(self) -> Iterator[Fields]:
        """Yield rows that show everything in which rows of the table differ."""
        seen: set[int] = set()
        for place, shape in enumerate(self.states):
            if shape == ALONE or (shape >= 0 and shape not in seen):
                seen.add(shape)
                yield self.fields(place)


def open_alike(
    sheet: Sheet, layout: Layout, chosen: Iterable[Resolution]
) -> AlikeSheet | Diagnostic | None:
    """Find the table of a sheet and tell its rows apart; say what is missing.

    None is a sheet of which every row has to be read by itself.
    """
    if layout.blocks or layout.row_by_row:
        return None
    table = find_table(sheet, layout)
    if isinstance(table, Diagnostic):
        return table
    if any(map(_like_a_code, table.headings)):
        return None
    columns = kinds_of_columns(table, layout, sheet.hidden_columns, chosen)
    opened = AlikeSheet(sheet, table, layout, token_rows(sheet.rows), columns)
    _part(opened)
    opened.zero_led = zero_led_in(_perhaps_led(opened), table)
    damaged = opened.zero_led and any(
        not isinstance(token, str)
        for column in _number_columns(opened)
        for token in columns.cells[column]
    )
    return None if damaged else opened


def _part(opened: AlikeSheet) -> None:
    """Give each row its shape, and tell the rows of the table from lines around it."""
    shapes: dict[tuple[int, ...], int] = {}
    lines: list[Line] = []
    states = opened.states
    for rows in in_batches(opened.rows):
        for shape in _shapes_of(rows, opened, shapes):
            if shape != ALONE:
                states.append(shape)
                continue
            row = opened.rows.at(len(states))
            states.append(_looked_at(opened, row, lines))
    opened.lines = (*name_lines(opened.sheet), *lines)


def _shapes_of(
    rows: Sequence[tuple[int, Sequence[Token] | None]],
    opened: AlikeSheet,
    shapes: dict[tuple[int, ...], int],
) -> Iterator[int]:
    heading = opened.table.heading
    below = [row for number, row in rows if row is not None and number > heading]
    kinds = opened.columns.kinds(below)
    for number, tokens in rows:
        if tokens is None or number <= heading:
            yield ALONE
            continue
        key = next(kinds)
        shape = shapes.get(key)
        if shape is None:
            places = _places(key, opened)
            shape = shapes[key] = ALONE if places is None else len(opened.shapes)
            opened.shapes += [] if places is None else [places]
        yield shape


def _looked_at(opened: AlikeSheet, row: Row, lines: list[Line]) -> int:
    table = opened.table
    if row.number == table.heading or table.is_heading(row):
        return _OUTSIDE
    if row.number > table.heading and belongs(row, table, opened.layout):
        return ALONE
    lines += lines_of(row)
    return _OUTSIDE


def _places(key: tuple[int, ...], opened: AlikeSheet) -> Places | None:
    """Find what is its own in rows of a shape; None where each is read by itself."""
    filled = sum(kind != BLANK for kind in key)
    if UNLIKE in key or filled < _LEAST_FILLED:
        return None
    sides = [_side(key, opened, kinds) for kinds in (_SENDING, _RECEIVING)]
    ids = _filled(key, opened.table.of(Holds.RULE_ID))
    if None in sides or not any(sides) or len(ids) > 1:
        return None
    if any(not _is_open(key, opened, place) for place in ids):
        return None
    sending, receiving = (side or () for side in sides)
    return Places(sending, receiving, ids[0] if ids else None)


def _side(
    key: tuple[int, ...], opened: AlikeSheet, kinds: tuple[Holds, Holds, Holds]
) -> tuple[int, ...] | None:
    """Return where one side names its courses plainly; None where that is unclear."""
    whole, subjects, numbers = (_filled(key, opened.table.of(one)) for one in kinds)
    halves = (*subjects, *numbers)
    opened_whole = tuple(one for one in whole if _is_open(key, opened, one))
    opened_halves = [one for one in halves if _is_open(key, opened, one)]
    if not opened_halves:
        return opened_whole
    if whole or len(subjects) != 1 or len(numbers) != 1 or opened_halves != [*halves]:
        return None
    return halves


def _filled(key: tuple[int, ...], columns: Iterable[str]) -> list[int]:
    places = [column_number(column) - 1 for column in columns]
    return [one for one in places if one < len(key) and key[one] != BLANK]


def _is_open(key: tuple[int, ...], opened: AlikeSheet, place: int) -> bool:
    return key[place] in opened.columns.cells[place].open_kinds


def _like_a_code(heading: tuple[str, str]) -> bool:
    """Say whether a heading could be repeated by a row that names a course."""
    found = _CODE_LIKE.match(heading[1])
    word = None if found is None else found["word"]
    return found is not None and (word is None or is_plain_subject(word.upper()))


def _number_columns(opened: AlikeSheet) -> list[int]:
    columns = [letter for holds in _NUMBERS for letter in opened.table.of(holds)]
    places = [column_number(letter) - 1 for letter in columns]
    return [one for one in places if one < len(opened.columns.cells)]


def _perhaps_led(opened: AlikeSheet) -> Iterator[Row]:
    """Yield the rows of the table that may have a number with a leading zero."""
    led = any(
        (token if isinstance(token, str) else token[0]).strip().startswith("0")
        for column in _number_columns(opened)
        for token in opened.columns.cells[column]
    )
    for place, shape in enumerate(opened.states):
        if shape == ALONE or (led and shape >= 0):
            yield opened.rows.at(place)
