"""`articulate records`, by the installed command, on workbooks written here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
from tests.cli.conftest import POLICY

HEAD: list[Any] = ["Learner", "Institution", "Course", "Credits", "Unit", "Grade"]


def articulate(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def workbook(path: Path, rows: list[list[Any]]) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(path)


def test_every_learner_has_a_file_that_can_be_evaluated(tmp_path: Path) -> None:
    (tmp_path / "policies.art").write_text(POLICY)
    workbook(
        tmp_path / "class.xlsx",
        [
            HEAD,
            ["L-1", "SEND", "CS 1", 4, "semester", "B"],
            ["../L 2", "SEND", "CS 1", 4, "semester", "A"],
            ["L-3", "SEND", "CS 1", "3/4", "semester", "A"],
        ],
    )
    done = articulate(
        tmp_path,
        *("records", "class.xlsx", "--layout", "transcript", "--output", "learners"),
        *("--policies", "policies.art", "--requested", "2025-08-15"),
        *("--format", "json", "--strict"),
    )
    assert done.returncode == 4, done.stderr
    shown = json.loads(done.stdout)
    assert [one["learner"] for one in shown["records"]] == ["../L 2", "L-1", "L-3"]
    files = sorted(one.name for one in (tmp_path / "learners").iterdir())
    assert files == sorted(one["file"] for one in shown["records"])
    assert "L-1.json" in files
    evaluated = articulate(
        tmp_path,
        *("evaluate", "learners", "--policies", "policies.art", "--format", "json"),
        *("--as-of", "2025-09-01"),
    )
    assert evaluated.returncode == 0, evaluated.stderr
    lines = [json.loads(line)["lines"] for line in evaluated.stdout.splitlines()]
    assert sorted(len(one) for one in lines) == [0, 1, 1]


def test_one_layout_or_one_for_each_table(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        workbook(tmp_path / name, [HEAD])
    done = articulate(
        tmp_path,
        *("records", "a.xlsx", "b.xlsx", "c.xlsx", "--output", "learners"),
        *("--layout", "transcript", "--layout", "scores"),
    )
    assert done.returncode == 2
    assert not (tmp_path / "learners").exists()
