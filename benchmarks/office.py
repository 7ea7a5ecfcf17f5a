"""The office: the workload as policies, tables and learner records of our own."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from articulate.model.identifiers import InstitutionId
from benchmarks.workload import (
    CATALOG,
    LEAST,
    POINTS,
    PlainLearner,
    PlainRule,
    Workload,
    course,
)

AS_OF = date(2024, 9, 1)
HERE = InstitutionId("STATE")
REQUESTED = date(2024, 8, 25)
COMPLETED = (
    date(2023, 6, 10),
    date(2023, 12, 15),
    date(2024, 3, 20),
    date(2024, 6, 10),
)
_POLICY = """
policy undergraduate "Undergraduate transfer policy" for STATE
  version 2023 effective 2020-07-01 {
  cites "Catalog, Transfer of Credit"
  governed by requested
  accept from accredited institutions on completed else deny
  minimum base: grade >= C- else deny
  deny remedial: transfer because "Below college" when attribute developmental
  convert quarter -> semester by 2/3 round half-up to 0.01 per course
  repeat now: best grade
  duplicate keep most credit
  prefer larger sets then most credit
}
"""


def office_of(rules: int) -> Path:
    """Name the folder in which so many rules are kept, with what they compile to."""
    return Path(gettempdir()) / f"articulate-benchmark-{rules}"


def prepare(rules: Sequence[PlainRule]) -> None:
    """Write the policies and the tables of a workload, which is no part of a load."""
    folder = office_of(len(rules))
    if not folder.exists():
        write_office(Workload(tuple(rules), ()), folder)


def write_office(work: Workload, folder: Path, *, written: bool = False) -> Path:
    """Write the policies of a workload: its rules in tables, or every one as text."""
    folder.mkdir(parents=True, exist_ok=True)
    senders = work.by_sender()
    (folder / "people.art").write_text(
        "\n".join([*_institutions(tuple(senders)), _POLICY])
    )
    (folder / "catalog.art").write_text("\n".join(_catalog()))
    for sender, rules in senders.items():
        if written:
            text = "\n".join(_agreement(sender, rules))
        else:
            (folder / f"{sender}.csv").write_text("\n".join(_table(rules)))
            text = (
                f'table list-{sender.lower()} from "{sender}.csv" layout plain\n'
                f"  as equivalencies {sender.lower()} from {sender} to STATE"
                " version 2024 effective 2020-08-15 {\n"
                '  cites "Equivalency list 2024"\n}\n'
            )
        (folder / f"{sender}.art").write_text(text)
    return folder


def record_json(learner: PlainLearner) -> str:
    """Write a learner's record as an office sends it."""
    by_sender: dict[str, list[dict[str, object]]] = {}
    for number, one in enumerate(learner.attempts):
        by_sender.setdefault(one.sender, []).append(
            {
                "id": f"c{number}",
                "code": one.course,
                "credits": "4",
                "unit": unit_of(one.sender),
                "grade": one.grade,
                "completed": COMPLETED[one.term].isoformat(),
            }
        )
    return json.dumps(
        {
            "learner": {"id": learner.name, "admitted": "2024-08-20"},
            "requested": REQUESTED.isoformat(),
            "transcripts": [
                {"institution": sender, "courses": courses}
                for sender, courses in by_sender.items()
            ],
        }
    )


def unit_of(sender: str) -> str:
    """Say in which unit an institution states credit."""
    return "quarter" if sender.endswith(("A", "C", "E", "G")) else "semester"


def _institutions(senders: tuple[str, ...]) -> Iterator[str]:
    marks = ", ".join(f"{mark} {points / 10}" for mark, points in POINTS.items())
    yield f"scale us-letter {{\n  points {marks}\n  pass P\n  no-credit W\n}}"
    yield _institution("STATE", "four-year", "semester")
    for sender in senders:
        yield _institution(sender, "two-year", unit_of(sender))


def _institution(code: str, kind: str, unit: str) -> str:
    return (
        f'institution {code} "Institution {code}" {{\n  kind {kind}\n  unit {unit}\n'
        '  grades us-letter\n  accredited by "HLC" from 1968-03-01\n}'
    )


def _catalog() -> Iterator[str]:
    yield 'catalog STATE "Catalog" version 2020 effective 2020-01-01 {'
    yield '  cites "Catalog 2020"'
    for number in range(CATALOG):
        code = course(number)
        yield f'  course {code} "Course {number}" {3 + number % 2} cr lower'
    yield "}"


def _agreement(sender: str, rules: tuple[PlainRule, ...]) -> Iterator[str]:
    yield f"equivalencies {sender.lower()} from {sender} to STATE"
    yield "  version 2024 effective 2020-08-15 {"
    yield '  cites "Equivalency list 2024"'
    for rule in rules:
        joined = (" + " if rule.every else " | ").join(rule.courses)
        yield f"  rule {rule.name}: {joined} -> {rule.target} when grade >= {LEAST}"
    yield "}"


def _table(rules: tuple[PlainRule, ...]) -> Iterator[str]:
    yield "Rule id,Sending course,Receiving course,Minimum grade"
    for rule in rules:
        joined = (" & " if rule.every else " or ").join(rule.courses)
        yield f"{rule.name},{joined},{rule.target},{LEAST}"
