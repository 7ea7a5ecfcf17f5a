"""The record of decisions on the command line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from subprocess import run as run_process

import pytest
from tests.cli.conftest import TOPICS

Run = Callable[..., CompletedProcess[str]]
STORE = ("--store", "office.db")
ADA = (*STORE, "--by", "ada")
ASKED = ("--as-of", "2024-09-01", "--policies", "policies", *ADA)
JSON = ("--format", "json")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    """An office with a store and a learner with a question for a person."""
    (office / "records" / "l-2.json").write_text(TOPICS, encoding="utf-8")
    assert run("init", *STORE).returncode == 0
    return office


def test_a_request_is_kept_decided_and_replayed(run: Run, store: Path) -> None:
    assert store.is_dir()
    asked = run("request", "records/l-1.json", "--name", "r-1", *ASKED, *JSON)
    assert asked.returncode == 0, asked.stderr
    request = json.loads(asked.stdout)
    assert request["schema"] == "articulate.request/1"
    assert request["state"] == "evaluated"
    evaluated = run("evaluate", "records/l-1.json", *ASKED[:4], *JSON)
    assert request["evaluation"] == json.loads(evaluated.stdout)
    decided = run("decide", "r-1", *ADA, *JSON)
    assert decided.returncode == 0, decided.stderr
    assert json.loads(decided.stdout)["decision"] == "r-1/3"
    replayed = run("replay", "r-1/3", *STORE, *JSON)
    assert replayed.stdout == decided.stdout
    assert "comes to the same" in run("replay", "r-1", *STORE).stdout
    then = ("replay", "r-1", "--known-at", "2100-01-01", *STORE)
    assert run(*then).stdout.splitlines() == [
        "r-1, by what was on record on 2100-01-01:",
        "  c2: denied by pathway@2024/basic",
        "  c3: unarticulated",
        "  c1: awarded by pathway@2024/one",
    ]
    assert json.loads(run(*then, *JSON).stdout)["schema"] == "articulate.evaluation/1"


def test_what_a_person_must_decide_is_shown(run: Run, store: Path) -> None:
    assert store.is_dir()
    asked = run("request", "records/l-2.json", "--name", "r-2", "--strict", *ASKED)
    assert asked.returncode == 4
    assert asked.stdout.splitlines() == [
        "r-2 is referred",
        "  c2: referred by pathway@2024/topic",
        "  c3: unarticulated",
        "  c1: awarded by pathway@2024/one",
    ]
    settled = ("--settle", "c2=denied", "--reason", "No syllabus")
    decided = run("decide", "r-2", *settled, *ADA)
    assert decided.stdout.splitlines() == [
        "r-2/4 is decided",
        "  c2: denied, settled",
        "  c3: unarticulated, adopted",
        "  c1: awarded, adopted",
    ]


def test_a_request_gets_a_name(run: Run, store: Path) -> None:
    assert store.is_dir()
    one, two = (
        json.loads(run("request", "records/l-1.json", *ASKED, *JSON).stdout)["request"]
        for _ in range(2)
    )
    assert one != two
    assert run("history", one, *STORE).returncode == 0


def test_a_command_is_repeated_under_its_key(run: Run, store: Path) -> None:
    assert store.is_dir()
    command = ("request", "records/l-1.json", "--key", "monday-1", *ASKED, *JSON)
    assert run(*command).stdout == run(*command).stdout
    listed = json.loads(run("history", *STORE, *JSON).stdout)
    assert len(listed["entries"]) == 1


def test_history_of_a_learner_and_of_a_day(run: Run, store: Path) -> None:
    assert store.is_dir()
    run("request", "records/l-1.json", "--name", "r-1", *ASKED)
    run("request", "records/l-2.json", "--name", "r-2", *ASKED)
    about = json.loads(run("history", "--learner", "L-2", *STORE, *JSON).stdout)
    assert {one["request"] for one in about["entries"]} == {"r-2"}
    assert [one["move"] for one in about["entries"]] == ["receive", "evaluate", "refer"]
    before = run("history", "--known-at", "2024-01-01", *STORE, *JSON)
    assert json.loads(before.stdout)["entries"] == []
    assert "r-1" in run("history", *STORE).stdout


def test_a_checkpoint_and_a_backup(run: Run, store: Path) -> None:
    run("request", "records/l-1.json", "--name", "r-1", *ASKED)
    run("decide", "r-1", *ADA)
    assert run("ledger", "checkpoint", "--output", "c.json", *STORE).returncode == 0
    kept = json.loads(run("ledger", "checkpoint", *STORE).stdout)
    assert kept["streams"] == json.loads((store / "c.json").read_text())["streams"]
    verified = run("ledger", "verify", "--against", "c.json", *STORE)
    assert (
        verified.stdout
        == "3 entries in 1 streams are whole, as the checkpoint has it\n"
    )
    assert run("backup", "b", *STORE).returncode == 0
    new = ("--store", "new.db")
    restored = run("restore", "b", *new, *JSON)
    assert json.loads(restored.stdout)["streams"] == kept["streams"]
    whole = json.loads(run("ledger", "verify", *new, *JSON).stdout)
    assert (whole["entries"], whole["whole"]) == (3, True)
    assert (
        run("replay", "r-1", *new, *JSON).stdout
        == run("replay", "r-1", *STORE, *JSON).stdout
    )


def test_a_checkpoint_that_was_changed_is_refused(run: Run, store: Path) -> None:
    run("request", "records/l-1.json", "--name", "r-1", *ASKED)
    run("ledger", "checkpoint", "--output", "c.json", *STORE)
    text = (store / "c.json").read_text()
    for changed in (text.replace("r-1", "r-2"), "[]", "{"):
        (store / "c.json").write_text(changed)
        done = run("ledger", "verify", "--against", "c.json", *STORE)
        assert done.returncode == 1
        assert "AR712" in done.stderr


def test_settings_stand_in_for_options(run: Run, store: Path) -> None:
    assert store.is_dir()
    settings = {
        "ARTICULATE_STORE": "office.db",
        "ARTICULATE_PERSON": "ada",
        "ARTICULATE_POLICIES": "policies",
    }
    asked = ("request", "records/l-1.json", "--name", "r-1", "--as-of", "2024-09-01")
    assert run(*asked, **settings).returncode == 0
    assert run("decide", "r-1", **settings).returncode == 0


@pytest.mark.parametrize(
    ("command", "wanted"),
    [(("history",), "--store"), (("decide", "r-1", *STORE), "--by")],
)
def test_what_is_not_said_is_asked_for(
    run: Run, store: Path, command: tuple[str, ...], wanted: str
) -> None:
    assert store.is_dir()
    done = run(*command)
    assert done.returncode == 2
    assert wanted in done.stderr


@pytest.mark.parametrize("address", ["mysql://a@b/c", "nothing://", "://"])
def test_an_address_of_another_kind_is_a_problem(
    run: Run, store: Path, address: str
) -> None:
    assert store.is_dir()
    done = run("init", "--store", address)
    assert done.returncode == 1
    assert "AR701" in done.stderr


def test_a_server_that_does_not_answer_is_a_problem(run: Run, store: Path) -> None:
    assert store.is_dir()
    done = run("history", "--store", "postgresql://ada:secret@127.0.0.1:1/x")
    assert done.returncode == 1
    assert "AR703" in done.stderr
    assert "secret" not in done.stderr


CHECKS = """
import sys
from articulate.cli.main import main
try:
    main(["check", "policies"])
except SystemExit as left:
    assert not left.code, left.code
print(sorted({"sqlalchemy", "alembic", "psycopg"}.intersection(sys.modules)))
"""


def test_checking_policies_loads_no_database(office: Path) -> None:
    done = run_process(
        [sys.executable, "-c", CHECKS],
        cwd=office,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
