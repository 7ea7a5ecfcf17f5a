"""AR246: a test gives a learning the facts that a record has of it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.expectations import (
    AboutLearner,
    AwardRef,
    Given,
    GivenLearning,
    LearningName,
)
from articulate.language.syntax.node import Name
from articulate.model.course import CourseLevel

_COURSE = frozenset(
    {
        *("grade", "underlying", "credits", "level", "term", "completed", "title"),
        *("attribute", "delivery", "percentile", "decision"),
    }
)
_AWARD = frozenset({"awarded", "completed", "decision"})
_LEARNINGS = {
    "exam": frozenset({"score", "taken", "percentile", "decision"}),
    "credential": frozenset(
        {
            *("awarded", "issuer", "valid until", "verified", "unexpired", "evidence"),
            *("result", "alignment", "endorsed", "decision"),
        }
    ),
    "training": frozenset(
        {"completed", "location", "length", "skill", "recommended", "decision"}
    ),
    "portfolio": frozenset({"criterion", "decided", "evidence", "decision"}),
}
_LEARNER = frozenset(
    {
        *(
            "admitted",
            "declared",
            "requested",
            "graduated",
            "expected",
            "degree",
            "catalog",
            "flag",
        ),
    }
)


def misplaced_givens(checked: Checked) -> Iterator[Diagnostic]:
    """Report each fact that no record would have of what it is given of."""
    for learning, _ in checked.nodes(GivenLearning):
        for given in learning.facts:
            yield from _misplaced(given, *_allowed(learning.learning))
    for about, _ in checked.nodes(AboutLearner):
        for fact in about.facts:
            if isinstance(fact, Given):
                yield from _misplaced(fact, _LEARNER, "a learner")


def _allowed(learning: LearningName) -> tuple[frozenset[str], str]:
    if isinstance(learning, CourseCode):
        return _COURSE, "a course"
    if isinstance(learning, AwardRef):
        return _AWARD, "a conferred award"
    kind = learning.kind or ""  # nothing is given without its kind
    return _LEARNINGS.get(kind, frozenset()), f"this {kind}"


def _misplaced(given: Given, allowed: frozenset[str], of: str) -> Iterator[Diagnostic]:
    name = given.fact.name if isinstance(given.fact, Fact) else given.fact
    if name == "unexpired" and given.denied and name in allowed:
        yield _problem(
            given,
            "`not unexpired` does not say since when",
            "write its last valid day: `valid until 2024-12-31`",
        )
    elif name not in allowed:
        yield _problem(
            given,
            f"a record does not say `{name}` of {of}",
            "give it to what has it, or take it away",
        )
    elif name == "level" and not _is_level(given):
        yield _problem(
            given,
            "this is no level of a course",
            "write developmental, lower, upper or graduate",
        )


def _is_level(given: Given) -> bool:
    return isinstance(given.value, Name) and given.value.text in set(CourseLevel)


def _problem(given: Given, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(Code.GIVEN_OUT_OF_PLACE, given.span, message, way_out)
