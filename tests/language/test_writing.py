"""What the language's page shows is read, and laid out in one way.

`good/section-*.art` hold the examples of the page as they stand there, and
`good/prose-*.art` what it says in words. Beside each is the layout it comes to.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from articulate.diagnostics.render import render
from articulate.language.parse import parse
from articulate.language.reformat import reformat
from articulate.language.syntax.policy import Policy

HERE = Path(__file__).parent
GOOD = sorted([*(HERE / "good").glob("*.art"), *(HERE / "good").glob("*.art.md")])
BAD = sorted([*(HERE / "bad").glob("*.art"), *(HERE / "bad").glob("*.art.md")])
Snapshot = Callable[[str, Path], None]


def read(text: str, file: str) -> Policy:
    policy, report = parse(text, file)
    assert not report.diagnostics
    assert policy is not None
    assert not policy.broken
    return policy


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_it_is_read_and_laid_out_in_one_way(path: Path, snapshot: Snapshot) -> None:
    text = path.read_text(encoding="utf-8")
    laid_out, report = reformat(text, path.name)
    assert not report.diagnostics
    assert read(laid_out, path.name) == read(text, path.name)
    assert reformat(laid_out, path.name)[0] == laid_out
    snapshot(laid_out, path.with_name(f"{path.name}.laid-out"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_every_mistake_is_explained(path: Path, snapshot: Snapshot) -> None:
    text = path.read_text(encoding="utf-8")
    _, report = parse(text, path.name)
    assert report.errors
    rendered = "\n\n".join(render(problem, text) for problem in report.diagnostics)
    snapshot(f"{rendered}\n", path.with_name(f"{path.name}.expected"))


def test_a_text_with_mistakes_is_not_laid_out() -> None:
    text = "scale us-letter {   points A }\n"
    laid_out, report = reformat(text, "a.art")
    assert laid_out == text
    assert report.errors


def test_a_policy_without_a_word_is_a_policy() -> None:
    assert read("", "a.art").blocks == ()
    assert reformat("  \n", "a.art") == ("", parse("", "a.art")[1])
    assert reformat("# only this\n", "a.art")[0] == "# only this\n"
