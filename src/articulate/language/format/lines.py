"""A line of the page to be: what it says, how deep it stands, and where it was."""

from dataclasses import dataclass, replace

from articulate.diagnostics.span import Span
from articulate.language.format.agreements import Columns

WIDTH = 100
STEP = 2
_LONG_HEAD = 20
_LONG_SOURCE = 24

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a line, as parts that must not be broken.

    `start` and `end` are where it stood in the text that was read. `opens` and `closes`
    say that it has a brace, beside which no blank line stands.
    """

    depth: int
    parts: tuple[str, ...]
    start: Place
    end: Place
    columns: Columns | None = None
    opens: bool = False
    closes: bool = False

    def text(self) -> list[str]:
        """Write it, on as many lines as it needs; the first is indented least."""
        margin = " " * (self.depth * STEP)
        written = [margin + self.parts[0]]
        for part in self.parts[1:]:
            longer = f"{written[-1]} {part}"
            if len(longer) <= WIDTH:
                written[-1] = longer
            else:
                written.append(f"{margin}{' ' * STEP}{part}")
        return written


def start_of(span: Span) -> Place:
    """Where a span begins."""
    return span.line, span.column


def end_of(span: Span) -> Place:
    """Where a span ends."""
    return span.end_line, span.end_column


def before_end(span: Span) -> Place:
    """Where the last character of a span stands: the brace of a block."""
    return span.end_line, span.end_column - 1


def lined_up(run: list[Line]) -> list[Line]:
    """Let the sources and arrows of a run of rules stand under each other."""
    heads = [len(line.columns[0]) for line in run if line.columns]
    head = max((each for each in heads if each <= _LONG_HEAD), default=0)
    sources = [len(line.columns[1]) for line in run if line.columns and _arrow(line)]
    source = max((each for each in sources if each <= _LONG_SOURCE), default=0)
    return [_padded(line, head, source) for line in run]


def _arrow(line: Line) -> bool:
    return " -> " in line.parts[0]


def _padded(line: Line, head: int, source: int) -> Line:
    written, left = line.columns or ("", "")
    rest = line.parts[0][len(f"{written} {left}".rstrip()) :]
    aligned = rest and len(written) <= head
    first = written.ljust(head)
    if left:
        first = f"{first} {left.ljust(source) if aligned else left}"
    return replace(line, parts=(first + rest, *line.parts[1:]))
