"""The examples of the error pages do what the pages say they do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Severity
from articulate.diagnostics.report import Report
from articulate.language.compile import compile_policies
from articulate.services.check_rules import rules_report

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "errors"
PRELUDE = (Path(__file__).parent / "prelude.art").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^```articulate\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN_BY_A_LEARNER = ("AR237", "AR401", "AR402", "AR404", "AR405")
DESCRIBES = re.compile(r"^institution ", re.MULTILINE)


def report_on(example: str) -> Report:
    """What is wrong with an example, in the invented world unless it has its own."""
    sources = {"example.art": example}
    if not DESCRIBES.search(example):
        sources["prelude.art"] = PRELUDE
    compiled = compile_policies(sources)
    if compiled.rulebook is None:
        return compiled.report
    return compiled.report + rules_report(compiled.rulebook)


def sections(page: Path) -> tuple[list[str], list[str]]:
    """The policies that a page shows as wrong, and as put right."""
    text = page.read_text(encoding="utf-8")
    shows = text.partition("## Shows it")[2].partition("\n## ")[0]
    right = text.partition("## Put it right")[2].partition("\n## ")[0]
    return EXAMPLE.findall(shows), EXAMPLE.findall(right)


def shown() -> Iterator[tuple[str, str]]:
    for page in sorted(PAGES.glob("AR*.md")):
        yield from ((page.stem, example) for example in sections(page)[0])


def put_right() -> Iterator[tuple[str, str]]:
    for page in sorted(PAGES.glob("AR*.md")):
        for example in sections(page)[1]:
            yield page.stem, example


def test_the_prelude_has_no_problem() -> None:
    assert not compile_policies({"prelude.art": PRELUDE}).report.diagnostics


@pytest.mark.parametrize(("code", "example"), list(shown()))
def test_an_example_shows_its_problem_and_nothing_worse(
    code: str, example: str
) -> None:
    report = report_on(example)
    mine = [one for one in report.diagnostics if one.code == code]
    assert mine, report.diagnostics
    if all(one.severity is Severity.WARNING for one in mine):
        assert not report.errors
    elif code >= Code.MISSING_VERSION:  # a mistake of writing may bring others along
        assert {one.code for one in report.errors} == {code}


@pytest.mark.parametrize(("code", "example"), list(shown()))
def test_what_is_shown_by_a_learner_has_a_record(code: str, example: str) -> None:
    for one in report_on(example).diagnostics:
        assert (one.witness is None) is (not one.shown_by)
        if one.code == code and code in SHOWN_BY_A_LEARNER:
            assert one.witness is not None


@pytest.mark.parametrize(("code", "example"), list(put_right()))
def test_a_corrected_example_has_no_error_left(code: str, example: str) -> None:
    report = report_on(example)
    assert not [one for one in report.diagnostics if one.code == code]
    assert not report.errors


@pytest.mark.parametrize(
    "code", [code for code in Code if "AR151" <= code < "AR500"], ids=str
)
def test_a_code_of_the_passes_is_shown_and_put_right(code: Code) -> None:
    wrong, right = sections(PAGES / f"{code}.md")
    assert wrong
    assert right
