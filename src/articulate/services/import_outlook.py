"""What an import would do, worked out from its workbook and the files of an office."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json, diagnostic_json
from articulate.explain.rule_text import rule_text
from articulate.intake.unclear_cells import UnclearCell, unclear_cells
from articulate.services.apply_import import ImportPlan, Office, plan_import
from articulate.services.import_agreements import (
    Import,
    Imported,
    import_json,
    preview_import,
)
from articulate.services.import_case import ImportCase
from articulate.services.next_version import Naming
from articulate.services.office_files import OfficeFiles
from articulate.services.parties import parties_of
from articulate.services.partner_memory import (
    Memory,
    Recalled,
    memory_of,
    recall,
)
from articulate.services.read_tables import find_layout, find_resolutions
from articulate.services.settle_import import (
    RECEIVER,
    SENDER,
    Settled,
    asked_for,
    not_to_apply,
    settle,
)
from articulate.services.workbook_signs import WorkbookSigns


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A row that makes no rule: why, and the cell that a reading can be chosen for."""

    place: str
    reasons: tuple[Diagnostic, ...]
    cell: UnclearCell | None


@dataclass(frozen=True, slots=True)
class ImportOutlook:
    """An import as it would be, with the files of the office that it meets.

    `against` is what keeps it from being applied. `seen` names all that a person was
    shown, so that nothing else is applied than that.
    """

    case: ImportCase
    office: OfficeFiles
    settled: Settled | None = None
    recalled: Recalled | None = None
    noticed: tuple[Diagnostic, ...] = ()
    imported: Imported | None = None
    refused: tuple[RefusedCell, ...] = ()
    plan: ImportPlan | None = None
    against: tuple[Diagnostic, ...] = ()
    seen: str = ""
    signs: WorkbookSigns | None = None
    memory: Memory | None = None


def import_outlook(
    case: ImportCase, office: OfficeFiles, today: date, *, planned: bool = True
) -> ImportOutlook:
    """Work out what an import would do as it stands, with all that is against it.

    Unless it is *planned*, what would be written is left out, which takes longest.
    """
    bare = ImportOutlook(case, office)
    if office.report.errors:
        return replace(bare, against=office.report.errors)
    signs = WorkbookSigns(case.file, office.beside, office.rulebook)
    memory = memory_of(office.partners)
    noticed = memory.report.diagnostics
    asked = asked_for(case.how, office.rulebook)
    found = recall(signs, memory, asked)
    if isinstance(found, Diagnostic):
        noticed, found = (*noticed, found), None
    bare = ImportOutlook(
        case,
        office,
        recalled=found,
        noticed=noticed,
        signs=signs,
        memory=memory,
    )
    settled = settle(case.file, case.how, found, office, today=today)
    if isinstance(settled, Report):
        return replace(bare, against=settled.errors)
    bare = replace(bare, settled=settled)
    cites = " ".join(case.how.cites.split()) or case.file.name
    wanted = Import(
        case.file,
        settled.layout,
        settled.sending,
        settled.receiving,
        settled.sheet,
        settled.against,
        Naming(today, cites, case.how.version or None),
        signs.open,
    )
    imported = preview_import(wanted, office.beside, office.rulebook)
    if isinstance(imported, Report):
        return replace(bare, against=imported.errors)
    shown = replace(bare, imported=imported, refused=_refused(bare, imported, office))
    return _planned(shown, imported, settled, office) if planned else shown


def _planned(
    shown: ImportOutlook, imported: Imported, settled: Settled, office: OfficeFiles
) -> ImportOutlook:
    """Add what would be written, or what is against it."""
    place = CellRef(shown.case.file.name, "", "", 0)
    against = [*imported.preview.report.errors, *imported.conflicts.errors]
    stop = not_to_apply(settled, shown.case.how, shown.recalled, place)
    if stop is not None:
        against.append(stop)
    if against or imported.becomes is None or imported.changes is None:
        return replace(shown, against=tuple(against))
    plan = plan_import(
        imported.becomes,
        imported.changes,
        imported.preview,
        Office(office.texts, office.around),
        table=imported.table,
    )
    if isinstance(plan, Report):
        return replace(shown, against=plan.errors)
    return replace(shown, plan=plan, seen=_seen(shown, plan, office))


