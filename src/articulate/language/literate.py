"""A policy in Markdown: the fenced blocks marked `articulate` are the program.

The quoted policy text can then stand beside the rules that encode it. Everything else
is blanked, line by line, so that a place in the program is the place in the Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENS = re.compile(r"( {0,3}|\s*(?:[-*+]|\d+[.)])\s+|\s+)(`{3,}|~{3,})\s*(.*)")
_MARK = re.compile(r"\{?\.?articulate\b")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of the program: its lines, and where they stand (from 0)."""

    first: int
    indent: str
    lines: tuple[str, ...]


def is_literate(file: str) -> bool:
    """Whether a file's name says that it is Markdown."""
    return file.endswith(".art.md")


def program_of(text: str) -> str:
    r"""Blank all of a Markdown text but its program; lines keep their numbers.

    >>> program_of("# Grades\n```articulate\nscale s { }\n```\n")
    '\n\nscale s { }\n\n'
    """
    lines = [""] * len(text.split("\n"))
    for fence in fences(text):
        lines[fence.first : fence.first + len(fence.lines)] = fence.lines
    return "\n".join(lines)


def fences(text: str) -> Iterator[Fence]:
    """Find the fenced blocks of the program; one never closed runs to the end."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        opens = _OPENS.fullmatch(lines[at].rstrip())
        at += 1
        if opens is None:
            continue
        indent, ticks, mark = opens.groups()
        if ticks[0] == "`" and "`" in mark:
            continue
        closes = re.compile(rf"\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*")
        first = at
        while at < len(lines) and not closes.fullmatch(lines[at]):
            at += 1
        if _MARK.match(mark):
            yield Fence(first, " " * len(indent), tuple(lines[first:at]))
        at += 1
