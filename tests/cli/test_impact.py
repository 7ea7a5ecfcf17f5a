"""`articulate impact`: who is treated differently between two folders of policies."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
ASKED = ("impact", "policies", "new", "--records", "records", "--as-of", "2024-09-01")


@pytest.fixture
def changed(office: Path) -> Path:
    """The office's policies, with a new rule and without its denial."""
    shutil.copytree(office / "policies", office / "new")
    for file in (office / "new").rglob("*.art"):
        text = file.read_text(encoding="utf-8")
        text = text.replace(
            "-> CSCI 141 when grade >= C", "-> CSCI 141 when grade >= A"
        )
        file.write_text(text.replace("deny basic: CS 0", "deny basic: CS 00"))
    return office


def test_what_becomes_of_whom_is_counted(run: Run, changed: Path) -> None:
    assert changed.is_dir()
    done = run(*ASKED, "--format", "json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["schema"] == "articulate.impact/1"
    assert result["effects"]["lost"] == {"learning": 1, "learners": 1, "credits": "-4"}
    assert result["effects"]["changed"]["learning"] == 1
    assert result["effects"]["unchanged"]["learning"] == 1
    assert result["rules"]["pathway@2024/one"] == {"lost": 1}
    (lost,) = [one for one in result["differences"] if one["effect"] == "lost"]
    assert lost["learning"] == ["c1"]
    assert [one["status"] for one in lost["before"]] == ["awarded"]
    assert [one["status"] for one in lost["after"]] == ["unarticulated"]


def test_the_other_way_about_is_the_same_inverted(run: Run, changed: Path) -> None:
    assert changed.is_dir()
    back = ("impact", "new", "policies", *ASKED[3:], "--format", "json")
    result = json.loads(run(*back).stdout)
    assert result["effects"]["gained"] == {"learning": 1, "learners": 1, "credits": "4"}
    assert result["effects"]["lost"]["learning"] == 0


def test_a_table_shows_each_effect_with_a_learner(run: Run, changed: Path) -> None:
    assert changed.is_dir()
    done = run(*ASKED)
    assert done.returncode == 0, done.stderr
    assert "lost, for example L-1 c1: awarded by pathway@2024/one" in done.stdout
    assert "pathway@2024/one: 1 lost" in done.stdout


def test_a_bad_record_stops_none(run: Run, changed: Path) -> None:
    (changed / "records" / "bad.json").write_text("{")
    done = run(*ASKED, "--format", "json")
    assert done.returncode == 1
    assert "AR650" in done.stderr
    assert json.loads(done.stdout)["effects"]["lost"]["learning"] == 1


def test_policies_with_an_error_are_not_compared(run: Run, changed: Path) -> None:
    (changed / "new" / "bad.art").write_text("agreement {")
    done = run(*ASKED)
    assert done.returncode == 1
    assert done.stdout == ""


def test_everybody_in_the_store_is_compared(run: Run, changed: Path) -> None:
    assert changed.is_dir()
    where = ("--store", "office.db")
    run("init", *where)
    asked = ("--as-of", "2024-09-01", "--policies", "policies", "--by", "ada", *where)
    assert run("request", "records/l-1.json", *asked).returncode == 0
    stored = ("impact", "policies", "new", *where, "--format", "json")
    part, whole = run(*stored), run(*stored, "--whole")
    assert part.returncode == 0, part.stderr
    assert "1 requests, 1 evaluated anew" in part.stderr
    assert part.stdout == whole.stdout
    named = json.loads(run(*ASKED, "--format", "json").stdout)
    result = json.loads(part.stdout)
    # Without --as-of each is asked for the day of the request.
    assert result["as_of"] is None
    assert {**result, "as_of": named["as_of"]} == named
    dated = run(*stored, "--as-of", "2024-09-01")
    assert json.loads(dated.stdout) == named
    same = run("impact", "policies", "policies", *where, "--format", "json")
    assert "1 requests, 0 evaluated anew" in same.stderr
    assert json.loads(same.stdout)["effects"]["unchanged"]["learning"] == 3


def test_whom_to_compare_is_asked_for(run: Run, changed: Path) -> None:
    assert changed.is_dir()
    assert run("impact", "policies", "new").returncode == 2
