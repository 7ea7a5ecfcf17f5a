"""Compiled conditions: comparisons over facts, joined by and, or and not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from articulate.model.calendar import TermRef
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.duration import Duration
from articulate.model.identifiers import Mark
from articulate.rulebook.pools import CourseSelector, Pool


class FactName(StrEnum):
    """Every fact a condition can ask for, as the language spells it."""

    # of a course attempt
    GRADE = "grade"
    UNDERLYING = "underlying"
    CREDITS = "credits"
    LEVEL = "level"
    COMPLETED = "completed"
    DELIVERY = "delivery"
    ATTRIBUTE = "attribute"
    PERCENTILE = "percentile"
    AVERAGE_GRADE = "average grade"
    TOTAL_CREDITS = "total credits"
    # of an exam
    SCORE = "score"
    TAKEN = "taken"
    # of a credential
    VERIFIED = "verified"
    UNEXPIRED = "unexpired"
    AWARDED = "awarded"
    ISSUER = "issuer"
    EVIDENCE = "evidence"
    RESULT = "result"
    ALIGNMENT = "alignment"
    ENDORSED = "endorsed"
    # of training
    LOCATION = "location"
    LENGTH = "length"
    SKILL = "skill"
    RECOMMENDED = "recommended"
    # of a portfolio
    CRITERION = "criterion"
    DECIDED = "decided"
    # of any learning
    DECISION = "decision"
    # of the learner
    ADMITTED = "admitted"
    DECLARED = "declared"
    REQUESTED = "requested"
    GRADUATED = "graduated"
    EVALUATED = "evaluated"
    DEGREE = "degree"
    CATALOG = "catalog"
    GPA = "gpa"
    TRANSFER_GPA = "transfer gpa"
    TRANSFER_CREDITS = "transfer credits"
    CREDITS_EARNED = "credits earned"
    DEGREES_PURSUED = "degrees pursued"
    GAP = "gap"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its name, with what further names it.

    `argument` is the subscore, result, criterion, decision, flag or attribute; `of` the
    course, in `grade of CIS 131`; `or_of` the same code at the other senders, where
    several send.
    """

    name: FactName
    argument: str = ""
    of: CourseCode | None = None
    or_of: tuple[CourseCode, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A bare number, exact."""

    number: Fraction


@dataclass(frozen=True, slots=True)
class CreditValue:
    """Credit in a stated unit; `unit` None is `cr`, the receiving institution's own."""

    amount: Fraction
    unit: CreditUnit | None


@dataclass(frozen=True, slots=True)
class GradeValue:
    """A grade as printed. Numbers compared with a grade are grades too."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class DateValue:
    """A day."""

    day: date


@dataclass(frozen=True, slots=True)
class TermValue:
    """A term: `<` and `>=` look at its first day, `<=` and `>` at its last."""

    term: TermRef


@dataclass(frozen=True, slots=True)
class TextValue:
    """Text in quotes, or a bare word such as `upper`, `online`, `bs-cs`."""

    text: str


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A duration: `16 weeks`, `2 terms`."""

    duration: Duration


@dataclass(frozen=True, slots=True)
class Sum:
    """`score PL2 + score PL3`."""

    terms: tuple["Operand", ...]


Operand = (
    Fact
    | NumberValue
    | CreditValue
    | GradeValue
    | DateValue
    | TermValue
    | TextValue
    | DurationValue
    | Sum
)


class Operator(StrEnum):
    """How two operands are compared; between grades `>=` is at least as good."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Comparison:
    """`grade >= C`, `completed < 2015-08-15`, `score PL2 + score PL3 >= 99`."""

    left: Operand
    operator: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class Membership:
    """`location in ("Fort Sam Houston", "Great Lakes")`."""

    fact: Operand
    values: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """`evidence includes "code repository"`."""

    fact: Fact
    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """`completed within 5 years before admitted`; the limit day itself is within.

    `before` is False for `within … after`.
    """

    fact: Fact
    duration: Duration
    anchor: Operand
    before: bool = True


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes-or-no fact: `verified`, `unexpired on requested`, `flag honors`."""

    fact: Fact
    on: Operand | None = None


@dataclass(frozen=True, slots=True)
class EachCriterion:
    """`each criterion >= 3`."""

    operator: Operator
    level: Fraction


@dataclass(frozen=True, slots=True)
class CountCriteria:
    """`count (criterion < 3) = 1`."""

    inner: Operator
    level: Fraction
    operator: Operator
    count: Fraction


@dataclass(frozen=True, slots=True)
class Has:
    """`has STATE:CSCI 241 with grade >= C`, `has attempted CHEM 3**`.

    It sees the whole record; `attempted` also sees what was not passed, `in_progress`
    only what has no grade yet. `award` is the title in `has award "…"`, `block` the id
    in `has exam ap-calc-bc`, `attribute` that in `has attribute WRIT`. `came_from` is
    where it is from; `having` what is asked of it beside its grade: comparisons of
    `credits`, and attributes.
    """

    course: CourseSelector | None = None
    attempted: bool = False
    operator: Operator | None = None
    grade: Mark | None = None
    award: str = ""
    block: str = ""
    attribute: str = ""
    in_progress: bool = False
    came_from: Pool | None = None
    having: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """`a and b`."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`a or b`."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not a`."""

    condition: "Condition"


Condition = (
    Comparison
    | Membership
    | Includes
    | Within
    | Holds
    | EachCriterion
    | CountCriteria
    | Has
    | Every
    | AnyOf
    | Not
)
