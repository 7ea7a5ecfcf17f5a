"""A request that takes time, on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.cli.conftest import TOPICS

Run = Callable[..., CompletedProcess[str]]
WHERE = ("--store", "office.db", "--by", "ada")
JSON = ("--format", "json")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office with settings, and one request."""
    (office / "records" / "l-2.json").write_text(TOPICS, encoding="utf-8")
    (office / "office.toml").write_text("[due]\nrequest = 10\n", encoding="utf-8")
    run("init", *WHERE[:2])
    asked = ("request", "records/l-2.json", "--name", "r-1", "--office", ".")
    done = run(*asked, "--as-of", "2024-09-01", "--policies", "policies", *WHERE)
    assert done.returncode == 0, done.stderr
    return office


def test_a_request_is_due_unless_its_clock_stands(run: Run, store: Path) -> None:
    assert store.is_dir()
    due = json.loads(run("history", *WHERE[:2], *JSON).stdout)["due"]
    assert list(due) == ["r-1"]
    assert due["r-1"] in run("history", *WHERE[:2]).stdout
    paused = run("case", "r-1", "pause", "--reason", "No syllabus yet", *WHERE)
    assert paused.stdout == "r-1 is referred, by ada\n"
    assert json.loads(run("history", *WHERE[:2], *JSON).stdout)["due"] == {
        "r-1": "stopped"
    }
    resumed = run("case", "r-1", "resume", *WHERE, *JSON)
    assert json.loads(resumed.stdout)["schema"] == "articulate.entry/1"


def test_a_request_is_referred_decided_and_appealed(run: Run, store: Path) -> None:
    assert store.is_dir()
    asked = ("--to", "Computer Science", "--line", "c2", "--reason", "Is it new?")
    assert run("case", "r-1", "refer", *asked, *WHERE).returncode == 0
    early = run("case", "r-1", "appeal", "--reason", "No", *WHERE)
    assert "AR705" in early.stderr
    run("decide", "r-1", "--settle", "c2=denied", "--reason", "It is not", *WHERE)
    appealed = run("case", "r-1", "appeal", "--reason", "It is", *WHERE)
    assert appealed.stdout == "r-1 is appealed, by ada\n"
    again = ("--settle", "c2=elective general", "--reason", "It is, in part")
    assert run("decide", "r-1", *again, *WHERE).returncode == 0
    entries = json.loads(run("history", "r-1", *WHERE[:2], *JSON).stdout)["entries"]
    assert [one["move"] for one in entries] == [
        *("receive", "evaluate", "refer", "refer"),
        *("decide", "appeal", "decide"),
    ]
    assert run("replay", "r-1", *WHERE[:2]).returncode == 0
    assert run("replay", "r-1/5", *WHERE[:2]).returncode == 0


def test_confirming_takes_a_decision_as_it_is(run: Run, store: Path) -> None:
    assert store.is_dir()
    done = run("decide", "r-1", "--confirm", "--reason", "Mine", *WHERE)
    assert done.returncode == 2
    assert "AR705" in run("decide", "r-1", "--confirm", *WHERE).stderr


def test_an_exception_is_proposed_by_one_and_approved_by_another(
    run: Run, store: Path
) -> None:
    assert store.is_dir()
    waive = ("except", "r-1", "propose", "waive bs-cs/core", "--reason", "As agreed")
    proposed = run(*waive, *WHERE)
    assert proposed.stdout == (
        "exception 4 of r-1 waits for a second person, by ada\n"
    ), proposed.stderr
    listed = run("except", "r-1", "list", *WHERE[:2])
    assert listed.stdout == "4: waive bs-cs/core, by ada: As agreed\n"
    (one,) = json.loads(run("except", "r-1", "list", *WHERE[:2], *JSON).stdout)
    assert (one["number"], one["says"]) == (4, "waive bs-cs/core")
    assert "AR728" in run("except", "r-1", "approve", "4", *WHERE).stderr
    other = (*WHERE[:2], "--by", "ben")
    assert run("except", "r-1", "approve", "the first", *other).returncode == 2
    came = run("except", "r-1", "approve", "4", *other, *JSON)
    assert json.loads(came.stdout)["move"] == "grant"
    again = ("except", "r-1", "propose", "waive residency x", "--reason", "As agreed")
    assert "AR727" in run(*again, *WHERE).stderr
    assert "none waits" in run("except", "r-1", "list", *WHERE[:2]).stdout
    run(*waive, *WHERE)
    gone = run("except", "r-1", "decline", "8", "--reason", "Not so", *other)
    assert gone.stdout == "exception 8 of r-1 is declined, by ben\n", gone.stderr
