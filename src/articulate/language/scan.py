"""Text is cut into words, and the place in the grammar says what each word is.

An id may be spelled like a keyword, and `C` is a grade here and a subject there. So the
parser says what could stand at a place; where a keyword could, the keyword is meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from articulate.diagnostics.span import Span
from articulate.language.syntax.node import Comment

END = "$END"
_BLANKS = re.compile(r"[\s\ufeff]+")
_LOWER = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*(?!\w)")
_ANYTHING = re.compile(
    r'"(?:[^"\\\n]|\\.)*"?|`[^`\n]*`?'
    r"|\w+(?:[.&'-]\w+)*(?:[+-](?!>)|\.?\*+)?"
    r"|->|\.\.|>=|<=|!=|=>|==|<>|&&|\|\||//|.",
)
# What ends like a word must end where the word does.
_WORD_ENDS = r"(?:(?<=[^\w\-])|(?!\w|[.\-]\w))"


class Word(NamedTuple):
    """A stretch of text on one line; `kind` is the grammar's name for it."""

    kind: str
    text: str
    line: int
    column: int
    end: int

    def span(self, file: str) -> Span:
        """Where the word stands in *file*."""
        return Span(file, self.line, self.column, self.line, self.end)


@dataclass(frozen=True, slots=True)
class Expected:
    """What may stand at one place: keywords and marks by text, shapes, an end."""

    keywords: Mapping[str, str]
    marks: Mapping[str, str]
    shapes: tuple[str, ...]
    pattern: re.Pattern[str] | None
    ends: bool


def one_of(shapes: Mapping[str, str]) -> re.Pattern[str] | None:
    """Join the patterns of several shapes, best first; a group's name is a shape."""
    if not shapes:
        return None
    return re.compile(
        "|".join(f"(?P<{k}>(?:{p}){_WORD_ENDS})" for k, p in shapes.items())
    )


class Scanner:
    """A cursor in one text, which reads a word at a time and keeps the comments."""

    __slots__ = ("_line", "_line_start", "at", "comments", "file", "text")

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.comments: list[Comment] = []
        self._line = 1
        self._line_start = 0

    def skip_blanks(self) -> None:
        """Go on to the next word, keeping the comments on the way."""
        text = self.text
        while True:
            blank = _BLANKS.match(text, self.at)
            if blank:
                end = blank.end()
                breaks = text.count("\n", self.at, end)
                if breaks:
                    self._line += breaks
                    self._line_start = text.rfind("\n", self.at, end) + 1
                self.at = end
            if not text.startswith("#", self.at):
                return
            self._keep_comment()

    def read(self, expected: Expected) -> Word | None:
        """Read the word at the cursor as one of those *expected*, without moving."""
        text, at = self.text, self.at
        if at >= len(text):
            return self.word(END, "") if expected.ends else None
        first = text[at]
        if first.islower():
            keyword = _LOWER.match(text, at)
            if keyword:
                found = keyword.group()
                kind = expected.keywords.get(found)
                if kind is not None:
                    return self.word(kind, found)
        if expected.pattern is not None:
            shape = expected.pattern.match(text, at)
            if shape:
                return self.word(shape.lastgroup or "", shape.group())
        if not first.isalnum():
            for width in (2, 1):
                mark = text[at : at + width]
                kind = expected.marks.get(mark)
                if kind is not None:
                    return self.word(kind, mark)
        return None

    def anything(self) -> Word:
        """Read whatever is at the cursor, for a complaint about it."""
        found = _ANYTHING.match(self.text, self.at)
        return self.word("?", found.group()) if found else self.word(END, "")

    def word(self, kind: str, text: str) -> Word:
        """Place a word of this *text* at the cursor."""
        column = self.at - self._line_start + 1
        return Word(kind, text, self._line, column, column + len(text))

    def pass_over(self, word: Word) -> None:
        """Move behind *word*, which stands at the cursor."""
        self.at += word.end - word.column

    def begins_line(self) -> bool:
        """Whether nothing but blanks stands before the cursor on its line."""
        return not self.text[self._line_start : self.at].strip()

    def rest_of_line(self, word: Word) -> str:
        """Show what stands behind *word* on its line, up to a comment."""
        at = self.at + len(word.text)
        return self.text[at:].split("\n", 1)[0].split("#", 1)[0]

    def _keep_comment(self) -> None:
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        written = self.text[self.at : end].rstrip()
        span = self.word("#", written).span(self.file)
        alone = self.begins_line()
        self.comments.append(Comment(written[1:], alone=alone, span=span))
        self.at = end
