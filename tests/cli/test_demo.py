"""The demonstration builds an office that can be edited and run again."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def shown(run: Run, office: Path) -> tuple[CompletedProcess[str], Path]:
    """What the demonstration printed, and the folder it built."""
    return run("demo", "shown"), office / "shown"


def test_it_checks_tests_evaluates_shows_and_says_what_is_next(
    shown: tuple[CompletedProcess[str], Path], run: Run
) -> None:
    done, folder = shown
    assert done.returncode == 0, done.stderr
    assert "Checked the policies: " in done.stdout
    assert " passed\n" in done.stdout
    assert " failed\n" not in done.stdout
    for sign in ("✓ awarded", "✗ denied", "? referred", "◇ elective"):
        assert sign in done.stdout
    assert "accepted by the checker" in done.stdout
    learners = list((folder / "registrars").glob("*/learners/*"))
    pages = list((folder / "results").glob("*.html"))
    assert len(pages) == len(learners) > 10
    assert not any(page.read_text().count("<script") for page in pages)

    next_ = [line for line in done.stdout.splitlines() if line.startswith("  art")]
    for command in next_[-3:]:
        words = command.split()
        again = run(*[_in_folder(word, folder) for word in words[1:]])
        assert again.returncode == 0, (command, again.stderr)

    refused = run("demo", "shown")
    assert refused.returncode == 2
    assert "is not empty" in refused.stderr


def test_an_edited_policy_changes_the_result(
    shown: tuple[CompletedProcess[str], Path], run: Run
) -> None:
    _, folder = shown
    record = next(iter(sorted(folder.glob("registrars/*/learners/*.json"))))
    asked = (
        *("evaluate", str(record), "--policies", str(folder / "policies")),
        *("--as-of", "2025-03-01", "--format", "json"),
    )
    before = json.loads(run(*asked).stdout)
    origins = [
        line["origin"] for line in before["lines"] if line["status"] == "awarded"
    ]
    origin = next(one for one in origins if "agreements" in one)
    path, line, _ = origin.rsplit(":", 2)
    policy = Path(path)
    lines = policy.read_text().split("\n")
    lines[int(line) - 1] += ' cites "A memo of today"'
    policy.write_text("\n".join(lines))
    after = json.loads(run(*asked).stdout)
    assert "A memo of today" in json.dumps(after["lines"])
    assert after["rulebook"] != before["rulebook"]
    assert after["record"] == before["record"]
    assert after["lines"] != before["lines"]


def _in_folder(word: str, folder: Path) -> str:
    """Read a path as if from inside the folder."""
    path = folder / word
    return str(path) if path.exists() or word.endswith(".html") else word
