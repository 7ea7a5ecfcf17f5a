"""Every code has a page of one form, and every page has a code."""

import re
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code

PAGES = Path(__file__).parents[2] / "docs" / "errors"
SECTIONS = ["Shows it", "Why it matters", "Put it right", "Related"]
CODES = sorted(Code, key=str)


def test_every_page_is_about_a_code() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"index"}
    assert pages == {str(code) for code in Code}


def test_no_two_problems_share_a_code() -> None:
    assert len(Code.__members__) == len(set(Code))


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_code_is_in_one_of_the_ranges(code: Code) -> None:
    assert re.fullmatch(r"AR[1-9]\d\d", code)


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_page_has_the_form_of_all_pages(code: Code) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    opening = text.removeprefix(f"# {code}").strip().splitlines()[0]
    assert opening.endswith((".", "`."))
    assert not opening.startswith("#")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert re.search(r"^Since \d+\.\d+\.\d+\.$", text, re.MULTILINE)


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_page_shows_the_problem_and_a_way_out(code: Code) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    shows = text.partition("## Shows it")[2].partition("\n## ")[0]
    right = text.partition("## Put it right")[2].partition("\n## ")[0]
    assert re.search(r"^```(?:articulate|text)$", shows, re.MULTILINE)
    assert re.search(r"^```", right, re.MULTILINE)


@pytest.mark.parametrize("code", CODES, ids=str)
def test_a_page_points_at_codes_that_exist(code: Code) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    related = text.partition("## Related")[2]
    named = set(re.findall(r"\bAR\d{3}\b", related))
    assert named <= {str(other) for other in Code} - {str(code)}
