"""Rows that hold until a later one about the same courses begins.

Some systems write only from when an equivalency holds: of all its rows the one with the
greatest term not later than the learner's applies. So each ends the day before the next
begins, be that one understood or refused. Where nobody can say when a refused row
begins, nobody can say how long the others hold, and they are refused as well.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.courses import CourseExpression
from articulate.intake.fields import Fields
from articulate.intake.key import Key
from articulate.intake.layout import Holds
from articulate.intake.normalize.day import written_day
from articulate.intake.normalize.term import WrittenTerm
from articulate.intake.parties import Parties
from articulate.intake.remarks import When
from articulate.intake.rows import ArticulationRow
from articulate.intake.sending import Sources, read_sources

_BEGINNING = date.min


@dataclass(frozen=True, slots=True)
class Begun:
    """When rows about the same courses begin; `unclear` are rows of which nobody knows.

    A row without a first day begins with the calendar.
    """

    days: set[date] = field(default_factory=set)
    unclear: list[CellRef] = field(default_factory=list)


def succeeded(
    rows: Iterable[ArticulationRow], refused: Iterable[Fields], parties: Parties
) -> tuple[list[ArticulationRow], list[Diagnostic]]:
    """End every row without a last day where the next one about its courses begins.

    A term is read as its first day where another row about the same courses has to be
    told apart from it. The second part says which rows are refused, and why.
    """
    listed = list(rows)
    begun: dict[CourseExpression, Begun] = {}
    for row in listed:
        first = _first(row.start, parties)
        if first is not None:
            begun.setdefault(row.sources, Begun()).days.add(first)
    for fields in refused:
        sources = read_sources(fields, Key())
        if isinstance(sources, Sources):
            at = begun.setdefault(sources.expression, Begun())
            begins = _begins(fields, parties)
            if begins is None:
                at.unclear.append(fields.place(Holds.EFFECTIVE_FROM))
            else:
                at.days.add(begins)
    kept: list[ArticulationRow] = []
    problems: list[Diagnostic] = []
    for row in listed:
        others = begun.get(row.sources, Begun())
        if others.unclear:
            problems.append(_how_long(row, others.unclear))
        else:
            kept.append(_ended(row, others.days, parties))
    return kept, problems


def _ended(
    row: ArticulationRow, begins: AbstractSet[date], parties: Parties
) -> ArticulationRow:
    first = _first(row.start, parties)
    if first is None or len(begins) == 1:
        return row
    start = None if row.start is None else first
    later = [day for day in begins if day > first]
    if row.end is not None or not later:
        return replace(row, start=start)
    return replace(row, start=start, end=min(later) - timedelta(days=1))


def _first(start: When | None, parties: Parties) -> date | None:
    """Return the day on which a row begins; None where its term is in no calendar."""
    if start is None:
        return _BEGINNING
    if isinstance(start, date):
        return start
    return parties.first_day(start)


def _begins(fields: Fields, parties: Parties) -> date | None:
    """Return the day on which a refused row begins; None where it cannot be read."""
    found = fields.one(Holds.EFFECTIVE_FROM)
    if found is None:
        return _BEGINNING
    if found.cell.day is not None:
        return found.cell.day
    read = written_day(found.text, fields.layout.dates)
    return _first(read, parties) if isinstance(read, date | WrittenTerm) else None


def _how_long(row: ArticulationRow, unclear: list[CellRef]) -> Diagnostic:
    return Diagnostic(
        code=Code.GROUP_NOT_READ,
        place=row.place,
        message=f"how long `{row.sources}` comes to this cannot be said: another row"
        " about it is not understood, nor when it begins",
        help="correct that row; in this layout a row holds until the next one begins",
        also=tuple(unclear),
    )
