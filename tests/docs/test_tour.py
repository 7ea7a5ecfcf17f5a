"""The tour is walked from its first command to its last."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

TOUR = Path(__file__).parents[2] / "docs" / "tour.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AGREEMENT = Path("policies/state/agreements/ncc-computing-2024.art")
CHECK_FAILED = 3


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one `articulate …` line as a person would, in a folder."""
    articulate, *words = shlex.split(command)
    assert articulate == "articulate"
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def plain(text: str) -> str:
    """Fold blanks and quotes, which a terminal's width and Markdown may change."""
    return " ".join(text.replace("`", "'").split())


def test_the_tour_shows_what_comes_out(tmp_path: Path) -> None:
    text = TOUR.read_text(encoding="utf-8")
    before, change = text.split("## 6. Change a rule")
    office = tmp_path / "my-office"
    shown = ""
    for kind, body in FENCE.findall(before):
        if kind == "articulate":
            written = plain((office / AGREEMENT).read_text(encoding="utf-8"))
            missing = [r for r in body.splitlines() if plain(r) not in written]
            assert not missing
        elif kind == "text":
            missing = [row for row in body.splitlines() if plain(row) not in shown]
            assert not missing, f"{missing} is not in {shown}"
        else:
            folder = office if office.exists() else tmp_path
            done = run(body.strip(), folder)
            assert done.returncode == 0, done.stderr
            shown = plain(done.stdout + done.stderr)
    agreement = office / AGREEMENT
    rules = agreement.read_text(encoding="utf-8")
    stricter = rules.replace("CSCI 141 when grade >= C", "CSCI 141 when grade >= B")
    assert stricter != rules
    agreement.write_text(stricter, encoding="utf-8")
    (tests, html) = [body for kind, body in FENCE.findall(change) if kind == "shell"]
    assert run(tests.strip(), office).returncode == CHECK_FAILED
    assert run(html.strip(), office).returncode == 0
    page = (office / "result.html").read_text(encoding="utf-8")
    assert "<h1" in page
