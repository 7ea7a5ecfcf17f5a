"""A large list imported, beside plain readers, in one run and on one page.

    python -m benchmarks.intake.report --rows 250000

makes the list, measures each way of taking it in, one after another in processes of
their own, keeps what they said in `results/`, and writes
`docs/explanation/import-performance.md`. With `--written` the page is written again
from what was kept.
"""

import json
import platform
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.intake.rows import SHARED, write

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PAGE = HERE.parents[1] / "docs" / "explanation" / "import-performance.md"
ORDER = ("openpyxl", "apply", "pandas", "again")
WORDS = {
    "openpyxl": "every cell read with openpyxl alone",
    "pandas": "every cell read into a data frame by pandas",
    "preview": "previewed: rules, changes and conflicts",
    "apply": "previewed and applied to an agreement",
    "again": "previewed again: every rule compared, nothing to change",
}
OFFICE = """\
institution COLLEGE "Technical College" { kind two-year unit semester grades letters }
institution STATE "State University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }
equivalencies guide "Guide" from COLLEGE to STATE version 2020 effective 2020-01-01 {
  cites "Guide, 2020"
  rule first: MATH 101 -> MATH 121 [4 cr]
}
"""
Said = Mapping[str, str | int | float]


def measured(rows: int) -> list[Said]:
    """Measure every way, each in a process of its own, one after another."""
    found: list[Said] = []
    with TemporaryDirectory() as folder:
        file, office = Path(folder) / "list.xlsx", Path(folder) / "policies"
        office.mkdir()
        (office / "office.art").write_text(OFFICE, encoding="utf-8")
        write(rows, SHARED, file)
        for way in ORDER:
            words = ("-m", "benchmarks.intake.measure", way, str(file), str(office))
            done = subprocess.run(  # noqa: S603  our own program
                [sys.executable, *words], capture_output=True, text=True, check=True
            )
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def page(rows: int, found: Sequence[Said]) -> str:
    """Write the page, with nothing on it that was not measured."""
    by_way = {str(one["way"]): one for one in found}
    plain = float(by_way["openpyxl"]["seconds"])
    lines = [
        f"| {WORDS[way]} | {one['seconds']} | {float(one['seconds']) / plain:.1f} |"
        f" {one['megabytes']} | {one['child_megabytes'] or ''} |"
        for way, one in by_way.items()
    ]
    text = (HERE / "page.md").read_text(encoding="utf-8")
    return text.format(
        rows=f"{rows:,}",
        command=f"python -m benchmarks.intake.report --rows {rows}",
        machine=f"{platform.machine()}, Python {platform.python_version()}",
        openpyxl=version("openpyxl"),
        pandas=version("pandas"),
        table="\n".join(lines),
    )


def main() -> None:
    """Measure, or read what was measured before, and write the page."""
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, default=250_000)
    parser.add_argument("--written", action="store_true")
    asked = parser.parse_args()
    kept = RESULTS / f"{asked.rows}.jsonl"
    if not asked.written:
        RESULTS.mkdir(exist_ok=True)
        said = "".join(f"{json.dumps(one)}\n" for one in measured(asked.rows))
        kept.write_text(said, encoding="utf-8")
    text = kept.read_text(encoding="utf-8")
    found = [json.loads(line) for line in text.splitlines()]
    PAGE.write_text(page(asked.rows, found), encoding="utf-8")


if __name__ == "__main__":
    main()
