"""Look-alikes: codes with letters that only look like the expected ones."""

import unicodedata
from collections.abc import Callable, Iterator

from articulate.model.course import CourseCode

# Cyrillic and Greek letters beside the Latin ones they are drawn like.
_DRAWN_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν",
    "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXoiv",
)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_INVISIBLE = ("Cf",)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")


def likely_code(
    code: CourseCode, known: Callable[[CourseCode], bool]
) -> CourseCode | None:
    """Return the code that was probably meant, None where *code* is as it should be.

    *known* says whether some rule or catalog names a code.
    """
    if code.local.isascii() and known(code):
        return None
    readings = [one for one in _readings(code) if one != code]
    expected = next((one for one in readings if known(one)), None)
    if expected is not None:
        return None if known(code) else expected
    return readings[0] if readings and _mixes_scripts(code.local) else None


def _readings(code: CourseCode) -> Iterator[CourseCode]:
    plain = plainly(code.local)
    institution = code.institution
    yield CourseCode.read(institution, plain)
    yield CourseCode.read(institution, plain.upper())
    subject, _, number = plain.rpartition(" ")
    yield CourseCode.read(
        institution, f"{subject} {number.translate(_LETTERS_FOR_DIGITS)}"
    )


def plainly(text: str) -> str:
    """Write a text with the plain letters it looks like.

    >>> plainly("СIS １20")
    'CIS 120'
    """
    shown = "".join(
        letter for letter in text if unicodedata.category(letter) not in _INVISIBLE
    )
    folded = unicodedata.normalize("NFKC", shown)
    return " ".join(folded.translate(_DRAWN_ALIKE).translate(_DASHES).split())


def _mixes_scripts(text: str) -> bool:
    """Say whether plain letters stand beside such as only look plain."""
    letters = [one for one in text if one.isalpha()]
    odd = [one for one in letters if not one.isascii() and plainly(one).isascii()]
    return bool(odd) and (len(odd) < len(letters) or not _one_script(odd))


def _one_script(letters: list[str]) -> bool:
    """Say whether letters are of another alphabet, not plain ones drawn wide."""
    return all(unicodedata.normalize("NFKC", one) == one for one in letters)
