"""What a page shows of the terminal is what the terminal shows."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Mistake = Callable[[Path], None]
LIST = "policies/state/equivalencies/ncc-general.art"


def another_year(office: Path) -> None:
    text = (office / LIST).read_text(encoding="utf-8")
    (office / LIST).write_text(text.replace("ncc-2024.xlsx", "ncc-2042.xlsx"))


def another_layout(office: Path) -> None:
    text = (office / LIST).read_text(encoding="utf-8")
    (office / LIST).write_text(text.replace("layout tes", "layout tse"))


def another_encoding(office: Path) -> None:
    text = "# Courses in German, named in German first.\n# The new caf\u00e9\n"
    (office / "policies/state/german.art").write_bytes(text.encode("latin-1"))


def another_mark(office: Path) -> None:
    folder = office / "policies/state/equivalencies"
    text = (folder / "oak-general.art").read_text(encoding="utf-8")
    workbook = (
        '"registrars/state/agreements/oak-2019.xlsx" sheet "Oakdale" layout plain'
    )
    assert workbook in text
    ours = text.replace(workbook, '"oak-2019.csv" layout articulate')
    (folder / "oak-general.art").write_text(ours)
    rows = (
        "Rule,Kind,Sending,Receiving,When\nmat,rule,MAT 101,MATH 121 # 70% or more,\n"
    )
    (folder / "oak-2019.csv").write_text(rows)


MISTAKES: dict[str, Mistake] = {
    "AR150": another_encoding,
    "AR644": another_year,
    "AR645": another_layout,
    "AR659": another_mark,
}


@pytest.mark.parametrize(("code", "mistake"), MISTAKES.items(), ids=MISTAKES)
def test_a_page_shows_what_the_terminal_does(
    code: str, mistake: Mistake, checkout: Path, tmp_path: Path
) -> None:
    for folder in ("policies", "registrars"):
        shutil.copytree(checkout / folder, tmp_path / folder)
    mistake(tmp_path)
    program = "from articulate.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "policies"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    page = (checkout / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    shown = page.partition("## Shows it\n\n```text\n")[2].partition("```")[0]
    assert shown
    assert shown in done.stderr
    assert done.returncode == 1
