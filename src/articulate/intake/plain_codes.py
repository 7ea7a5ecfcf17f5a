"""Cells of courses in the plainest form, which most have: read without the grammar.

Whatever could be anything else is left to `cell_chains`; a property test puts cells to
both.
"""

import re
import string
from dataclasses import dataclass
from functools import lru_cache

from articulate.intake.cell_language import NO_SUBJECTS, SIMPLE
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    WrittenCode,
    joined,
)
from articulate.intake.normalize.phrases import is_total, phrase

_CHAIN = re.compile(
    r"[A-Z]{2,8}[ -]?[0-9]{1,5}[A-WYZ]?"
    r"(?: (?:&|[Aa][Nn][Dd]|[Oo][Rr]) (?:[A-Z]{2,8}[ -]?)?[0-9]{1,5}[A-WYZ]?){0,3}"
)
"""A few courses, with the same word between all of them."""

_PART = re.compile(
    r"(?: (?P<joiner>&|(?i:and)|(?i:or)) )?(?P<subject>[A-Z]{2,8})?[ -]?"
    r"(?P<number>[0-9]{1,5}(?P<letter>[A-Z]?))"
)
_CONNECTING = frozenset({"AND", "ALL", "ANY", "BOTH", "EITHER", "ONE", "OR", "PLUS"})


@dataclass(frozen=True, slots=True)
class PlainCodes:
    """What a plain cell names, and all else about it that could matter.

    `parts` are subject, number, subject, number, … ; `every` says whether all of them
    are meant, or any one; `letters` are what ends each number.
    """

    parts: tuple[str, ...]
    every: bool = True
    letters: tuple[str, ...] = ("",)

    @property
    def expression(self) -> CourseExpression:
        """The reading of the cell, as `read_courses` finds it."""
        pairs = zip(self.parts[::2], self.parts[1::2], strict=True)
        named: list[CourseExpression] = [WrittenCode(*pair) for pair in pairs]
        return joined(AllOf if self.every else AnyOne, named)


def plain_codes(written: str, *, chained: bool = True) -> PlainCodes | None:
    """Read a cell of the plainest form; None for any other.

    >>> str(plain_codes("BIOL 265 & 266").expression)
    'BIOL 265 and BIOL 266'
    >>> plain_codes("BIOL 265, 266") is None
    True
    """
    text = written.strip(" ")
    if (simple := SIMPLE.fullmatch(text)) is not None:
        subject, number = simple["subject"], simple["number"]
        letter = plain_letter(number)
        if letter is None or not is_plain_subject(subject):
            return None
        return PlainCodes((subject, number), letters=(letter,))
    return _chain(text) if chained and _CHAIN.fullmatch(text) else None


def plain_letter(number: str) -> str | None:
    """Return the letter that ends a number; None for an X, which may stand for any."""
    letter = number.lstrip(string.digits)
    return None if letter == "X" else letter


@lru_cache(maxsize=4096)
def is_plain_subject(word: str) -> bool:
    """Say whether a word before a number can only be a subject."""
    code = f"{word} 101"
    return (
        word not in NO_SUBJECTS
        and word not in _CONNECTING
        and phrase(code) is None
        and not is_total(code)
    )


def _chain(text: str) -> PlainCodes | None:
    subject = ""
    parts: list[str] = []
    found = list(_PART.finditer(text))
    for part in found:
        subject = part["subject"] or subject
        if not is_plain_subject(subject):
            return None
        parts += (subject, part["number"])
    either = {(part["joiner"] or "").upper() == "OR" for part in found[1:]}
    courses = set(zip(parts[::2], parts[1::2], strict=True))
    if len(either) > 1 or len(courses) < len(found):
        return None
    letters = tuple(part["letter"] for part in found)
    return PlainCodes(tuple(parts), True not in either, letters)
