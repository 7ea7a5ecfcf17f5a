"""Where each value of a JSON text is written, so that a problem can point at it."""

import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from articulate.diagnostics.span import Span

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value, from the outside in."""

_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^,\]}\s]+")


def json_places(text: str, file: str) -> dict[Path, Span]:
    """Return the span of every value of a valid JSON text, and of every key.

    A key's span stands under the value's path with `"key"` put after it.

    >>> places = json_places('{"a": [1, 2]}', "r.json")
    >>> str(places["a", 1]), str(places["a", "key"])
    ('r.json:1:11', 'r.json:1:2')
    """
    scan = _Scan(text, file)
    scan.value((), _skip(text, 0))
    return scan.places


class _Scan:
    def __init__(self, text: str, file: str) -> None:
        self.places: dict[Path, Span] = {}
        self._text = text
        self._file = file
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def value(self, path: Path, at: int) -> int:
        """Note the value that begins at a position; return the position after it."""
        text = self._text
        match text[at]:
            case "{":
                end = self._members(path, at + 1)
            case "[":
                end = self._items(path, at + 1)
            case '"':
                end = scanstring(text, at + 1)[1]
            case _:
                found = _SCALAR.match(text, at)
                end = found.end() if found else at + 1
        self.places[path] = self._span(at, end)
        return end

    def _members(self, path: Path, at: int) -> int:
        at = _skip(self._text, at)
        while self._text[at] != "}":
            key, end = scanstring(self._text, at + 1)
            self.places[*path, key, "key"] = self._span(at, end)
            at = _skip(self._text, _skip(self._text, end) + 1)
            at = _skip(self._text, self.value((*path, key), at))
            if self._text[at] == ",":
                at = _skip(self._text, at + 1)
        return at + 1

    def _items(self, path: Path, at: int) -> int:
        at = _skip(self._text, at)
        number = 0
        while self._text[at] != "]":
            at = _skip(self._text, self.value((*path, number), at))
            number += 1
            if self._text[at] == ",":
                at = _skip(self._text, at + 1)
        return at + 1

    def _span(self, start: int, end: int) -> Span:
        line, column = self._at(start)
        end_line, end_column = self._at(end)
        return Span(self._file, line, column, end_line, end_column)

    def _at(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
