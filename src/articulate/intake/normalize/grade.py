"""The least grade that a cell or a remark asks for, as it is printed."""

import re
from functools import lru_cache

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unread import Unread
from articulate.model.identifiers import Mark

_MARK = r"(?:[A-F][+-]?|P|S|CR|[0-4]\.\d{1,3}|\d{1,3}(?:\.\d{1,2})? ?%|\d{1,3})"
_SIGNED = re.compile(r"\b([A-F]) (plus|minus)\b", re.IGNORECASE)
_A = r"(?:an? )?"
_BETTER = r"(?:grade )?(?:or|and) (?:better|higher|above)"
_LEAST = r"(?:at least|min(?:imum|\.)?|>=) ?"
_REQUIRED = r"(?:minimum|least) (?:acceptable |required )?grade(?: of| is|:)? ?"
_AT_LEAST = (
    rf"(?:grade )?(?:of )?{_A}(?P<mark>{_MARK}) {_BETTER}",
    rf"{_LEAST}{_A}(?:grade )?(?:of )?{_A}(?P<mark>{_MARK})(?: grade)?",
    rf"{_REQUIRED}{_A}(?P<mark>{_MARK})",
    rf"(?:grade )?(?P<mark>{_MARK}) (?:minimum|min\.?)(?: grade)?",
)
_ENDING = r"(?: (?:is )?(?:required|needed|necessary))?\.?"
_OPENING = r"(?:requires? |must (?:have|earn) )?"
_PHRASES = tuple(
    re.compile(f"{_OPENING}{phrase}{_ENDING}", re.IGNORECASE) for phrase in _AT_LEAST
)
_REMEMBERED = 1024  # a table asks for few different grades, and many times
_BARE = re.compile(_MARK, re.IGNORECASE)


def least_grade_in_words(written: str) -> Mark | None:
    """Return the grade where a text says in words that it is the least one.

    >>> least_grade_in_words("Minimum grade of C- required.")
    'C-'
    >>> least_grade_in_words("C") is None
    True
    """
    text = _plain_signs(written)
    for phrase in _PHRASES:
        if found := phrase.fullmatch(text):
            return _as_printed(found["mark"])
    return None


@lru_cache(maxsize=_REMEMBERED)
def least_grade(written: str, *, heading_says_minimum: bool) -> Mark | Unread:
    """Read a cell of grades; a bare grade is the least one only if the heading says so.

    >>> least_grade("c", heading_says_minimum=True)
    'C'
    >>> least_grade("C", heading_says_minimum=False).message
    'grade `C` does not say whether it is the least one or the only one'
    """
    said = least_grade_in_words(written)
    if said is not None:
        return said
    text = _plain_signs(written)
    if _BARE.fullmatch(text):
        if heading_says_minimum:
            return _as_printed(text)
        return Unread(
            Code.GRADE_UNCLEAR,
            f"grade `{written.strip()}` does not say whether it is the least one"
            " or the only one",
            f"write `{text} or better`, or name the column a minimum grade",
        )
    return Unread(
        Code.GRADE_UNCLEAR,
        f"`{written.strip()}` is not a grade we can read",
        "write the least grade as it is printed, such as `C`, `C-`, `2.0` or `70%`",
    )


def _plain_signs(written: str) -> str:
    text = plain(written).replace("\n", " ")
    return _SIGNED.sub(
        lambda found: found[1] + ("+" if found[2].lower() == "plus" else "-"), text
    )


def _as_printed(mark: str) -> Mark:
    return Mark(mark.upper().replace(" ", ""))
