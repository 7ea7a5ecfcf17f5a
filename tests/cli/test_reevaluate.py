"""Gains approved and losses held, on the command line: what becomes of whom."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
STORE = ("--store", "office.db")
JSON = ("--format", "json")
REQUEST = ("--as-of", "2024-09-01", "--by", "ada", *STORE)


def done(run: Run, *words: str, by: str = "ada") -> str:
    came = run(*words, *STORE, "--by", by)
    assert came.returncode == 0, came.stderr + came.stdout
    return came.stdout


def publish(run: Run, *hold: str) -> None:
    done(run, "publish", "draft", "policies")
    done(run, "publish", "propose")
    done(run, "publish", "approve", *hold, by="bob")
    done(run, "publish", "enforce")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office with a policy in force, one open request and one that is decided."""
    assert run("init", *STORE).returncode == 0
    publish(run)
    for name in ("r-1", "r-2"):
        asked = run("request", "records/l-1.json", "--name", name, *REQUEST)
        assert asked.returncode == 0, asked.stderr
    done(run, "decide", "r-2")
    return office


def rewrite(office: Path, before: str, after: str) -> None:
    file = office / "policies" / "office.art"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def stricter(office: Path) -> None:
    rewrite(office, "when grade >= C", "when grade >= A")
    rewrite(office, "is enough", "is not enough")
    rewrite(office, "  expect CSCI 141 [4 cr] by pathway/one\n", "")
    rewrite(office, "expect total 4 cr", "expect total 0 cr")


def statuses(run: Run, request: str) -> list[str]:
    shown = json.loads(run("history", request, *STORE, *JSON).stdout)
    return [one["move"] for one in shown["entries"]]


def test_an_impact_is_against_what_is_in_force(run: Run, store: Path) -> None:
    same = run("impact", *STORE, "policies", *JSON)
    assert same.returncode == 0, same.stderr
    effects = json.loads(same.stdout)["effects"]
    assert effects["lost"]["learning"] == effects["gained"]["learning"] == 0
    stricter(store)
    named = run("impact", "policies", *STORE, *JSON)
    assert json.loads(named.stdout)["effects"]["lost"]["learning"] == 2
    none = run("impact", *STORE)
    assert none.returncode == 1
    assert "no revision of a policy waits" in none.stderr
    done(run, "publish", "draft", "policies")
    drafted = run("impact", *STORE, *JSON)
    assert json.loads(drafted.stdout)["effects"]["lost"]["learning"] == 2


def test_losses_are_held_until_they_are_released(run: Run, store: Path) -> None:
    stricter(store)
    publish(run, "--hold", "losses")
    shown = done(run, "reevaluate", "--open")
    assert "r-1 is referred: held for a person" in shown
    assert "  c1: lost, held" in shown
    assert "r-2" not in shown
    assert "held already" in done(run, "reevaluate", "r-1")
    alone = run("publish", "release", "--reason", "So be it", *STORE, "--by", "ada")
    assert "AR718" in alone.stderr
    no_reason = run("publish", "release", *STORE, "--by", "bob")
    assert "AR710" in no_reason.stderr
    done(run, "publish", "release", "--reason", "The senate agreed", by="bob")
    assert "evaluated again" in done(run, "reevaluate", "--open")
    again = run("publish", "release", "--reason", "Again", *STORE, "--by", "bob")
    assert "nothing of the policy `policies` is held" in again.stderr
    assert statuses(run, "r-2")[-1] == "decide"
    assert run("replay", "r-2", *STORE).returncode == 0
    assert run("ledger", "verify", *STORE).returncode == 0


def test_a_person_decides_about_one_learner(run: Run, store: Path) -> None:
    stricter(store)
    publish(run, "--hold", "losses", "--hold", "referrals")
    done(run, "reevaluate", "r-1")
    shown = done(run, "reevaluate", "r-1", "--despite", "Asked for by the learner")
    assert "r-1 is evaluated: evaluated again" in shown
    assert "c1: lost" in shown


def test_new_facts_evaluate_an_open_request_and_no_decided_one(
    run: Run, store: Path
) -> None:
    text = (
        (store / "records/l-1.json").read_text().replace('"grade": "B"', '"grade": "D"')
    )
    (store / "records/again.json").write_text(text)
    words = ("reevaluate", "r-1", "--record", "records/again.json")
    assert "r-1 is evaluated: evaluated again" in done(run, *words)
    closed = run("reevaluate", "r-2", "--record", "records/again.json", *STORE, *BY)
    assert closed.returncode == 1
    assert "AR705" in closed.stderr
    listed = run("reevaluate", "r-1", *STORE, *BY, *JSON)
    assert json.loads(listed.stdout)[0]["entered"] is False


BY = ("--by", "ada")
USAGE = {
    "nobody named": (),
    "named and all": ("r-1", "--open"),
    "a record for all": ("--open", "--record", "records/l-1.json"),
    "a key for all": ("--open", "--key", "k"),
}


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE)
def test_wrong_usage_is_said(words: tuple[str, ...], run: Run, store: Path) -> None:
    assert store.is_dir()
    assert run("reevaluate", *words, *STORE, *BY).returncode == 2
