"""The installed command, run as a person runs it, and a small office on disk."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from articulate.cli.main import main

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]

POLICY = """\
institution SEND "Sending College" {
  kind two-year
  unit semester
  grades letters
}

institution HOME "Home University" {
  kind four-year
  unit semester
  grades letters
}

scale letters {
  points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0
  pass P
  no-credit W
  in-progress IP
}

catalog HOME "Catalog" version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  course CSCI 141 "Programming I" 4 cr lower
}

agreement pathway "Pathway" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "Memorandum 7"
  governed by requested
  rule one: CS 1 -> CSCI 141 when grade >= C
  deny basic: CS 0 because "Below college level" ground level
  refer topic: CS 9 to "Computer Science" because "Needs a syllabus"
}

degree bs-cs "BS Computer Science" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  credits at least 8
  group core "Core" all of { course CSCI 141 }
}

test "a C is enough" {
  learner admitted 2024-08-20 requested 2024-08-25
  given SEND:CS 1 grade C 4 semester completed 2024-05-10
  as of 2024-09-01
  expect CSCI 141 [4 cr] by pathway/one
  expect total 4 cr
}
"""

RECORD = """\
{"learner": {"id": "L-1", "admitted": "2024-08-20"}, "requested": "2024-08-25",
 "transcripts": [{"institution": "SEND", "courses": [
   {"id": "c1", "code": "CS 1", "title": "Programming", "credits": "4",
    "unit": "semester", "grade": "B", "completed": "2024-05-10"},
   {"id": "c2", "code": "CS 0", "credits": "3", "unit": "semester", "grade": "A",
    "completed": "2023-12-10"},
   {"id": "c3", "code": "XX 1", "credits": "3", "unit": "semester", "grade": "A",
    "completed": "2023-12-10"}]}]}
"""

TOPICS = RECORD.replace("CS 0", "CS 9").replace("L-1", "L-2")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with policies and records."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "office.art").write_text(POLICY, encoding="utf-8")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "l-1.json").write_text(RECORD, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def command() -> str:
    """The installed command beside this Python."""
    found = shutil.which("articulate", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("articulate is not installed beside this Python")
    return found


@pytest.fixture
def installed(command: str, office: Path) -> Run:
    """Run the installed command in the office, as in an empty environment."""

    def run_installed(*arguments: str, **environment: str) -> Done:
        return subprocess.run(
            [command, *arguments],
            cwd=office,
            env={"PATH": "/usr/bin:/bin", "HOME": str(office), **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run_installed


@pytest.fixture
def run(office: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command's own front door in the office, without a process of its own."""
    monkeypatch.chdir(office)

    def run_here(*arguments: str, **environment: str) -> Done:
        out, err = StringIO(), StringIO()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["articulate", *arguments])
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            for name, value in environment.items():
                patched.setenv(name, value)
            with pytest.raises(SystemExit) as left:
                main()
        code = left.value.code
        return Done(arguments, int(code or 0), out.getvalue(), err.getvalue())

    return run_here
