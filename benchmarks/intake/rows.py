"""A list of as many rows as one likes, made of the courses of a statewide guide.

`python -m benchmarks.intake.rows ROWS FILE` writes it as a workbook. The guide's 469
courses are repeated under further numbers, each with one receiver, so that no row
contradicts another.
"""

import csv
import re
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import openpyxl

SHARED = Path(__file__).parents[3] / "shared" / "data" / "statewide"
HEADINGS = (
    *("Sending course", "Sending title", "Receiving course"),
    *("Receiving credits", "Minimum grade"),
)
_SENT = re.compile(r"([A-Z]+) \((\d+)\) (\d+)")
_GIVEN = re.compile(r"[A-Z]+ \d+|NDC|DNT|[A-Z]+ EL")
Line = tuple[str, str, str, float | None, str | None]


def lines(shared: Path) -> Iterator[Line]:
    """Yield rows without end, each about a course of its own."""
    courses = list(_courses(shared).values())
    for turn in count():
        for course in courses:
            yield _line(course, turn)


def write(rows: int, shared: Path, file: Path) -> None:
    """Write a workbook of so many rows."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("list")
    sheet.append(list(HEADINGS))
    for line in islice(lines(shared), rows):
        sheet.append(list(line))
    workbook.save(file)


def _courses(shared: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted(shared.glob("*College.csv")):
        with file.open(encoding="utf-8-sig", newline="") as text:
            for row in csv.DictReader(text):
                sent = _SENT.fullmatch(row["course_1"])
                if sent is not None and _GIVEN.fullmatch(row["course_2"]):
                    found.setdefault(row["course_1"], row)
    return found


def _line(course: dict[str, str], turn: int) -> Line:
    sent = _SENT.fullmatch(course["course_1"])
    subject, discipline, number = ("", "", "") if sent is None else sent.groups()
    code = f"{subject} {discipline}{number}{turn:03d}"
    given = course["course_2"]
    if given in ("NDC", "DNT"):
        return code, course["title_1"], "does not transfer", None, None
    if given.endswith(" EL"):
        given = f"{given.removesuffix(' EL')} elective"
    credit = float(course["credits"] or 0) or None
    return code, course["title_1"], given, credit, "C"


if __name__ == "__main__":
    write(int(sys.argv[1]), SHARED, Path(sys.argv[2]))
