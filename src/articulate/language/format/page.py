"""Lines become a page: blank lines as they were, at most one, and every comment."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from articulate.diagnostics.span import Span
from articulate.language.format.lines import (
    STEP,
    Line,
    Place,
    end_of,
    lined_up,
    start_of,
)
from articulate.language.syntax.node import Comment


@dataclass(slots=True)
class Page:
    """A page being written from the top, with the comments still to come.

    `reached` is the line of the text that was read, up to which all has been written.
    """

    comments: tuple[Comment, ...]
    written: list[str] = field(default_factory=list)
    reached: int = 0
    _next: int = 0
    _opened: bool = True
    _trailed: bool = True

    def has_comment(self, span: Span) -> bool:
        """Whether a comment stands inside a stretch of the text."""
        at = bisect_left(self.comments, start_of(span), key=_place)
        return at < len(self.comments) and _place(self.comments[at]) < end_of(span)

    def add(self, lines: Iterable[Line]) -> None:
        """Write the lines of one block."""
        for line in self._runs(list(lines)):
            self._comments_before(line)
            self._blank_line(line.start[0], beside_brace=line.closes)
            self.written.extend(line.text())
            self.reached = max(self.reached, line.end[0])
            self._opened, self._trailed = line.opens, False

    def part_blocks(self, start: Place, *, may_touch: bool) -> None:
        """Put one blank line before a block, unless it *may touch* the one above.

        The comments between them belong to the second, but for one on the last line.
        """
        self._trailing(start)
        first = start[0]
        if self._next < len(self.comments):
            first = min(first, self.comments[self._next].span.line)
        touches = may_touch and first - self.reached <= 1
        if self.written and not touches:
            self.written.append("")
            self._opened = True

    def finish(self) -> str:
        """Write the last comments, and give the whole page."""
        if self._next < len(self.comments):
            self._trailing(end_of(self.comments[-1].span))
        for comment in self.comments[self._next :]:
            self._comment(comment, 0, comment.span.line)
        self._next = len(self.comments)
        return "\n".join(self.written) + "\n" if self.written else ""

    def _runs(self, lines: list[Line]) -> Iterable[Line]:
        """Line up each run of rules that no blank line parts."""
        run: list[Line] = []
        for line in lines:
            if run and (line.columns is None or self._parted(run[-1], line)):
                yield from lined_up(run)
                run = []
            if line.columns is None:
                yield line
            else:
                run.append(line)
        yield from lined_up(run)

    def _parted(self, above: Line, below: Line) -> bool:
        first, last = above.end[0], below.start[0]
        begin = bisect_left(self.comments, above.end, key=_place)
        end = bisect_left(self.comments, below.start, key=_place)
        between = sum(comment.alone for comment in self.comments[begin:end])
        return last - first - between > 1

    def _comments_before(self, line: Line) -> None:
        """Write the comments above *line*, and those from inside it."""
        self._trailing(line.start)
        depth = line.depth + 1 if line.closes else line.depth
        inside = line.start if line.opens or line.closes else line.end
        while self._next < len(self.comments):
            comment = self.comments[self._next]
            if _place(comment) >= max(line.start, inside):
                break
            self._next += 1
            self._comment(comment, depth, min(comment.span.line, line.start[0]))

    def _trailing(self, before: Place) -> None:
        """Write the comment that ends the line just written, if there is one."""
        if self._next < len(self.comments) and not self._trailed:
            comment = self.comments[self._next]
            here = comment.span.line == self.reached and not comment.alone
            if here and _place(comment) < before:
                self.written[-1] += f"  #{comment.text}"
                self._next += 1
                self._trailed = True

    def _comment(self, comment: Comment, depth: int, line: int) -> None:
        self._blank_line(line, beside_brace=False)
        self.written.append(f"{' ' * (depth * STEP)}#{comment.text}")
        self.reached = max(self.reached, line)
        self._opened, self._trailed = False, True

    def _blank_line(self, line: int, *, beside_brace: bool) -> None:
        if line - self.reached > 1 and not self._opened and not beside_brace:
            self.written.append("")


def _place(comment: Comment) -> Place:
    return comment.span.line, comment.span.column
