"""Run the tests that live with policies; a failing one says what came, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json, diagnostic_json
from articulate.explain.outline import Shown, names_of, rows_of
from articulate.explain.registrar import registrar_sentence
from articulate.model.line import Line
from articulate.rulebook.policy_tests import PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.expectation_text import expectation_text
from articulate.services.expectations import Judged, judge
from articulate.services.our_mistake import our_mistake
from articulate.services.policy_properties import PropertyResult
from articulate.services.receivers import Unclear, receiver_for
from articulate.services.watch_tests import told_in

TEST_SCHEMA = "articulate.test/1"
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold: what came instead, and why, line by line."""

    expected: str
    origin: str
    came: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one test came to; `problem` where it could not be run at all."""

    __test__ = False  # pytest would take it for one of ours

    test: PolicyTest
    failures: tuple[Failure, ...] = ()
    problem: str = ""
    mistake: Diagnostic | None = None

    @property
    def passed(self) -> bool:
        """Whether everything it expects holds."""
        return not self.failures and not self.problem


def run_policy_tests(
    rulebook: Rulebook, tests: Iterable[PolicyTest]
) -> Iterator[TestResult]:
    """Run each test by itself, in the order of its place."""
    for test in tests:
        yield _run(test, rulebook)


def json_of_tests(
    results: Sequence[TestResult], properties: Sequence[PropertyResult]
) -> dict[str, Json]:
    """Turn results into the object that `test --format json` prints."""
    outcomes = [one.passed for one in results]
    outcomes += [one.passed for one in properties]
    return {
        "schema": TEST_SCHEMA,
        "passed": sum(outcomes),
        "failed": len(outcomes) - sum(outcomes),
        "tests": [_json(result) for result in results],
        "properties": [_property(one) for one in properties],
    }


def evaluate_test(test: PolicyTest, rulebook: Rulebook) -> Shown | Unclear:
    """Evaluate the record that a test makes, as the test asks for it."""
    receiving = receiver_for(rulebook, test.degrees, test.receiving)
    if isinstance(receiving, Unclear):
        return receiving
    asked = Asked(test.as_of, receiving, test.known_at, test.degrees)
    return evaluate_record(rulebook, test.record, asked)


def _run(test: PolicyTest, rulebook: Rulebook) -> TestResult:
    try:
        shown = evaluate_test(test, rulebook)
        if isinstance(shown, Unclear):
            return TestResult(test, problem=f"{shown.message}; {shown.help}")
        told = told_in(test, shown, rulebook)
        judged = [judge(one, shown, rulebook, told) for one in test.expectations]
    except Exception as error:  # noqa: BLE001 - one test's mistake must not hide the others
        mistake = our_mistake(error, test.name)
        return TestResult(test, problem=mistake.message, mistake=mistake)
    failures = (_failure(one, shown) for one in judged if not one.holds)
    return TestResult(test, tuple(failures))


def _failure(judged: Judged, shown: Shown) -> Failure:
    lines = judged.lines[:_MOST_LINES]
    return Failure(
        expected=expectation_text(judged.expectation),
        origin=str(judged.expectation.origin),
        came=judged.came,
        why=tuple(_said(lines, shown)),
    )


def _said(lines: tuple[Line, ...], shown: Shown) -> Iterator[str]:
    """Say of each line what it came to and the smallest why."""
    rows = rows_of(shown)
    names = names_of(rows)
    for row in rows:
        if row.line not in lines:
            continue
        sources = " + ".join(source.name for source in row.sources)
        reasons = "; ".join(registrar_sentence(one, names) for one in row.why)
        by = f" by {row.line.rule}" if row.line.rule else ""
        yield f"{sources} is {row.line.status}{by}: {reasons}".rstrip(": ")


def _property(one: PropertyResult) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "name": one.stated.name,
        "origin": str(one.stated.origin),
        "passed": one.passed,
        "cases": one.cases,
    }
    beside = {"broken_by": one.broken_by, "problem": one.problem}
    return shown | {key: said for key, said in beside.items() if said}


def _json(result: TestResult) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "name": result.test.name,
        "origin": str(result.test.origin),
        "passed": result.passed,
        "failures": [
            {
                "expected": failure.expected,
                "origin": failure.origin,
                "came": failure.came,
                "why": list(failure.why),
            }
            for failure in result.failures
        ],
    }
    if result.problem:
        shown["problem"] = result.problem
    if result.mistake is not None:
        shown["mistake"] = diagnostic_json(result.mistake)
    return shown
