"""What a note, a comment or a footnote adds to a row: a least grade, or its dates.

Any other condition cannot be applied, so the row is refused: a rule without its
condition is an invented rule.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.day import DateOrder, written_day
from articulate.intake.normalize.grade import least_grade_in_words
from articulate.intake.normalize.phrases import Saying, phrase
from articulate.intake.normalize.term import WrittenTerm
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unread import Unread
from articulate.model.identifiers import Mark

When = date | WrittenTerm
"""A day, or a term whose days only a calendar knows."""

_SENTENCES = re.compile(r"(?:(?<=[^.])\.|;|\n)\s+|\n|;")
_FROM = re.compile(
    r"(?:effective|valid|in effect|begins?|begin(?:ning)?|starts?|starting|as of"
    r"|since|from)"
    r"(?: date)?(?: from| as of| on| with)?:? (?P<when>.+)",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"(?:valid |effective )?(?:through|thru|until and including|expires|ends?|ending)"
    r"(?: on| after)?:? (?P<when>.+)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:effective|valid|in effect)?(?: from)? ?(?P<start>.+?) (?:through|thru"
    r"|to) (?P<end>.+)",
    re.IGNORECASE,
)
_EMPTY = frozenset({"", "none", "-"})


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark adds. `refer_to` is the office that it sends the case to."""

    least_grade: Mark | None = None
    start: When | None = None
    end: When | None = None
    refer_to: str = ""
    withdrawn: bool = False


def read_remark(written: str, order: DateOrder | None = None) -> Remark | Unread:
    """Read a remark, sentence by sentence; every one must be understood.

    >>> read_remark("Minimum grade of C required.").least_grade
    'C'
    >>> str(read_remark("Effective Fall 2023.").start)
    'Fall 2023'
    >>> read_remark("Gerontology certificate students only.").message
    '`Gerontology certificate students only.` is a condition that cannot be applied'
    """
    remark = Remark()
    for sentence in _SENTENCES.split(plain(written)):
        words = sentence.strip().removesuffix(".")
        if folded(words) in _EMPTY:
            continue
        added = _sentence(words, remark, order)
        if added is None:
            return _not_read(written)
        remark = added
    return remark


def _sentence(words: str, remark: Remark, order: DateOrder | None) -> Remark | None:
    said = phrase(words)
    if said is not None and said.says is Saying.WITHDRAWN:
        return replace(remark, withdrawn=True)
    if said is not None and said.says is Saying.REFER and not remark.refer_to:
        return replace(remark, refer_to=said.office)
    grade = least_grade_in_words(words)
    if grade is not None and remark.least_grade in (None, grade):
        return replace(remark, least_grade=grade)
    if (found := _BOTH.fullmatch(words)) is not None:
        start, end = _when(found["start"], order), _when(found["end"], order)
        if start is not None and end is not None and not (remark.start or remark.end):
            return replace(remark, start=start, end=end)
    if (found := _FROM.fullmatch(words)) is not None and remark.start is None:
        start = _when(found["when"], order)
        return None if start is None else replace(remark, start=start)
    if (found := _THROUGH.fullmatch(words)) is not None and remark.end is None:
        end = _when(found["when"], order)
        return None if end is None else replace(remark, end=end)
    return None


def _when(words: str, order: DateOrder | None) -> When | None:
    read = written_day(words, order)
    return None if isinstance(read, Unread) else read


def _not_read(written: str) -> Unread:
    shown = " ".join(written.split())
    return Unread(
        Code.CONDITION_NOT_READ,
        f"`{shown}` is a condition that cannot be applied",
        "write the rule with its condition in a policy file; a least grade or a date is"
        " applied when it is written as `Minimum grade of C` or `Effective 2024-08-15`",
    )
