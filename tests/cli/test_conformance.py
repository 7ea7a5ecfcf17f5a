"""`articulate conformance`, as a person runs it."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
WRONG = {
    "title": "a C is not enough",
    "record": {"learner": {"id": "L-1"}},
    "as of": "2024-09-01",
    "lines": 1,
}


def kit(office: Path, *cases: object) -> str:
    """A kit of one world, the office's policies, with cases beside them."""
    (office / "policies" / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    return "policies"


def test_the_cases_of_a_folder_pass(run: Run, office: Path) -> None:
    done = run("conformance", kit(office), "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "passed .: its tests\n1 passed\n"


def test_a_case_that_fails_says_what_came(run: Run, office: Path) -> None:
    done = run("conformance", kit(office, WRONG))
    assert done.returncode == 3
    assert "failed .: a C is not enough\n  0 lines came\n" in done.stdout
    assert done.stdout.endswith("1 passed, 1 failed\n")


def test_an_open_case_is_counted_and_fails_nothing(run: Run, office: Path) -> None:
    done = run("conformance", kit(office, WRONG | {"open": "not yet"}), "--verbose")
    assert done.returncode == 0
    assert "open .: a C is not enough\n  not yet\n" in done.stdout
    assert done.stdout.endswith("1 passed, 1 open\n")


def test_as_json(run: Run, office: Path) -> None:
    done = run("conformance", kit(office, WRONG), "--format", "json")
    assert done.returncode == 3
    result = json.loads(done.stdout)
    assert (result["passed"], result["failed"], result["open"]) == (1, 1, 0)
    assert result["cases"][1]["problems"] == ["0 lines came"]


def test_a_folder_without_cases_is_wrong_usage(run: Run, office: Path) -> None:
    (office / "empty").mkdir()
    done = run("conformance", "empty")
    assert done.returncode == 2
    assert "error: `empty` holds no case" in done.stderr


def test_another_engine_is_asked_as_a_process(run: Run, office: Path) -> None:
    engine = office / "engine.py"
    engine.write_text("import sys\nsys.exit(3 if 'test' in sys.argv else 0)\n")
    named = shlex.join([sys.executable, str(engine)])
    done = run("conformance", kit(office), "--command", named)
    assert done.returncode == 3
    assert "exit 3 came, not 0" in done.stdout
