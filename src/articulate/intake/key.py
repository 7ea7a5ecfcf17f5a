"""What a sheet explains in words outside its table: its key, its notes, its headings.

Whoever reads a row is handed this. A line that seems to say something about the rows
and is not understood stops every row of the sheet, since it may be a condition.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.layout import Several
from articulate.intake.normalize.grade import least_grade
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unit import unit_in_words
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcome import Outcome
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import Mark

_MEANING = re.compile(
    r"(?P<term>[^=:]{1,40}?) ?(?:=|:|means) ?(?P<meaning>.+)", re.IGNORECASE
)
_AFTER_NUMBER = re.compile(r"(?P<letters>[A-Z]{1,4})(?: after (?:a|the) number)?")
_WORD = re.compile(r"[A-Z]{2,6}(?: [A-Z]{1,6})?")
_FOOTNOTE = re.compile(
    r"(?P<mark>[*†‡§¶#^~¹²³⁰⁴-⁹①-⑳]+|\([0-9a-z]{1,2}\)|[0-9]{1,2}(?=[ .)]))[.)]? ?"
    r"(?P<note>.+)"
)
_FOR_ALL = re.compile(
    r"(?:the )?(?:minimum|least) (?:acceptable )?grade for (?:every|all|each) "
    r"(?:the )?courses?"
    r"(?: on this (?:sheet|page|list))?:? (?:is |of )?(?P<grade>\S+)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:.{0,60}\. )?(?:all )?credits?(?: hours)?(?: awarded)? (?:is|are)"
    r"(?: given)?(?: in)?"
    r" (?P<unit>semester|quarter|ects)(?: credits?| credit hours?| hours?| units?)?",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?P<first>[A-Za-z ]+?) ?1 (?:to|through|-) (?P=first) ?[0-9]+:? ?"
    r"(?P<how>all|any one|one|either)\b.*",
    re.IGNORECASE,
)
_MAY_BIND = re.compile(
    r"\b(?:grades?|minimum|min\.|must|only|requires?|required|unless|except|if|effective|"
    r"expires?|valid|until|through|not|never|may|at least|at most|maximum|up to"
    r"|limit(?:ed)?|"
    r"permission|approval|prerequisite|key|legend|notes?|draft|superseded|withdrawn|"
    r"elective|equivalents?|no credit|means|before|after|since|within)\b|=|:$",
    re.IGNORECASE,
)
_HEADING_ONLY = re.compile(
    r"(?:key|legend|notes?|footnotes?)(?: to .*)?:?", re.IGNORECASE
)
_PAGE = re.compile(
    r"(?:page|sheet) \d+(?: (?:of|/) \d+)?|(?:sub)?-?totals?\b.*|grand total\b.*"
    r"|printed\b.*"
    r"|choose \d+\b.*|select \d+\b.*|pick \d+\b.*|\(?\d+ (?:credit )?(?:hours?"
    r"|credits?)(?: total)?\)?"
    r"|.{1,80}\(\d+ (?:credit )?(?:hours?|credits?)(?: total)?\)",
    re.IGNORECASE,
)


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


_SHADES = {
    Outcome.COURSE: re.compile(
        r"(?:direct |course )?(?:equivalent|equivalency|articulated)s?(?: courses?)?"
    ),
    Outcome.ELECTIVE: re.compile(r"(?:general |free )?electives?(?: credits?| only)?"),
    Outcome.REQUIREMENT: re.compile(
        r"(?:general education|gen\.? ?ed\.?)(?: credits?| requirements?)?"
    ),
    Outcome.NO_CREDIT: re.compile(
        r"no (?:transfer )?credit|(?:does )?not transfer(?:able)?|non-?transferable"
    ),
}
_NEAR_ITS_HEADING = 12  # rows: the colors of a key stand right below or beside its name


@dataclass(frozen=True, slots=True)
class Line:
    """A text that stands outside a table, where, and the color behind it."""

    text: str
    place: CellRef
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What holds for the rows of a sheet beside what stands in them.

    `after_numbers` are letters that make a number an elective; `elective_words`,
    `requirement_words` and `no_credit_words` are what the sheet's own names mean;
    `footnotes` are notes by their mark, `bracketed` the marks that stand in brackets
    there, `shades` what the colors of the courses mean.
    """

    after_numbers: frozenset[str] = frozenset()
    elective_words: frozenset[str] = frozenset()
    general_words: frozenset[str] = frozenset()
    requirement_words: frozenset[str] = frozenset()
    no_credit_words: frozenset[str] = frozenset()
    least_grade: Mark | None = None
    unit: CreditUnit | None = None
    footnotes: tuple[tuple[str, str], ...] = ()
    bracketed: frozenset[str] = frozenset()
    shades: tuple[tuple[str, Outcome], ...] = ()
    sources: Several | None = None
    targets: Several | None = None

    def note(self, mark: str) -> str | None:
        """Return the note of a mark, None where the sheet has none."""
        return dict(self.footnotes).get(mark.strip("()").translate(_RAISED))


NO_KEY = Key()


