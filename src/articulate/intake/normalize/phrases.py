"""Words that stand where a course could stand: elective, no credit, not decided."""

import re
from dataclasses import dataclass
from enum import StrEnum

from articulate.intake.normalize.text import folded
from articulate.model.course import CourseLevel


class Saying(StrEnum):
    """What words in a receiving cell say."""

    ELECTIVE = "elective"
    NO_CREDIT = "no credit"
    NO_EQUIVALENT = "no equivalent"
    UNSURE = "unsure"
    REFER = "refer"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What words say, with the level of an elective or the office of a referral."""

    says: Saying
    level: CourseLevel | None = None
    office: str = ""


_NO_CREDIT = re.compile(
    r"(?:this course )?(?:is )?(?:"
    r"non-? ?transfer(?:able|rable)?(?: credit| course)?"
    r"|not transfer(?:able|rable)(?: credit)?"
    r"|(?:does|will) not transfer(?:[,;:-]? ?no credit)?|no transfer(?: credit)?"
    r"|no (?:college |degree |academic )?credit(?: (?:awarded|given|granted))?"
    r")\.?"
)
_NO_EQUIVALENT = re.compile(
    r"no (?:direct |course )?equiv(?:alent|alency|alence)?s?(?: course)?\.?"
)
_LEVEL = r"(?:(?P<level>lower|upper)[- ]?(?:division|level)? )?"
_ELECTIVE = re.compile(
    rf"{_LEVEL}(?:general |free |unrestricted |gen\.? )?elective(?:s| credits?"
    rf"| hours?)?\.?"
)
_ENDS_ELECTIVE = re.compile(r"(?:.* )?electives?(?: credits?| hours?)?(?: \(.*\))?")
_LEVEL_NAMED = re.compile(r"\b(lower|upper)[- ]?(?:division|level)\b")
_WITHOUT_EQUIVALENT = re.compile(
    r"(?:elective )?transfer credit (?:with|having) no (?:[a-z.&'-]+ ){0,4}equivalent"
    r"(?: \(elective(?: credit)?\))?"
)
_UNSURE = re.compile(
    r".*\?.*|tb[ad]|to be (?:decided|determined|announced)|pending(?: .*)?|n/?a"
    r"|under review|not (?:yet )?(?:evaluated|decided|reviewed)|undecided|unknown"
    r"|-+|\.+"
)
_UNSURE_TITLE = re.compile(
    r"\?+|[a-z]+ ?\?+|tb[ad]|to be (?:decided|determined)|pending"
)
_REFER = re.compile(
    r"(?:refer(?:red)? to|send to|(?:portfolio |faculty )?review(?:ed)? by) "
    r"(?:the )?(?P<office>.{3,80}?)\.?",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"(?:draft|superseded|withdrawn|inactive|obsolete|void|cancell?ed|retired|deleted|expired)"
    r"(?: .*)?\.?"
)

_TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?\b.*|page \d.*|printed\b.*")


def is_total(written: str) -> bool:
    """Say whether a text opens a row of totals, or stands at the end of a page."""
    return _TOTAL.fullmatch(folded(written)) is not None


def phrase(written: str) -> Phrase | None:
    """Return what words say where a course could stand; None where they say none of it.

    >>> [str(phrase(one).says) for one in ("NON-TRANSFERABLE", "No equiv", "equiv?")]
    ['no credit', 'no equivalent', 'unsure']
    >>> phrase("Lower-division elective").level
    <CourseLevel.LOWER: 'lower'>
    """
    words = folded(written)
    if _UNSURE.fullmatch(words):
        return Phrase(Saying.UNSURE)
    if _NO_CREDIT.fullmatch(words):
        return Phrase(Saying.NO_CREDIT)
    if _NO_EQUIVALENT.fullmatch(words):
        return Phrase(Saying.NO_EQUIVALENT)
    if found := _ELECTIVE.fullmatch(words):
        return Phrase(Saying.ELECTIVE, _level(found))
    if _WITHDRAWN.fullmatch(words):
        return Phrase(Saying.WITHDRAWN)
    if found := _REFER.fullmatch(" ".join(written.split())):
        return Phrase(Saying.REFER, office=found["office"].strip())
    return None


def title_phrase(title: str) -> Phrase | None:
    """Return what the title beside a receiving code says of it.

    >>> title_phrase("TRANSFER CREDIT WITH NO ELM EQUIVALENT").says
    <Saying.ELECTIVE: 'elective'>
    >>> title_phrase("BIOLOGY ELECTIVE").says, title_phrase("BIOLOGY") is None
    (<Saying.ELECTIVE: 'elective'>, True)
    >>> title_phrase("UPPER DIVISION BIOLOGY ELECTIVE").level
    <CourseLevel.UPPER: 'upper'>
    """
    words = folded(title)
    if _WITHOUT_EQUIVALENT.fullmatch(words):
        return Phrase(Saying.ELECTIVE)
    if _ENDS_ELECTIVE.fullmatch(words):
        levels = set(_LEVEL_NAMED.findall(words))
        level = CourseLevel(levels.pop()) if len(levels) == 1 else None
        return Phrase(Saying.ELECTIVE, level)
    if _UNSURE_TITLE.fullmatch(words):
        return Phrase(Saying.UNSURE)
    said = phrase(title)
    kept = (Saying.NO_CREDIT, Saying.NO_EQUIVALENT)
    return said if said is not None and said.says in kept else None


def _level(found: re.Match[str]) -> CourseLevel | None:
    return CourseLevel(found["level"]) if found["level"] else None
