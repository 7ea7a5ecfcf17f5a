"""`articulate people`: passwords are set and forgotten, and kept from every eye."""

import json
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Run

GOOD = "correct horse battery"
PEOPLE = """
[[people]]
id = "ada"
name = "Ada Okafor"
roles = ["registrar"]
account = "8f2c"
[[people]]
id = "ben"
roles = ["evaluator", "approver"]
"""
WHERE = ("--store", "office.db", "--office", "office.toml")


@pytest.fixture
def store(office: Path, run: Run) -> Path:
    (office / "office.toml").write_text(PEOPLE, encoding="utf-8")
    assert run("init", "--store", "office.db").returncode == 0
    return office / "office.db"


def set_by_program(run: Run, person: str, password: str, *more: str) -> str:
    """Set a password as a program does, which writes it to standard input."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(f"{password}\n"))
        done = run("people", "password", person, *WHERE, "--by", "root", *more)
    assert done.returncode == 0, done.stderr
    assert password not in done.stdout + done.stderr
    return done.stdout


def test_a_password_is_set_listed_and_forgotten(run: Run, store: Path) -> None:
    assert store.is_file()
    before = run("people", "list", *WHERE).stdout.splitlines()
    assert before == [
        "ada: registrar; account with the provider",
        "ben: approver, evaluator; no way in",
    ]
    assert "password set" in set_by_program(run, "ben", GOOD)
    listed = json.loads(run("people", "list", *WHERE, "--format", "json").stdout)
    since = {one["id"]: one["password_since"] for one in listed["people"]}
    assert since["ada"] is None
    assert since["ben"]
    assert GOOD not in json.dumps(listed)
    assert "argon2" not in json.dumps(listed)
    done = run("people", "forget", "ben", *WHERE, "--by", "root")
    assert "password removed" in done.stdout
    assert run("people", "list", *WHERE).stdout.splitlines() == before


def test_the_ledger_says_who_set_it_and_nothing_of_it(run: Run, store: Path) -> None:
    set_by_program(run, "ben", GOOD)
    set_by_program(run, "ben", f"{GOOD} again")
    kept = store.parent.glob("office.db*")
    content = b"".join(one.read_bytes() for one in kept)
    assert GOOD.encode() not in content
    assert run("ledger", "verify", "--store", "office.db").returncode == 0
    done = run("ledger", "checkpoint", "--store", "office.db")
    assert "person:ben" in done.stdout


def test_a_backup_has_no_password_and_no_hash(run: Run, store: Path) -> None:
    assert store.is_file()
    set_by_program(run, "ben", GOOD)
    for command in (
        ("backup", "office.backup", "--store", "office.db"),
        ("init", "--store", "other.db"),
        ("restore", "office.backup", "--store", "other.db"),
    ):
        assert run(*command).returncode == 0
    content = Path("office.backup").read_bytes() + Path("other.db").read_bytes()
    for secret in (GOOD.encode(), b"argon2"):
        assert secret not in content
    where = ("--store", "other.db", "--office", "office.toml")
    assert "ben: approver, evaluator; no way in" in run("people", "list", *where).stdout


def test_a_password_is_never_an_argument(run: Run, store: Path) -> None:
    assert store.is_file()
    done = run("people", "password", "ben", GOOD, *WHERE, "--by", "root")
    assert done.returncode == 2
