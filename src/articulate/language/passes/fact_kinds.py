"""What each fact is a fact of, and what it can be compared with."""

from enum import StrEnum

COURSE = frozenset(
    {
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
    }
)
EXAM = frozenset({"score", "percentile", "taken"})
CREDENTIAL = frozenset(
    {
        "verified",
        "unexpired",
        "awarded",
        "issuer",
        "evidence",
        "result",
        "alignment",
        "endorsed",
    }
)
TRAINING = frozenset({"location", "length", "skill", "recommended", "completed"})
PORTFOLIO = frozenset({"criterion", "each criterion", "evidence", "decided"})
LEARNER = frozenset(
    {
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
    }
)
ANY = frozenset({"decision"})
DAYS = frozenset(
    {
        "completed",
        "taken",
        "awarded",
        "decided",
        "admitted",
        "declared",
        "requested",
        "graduated",
        "evaluated",
    }
)


class Measure(StrEnum):
    """What a fact, or what it is compared with, is counted in."""

    GRADE = "a grade"
    NUMBER = "a number"
    CREDIT = "an amount of credit"
    DAY = "a date"
    LENGTH = "a length of time"
    TEXT = "a text"
    LEVEL = "a level"
    YES_OR_NO = "a yes or no"


MEASURES: dict[str, frozenset[Measure]] = {
    **dict.fromkeys(
        ("grade", "underlying", "average grade", "grade of"), frozenset({Measure.GRADE})
    ),
    **dict.fromkeys(
        ("credits", "total credits", "credits earned", "transfer credits"),
        frozenset({Measure.CREDIT, Measure.NUMBER}),
    ),
    **dict.fromkeys(
        ("score", "percentile", "skill", "gpa", "transfer gpa", "each criterion"),
        frozenset({Measure.NUMBER}),
    ),
    **dict.fromkeys(("criterion", "degrees pursued"), frozenset({Measure.NUMBER})),
    **dict.fromkeys(DAYS, frozenset({Measure.DAY})),
    **dict.fromkeys(("length", "gap"), frozenset({Measure.LENGTH})),
    "level": frozenset({Measure.LEVEL, Measure.TEXT}),
    **dict.fromkeys(
        ("delivery", "issuer", "location", "degree"), frozenset({Measure.TEXT})
    ),
    "catalog": frozenset({Measure.TEXT, Measure.NUMBER}),
    **dict.fromkeys(
        ("result", "alignment", "decision"), frozenset({Measure.TEXT, Measure.NUMBER})
    ),
    **dict.fromkeys(("evidence", "recommended"), frozenset({Measure.TEXT})),
    **dict.fromkeys(
        ("attribute", "flag", "verified", "endorsed", "unexpired"),
        frozenset({Measure.YES_OR_NO, Measure.TEXT}),
    ),
}
