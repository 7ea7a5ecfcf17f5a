"""Preview an import: rows read, understood and refused, without a store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json, diagnostic_json
from articulate.explain.rule_text import rule_text
from articulate.intake.annotations import annotations_of
from articulate.intake.articulations import open_table, rules_of
from articulate.intake.contained import annotate_contained
from articulate.intake.layout import Layout, Reads
from articulate.intake.preview import ImportPreview, Watch, unwatched
from articulate.intake.sheet import Workbook
from articulate.intake.tables import read_table
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import CreditRule
from articulate.rulebook.rulebook import Rulebook
from articulate.services.import_changes import (
    Against,
    ImportChanges,
    changes_json,
    changes_of,
)
from articulate.services.import_conflicts import conflicts_of
from articulate.services.import_courses import unlisted_courses
from articulate.services.import_rule_table import head_for, imported_table
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.next_version import Naming, NextVersion, next_version
from articulate.services.parties import parties_of
from articulate.services.read_tables import (
    find_layout,
    find_resolutions,
    wrong_kind,
)
from articulate.services.rule_tables import RuleTable

IMPORT_SCHEMA = "articulate.import/1"


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported: the file, how it is read, between whom, and against what."""

    file: FoundFile
    layout: str
    sending: InstitutionId
    receiving: InstitutionId
    sheet: str | None = None
    against: Against | None = None
    naming: Naming | None = None
    opening: Callable[[Layout], Workbook | Diagnostic] | None = None

    def opened(self, layout: Layout) -> Workbook | Diagnostic:
        """Open the file as a layout says; who has it open already hands it over."""
        if self.opening is not None:
            return self.opening(layout)
        return open_table(self.file.content, self.file.name, layout)


@dataclass(frozen=True, slots=True)
class Imported:
    """The rules that the rows would become, and what came of every row.

    `delimiter` is what the layout says of a text, empty where nothing is said. Where
    it is compared with an agreement, `changes` is what it changes, `becomes` the
    version as it would be, `conflicts` what `check` would say of the rules changed.
    `table` is what else a rule table says.
    """

    rules: tuple[CreditRule, ...]
    preview: ImportPreview
    delimiter: str = ""
    changes: ImportChanges | None = None
    becomes: NextVersion | None = None
    conflicts: Report = field(default_factory=Report)
    table: RuleTable | None = None


def preview_import(
    asked: Import, files: NearbyFiles, known: Rulebook, watch: Watch = unwatched
) -> Imported | Report:
    """Read a table as an import would, or report why nothing can be read.

    *watch* is told how many of its rows were looked at.
    """
    place = CellRef(asked.file.name, "", "", 0)
    beside = asked.file.name
    layout = find_layout(asked.layout, files, beside=beside, place=place)
    if isinstance(layout, Report):
        return layout
    if layout.reads is Reads.RULES:
        return _of_rules(asked, layout, known)
    if layout.reads is not Reads.ARTICULATIONS:
        return Report.of([wrong_kind(layout, Reads.ARTICULATIONS, place)])
    chosen = find_resolutions(files, beside, asked.sending, asked.receiving)
    if isinstance(chosen, Report):
        return chosen
    parties = parties_of(asked.sending, asked.receiving, known)
    opened = asked.opened(layout)
    if isinstance(opened, Diagnostic):
        problems = Report.of([opened])
        nothing = ImportPreview(asked.file.name, layout.name, report=problems)
        return Imported((), nothing, layout.delimiter or "")
    meant = replace(parties, resolutions=chosen)
    table = read_table(opened, layout, meant, sheet=asked.sheet, watch=watch)
    read = rules_of(table.rows, table.preview, meant)
    preview = replace(
        read.preview,
        report=read.preview.report
        + unlisted_courses(read.rules, asked.receiving, known),
    )
    imported = Imported(read.rules, preview, layout.delimiter or "")
    return _compared(imported, asked, known)


def _of_rules(asked: Import, layout: Layout, known: Rulebook) -> Imported:
    """Read a rule table, which says everything of its rules."""
    head = head_for(asked.against, asked.sending, asked.receiving)
    table, preview = imported_table(asked.file, layout, head, asked.sheet)
    imported = Imported(table.rules, preview, layout.delimiter or "", table=table)
    return imported if preview.report.errors else _compared(imported, asked, known)


def _compared(imported: Imported, asked: Import, known: Rulebook) -> Imported:
    """Say what the rules change of those that an import is compared with."""
    against = asked.against
    if against is None:
        return imported
    whole = imported.table is not None
    changes = changes_of(imported.rules, against, asked.sending, whole=whole)
    becomes = next_version(changes, against, asked.naming or Naming(against.on, ""))
    conflicts = Report() if becomes is None else conflicts_of(becomes, changes, known)
    return replace(imported, changes=changes, becomes=becomes, conflicts=conflicts)


def annotated_copy(imported: Imported, file: FoundFile) -> bytes | Report:
    """Return the workbook that was imported, with what came of it beside each row."""
    copy = annotate_contained(
        file.content,
        file.name,
        annotations_of(imported.rules, imported.preview),
        delimiter=imported.delimiter,
    )
    return copy if isinstance(copy, bytes) else Report.of([copy])


def import_json(
    imported: Imported, before: Sequence[Diagnostic] = ()
) -> dict[str, Json]:
    """Turn a preview into the object that `import --format json` prints.

    *before* is what was noticed before anything was read.
    """
    preview, changes = imported.preview, imported.changes
    compared: dict[str, Json] = {}
    if changes is not None:
        conflicts = [diagnostic_json(one) for one in imported.conflicts.diagnostics]
        compared = {"changes": changes_json(changes), "conflicts": conflicts}
    if imported.becomes is not None:
        compared["becomes"] = imported.becomes.came
    return {
        **compared,
        "schema": IMPORT_SCHEMA,
        "workbook": preview.workbook,
        "layout": preview.layout,
        "sheets": list(preview.sheets),
        "rows": {
            "read": preview.read,
            "understood": preview.understood,
            "repeated": preview.repeated,
            "refused": len(preview.refused),
            "resolved": preview.resolved,
        },
        "rules": _rules(imported.rules),
        "refused": [
            {"origin": str(row.place), "codes": [str(code) for code in row.codes]}
            for row in preview.refused
        ],
        "diagnostics": [
            diagnostic_json(one) for one in (*before, *preview.report.diagnostics)
        ],
    }


def _rules(rules: Sequence[CreditRule]) -> list[Json]:
    return [
        {
            "id": rule.head.id,
            "origin": str(rule.head.origin),
            "rule": rule_text(rule),
            "cites": list(rule.head.cites),
        }
        for rule in rules
    ]
