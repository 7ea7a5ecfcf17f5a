"""The pages on mistakes of writing: each example does what its page says."""

import re
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code
from articulate.language.parse import parse

PAGES = Path(__file__).parents[2] / "docs" / "errors"
OURS = sorted(code for code in Code if "AR101" <= code <= "AR149")
FENCE = re.compile(r"^```articulate\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(code: Code, section: str) -> list[str]:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    return FENCE.findall(page.partition(f"## {section}\n")[2].partition("\n## ")[0])


@pytest.mark.parametrize("code", OURS, ids=str)
def test_what_a_page_shows_has_its_mistake_and_no_other(code: Code) -> None:
    (shown,) = examples(code, "Shows it")
    _, report = parse(shown, f"{code}.art")
    assert {problem.code for problem in report.diagnostics} == {code}


@pytest.mark.parametrize("code", OURS, ids=str)
def test_what_a_page_puts_right_has_none(code: Code) -> None:
    corrected = examples(code, "Put it right")
    assert corrected
    for example in corrected:
        _, report = parse(example, f"{code}.art")
        assert not report.diagnostics
