"""Tests and properties, which live with the policy."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.conditions import Fact, Value
from articulate.language.syntax.node import Braced, Day, Name, Node, Number, Reference
from articulate.language.syntax.quantities import Credits, TermRef
from articulate.language.syntax.sources import SingleTarget


@dataclass(frozen=True, slots=True)
class Given(Node):
    """One fact that a test states, with its value.

    `grade C`, `score AB 4`, `result "Modelling" "Proficient"`, `verified` (no value),
    `not flag honors` (denied), `valid until 2026-01-01`, `term NCC:2024FA`. Bare
    credit (`4 quarter`) is the fact `credits`; `expected 2026-06-01` is the day a
    learner expects to graduate.
    """

    fact: Fact | Literal["valid until", "expected", "title", "term"]
    value: Value | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Enrolled(Node):
    """`enrolled STATE:2024FA, STATE:2025SP`."""

    terms: tuple[TermRef, ...]


@dataclass(frozen=True, slots=True)
class AboutLearner(Node):
    """`learner admitted 2024-08-20 requested 2024-08-25 degree bs-cs flag honors`.

    Several degrees are several `degree` facts.
    """

    facts: tuple[Given | Enrolled, ...]


@dataclass(frozen=True, slots=True)
class LearningRef(Node):
    """A learning that is no course: `exam ap-calc-bc`, `credential data-analyst`.

    What is expected may name it by its id alone; then `kind` is None.
    """

    id: Name
    kind: Literal["exam", "credential", "training", "portfolio"] | None = None


@dataclass(frozen=True, slots=True)
class AwardRef(Node):
    """A conferred award: `award "Associate in Arts" from NCC`."""

    title: str
    institution: Name | None = None


LearningName = CourseCode | LearningRef | AwardRef


@dataclass(frozen=True, slots=True)
class GivenLearning(Node):
    """`given NCC:CIS 120 grade C 4 quarter completed 2024-06-10`."""

    learning: LearningName
    facts: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class GivenMilestone(Node):
    """`given milestone bs-cs/capstone reached 2026-05-01`."""

    milestone: Reference
    reached: Day


@dataclass(frozen=True, slots=True)
class GivenRequest(Node):
    """`given request due 2024-09-12 assigned`: for a watch to look at."""

    due: Day
    assigned: bool = False


@dataclass(frozen=True, slots=True)
class GivenRating(Node):
    """`given rating "Eli" "Analyses a firm" 3`: what an assessor gave a criterion."""

    assessor: str
    criterion: str
    level: Number


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """`as of 2024-09-01`."""

    on: Day


@dataclass(frozen=True, slots=True)
class KnownAt(Node):
    """`known at 2024-08-01`."""

    on: Day


@dataclass(frozen=True, slots=True)
class ExpectTarget(Node):
    """`expect CSCI 141 [2.67 cr] by ncc-computing/cis120`."""

    target: SingleTarget
    by: Reference | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectStatus(Node):
    """`expect denied NCC:MATH 095 because level`, `expect no credit for NCC:ART 1`.

    `because` is a ground or another reason's name, quoted or not.
    """

    status: Literal[
        "denied",
        "referred",
        "unarticulated",
        "superseded",
        "accepted not applied",
        "in progress",
        "no credit for",
    ]
    learning: LearningName
    credits: Credits | None = None
    by: Reference | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectAudit(Node):
    """`expect bs-cs/core incomplete`, `expect bs-cs complete`."""

    audited: Reference
    status: Literal["complete", "incomplete", "impossible", "undecided"]


@dataclass(frozen=True, slots=True)
class ExpectTotal(Node):
    """`expect total 6.67 cr`."""

    total: Credits


@dataclass(frozen=True, slots=True)
class ExpectResidency(Node):
    """`expect residency final short 4 cr`; met when `short` is None."""

    residency: Reference
    short: Credits | None = None


@dataclass(frozen=True, slots=True)
class ExpectSignal(Node):
    """`expect signal desk/late`, `expect no signal desk/late` (absent)."""

    signal: Reference
    absent: bool = False


Expectation = (
    ExpectTarget
    | ExpectStatus
    | ExpectAudit
    | ExpectTotal
    | ExpectResidency
    | ExpectSignal
)
TestStatement = (
    AboutLearner
    | GivenLearning
    | GivenMilestone
    | GivenRequest
    | GivenRating
    | AsOf
    | KnownAt
    | Expectation
)


@dataclass(frozen=True, slots=True)
class TestBlock(Braced):
    """`test "…" for STATE { … }`."""

    __test__ = False  # pytest would take it for one of ours

    title: str
    receiving: Name | None
    cites: tuple[str, ...]
    statements: tuple[TestStatement, ...]


@dataclass(frozen=True, slots=True)
class Monotone(Node):
    """`monotone in grade`."""

    facts: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class NoWorse(Node):
    """`ncc-computing@2024 no worse than ncc-computing@2021`."""

    new: Reference
    old: Reference


@dataclass(frozen=True, slots=True)
class PropertyBlock(Node):
    """`property "a better grade never loses credit" monotone in grade`."""

    title: str
    receiving: Name | None
    claim: Monotone | NoWorse
