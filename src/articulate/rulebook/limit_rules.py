"""Rules that bound credit: minimum grade, recency, limits, repeats, duplicates."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.course import CourseLevel
from articulate.model.duration import Duration
from articulate.model.identifiers import Subject
from articulate.rulebook.conditions import Condition, FactName
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.pools import Pool
from articulate.rulebook.targets import SameSubject
from articulate.rulebook.version import RuleHead


class RemedyKind(StrEnum):
    """What becomes of learning that a rule turns away, severest first."""

    DENY = "deny"
    REFER = "refer"
    REQUIREMENTS_ONLY = "requirements only"
    ELECTIVE = "elective"
    UNARTICULATED = "unarticulated"


@dataclass(frozen=True, slots=True)
class Remedy:
    """`else deny`, `else refer to "Director" because "…"`, `else elective`.

    `subject` and `level` narrow an elective. Without a subject it is in none; without a
    level it has that of what the rule would have given.
    """

    kind: RemedyKind
    to: str = ""
    because: str = ""
    ground: Ground | None = None
    subject: Subject | SameSubject | None = None
    level: CourseLevel | None = None


DENY = Remedy(RemedyKind.DENY)


@dataclass(frozen=True, slots=True)
class MinimumGradeRule:
    """`minimum base: grade >= C- else deny`, with when it applies.

    `remedy` None takes that of the rule it overrides, in the end `deny`.
    """

    head: RuleHead
    requires: Condition
    when: Condition | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class RecencyRule:
    """`recency science: subjects BIOL completed within 7 years before admitted …`.

    `pool` is which credit it is about (by the subject of the award); the time is
    measured from `fact` to `anchor`, the limit day included. It speaks only `when`;
    `unless` lifts it.
    """

    head: RuleHead
    pool: Pool
    fact: FactName
    duration: Duration
    anchor: FactName
    unless: Condition | None = None
    remedy: Remedy = DENY
    when: Condition | None = None


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    CREDIT = "cr"
    COURSES = "courses"
    PERCENT_OF_DEGREE = "percent of degree"


@dataclass(frozen=True, slots=True)
class CreditLimitRule:
    """`limit two-year: at most 60 cr from two-year institutions`.

    A percent is written as a fraction of 1. `when` narrows it further, as in
    `completed after admitted`.
    """

    head: RuleHead
    amount: Fraction
    unit: LimitUnit
    pool: Pool
    when: Condition | None = None


class RepeatKind(StrEnum):
    """What counts when a course is attempted more than once."""

    BEST = "best grade"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"
    EACH = "each up to"


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """`repeat now: best grade`; `when` is asked of the repeat (the later attempt)."""

    head: RuleHead
    kind: RepeatKind
    up_to: int = 0
    when: Condition | None = None


class DuplicateKeep(StrEnum):
    """Which of two roads to one target is kept."""

    MOST_CREDIT = "most credit"
    BEST_GRADE = "best grade"
    COURSE = "course"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class DuplicateCreditRule:
    """`duplicate keep most credit`."""

    head: RuleHead
    keep: DuplicateKeep


class SurplusKind(StrEnum):
    """What becomes of credit above the target's catalog credit."""

    KEEP = "keep"
    DROP = "drop"
    ELECTIVE = "elective"


@dataclass(frozen=True, slots=True)
class SurplusRule:
    """`surplus keep | drop | elective [SUBJECT | same subject]`."""

    head: RuleHead
    kind: SurplusKind
    subject: Subject | SameSubject | None = None


class Preference(StrEnum):
    """`prefer`: which lawful articulation to use where no degree decides."""

    LARGER_SETS = "larger sets"
    SMALLER_SETS = "smaller sets"
    MOST_CREDIT = "most credit"
    BEST_GRADE = "best grade"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class PreferRule:
    """`prefer larger sets then most credit`, the first first."""

    head: RuleHead
    order: tuple[Preference, ...]
