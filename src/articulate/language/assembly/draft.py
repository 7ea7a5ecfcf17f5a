"""A text while it is being read, and the problems found in it so far."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span
from articulate.language.scan import Word


class Part(NamedTuple):
    """A clause on its way into the node it belongs to: a field's name and its value."""

    name: str
    value: Any
    span: Span


# What a production holds is typed by the grammar, which no type checker reads: a Word,
# a Node or a Part. Here, and nowhere outside this package, that is taken on trust.
Child = Any


def unfolded(children: Iterable[Child]) -> Iterator[Child]:
    """Yield also what a line of the grammar without a node of its own holds."""
    for child in children:
        if isinstance(child, list):
            yield from unfolded(child)
        else:
            yield child


@dataclass(frozen=True, slots=True)
class Draft:
    """One file being read. Problems are added as they are found."""

    file: str
    problems: list[Diagnostic] = field(default_factory=list)

    def span(self, children: Sequence[Child]) -> Span:
        """From the first of *children* to the last."""
        first, last = children[0], children[-1]
        if isinstance(first, list) or isinstance(last, list):
            inside = tuple(unfolded(children))
            first, last = inside[0], inside[-1]
        begin = first.span(self.file) if isinstance(first, Word) else first.span
        if first is last:
            return begin
        if isinstance(last, Word):
            return Span(self.file, begin.line, begin.column, last.line, last.end)
        end = last.span
        return Span(self.file, begin.line, begin.column, end.end_line, end.end_column)

    def report(
        self,
        code: Code,
        place: Span,
        message: str,
        *,
        way_out: str,
        also: tuple[Span, ...] = (),
    ) -> None:
        """Add a problem: *way_out* is its help."""
        self.problems.append(
            Diagnostic(code=code, place=place, message=message, help=way_out, also=also)
        )


Build = Callable[[Draft, list[Child]], Child]
