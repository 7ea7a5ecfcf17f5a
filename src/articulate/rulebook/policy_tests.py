"""Tests that live with the policy: a learner, what is given, what is expected."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from articulate.diagnostics.origin import Origin
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.identifiers import BlockId, GroupId, InstitutionId, Subject
from articulate.model.record import LearnerRecord
from articulate.rulebook.credit_rules import Ground


class ExpectationKind(StrEnum):
    """What a test expects of a line, of a group or of the whole."""

    COURSE = "course"
    ELECTIVE = "elective"
    REQUIREMENT = "requirement"
    BLOCK = "block"
    NO_CREDIT_FOR = "no credit for"
    DENIED = "denied"
    REFERRED = "referred"
    UNARTICULATED = "unarticulated"
    SUPERSEDED = "superseded"
    ACCEPTED_NOT_APPLIED = "accepted not applied"
    IN_PROGRESS = "in-progress"
    TOTAL = "total"
    GROUP = "group"
    DEGREE = "degree"
    RESIDENCY = "residency"
    SIGNAL = "signal"
    NO_SIGNAL = "no signal"


@dataclass(frozen=True, slots=True)
class LearningRef:
    """The learning an expectation is about: a course as sent, or a block's id.

    `title` names a conferred award, `block` an exam, credential, training or portfolio.
    """

    code: CourseCode | None = None
    block: BlockId | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing a test expects. Only what is written is compared.

    `by` is the rule as written (`ncc-computing/cis120`, a version may follow `@`).
    `status` is `complete`, `incomplete`, `impossible`, `met` or `short`. `version` is
    that of the degree; empty, any will do.
    """

    kind: ExpectationKind
    origin: Origin
    learning: LearningRef | None = None
    code: CourseCode | None = None
    subject: Subject | None = None
    level: CourseLevel | None = None
    attribute: str = ""
    title: str = ""
    credits: Fraction | None = None
    by: str = ""
    ground: Ground | None = None
    because: str = ""
    degree: BlockId | None = None
    group: tuple[GroupId, ...] = ()
    rule: str = ""
    status: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class GivenRequest:
    """A request that a test gives a watch to look at; is it assigned to anybody?"""

    due: date
    assigned: bool = False


@dataclass(frozen=True, slots=True)
class GivenRating:
    """The level that an assessor gave a criterion, all of whom have submitted."""

    assessor: str
    criterion: str
    level: Fraction


@dataclass(frozen=True, slots=True)
class PolicyTest:
    """One test: the record it makes, the day it speaks for, and what is expected.

    `receiving` None is the only receiving institution of the rulebook. `degrees` are
    those the learner pursues, each of which is audited. `known_at` None is all that is
    known. `requests` and `ratings` are for watches to look at.
    """

    name: str
    origin: Origin
    record: LearnerRecord
    as_of: date
    receiving: InstitutionId | None = None
    degrees: tuple[BlockId, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    known_at: date | None = None
    requests: tuple[GivenRequest, ...] = ()
    ratings: tuple[GivenRating, ...] = ()


@dataclass(frozen=True, slots=True)
class MonotoneProperty:
    """`property "…" monotone in grade`: more of it never loses credit."""

    name: str
    origin: Origin
    fact: str
    receiving: InstitutionId | None = None


@dataclass(frozen=True, slots=True)
class NoWorseProperty:
    """`property "…" ncc-computing@2024 no worse than ncc-computing@2021`."""

    name: str
    origin: Origin
    block: str
    than: str
    receiving: InstitutionId | None = None


PolicyProperty = MonotoneProperty | NoWorseProperty
