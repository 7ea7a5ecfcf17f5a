"""The language's page says what the grammar takes: its examples, and all its words."""

import re
from pathlib import Path

import pytest

from articulate.language.grammar import grammar_text
from articulate.language.parse import parse

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^((?:> )?)```articulate\n(.*?)^\1```\n\n?(.*)", re.MULTILINE | re.DOTALL
)
SINGULAR = {"area", "week"}  # the page says them in the plural


def examples() -> list[tuple[str, str]]:
    """Each example of the page, with the line that follows it."""
    found = []
    rest = TEXT
    while (example := EXAMPLE.search(rest)) is not None:
        quote, written, rest = example.groups()
        found.append((written.replace(quote, ""), rest.partition("\n")[0]))
    return found


@pytest.mark.parametrize(("written", "after"), examples())
def test_an_example_of_the_page_is_read(written: str, after: str) -> None:
    _, report = parse(written, "language.md")
    expected = re.findall(r"mistake \((AR\d+)\)", after)
    assert [problem.code for problem in report.diagnostics] == expected


def test_every_word_of_the_language_is_on_its_page() -> None:
    grammar = re.sub(r"(?m)//.*$", "", grammar_text()).partition("TEXT.90")[0]
    words = set(re.findall(r'"([a-z-]+)"', grammar))
    assert len(words) > 250
    said = set(re.findall(r"[a-z]+(?:-[a-z]+)*", TEXT))
    assert not words - said - SINGULAR
