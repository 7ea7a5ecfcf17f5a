"""Measure one way of taking in a workbook, in a process of its own.

`python -m benchmarks.intake.measure WAY FILE OFFICE` prints one line of JSON: processor
seconds and the largest memory of the process, and of the one that it reads the workbook
in, and what came of the rows. Processor time is measured, for machines are shared.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import openpyxl

from articulate.bootstrap.command import open_policies, open_workbook
from articulate.bootstrap.nearby import NearbyDisk
from articulate.bootstrap.written_together import write_together
from articulate.diagnostics.report import Report
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.services.apply_import import ImportPlan, Office, plan_import
from articulate.services.import_agreements import Import, Imported, preview_import
from articulate.services.import_changes import (
    Against,
    InForceRules,
    Mode,
    rules_in_force,
)
from articulate.services.next_version import Naming

ON = date(2025, 8, 15)


def by_openpyxl(file: Path, office: Path) -> dict[str, int]:
    """Read every cell with openpyxl alone."""
    del office
    book = openpyxl.load_workbook(file, read_only=True)
    cells = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells += sum(value is not None for value in row)
    return {"cells": cells}


def by_pandas(file: Path, office: Path) -> dict[str, int]:
    """Read every cell into a data frame."""
    del office
    frame = import_module("pandas").read_excel(file, dtype=str)
    return {"cells": int(frame.count().sum())}


def previewed(file: Path, office: Path) -> dict[str, int]:
    """Preview the import into an agreement: rules, changes and conflicts."""
    imported = _imported(file, office)
    preview, changes = imported.preview, imported.changes
    added = 0 if changes is None else len(changes.changes.added)
    unchanged = 0 if changes is None else len(changes.changes.unchanged)
    return {
        "read": preview.read,
        "understood": preview.understood,
        "refused": len(preview.refused),
        "added": added,
        "unchanged": unchanged,
    }


def applied(file: Path, office: Path) -> dict[str, int]:
    """Preview the import, and write it."""
    imported = _imported(file, office)
    known = open_policies([office])
    becomes, changes = imported.becomes, imported.changes
    if becomes is None or changes is None:
        msg = "there is no agreement to import into"
        raise ValueError(msg)
    plan = plan_import(
        becomes, changes, imported.preview, Office(known.texts, NearbyDisk())
    )
    if not isinstance(plan, ImportPlan):
        raise TypeError(plan.errors[:3])
    write_together(plan.files)
    written = sum(len(one.after) for one in plan.files)
    return {"files": len(plan.files), "bytes": written}


WAYS: dict[str, Callable[[Path, Path], dict[str, int]]] = {
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "preview": previewed,
    "apply": applied,
    "again": previewed,
}


def _imported(file: Path, office: Path) -> Imported:
    known = open_policies([office])
    standing = rules_in_force(BlockId("guide"), ON, known.rulebook)
    if not isinstance(standing, InForceRules):
        raise TypeError(standing)
    workbook, nearby = open_workbook(file)
    sides = InstitutionId("COLLEGE"), InstitutionId("STATE")
    against = Against(standing, ON, Mode.REPLACE_FROM)
    asked = Import(workbook, "plain", *sides, None, against, Naming(ON, "The guide"))
    imported = preview_import(asked, nearby, known.rulebook)
    if isinstance(imported, Report):
        raise TypeError(imported.errors[:3])
    return imported


def main(way: str, file: Path, office: Path) -> None:
    """Take the workbook in, and print what that cost."""
    started = time.process_time()
    came = WAYS[way](file, office)
    taken = time.process_time() - started
    ours = resource.getrusage(resource.RUSAGE_SELF)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = {
        "way": way,
        "seconds": round(taken + child.ru_utime + child.ru_stime, 2),
        "megabytes": round(ours.ru_maxrss / 1024),
        "child_megabytes": round(child.ru_maxrss / 1024),
        **came,
    }
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
