"""Publishing on the command line, from a draft to another office."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
STORE = ("--store", "office.db")
JSON = ("--format", "json")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office with an empty store."""
    assert run("init", *STORE).returncode == 0
    return office


def step(run: Run, task: str, *words: str, by: str = "ada") -> dict[str, object]:
    """Take one step, and return how the policy stands."""
    done = run("publish", task, *words, *STORE, "--by", by, *JSON)
    assert done.returncode == 0, done.stderr + done.stdout
    stands: dict[str, object] = json.loads(done.stdout)
    return stands


def in_force(run: Run) -> None:
    step(run, "draft", "policies")
    step(run, "propose")
    step(run, "approve", by="bob")
    step(run, "enforce")


def test_a_policy_goes_step_by_step_into_force(run: Run, store: Path) -> None:
    assert store.is_dir()
    assert step(run, "draft", "policies")["state"] == "draft"
    assert step(run, "propose")["state"] == "proposed"
    assert step(run, "approve", by="bob")["state"] == "approved"
    assert step(run, "enforce")["state"] == "in force"
    shown = json.loads(run("publish", "show", *STORE, *JSON).stdout)
    assert [(one["policy"], one["state"]) for one in shown] == [
        ("policies", "in force")
    ]
    assert "in force" in run("publish", "show", *STORE).stdout
    assert step(run, "end", "--reason", "No partner left")["state"] == "ended"


def test_requests_are_evaluated_by_what_is_in_force(run: Run, store: Path) -> None:
    in_force(run)
    (store / "policies" / "office.art").unlink()
    asked = ("request", "records/l-1.json", "--name", "r-1", "--as-of", "2024-09-01")
    done = run(*asked, *STORE, "--by", "ada", *JSON)
    assert done.returncode == 0, done.stderr
    lines = json.loads(done.stdout)["evaluation"]["lines"]
    assert "pathway@2024/one" in {one["rule"] for one in lines}
    assert run("decide", "r-1", *STORE, "--by", "ada").returncode == 0
    assert run("replay", "r-1", *STORE).returncode == 0
    whole = run("ledger", "verify", *STORE)
    assert whole.stdout == "7 entries in 2 streams are whole\n"


def test_without_a_policy_in_force_one_must_be_named(run: Run, store: Path) -> None:
    assert store.is_dir()
    asked = ("request", "records/l-1.json", "--as-of", "2024-09-01", "--by", "ada")
    done = run(*asked, *STORE)
    assert done.returncode == 1
    assert "no policy is in force" in done.stderr


def test_nothing_is_proposed_under_the_coverage_that_the_office_wants(
    run: Run, store: Path
) -> None:
    settings = store / "office.toml"
    settings.write_text('[publishing]\ncoverage = "100%"\n')
    office = ("--office", "office.toml")
    said = step(run, "draft", "policies", *office)["said"]
    assert isinstance(said, dict)
    assert said["coverage"] not in {None, "1"}
    propose = ("publish", "propose", *STORE, "--by", "ada")
    for words in (office, (*office, "--least", "1%")):
        short = run(*propose, *words)
        assert short.returncode == 1
        assert "AR717" in short.stderr
    short = run(*propose, ARTICULATE_OFFICE="office.toml")
    assert short.returncode == 1
    settings.write_text('[publishing]\ncoverage = "10%"\n')
    assert run(*propose, *office, "--least", "100%").returncode == 1
    assert run(*propose, *office).returncode == 0


def test_coverage_is_measured_when_it_is_asked_for(run: Run, store: Path) -> None:
    assert store.is_dir()
    said = step(run, "draft", "policies", "--coverage")["said"]
    assert isinstance(said, dict)
    assert said["coverage"] not in {None, "0", "1"}
    short = run("publish", "propose", "--least", "100%", *STORE, "--by", "ada")
    assert short.returncode == 1
    assert "AR717" in short.stderr
    by = {"ARTICULATE_COVERAGE": "100%"}
    assert run("publish", "propose", *STORE, "--by", "ada", **by).returncode == 1
    assert step(run, "propose", "--least", "10%")["state"] == "proposed"


def test_a_bundle_travels_to_another_office(run: Run, store: Path) -> None:
    in_force(run)
    run("publish", "key", "k")
    done = run("publish", "export", "b", "--sign", "k", *STORE)
    assert done.returncode == 0, done.stderr
    other = ("--store", "other.db", "--by", "dee")
    run("init", "--store", "other.db")
    load = ("publish", "load", "b", "--policy", "home", *other)
    assert run(*load).returncode == 1  # nobody is trusted
    assert run(*load, "--trust", "k.pub", "--key", "once").returncode == 0
    assert run(*load, "--trust", "k.pub", "--key", "once").returncode == 0
    whole = (store / "b").read_bytes()
    (store / "b").write_bytes(whole[:-5])
    assert run(*load, "--trust", "k.pub").returncode == 1
    asked = ("request", "records/l-1.json", "--policy", "home", "--as-of", "2024-09-01")
    assert run(*asked, *other).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("draft",),
        ("key",),
        ("export", "b"),
        ("propose", "--least", "80"),
        ("propose", "--least", "much"),
        ("export", "b", "--sign", "records/l-1.json"),
        ("load", "records/l-1.json", "--trust", "records/l-1.json"),
    ],
)
def test_wrong_usage_says_so(run: Run, store: Path, words: tuple[str, ...]) -> None:
    assert store.is_dir()
    done = run("publish", *words, *STORE, "--by", "ada")
    assert done.returncode == 2, done.stderr