@dataclass(slots=True)
class KeyReader:
    """Collects a sheet's key from the lines outside its table."""

    ignored: frozenset[str] = frozenset()
    key: Key = NO_KEY
    problems: list[Diagnostic] = field(default_factory=list)
    headed: CellRef | None = None

    def line(self, line: Line) -> bool:
        """Take in one line; False when it says nothing about the rows."""
        words = plain(line.text).replace("\n", " ")
        if not words or folded(words) in self.ignored or _PAGE.fullmatch(words):
            return False
        if _HEADING_ONLY.fullmatch(words):
            self.headed = line.place
            return True
        if self._shade(words, line) or self._understood(words):
            return True
        if _MAY_BIND.search(words):
            self.problems.append(_not_understood(words, line.place))
            return True
        return False

    def _shade(self, words: str, line: Line) -> bool:
        """Take in what a color means: a shaded cell beside or below the key's name."""
        head, at = self.headed, line.place
        if not line.shade or head is None or head.sheet != at.sheet:
            return False
        if not 0 <= at.row - head.row <= _NEAR_ITS_HEADING:
            return False
        said = folded(words).removesuffix(".")
        for outcome, pattern in _SHADES.items():
            if pattern.fullmatch(said):
                known = dict(self.key.shades)
                if known.get(line.shade, outcome) is not outcome:
                    return False
                known[line.shade] = outcome
                self.key = replace(self.key, shades=tuple(sorted(known.items())))
                return True
        return False

    def _understood(self, words: str) -> bool:
        sentences = [
            one.strip() for one in re.split(r"(?<=[^.])\.(?: |$)", words) if one.strip()
        ]
        whole = words.removesuffix(".")
        if (found := _UNIT.fullmatch(whole)) is not None:
            self.key = replace(self.key, unit=unit_in_words(found["unit"]))
            return True
        if (found := _FOR_ALL.fullmatch(whole)) is not None:
            return self._least_grade(found["grade"])
        if (found := _TOGETHER.fullmatch(whole)) is not None:
            return self._together(found["first"], found["how"])
        if (found := _FOOTNOTE.fullmatch(words)) is not None:
            mark = found["mark"].strip("()")
            notes = (*self.key.footnotes, (mark, found["note"]))
            self.key = replace(self.key, footnotes=notes)
            if mark != found["mark"]:
                more = self.key.bracketed | {mark}
                self.key = replace(self.key, bracketed=more)
            return True
        before = self.key
        if sentences and all(self._meaning(sentence) for sentence in sentences):
            return True
        self.key = before
        return False

    def _least_grade(self, written: str) -> bool:
        grade = least_grade(written, heading_says_minimum=True)
        if isinstance(grade, Unread) or self.key.least_grade not in (None, grade):
            return False
        self.key = replace(self.key, least_grade=grade)
        return True

    def _together(self, first: str, how: str) -> bool:
        several = Several.TOGETHER if how.casefold() == "all" else Several.EITHER
        name = folded(first)
        if name.startswith(("equiv", "receiving", "target")):
            self.key = replace(self.key, targets=several)
        elif name.startswith(("course", "sending", "source", "transfer")):
            self.key = replace(self.key, sources=several)
        else:
            return False
        return True

    def _meaning(self, sentence: str) -> bool:
        found = _MEANING.fullmatch(sentence)
        if found is None:
            return False
        term, meaning, key = found["term"].strip(), folded(found["meaning"]), self.key
        letters, word = _AFTER_NUMBER.fullmatch(term), _WORD.fullmatch(term)
        if (
            re.search(
                r"\bno credit\b|\bdoes not transfer\b|\bnon-?transferable\b", meaning
            )
            and word
        ):
            self.key = replace(key, no_credit_words=key.no_credit_words | {term})
        elif "general elective" in meaning and word:
            self.key = replace(key, general_words=key.general_words | {term})
        elif (
            "elective" in meaning
            and letters
            and ("number" in term or "equivalent" in meaning)
        ):
            more = key.after_numbers | {letters["letters"]}
            self.key = replace(key, after_numbers=more)
        elif "elective" in meaning and word and "subject" in meaning:
            self.key = replace(key, elective_words=key.elective_words | {term})
        elif "no particular course" in meaning and word:
            more = key.requirement_words | {term}
            self.key = replace(key, requirement_words=more)
        else:
            return False
        return True


def read_key(lines: Iterable[Line], ignored: Iterable[str]) -> KeyReader:
    """Read the lines outside a table, in their order."""
    reader = KeyReader(frozenset(folded(line) for line in ignored))
    for line in lines:
        reader.line(line)
    return reader


def _not_understood(words: str, place: CellRef) -> Diagnostic:
    shown = words if len(words) <= 100 else f"{words[:97]}..."  # noqa: PLR2004  one line
    return Diagnostic(
        code=Code.STATEMENT_NOT_READ,
        place=place,
        message=f"`{shown}` may say something about every row, and it is not"
        " understood",
        help="if it says nothing about the rows, list it under `ignored_lines` in"
        " the layout;"
        " if it does, write what it says into the rows",
    )
