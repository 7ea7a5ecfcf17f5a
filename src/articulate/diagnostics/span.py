"""A span: a stretch of policy text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a text; lines and columns count from 1.

    The end is exclusive: `end_column` is the column after the last character.

    >>> str(Span("nursing.art", 2, 28, 2, 32))
    'nursing.art:2:28'
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def width(self) -> int:
        """Columns covered on the first line, at least one."""
        if self.end_line > self.line:
            return 1
        return max(1, self.end_column - self.column)
