"""Text as it is meant: blanks, invisible characters and wide forms put aside."""

import re
import unicodedata

_COMPATIBLE = ("<wide>", "<narrow>", "<noBreak>", "<compat>", "<font>", "<small>")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ALREADY_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_BLANKS = re.compile(r"[ \t]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2212": "-"}


def plain(text: str) -> str:
    r"""Return the text with single blanks and plain letters, digits and signs.

    Lines stay apart. Raised, circled and bracketed digits stay what they are: they are
    marks, and never part of a number.

    >>> [plain(one) for one in ("ANTH\u00a0 205\u200b ", "\uff22 \uff11", "A\r\nB")]
    ['ANTH 205', 'B 1', 'A\nB']
    >>> plain("ENGL 1158\u00b9")
    'ENGL 1158¹'
    """
    if _ALREADY_PLAIN.fullmatch(text):
        return text
    lines = _LINE_ENDS.sub("\n", text)
    letters = "".join(map(_letter, lines))
    blanks = _BLANKS.sub(" ", unicodedata.normalize("NFC", letters))
    return _AROUND_LINES.sub("\n", blanks).strip()


def folded(text: str) -> str:
    r"""Return the text for comparing: plain, on one line, without case.

    >>> folded(" Transfer\n Course ")
    'transfer course'
    """
    return plain(text).replace("\n", " ").casefold()


def wording(text: str) -> str:
    """Return only the words of a text, for comparing headings and names.

    >>> wording("Min. grade*"), wording("UNO EQUIV")
    ('min grade', 'uno equiv')
    """
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def _letter(letter: str) -> str:
    if letter == "\n":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs" or letter == "\t":
        return " "
    if category in ("Cf", "Cc", "Cs", "Co", "Cn") or "\ufe00" <= letter <= "\ufe0f":
        return ""
    if category == "Pd":
        return "-"
    if letter in _QUOTES:
        return _QUOTES[letter]
    if category in ("No", "Nl") or not unicodedata.decomposition(letter).startswith(
        _COMPATIBLE
    ):
        return letter
    return unicodedata.normalize("NFKC", letter)
