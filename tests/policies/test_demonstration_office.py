"""The demonstration office: its policies hold, and so do its learners' results.

What is expected here was worked out by hand from the agreements and the policy.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LEARNERS = "registrars/state/learners"
STATUSES = {
    "l-1002-repeat": "c1 superseded, c2 awarded, c3 elective",
    "l-1003-failed-then-passed": "c1 denied, c2 awarded, c3 awarded",
    "l-1004-exam-then-course": "c1 awarded, c2 awarded, e1 superseded, e2 awarded",
    "l-1005-stale-science": (
        "c1 referred, c2 referred, c3 referred, c4 awarded, c5 awarded"
    ),
    "l-1006-physics-in-quarters": "c1 awarded, c2 awarded, c3 awarded",
    "l-1008-no-articulation": "c1 unarticulated, c2 denied, c3 elective",
    "l-1009-in-progress": "c1 in-progress, c2 in-progress, c3 in-progress, c4 awarded",
    "l-1010-withdrawn": "c1 denied, c2 denied, c3 referred, c4 awarded",
    "l-1011-credit-without-unit": "c1 referred, c2 awarded",
    "l-1012-unknown-and-unaccredited": (
        "c1 denied, c2 referred, c3 awarded, c4 denied"
    ),
    "l-1015-lookalike-letters": "c1 referred, c2 awarded, c3 awarded",
    "l-1016-three-scales": (
        "c1 awarded, c2 elective, c3 denied, c4 elective,"
        " c5 awarded, c6 elective, c7 awarded"
    ),
    "l-1020-portfolio": "c1 awarded, p1 referred",
}
DEGREES = {
    "l-1013-nearly-complete": ("incomplete", {"project"}),
    "l-1014-complete": ("complete", set[str]()),
}
REFUSED = {
    f"ncc-2024.xlsx!NCC!{cell}"
    for cell in ("B42", "B43", "D32", *(f"D{row}" for row in range(34, 41)))
}


def articulate(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command at the root of the checkout."""
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Evaluate every learner of the office on one day, and audit those of computing."""
    folder = tmp_path_factory.mktemp("results")
    asked = ("--policies", "policies", "--as-of", "2026-06-15", "--format", "json")
    table = ("--layout", "transcript", "--output", str(folder))
    done = articulate("evaluate", LEARNERS, *asked, *table)
    assert done.returncode == 0, done.stderr
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in folder.glob("*.json")
    }


def test_the_tests_beside_the_policies_hold() -> None:
    done = articulate("test", "policies")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_policies_are_in_the_common_form() -> None:
    done = articulate("fmt", "--check", "policies")
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_but_rows_of_workbooks_is_left_to_warn_about() -> None:
    done = articulate("check", "policies", "--format", "json")
    found = json.loads(done.stdout)["diagnostics"]
    assert done.returncode == 0
    assert {one["severity"] for one in found} == {"warning"}
    assert [one for one in found if ".xlsx!" not in str(one["origin"])] == []


def test_each_unclear_row_of_the_workbook_is_refused_at_its_cell() -> None:
    workbook = "registrars/state/agreements/ncc-2024.xlsx"
    how = ("--layout", "tes", "--sheet", "NCC", "--policies", "policies")
    sides = ("--from", "NCC", "--to", "STATE", "--format", "json")
    done = articulate("import", workbook, *how, *sides)
    came = json.loads(done.stdout)
    assert done.returncode == 0
    unlisted = [one for one in came["diagnostics"] if one["code"] == "AR202"]
    assert [one["origin"] for one in unlisted] == ["ncc-2024.xlsx!NCC!D41"]
    refused = [one for one in came["diagnostics"] if one not in unlisted]
    assert {one["origin"] for one in refused} == REFUSED
    assert came["rows"]["understood"] + len(REFUSED) == came["rows"]["read"]


@pytest.mark.parametrize("learner", STATUSES)
def test_every_learning_comes_to_its_status(
    learner: str, results: Mapping[str, Any]
) -> None:
    came = sorted(
        f"{learning} {line['status']}"
        for line in results[learner]["lines"]
        for learning in line["learning"]
    )
    assert ", ".join(came) == STATUSES[learner]


def test_every_learner_of_the_office_is_evaluated(results: Mapping[str, Any]) -> None:
    files = (ROOT / LEARNERS).iterdir()
    assert {file.stem for file in files} == set(results)


@pytest.mark.parametrize("learner", DEGREES)
def test_the_degree_is_as_complete_as_it_should_be(learner: str) -> None:
    asked = ("--policies", "policies", "--as-of", "2026-06-15", "--format", "json")
    record = f"{LEARNERS}/{learner}.json"
    done = articulate("evaluate", record, *asked, "--degree", "bs-cs")
    audit = json.loads(done.stdout)["audit"]
    groups = {one["id"] for one in audit["groups"] if one["status"] != "complete"}
    assert (audit["status"], groups) == DEGREES[learner]
