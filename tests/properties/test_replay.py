"""A stored result replays to the same bytes, on every Python and under any hash seed.

`--snapshot-update` writes the results anew; the commit says why they changed.
`make replay` replays whole results, audits included, on every Python it finds.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.properties.replaying import Stored, digest_of_rules, lines_of, stored

from articulate.explain.machine import as_text, evaluation_json
from articulate.services.evaluate_record import Asked, evaluate_record

CASES = {f"{one.folder.name}, {one.name}": one for one in stored()}
VERSIONS = ("3.11", "3.12", "3.13")


def pythons() -> dict[str, str]:
    """Find an interpreter of each version, the running one aside."""
    found = {}
    versions = Path.home() / ".pyenv" / "versions"
    for version in VERSIONS:
        named = shutil.which(f"python{version}")
        kept = (
            sorted(versions.glob(f"{version}.*/bin/python"))
            if versions.is_dir()
            else []
        )
        path = str(kept[-1]) if kept else named
        if path is not None:
            found[version] = path
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_stored_result_replays_to_the_same_bytes(
    case: Stored, request: pytest.FixtureRequest
) -> None:
    asked = Asked(case.as_of, case.receiving, case.known_at, case.degrees)
    shown = evaluate_record(case.book, case.record, asked)
    came = {
        "lines": lines_of(case),
        "result": as_text(evaluation_json(shown), compact=True) + "\n",
    }
    for part, text in came.items():
        file = case.result(part)
        if request.config.getoption("--snapshot-update"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_stored_rulebook_is_what_it_was(case: Stored) -> None:
    file = case.folder / "rulebook.json"
    assert digest_of_rules(case).decode().strip() == file.read_text("utf-8").strip()


@pytest.mark.parametrize("seed", ["0", "4242"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_python_gives_the_same_bytes(
    version: str, seed: str, checkout: Path
) -> None:
    """The engine needs nothing installed, so any interpreter can replay its part."""
    python = pythons().get(version)
    if python is None and sys.version.startswith(version):
        python = sys.executable
    if python is None:
        pytest.skip(f"no Python {version} here")
    done = subprocess.run(
        [python, str(checkout / "tests" / "properties" / "replaying.py")],
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(checkout / "src"),
            "PYTHONHASHSEED": seed,
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Python {version}" in done.stdout
