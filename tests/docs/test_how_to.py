"""Every command that a registrar's how-to page shows is run, in its order."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PAGES = (
    "write-your-first-agreement",
    "import-a-partners-workbook",
    "apply-a-partners-list",
    "compare-two-sources",
    "read-many-learners",
    "test-a-policy",
    "read-an-evaluation",
    "ask-what-if",
    "keep-a-record-of-decisions",
    "study-many-learners",
    "publish-a-policy",
    "keep-to-deadlines",
    "grant-an-exception",
    "assess-a-portfolio",
    "be-told-in-time",
)
OFFICE = "my-office"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
pytestmark = pytest.mark.xdist_group("how-to")  # the office is built once


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one `articulate …` line as a person would, in a folder."""
    articulate, *words = shlex.split(command)
    assert articulate == "articulate"
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def fences(page: str, kind: str) -> list[str]:
    """Return the fenced blocks of one kind on a page."""
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    return [body for marked, body in FENCE.findall(text) if marked == kind]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("how-to")
    done = run(f"articulate demo {OFFICE}", folder)
    assert done.returncode == 0, done.stderr
    return folder / OFFICE


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / OFFICE))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_does_what_it_should(page: str, office: Path) -> None:
    if page == "write-your-first-agreement":
        whole, test = fences(page, "articulate")[1:]
        agreements = office / "policies" / "state" / "agreements"
        (agreements / "hgt-computing.art").write_text(whole + test, encoding="utf-8")
    commands = [line for body in fences(page, "shell") for line in body.splitlines()]
    told = [line for line in commands if line.startswith("articulate ")]
    assert told
    for command in told:
        if command != f"articulate demo {OFFICE}":
            done = run(command, office)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_the_policy_text_on_the_pages_holds(office: Path) -> None:
    whole, test = fences("write-your-first-agreement", "articulate")[1:]
    shown = [whole, test, *fences("test-a-policy", "articulate")]
    (office / "policies" / "shown.art").write_text("\n".join(shown), encoding="utf-8")
    done = run("articulate test policies", office)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_the_table_on_the_page_is_the_one_of_the_office(office: Path) -> None:
    (shown,) = fences("import-a-partners-workbook", "articulate")
    table = office / "policies" / "state" / "equivalencies" / "ncc-general.art"
    assert shown in table.read_text(encoding="utf-8")


def test_the_portfolio_on_the_page_is_the_one_of_the_office(office: Path) -> None:
    (shown,) = fences("assess-a-portfolio", "articulate")
    block = office / "policies" / "state" / "portfolios" / "business-110.art"
    assert shown in block.read_text(encoding="utf-8")
