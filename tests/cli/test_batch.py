"""A batch on the command line: run, looked at, paused, and what it came to."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.cli.conftest import POLICY, RECORD, TOPICS

Run = Callable[..., CompletedProcess[str]]
STORE = ("--store", "office.db")
ASKED = ("--as-of", "2024-09-01", "--policies", "policies")
JSON = ("--format", "json")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office with a store, three records and one that is none."""
    (office / "records" / "l-2.json").write_text(TOPICS, encoding="utf-8")
    (office / "records" / "l-3.json").write_text("{", encoding="utf-8")
    (office / "stricter.art").write_text(
        POLICY.replace("grade >= C", "grade >= A"), encoding="utf-8"
    )
    assert run("init", *STORE).returncode == 0
    return office


def test_a_batch_says_what_it_came_to(run: Run, store: Path) -> None:
    assert store.is_dir()
    done = run("batch", "run", "b", "records", *ASKED, *STORE, "--chunk", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:-1] == [
        "b: 2 evaluated, 1 person needed, 1 refused",
        "  awarded: 2 lines, 8 credits",
        "  denied: 1 line, 3 credits",
        "  referred: 1 line, 3 credits",
        "  unarticulated: 2 lines, 6 credits",
        "could not be read: records/l-3.json",
    ]
    assert done.stdout.splitlines()[-1].startswith("digest sha256:")
    again = run("batch", "run", "b", *STORE)
    assert again.stdout == done.stdout
    listed = json.loads(run("batch", "status", *STORE, *JSON).stdout)
    assert listed["batches"][0]["state"] == "done"
    assert "3 of 3" in run("batch", "status", "b", *STORE).stdout


def test_evaluations_are_written_as_evaluate_writes_them(run: Run, store: Path) -> None:
    run("batch", "run", "b", "records", *ASKED, *STORE)
    shown = run("batch", "show", "b", "--output", "out", *STORE)
    assert shown.returncode == 0, shown.stderr
    evaluated = run("evaluate", "records/l-1.json", *ASKED, *JSON)
    written = (store / "out" / "records" / "l-1.json").read_text(encoding="utf-8")
    assert written == evaluated.stdout
    assert sorted(path.name for path in (store / "out").rglob("*.json")) == [
        "l-1.json",
        "l-2.json",
    ]


def test_an_impact_in_a_batch_is_the_impact(run: Run, store: Path) -> None:
    (store / "records" / "l-3.json").unlink()
    days = ("--as-of", "2024-09-01")
    new = ("--against", "stricter.art")
    batch = run("batch", "run", "b", "records", *ASKED, *new, *STORE, *JSON)
    alone = run(
        "impact", "policies", "stricter.art", "--records", "records", *days, *JSON
    )
    assert json.loads(batch.stdout)["impact"] == json.loads(alone.stdout)
    assert "lost" in run("batch", "show", "b", *STORE).stdout


def test_everybody_in_the_store_is_evaluated_again(run: Run, store: Path) -> None:
    (store / "records" / "l-4.json").write_text(RECORD, encoding="utf-8")
    for name in ("l-1", "l-2", "l-4"):
        entered = ("request", f"records/{name}.json", "--name", name, "--by", "ada")
        assert run(*entered, *ASKED, *STORE).returncode == 0
    same = run("batch", "run", "same", *ASKED[2:], *STORE, *JSON)
    assert json.loads(same.stdout)["differing"] == []
    other = run("batch", "run", "other", "--policies", "stricter.art", *STORE, *JSON)
    assert json.loads(other.stdout)["differing"] == ["l-1", "l-2", "l-4"]
    said = run("batch", "show", "other", *STORE).stdout
    assert "come to something else than when they were asked: l-1, l-2, l-4" in said


def test_a_batch_goes_by_what_a_learner_was_granted(run: Run, store: Path) -> None:
    """The limit is longer for her, and so it is when everybody is evaluated again."""
    limited = POLICY + (
        'policy transfer "Transfer" for HOME version 2024 effective 2020-01-01 {\n'
        '  cites "Catalog 2024"\n'
        "  limit two-year: at most 2 cr from two-year institutions\n}\n"
    )
    (store / "policies" / "office.art").write_text(limited, encoding="utf-8")
    entered = ("request", "records/l-1.json", "--name", "r-1", "--by", "ada")
    assert run(*entered, *ASKED, *STORE).returncode == 0
    longer = ("propose", "extend limit two-year to 6 cr", "--reason", "A late catalog")
    assert run("except", "r-1", *longer, "--by", "ada", *STORE).returncode == 0
    granted = run("except", "r-1", "approve", "3", "--by", "ben", *STORE)
    assert granted.returncode == 0, granted.stderr
    done = run("batch", "run", "b", *ASKED[2:], *STORE, *JSON)
    assert json.loads(done.stdout)["differing"] == []
    run("batch", "show", "b", "--output", "out", *STORE)
    (written,) = (store / "out").rglob("*.json")
    (limit,) = json.loads(written.read_text(encoding="utf-8"))["limits"]
    assert (limit["limit"], limit["over"]) == ("6", "0")


def test_a_batch_is_paused_resumed_and_removed(run: Run, store: Path) -> None:
    assert store.is_dir()
    run("batch", "run", "b", "records", *ASKED, *STORE)
    assert "paused" in run("batch", "pause", "b", *STORE).stdout
    assert run("batch", "run", "b", *STORE).returncode == 1
    assert run("batch", "resume", "b", *STORE, "--workers", "2").returncode == 0
    assert run("batch", "forget", "b", *STORE).stdout == "b is removed\n"
    assert run("batch", "status", *STORE).stdout == "no batches\n"


@pytest.mark.parametrize("task", ["run", "pause", "resume", "show", "forget"])
def test_a_batch_that_is_not_there_is_a_problem(
    run: Run, store: Path, task: str
) -> None:
    assert store.is_dir()
    done = run("batch", task, "b", *STORE)
    assert (done.returncode, "AR704" in done.stderr) == (1, True)
    assert run("batch", task, *STORE).returncode == 2


def test_an_installed_program_runs_a_batch(installed: Run, office: Path) -> None:
    assert office.is_dir()
    assert installed("init", *STORE).returncode == 0
    done = installed("batch", "run", "b", "records", *ASKED, *STORE, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("b: 1 evaluated\n")
