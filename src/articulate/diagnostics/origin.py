"""An origin: where a rule, a fact or a problem was written."""

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.panel import PanelRecord
from articulate.diagnostics.span import Span
from articulate.diagnostics.stored import StoreRef

Origin = Span | CellRef | PanelRecord | StoreRef


def origin_key(origin: Origin) -> tuple[int, str, str, int, int]:
    """Sort origins of every kind together: by kind, then by place.

    >>> origin_key(Span("a.art", 2, 1, 2, 4)) < origin_key(Span("a.art", 10, 1, 10, 4))
    True
    """
    match origin:
        case Span():
            return (0, origin.file, "", origin.line, origin.column)
        case CellRef():
            return (1, origin.workbook, origin.sheet, origin.row, _column(origin))
        case PanelRecord():
            return (2, origin.case, origin.finding, 0, 0)
        case StoreRef():
            return (3, origin.store, origin.stream, origin.number, 0)


def _column(cell: CellRef) -> int:
    number = 0
    for letter in cell.column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
