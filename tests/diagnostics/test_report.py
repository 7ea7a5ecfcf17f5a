"""A report: every problem of a stage, in one order, each once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span


def problem(
    line: int,
    code: Code = Code.UNKNOWN_SUBJECT,
    message: str = "m",
    advice: str = "do this",
) -> Diagnostic:
    return Diagnostic(code, Span("a.art", line, 1, line, 2), message, advice)


def test_problems_are_sorted_by_place_then_code_then_message() -> None:
    first = problem(1, Code.UNEXPECTED_WORD)
    second = problem(1, Code.UNKNOWN_SUBJECT, "a")
    third = problem(1, Code.UNKNOWN_SUBJECT, "b")
    last = problem(12, Code.UNEXPECTED_WORD)
    report = Report.of([last, third, second, first])
    assert report.diagnostics == (first, second, third, last)


def test_one_problem_found_twice_is_shown_once() -> None:
    assert Report.of([problem(1), problem(1)]).diagnostics == (problem(1),)


def test_a_warning_is_no_error() -> None:
    warning = replace(problem(2), severity=Severity.WARNING)
    report = Report.of([warning, problem(1)])
    assert report.errors == (problem(1),)
    assert report.warnings == (warning,)


def test_nothing_wrong_is_an_empty_report() -> None:
    assert Report() == Report.of([])
    assert not Report().errors
    assert not Report().warnings


reports = st.lists(
    st.builds(
        problem,
        st.integers(1, 9),
        st.sampled_from(Code),
        st.text("ab", max_size=2),
        st.text("ab", max_size=2),
    )
).map(Report.of)


@given(reports, reports, reports)
def test_reports_add_up_in_any_order(a: Report, b: Report, c: Report) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + a == a
    assert a + Report() == a
