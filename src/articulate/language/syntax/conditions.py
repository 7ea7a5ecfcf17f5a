"""Conditions: facts, what they are compared with, and how they are joined."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.node import Day, Name, Node, Number, Text
from articulate.language.syntax.pools import Pool
from articulate.language.syntax.quantities import (
    Attribute,
    Credits,
    Duration,
    Grade,
    TermRef,
)
from articulate.language.syntax.sources import AwardSource

FactName = Literal[
    # of a course attempt
    "grade",
    "underlying",
    "credits",
    "level",
    "completed",
    "delivery",
    "attribute",
    "percentile",
    "average grade",
    "total credits",
    "grade of",
    # of an exam
    "score",
    "taken",
    # of a credential
    "verified",
    "unexpired",
    "awarded",
    "issuer",
    "evidence",
    "result",
    "alignment",
    "endorsed",
    # of training
    "location",
    "length",
    "skill",
    "recommended",
    # of a portfolio
    "criterion",
    "each criterion",
    "decided",
    # of any learning
    "decision",
    # of the learner
    "admitted",
    "declared",
    "requested",
    "graduated",
    "evaluated",
    "degree",
    "catalog",
    "gpa",
    "transfer gpa",
    "transfer credits",
    "credits earned",
    "degrees pursued",
    "gap",
    "flag",
]
Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """One fact of the record, with its argument where it has one.

    `score AB`, `flag licensed-rn`, `decision "content match"`, `attribute GE.*`,
    `grade of CIS 131`, and the date in `unexpired on requested`.
    """

    name: FactName
    argument: "Name | Text | Attribute | CourseCode | Fact | Day | None" = None


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more added up: `score PL2 + score PL3`."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Count(Node):
    """How many of the criteria do: `count (criterion < 3)`."""

    condition: "Condition"


# A bare word (`upper`, `bs-cs`, `NCC`, a catalog's version) is a Name. Compared with a
# grade, what is written is always a Grade, `1.7` and `C` alike.
Value = Number | Grade | Day | TermRef | Text | Name | Duration | Credits
Expression = Fact | Sum | Count | Value


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`grade >= C`."""

    left: Expression
    operator: Operator
    right: Expression


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """`location in ("Fort Sam Houston", "Great Lakes")`."""

    left: Expression
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Includes(Node):
    """`evidence includes "code repository"`."""

    left: Expression
    text: Text


@dataclass(frozen=True, slots=True)
class Within(Node):
    """`completed within 5 years before admitted`."""

    left: Expression
    duration: Duration
    direction: Literal["before", "after"]
    anchor: Fact | Day


@dataclass(frozen=True, slots=True)
class Holds(Node):
    """A fact that is a yes or no: `verified`, `flag honors`, `attribute GE.*`."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Has(Node):
    """`has STATE:CSCI 241 with grade >= C`, `has in progress CHEM 3** from transfer`.

    `from_` is where it is from; `with_` is all that is asked of it.
    """

    credit: Pool | AwardSource
    attempted: bool = False
    in_progress: bool = False
    from_: Pool | None = None
    with_: tuple["Comparison | Membership | Includes | Within | Holds", ...] = ()


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not` and what it denies."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of these. Nested ones were written in parentheses."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of these. Nested ones were written in parentheses."""

    parts: tuple["Condition", ...]


Test = Comparison | Membership | Includes | Within | Holds | Has
Condition = Test | Not | And | Or
