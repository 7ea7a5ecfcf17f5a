"""The built wheel works in an empty environment, far from this checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARRIED = {
    "grammars": "articulate/_grammars",
    "policies": "articulate/_policies",
    "registrars": "articulate/_registrars",
    "docs/errors": "articulate/_errors",
    "tests/conformance": "articulate/_conformance",
}
IGNORED = {"__pycache__", ".DS_Store"}
pytestmark = pytest.mark.xdist_group("wheel")  # the wheel is built and installed once


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that knows nothing of this checkout; what it printed."""
    mine = ("PYTHON", "VIRTUAL_ENV", "ARTICULATE", "COV")
    outside = os.environ  # noqa: TID251 - pip may need its settings, or a proxy
    env = {name: outside[name] for name in outside if not name.startswith(mine)}
    env["NO_COLOR"] = "1"
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    run(*build, "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("articulate_credit-*.whl")
    return built


@pytest.fixture(scope="module")
def empty(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    pip = (programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", wheel, cwd=folder)
    return programs


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_every_shipped_file(wheel: Path, folder: str) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    here = [file for file in (ROOT / folder).rglob("*") if file.is_file()]
    wanted = {
        f"{CARRIED[folder]}/{file.relative_to(ROOT / folder).as_posix()}"
        for file in here
        if not IGNORED.intersection(file.parts)
    }
    assert wanted
    assert wanted <= carried


def test_the_wheel_carries_its_types_and_its_license(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert "articulate/py.typed" in carried
    assert any(name.endswith("licenses/LICENSE") for name in carried)


def test_the_installed_package_finds_what_it_ships(empty: Path) -> None:
    ask = (
        "from articulate.bootstrap import files;"
        "print(files.grammars(), files.policies(), files.registrars(),"
        " files.error_pages(), files.conformance(), sep='\\n')"
    )
    found = run(empty / "python", "-c", ask, cwd=empty).splitlines()
    assert [Path(folder).name for folder in found] == [
        Path(folder).name for folder in CARRIED.values()
    ]
    assert not [folder for folder in found if Path(folder).is_relative_to(ROOT)]


def test_the_demonstration_runs_from_the_installed_wheel(
    empty: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    shown = run(empty / "articulate", "demo", office, cwd=tmp_path)
    assert "awarded" in shown
    assert list(office.rglob("*.art"))
    assert list(office.rglob("*.json"))


def test_a_store_can_be_made_from_the_installed_wheel(
    empty: Path, tmp_path: Path
) -> None:
    made = run(empty / "articulate", "init", "--store", "office.db", cwd=tmp_path)
    assert made == "office.db is ready\n"


def test_a_page_can_be_read_from_the_installed_wheel(
    empty: Path, tmp_path: Path
) -> None:
    shown = run(empty / "articulate", "explain", "AR201", cwd=tmp_path)
    assert "AR201" in shown


def test_the_conformance_kit_passes_from_the_installed_wheel(
    empty: Path, tmp_path: Path
) -> None:
    shown = run(empty / "articulate", "conformance", "--format", "json", cwd=tmp_path)
    result = json.loads(shown)
    assert result["failed"] == 0
    assert result["passed"] >= 400
