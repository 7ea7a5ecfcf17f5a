"""`articulate test --coverage --mutate`, as a policy's author sees it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_what_tests_would_miss_is_shown_at_its_place(run: Run) -> None:
    done = run("test", "policies", "--coverage", "--mutate")
    assert done.returncode == 0, done.stderr
    assert (
        "not noticed `grade >= C` became `grade >= D`\n"
        " --> policies/office.art:28:35\n"
        "  |   rule one: CS 1 -> CSCI 141 when grade >= C\n"
        "  |                                   ^^^^^^^^^^\n"
    ) in done.stdout
    assert "not noticed `when grade >= C` was left out\n" in done.stdout
    assert "not exercised `group core" in done.stdout
    assert "2 of 6 rules and clauses are exercised\n" in done.stdout
    assert done.stdout.endswith(
        "2 of 11 changes are noticed\n  6 more are in what no test exercises\n"
    )


def test_without_coverage_every_change_is_tried_and_shown(run: Run) -> None:
    done = run("test", "policies", "--mutate")
    assert "not noticed `course CSCI 141`" not in done.stdout
    assert "not noticed `group core" in done.stdout
    assert "more are in what no test exercises" not in done.stdout
    assert "exercised\n" not in done.stdout


def test_strictly_a_miss_is_a_failure(run: Run) -> None:
    assert run("test", "policies", "--coverage", "--strict").returncode == 3
    assert run("test", "policies", "--mutate", "--strict").returncode == 3
    assert run("test", "policies", "--strict").returncode == 0


def test_as_json(run: Run) -> None:
    done = run("test", "policies", "--coverage", "--mutate", "--format", "json")
    said = json.loads(done.stdout)
    assert said["passed"] == 1
    assert said["coverage"]["exercised"] == 2
    assert said["coverage"]["missed"][0]["origin"] == "policies/office.art:29:3"
    assert said["mutation"]["noticed"] == 2
    assert {"block", "origin", "was", "now"} == set(said["mutation"]["survivors"][0])


def test_where_a_test_fails_nothing_is_looked_for(run: Run, office: Path) -> None:
    policy = office / "policies" / "office.art"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("expect total 4", "expect total 5"))
    done = run("test", "policies", "--coverage", "--mutate")
    assert done.returncode == 3
    assert "exercised" not in done.stdout


def test_only_one_file_is_looked_at(run: Run, office: Path) -> None:
    (office / "policies" / "more").mkdir()
    more = office / "policies" / "more" / "more.art"
    more.write_text(
        "agreement later from SEND to HOME version 1 effective 2020-01-01 {\n"
        '  cites "Memorandum 8"\n  rule two: CS 2 -> CSCI 141\n}\n'
    )
    done = run("test", "policies", "--coverage", "--mutate", "--only", "policies/more")
    assert done.stdout.endswith(
        "0 of 1 rules and clauses are exercised\n"
        "0 of 1 changes are noticed\n  1 more are in what no test exercises\n"
    )
    named = run("test", "policies", "--mutate", "--only", "policies/office.art")
    assert named.stdout.endswith("2 of 11 changes are noticed\n")
