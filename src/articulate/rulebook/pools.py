"""Pools: descriptions of credit by code, pattern, attribute or where it is from."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.model.course import CourseCode, CourseLevel
from articulate.model.identifiers import InstitutionId, Subject
from articulate.model.institution import InstitutionKind


@dataclass(frozen=True, slots=True)
class OneCourse:
    """Exactly this course: `CSCI 141L`."""

    code: CourseCode


@dataclass(frozen=True, slots=True)
class CourseRange:
    """`CSCI 300..499`: the digits of the number, as numbers, both ends inclusive."""

    institution: InstitutionId
    subject: Subject
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class CoursePattern:
    """`CSCI 3**`: a star is exactly one character of the number."""

    institution: InstitutionId
    subject: Subject
    pattern: str


@dataclass(frozen=True, slots=True)
class WholeSubject:
    """`CSCI *`: every course of the subject at that institution."""

    institution: InstitutionId
    subject: Subject


CourseSelector = OneCourse | CourseRange | CoursePattern | WholeSubject


def selects(selector: CourseSelector, code: CourseCode) -> bool:
    """Say whether *selector* describes *code*, institution included.

    >>> csci = CourseRange(InstitutionId("STATE"), Subject("CSCI"), 300, 499)
    >>> selects(csci, CourseCode.read("STATE", "CSCI 301L"))
    True
    """
    if isinstance(selector, OneCourse):
        return selector.code == code
    if (selector.institution, selector.subject) != (code.institution, code.subject):
        return False
    match selector:
        case CourseRange(low=low, high=high):
            return code.digits is not None and low <= code.digits <= high
        case CoursePattern(pattern=pattern):
            return len(pattern) == len(code.number) and all(
                wanted in ("*", given)
                for wanted, given in zip(pattern, code.number, strict=True)
            )
        case WholeSubject():
            return True


class GradedAs(StrEnum):
    """How credit is graded: with a place in the order of the scale, or pass only."""

    LETTER = "letter"
    PASS = "pass"  # noqa: S105 - a grading basis, not a password


class Road(StrEnum):
    """Where credit is from, as pools name it. Transfer is courses from elsewhere."""

    TRANSFER = "transfer"
    RESIDENCE = "residence"
    EXAMS = "exams"
    CREDENTIALS = "credentials"
    TRAINING = "training"
    PORTFOLIOS = "portfolios"


@dataclass(frozen=True, slots=True)
class SubjectPool:
    """`subject CSCI`, `subjects BIOL, CHEM`: by the subject a line gives."""

    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class AttributePool:
    """`attribute GE.HUM`; `GE.*` is every attribute below `GE`."""

    attribute: str


@dataclass(frozen=True, slots=True)
class LevelPool:
    """`level upper`: by the level a line gives."""

    level: CourseLevel


@dataclass(frozen=True, slots=True)
class AnyCourse:
    """`any course`: everything a line gives."""


@dataclass(frozen=True, slots=True)
class GradedPool:
    """`letter graded`, `pass graded`."""

    graded: GradedAs


@dataclass(frozen=True, slots=True)
class RoadPool:
    """`transfer`, `residence`, `exams`, `credentials`, `training`, `portfolios`."""

    road: Road


@dataclass(frozen=True, slots=True)
class InstitutionKindPool:
    """`two-year institutions`: by the kind of the institution learning is from."""

    kind: InstitutionKind


@dataclass(frozen=True, slots=True)
class InstitutionPool:
    """`NCC`: by the institution learning is from."""

    institution: InstitutionId


@dataclass(frozen=True, slots=True)
class GroupPool:
    """`core`, in a residency rule: what the audit applies in that group."""

    group: str


@dataclass(frozen=True, slots=True)
class Union:
    """`A or B`."""

    pools: tuple["Pool", ...]


@dataclass(frozen=True, slots=True)
class Intersection:
    """`A and B`."""

    pools: tuple["Pool", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`A except B`."""

    pool: "Pool"
    without: "Pool"


Pool = (
    OneCourse
    | CourseRange
    | CoursePattern
    | WholeSubject
    | SubjectPool
    | AttributePool
    | LevelPool
    | AnyCourse
    | GradedPool
    | RoadPool
    | InstitutionKindPool
    | InstitutionPool
    | GroupPool
    | Union
    | Intersection
    | Difference
)
