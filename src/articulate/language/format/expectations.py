"""The statements of a test as text."""

from typing import assert_never

from articulate.language.format.clauses import Write, listed
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.expectations import (
    AboutLearner,
    AsOf,
    AwardRef,
    Enrolled,
    ExpectAudit,
    ExpectResidency,
    ExpectSignal,
    ExpectStatus,
    ExpectTarget,
    ExpectTotal,
    Given,
    GivenLearning,
    GivenMilestone,
    GivenRating,
    GivenRequest,
    KnownAt,
    LearningName,
    LearningRef,
)
from articulate.language.syntax.node import Node, Reference
from articulate.language.syntax.quantities import Credits

_GROUNDS = frozenset(
    {"level", "quality", "outcomes", "workload", "profile", "accreditation"}
)


def _about_learner(node: AboutLearner) -> list[str]:
    if not node.facts:
        return ["learner"]
    first, *rest = (
        f"enrolled {listed(fact.terms)}" if isinstance(fact, Enrolled) else _given(fact)
        for fact in node.facts
    )
    return [f"learner {first}", *rest]


def _given(node: Given) -> str:
    denied = "not " if node.denied else ""
    if isinstance(node.value, Credits):
        return text_of(node.value)
    fact = node.fact if isinstance(node.fact, str) else text_of(node.fact)
    value = f" {text_of(node.value)}" if node.value is not None else ""
    return f"{denied}{fact}{value}"


def _learning(node: LearningName) -> str:
    match node:
        case CourseCode():
            return text_of(node)
        case LearningRef():
            return f"{node.kind or ''} {node.id.text}".lstrip()
        case AwardRef():
            institution = f" from {node.institution.text}" if node.institution else ""
            return f"award {quoted(node.title)}{institution}"
        case _:
            assert_never(node)


def _given_learning(node: GivenLearning) -> list[str]:
    learning, facts = _learning(node.learning), [_given(fact) for fact in node.facts]
    if learning.endswith("`") and facts and facts[0][0].isdigit():
        facts[0] = f"credits {facts[0]}"  # else the number would be the course's
    return [f"given {learning}", *facts]


def _given_milestone(node: GivenMilestone) -> list[str]:
    reached = text_of(node.reached)
    return [f"given milestone {text_of(node.milestone)} reached {reached}"]


def _by(reference: Reference | None) -> list[str]:
    return [] if reference is None else [f"by {text_of(reference)}"]


def _because(reason: str | None) -> list[str]:
    if reason is None:
        return []
    return [f"because {reason if reason in _GROUNDS else quoted(reason)}"]


def _expect_target(node: ExpectTarget) -> list[str]:
    words = f"expect {text_of(node.target)}"
    return [words, *_by(node.by), *_because(node.because)]


def _expect_status(node: ExpectStatus) -> list[str]:
    hours = f" [{text_of(node.credits)}]" if node.credits else ""
    words = f"expect {node.status} {_learning(node.learning)}{hours}"
    return [words, *_by(node.by), *_because(node.because)]


def _expect_residency(node: ExpectResidency) -> list[str]:
    short = "met" if node.short is None else f"short {text_of(node.short)}"
    return [f"expect residency {text_of(node.residency)} {short}"]


def _expect_audit(node: ExpectAudit) -> list[str]:
    return [f"expect {text_of(node.audited)} {node.status}"]


def _given_request(node: GivenRequest) -> list[str]:
    assigned = " assigned" if node.assigned else ""
    return [f"given request due {text_of(node.due)}{assigned}"]


def _given_rating(node: GivenRating) -> list[str]:
    who, what = quoted(node.assessor), quoted(node.criterion)
    return [f"given rating {who} {what} {text_of(node.level)}"]


def _expect_signal(node: ExpectSignal) -> list[str]:
    absent = "no " if node.absent else ""
    return [f"expect {absent}signal {text_of(node.signal)}"]


WRITES: dict[type[Node], Write] = {
    AboutLearner: _about_learner,
    GivenLearning: _given_learning,
    GivenMilestone: _given_milestone,
    AsOf: lambda node: [f"as of {text_of(node.on)}"],
    KnownAt: lambda node: [f"known at {text_of(node.on)}"],
    ExpectTarget: _expect_target,
    ExpectStatus: _expect_status,
    ExpectAudit: _expect_audit,
    ExpectTotal: lambda node: [f"expect total {text_of(node.total)}"],
    ExpectResidency: _expect_residency,
    GivenRequest: _given_request,
    GivenRating: _given_rating,
    ExpectSignal: _expect_signal,
}
