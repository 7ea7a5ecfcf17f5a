"""What watch rules point out, on the command line."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.cli.conftest import POLICY

from articulate.bootstrap.clock import today

Run = Callable[..., CompletedProcess[str]]
WHERE = ("--store", "office.db")
BY = (*WHERE, "--by", "ada")
JSON = ("--format", "json")
LATER = (today() + timedelta(days=60)).isoformat()
WATCH = """
watch desk "Desk" for HOME version 1 effective 2020-01-01 {
  cites "Handbook, section 4"
  remind late "A request waits longer than its clock" for registrar:
    a request waits longer than its clock
  task nobody "Nobody works on it" for evaluator: a request is unassigned
}
"""


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office that watches, with one request."""
    policies = office / "policies" / "office.art"
    policies.write_text(POLICY + WATCH, encoding="utf-8")
    (office / "office.toml").write_text("[due]\nrequest = 10\n", encoding="utf-8")
    run("init", *WHERE)
    asked = ("request", "records/l-1.json", "--name", "r-1", "--office", ".")
    done = run(*asked, "--as-of", "2024-09-01", "--policies", "policies", *BY)
    assert done.returncode == 0, done.stderr
    return office


def watched(run: Run, *more: str) -> CompletedProcess[str]:
    return run("watch", "run", "--policies", "policies", "--office", ".", *BY, *more)


def listed(run: Run, *more: str) -> list[dict[str, object]]:
    found = json.loads(run("watch", "list", *WHERE, *more, *JSON).stdout)
    assert found["schema"] == "articulate.signals/1"
    signals: list[dict[str, object]] = found["signals"]
    return signals


def test_what_is_pointed_out_is_listed_with_why(run: Run, store: Path) -> None:
    assert store.is_dir()
    done = watched(run, "--plain", "--as-of", LATER)
    assert done.stdout == (
        f"1 learner looked at as of {LATER} with the plain watcher: 2 raised, 0 gone\n"
    )
    task, reminder = listed(run)
    assert (task["kind"], task["for"], task["rule"]) == (
        *("task", "evaluator", "desk@1/nobody"),
    )
    assert (reminder["kind"], reminder["rule"]) == ("reminder", "desk@1/late")
    text = run("watch", "list", *WHERE, "--for", "registrar").stdout.splitlines()
    assert text[0] == (
        f"{reminder['signal']} reminder for registrar, about L-1: A request waits"
        " longer than its clock"
    )
    assert text[1].startswith("  saw request r-1: due on ")
    assert text[2].startswith("  by desk@1/late, Handbook, section 4, since ")
    assert len(text) == 3


def test_a_run_that_is_repeated_raises_nothing_twice(run: Run, store: Path) -> None:
    assert store.is_dir()
    first = json.loads(watched(run, "--as-of", LATER, *JSON).stdout)
    again = json.loads(watched(run, "--as-of", LATER, *JSON).stdout)
    assert (first["looked_at"], first["raised"]) == (1, 2)
    assert (again["looked_at"], again["raised"], again["gone"]) == (0, 0, 0)


def test_a_task_is_done_with_a_reason(run: Run, store: Path) -> None:
    assert store.is_dir()
    watched(run, "--as-of", LATER)
    name = str(listed(run, "--for", "evaluator")[0]["signal"])
    without = run("watch", "done", name, *BY)
    assert without.returncode == 1
    assert "is done without a reason" in without.stderr
    done = run("watch", "done", name, "--reason", "Ben works on it", *BY)
    assert done.stdout == f"{name} is done: Nobody works on it\n"
    assert "AR705" in run("watch", "done", name, "--reason", "Again", *BY).stderr
    assert [one["done_by"] for one in listed(run, "--over")] == ["ada"]
    over = run("watch", "list", "--over", *WHERE).stdout
    assert "  done by ada: Ben works on it" in over
    assert run("ledger", "verify", *WHERE).returncode == 0


def test_a_reminder_is_gone_once_its_clock_stands(run: Run, store: Path) -> None:
    assert store.is_dir()
    watched(run, "--as-of", LATER)
    run("case", "r-1", "pause", "--reason", "No syllabus yet", *BY)
    assert "0 raised, 1 gone" in watched(run, "--as-of", LATER).stdout
    assert "  gone by itself" in run("watch", "list", "--over", *WHERE).stdout
    assert len(listed(run)) == 1


def test_nothing_open_is_said(run: Run, store: Path) -> None:
    assert store.is_dir()
    assert run("watch", "list", *WHERE).stdout == "nothing is open\n"
    assert run("watch", "list", "--over", *WHERE).stdout == "nothing is over\n"


def test_what_is_typed_wrongly_is_said(run: Run, store: Path) -> None:
    assert store.is_dir()
    assert "name the task or reminder" in run("watch", "done", *BY).stderr
    assert "name the task or reminder" in run("watch", "list", "x", *WHERE).stderr
    unknown = run("watch", "done", "nothing", "--reason", "Done", *BY)
    assert "there is no signal `nothing`" in unknown.stderr
    policy = store / "policies" / "office.art"
    policy.write_text(WATCH.replace("unassigned", "unasigned"), encoding="utf-8")
    assert "did you mean `unassigned`?" in watched(run).stderr
