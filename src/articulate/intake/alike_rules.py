"""A table of articulations as packed rules, without a value for each of them.

What comes of it is what `articulations` makes of the same table, rule by rule; that is
the reference, and this is for tables of which only the rules are wanted.
"""

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.alike_reader import AlikeReader
from articulate.intake.alike_rows import AlikeRows
from articulate.intake.alike_sheet import AlikeSheet, open_alike
from articulate.intake.articulations import (
    made_rules,
    rule_of,
    rules_of,
)
from articulate.intake.institutions import NamedInstitutions
from articulate.intake.layout import Layout
from articulate.intake.parties import Parties
from articulate.intake.rows import ArticulationRow
from articulate.intake.sheet import Workbook
from articulate.intake.table_rows import nothing_in
from articulate.intake.tables import (
    Reading,
    chosen_sheets,
    keys_beside,
    read_table,
    sheet_key,
    without_table,
)
from articulate.rulebook.packing import OPEN_ID, Alike, RulePacker


def pack_table(
    workbook: Workbook,
    layout: Layout,
    parties: Parties,
    *,
    sheet: str | None = None,
    into: RulePacker,
) -> Report:
    """Pack the rules of a table; the report says why rows make none."""
    chosen, problems = chosen_sheets(workbook, sheet)
    found = [(one, open_alike(one, layout, parties.resolutions)) for one in chosen]
    tables = [one for _, one in found if isinstance(one, AlikeSheet)]
    keys = keys_beside(workbook, [one.sheet for one in tables])
    read = [
        (one, *sheet_key(one.sheet, [one.table], layout, (keys, one.lines)))
        for one in tables
    ]
    stopped = [problem for _, _, problems in read for problem in problems]
    if stopped or any(one is None for _, one in found):
        read_alone = read_table(workbook, layout, parties, sheet=sheet)
        imported = rules_of(read_alone.rows, read_alone.preview, parties)
        for rule in imported.rules:
            into.rule(rule)
        return imported.preview.report
    noticed = [*workbook.diagnostics, *problems]
    noticed += without_table(found, named=sheet is not None)
    reading = Reading(
        parties, NamedInstitutions.of([row for one in tables for row in one.named()])
    )

    def pack(row: ArticulationRow, codes: int) -> Alike | None:
        rule = rule_of(row, OPEN_ID, parties)
        return None if isinstance(rule, Diagnostic) else into.alike(rule, codes)

    alike = AlikeRows()
    before = 0
    for one, key, _ in read:
        noticed += [] if one.has_rows else [nothing_in(one.sheet)]
        AlikeReader(one, key, reading, pack).read(alike, before)
        before += len(one.states)
    whole = reading.whole()
    whole += alike.contested(whole)
    rules, refused = made_rules(reading.settled(whole), parties)
    for rule in rules:
        into.rule(rule)
    for plain in alike.plain:
        into.add(plain.alike, plain.ids, plain.numbers, plain.parts)
    return Report.of([*noticed, *reading.noticed()]) + Report.of(refused)