def _seen(shown: ImportOutlook, plan: ImportPlan, office: OfficeFiles) -> str:
    """Name what a person was shown, and all that it was worked out from."""
    whole = [
        shown.case.file.name,
        sha256(shown.case.file.content).hexdigest(),
        office.rulebook.digest,
        dict(office.texts),
        plan.version,
        [
            (
                one.path,
                sha256(one.after).hexdigest(),
                None if one.before is None else sha256(one.before).hexdigest(),
            )
            for one in plan.files
        ],
    ]
    written = json.dumps(whole, sort_keys=True).encode()
    return f"sha256:{sha256(written).hexdigest()}"


def _refused(
    bare: ImportOutlook, imported: Imported, office: OfficeFiles
) -> tuple[RefusedCell, ...]:
    """Put each refused row with its reasons, and with the cell that could be chosen."""
    preview = imported.preview
    cells: dict[CellRef, UnclearCell] = {}
    for one in _unclear(bare, imported, office):
        cells.setdefault(replace(one.place, column=""), one)
    reasons: dict[CellRef, list[Diagnostic]] = {}
    for found in preview.report.diagnostics:
        if isinstance(found.place, CellRef):
            row = replace(found.place, column="")
            reasons.setdefault(row, []).append(found)
    rows = dict.fromkeys(replace(row.place, column="") for row in preview.refused)
    return tuple(
        RefusedCell(
            str(reasons[row][0].place) if row in reasons else str(row),
            tuple(reasons.get(row, ())),
            cells.get(row),
        )
        for row in rows
    )


def _unclear(
    bare: ImportOutlook, imported: Imported, office: OfficeFiles
) -> Sequence[UnclearCell]:
    """Find the cells to choose readings for; a rule table's are not read so."""
    settled, signs = bare.settled, bare.signs
    if settled is None or signs is None or imported.table is not None:
        return ()
    if {settled.sending, settled.receiving} & {SENDER, RECEIVER}:
        return ()
    name = bare.case.file.name
    place = CellRef(name, "", "", 0)
    layout = find_layout(settled.layout, office.beside, beside=name, place=place)
    sides = settled.sending, settled.receiving
    chosen = find_resolutions(office.beside, name, *sides)
    if isinstance(layout, Report) or isinstance(chosen, Report):
        return ()
    opened = signs.open(layout)
    if isinstance(opened, Diagnostic):
        return ()
    parties = replace(parties_of(*sides, office.rulebook), resolutions=chosen)
    return unclear_cells(opened, layout, parties, imported.preview, sheet=settled.sheet)


def outlook_json(outlook: ImportOutlook) -> dict[str, Json]:
    """Turn an outlook into JSON: what the command line prints, and how it stands."""
    imported, plan, case = outlook.imported, outlook.plan, outlook.case
    files: list[Json] = [one.path for one in plan.files] if plan is not None else []
    return {
        "import": case.name,
        "file": case.file.name,
        "state": str(case.state),
        "remembered": None if outlook.recalled is None else outlook.recalled.as_json(),
        "preview": None if imported is None else import_json(imported, outlook.noticed),
        "unclear": [
            {
                "cell": one.place,
                "column": None if one.cell is None else str(one.cell.holds),
                "written": None if one.cell is None else one.cell.written,
                "reasons": [diagnostic_json(why) for why in one.reasons],
                "readings": []
                if one.cell is None
                else [
                    {
                        "means": way.means,
                        "rules": [rule_text(rule) for rule in way.rules],
                    }
                    for way in one.cell.readings
                ],
            }
            for one in outlook.refused
        ],
        "against": [diagnostic_json(one) for one in outlook.against],
        "becomes": None if plan is None else plan.version,
        "writes": files,
        "seen": outlook.seen,
    }
