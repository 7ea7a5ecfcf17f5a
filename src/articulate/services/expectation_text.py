"""An expectation in the words it was written in."""

from articulate.model.exact import number_text
from articulate.rulebook.policy_tests import (
    Expectation,
    ExpectationKind,
    LearningRef,
    PolicyTest,
)


def expectation_text(expected: Expectation) -> str:
    """Write one expectation as its author would: `CSCI 141 [2.67 cr] by ncc/cis120`."""
    kind = expected.kind
    match kind:
        case ExpectationKind.COURSE:
            named = "" if expected.code is None else expected.code.local
        case ExpectationKind.ELECTIVE:
            named = _words("elective", expected.subject, expected.level)
        case ExpectationKind.REQUIREMENT:
            named = f"requirement {expected.attribute}"
        case ExpectationKind.BLOCK:
            named = f'block "{expected.title}"'
        case ExpectationKind.TOTAL:
            return f"total {_credit(expected)}"
        case ExpectationKind.GROUP:
            path = "/".join((_degree(expected), *expected.group))
            return f"{path} {expected.status}"
        case ExpectationKind.DEGREE:
            return f"{_degree(expected)} {expected.status}"
        case ExpectationKind.RESIDENCY:
            return _words(
                "residency", expected.rule, expected.status, _credit(expected)
            )
        case ExpectationKind.SIGNAL | ExpectationKind.NO_SIGNAL:
            return f"{kind} {expected.rule}"
        case _:
            named = f"{kind} {_learning(expected.learning)}"
    amount = "" if expected.credits is None else f"[{_credit(expected)}]"
    by = f"by {expected.by}" if expected.by else ""
    because = expected.ground or expected.because
    return _words(named, amount, by, f"because {because}" if because else "")


def heading_of(test: PolicyTest) -> str:
    """Name a test with its place."""
    return f"{test.name} ({test.origin})"


def _words(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part)


def _credit(expected: Expectation) -> str:
    return "" if expected.credits is None else f"{number_text(expected.credits)} cr"


def _degree(expected: Expectation) -> str:
    version = f"@{expected.version}" if expected.version else ""
    return f"{expected.degree or ''}{version}"


def _learning(ref: LearningRef | None) -> str:
    if ref is None:
        return ""
    if ref.code is not None:
        return str(ref.code)
    return ref.block or f'award "{ref.title}"'
