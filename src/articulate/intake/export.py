"""Rules as the rows of a layout, so that reading them gives the same rules.

A rule is left out where a cell could not say all of it: a row without its condition
would be another rule. What is lost beside that, and what would come back otherwise, is
found by reading the rows again; this module promises nothing it did not write.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulate.intake.export_cells import (
    Limits,
    Named,
    amount_text,
    limits_of,
    sources_of,
    targets_of,
)
from articulate.intake.export_rows import Cells, Parts, kept_apart, rows_of
from articulate.intake.layout import Holds, Layout, Written
from articulate.intake.live_text import quiet
from articulate.intake.normalize.phrases import Saying, phrase
from articulate.intake.spellings import written_as
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)

_NO_CREDIT = "no credit"
_NOTHING = Named("", "", nothing=True)


@dataclass(frozen=True, slots=True)
class Exported:
    """The headings and rows of a table, and why each rule that is left out is."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[tuple[CreditRule, str], ...]


def exported(
    rules: Iterable[CreditRule], layout: Layout, names: tuple[str, str]
) -> Exported:
    """Write rules as rows of a layout; *names* are those of sender and receiver."""
    columns = _columns(layout)
    left_out: list[tuple[CreditRule, str]] = []
    written: list[tuple[str, list[Cells]]] = []
    for rule in sorted(rules, key=lambda rule: rule.head.id):
        cells = _cells(rule, layout)
        coded = cells if isinstance(cells, str) else _coded(cells, layout)
        if isinstance(coded, str):
            left_out.append((rule, coded))
        else:
            written.append((str(rule.head.id), coded))
    kept_apart(written, layout)
    sides = _institutions(names, layout)
    rows = [_placed({**one, **sides}, columns) for _, many in written for one in many]
    return Exported(
        tuple(heading for heading, _, _ in columns), tuple(rows), tuple(left_out)
    )


def as_delimited(table: Exported, delimiter: str) -> bytes:
    """Write a table as text; what a spreadsheet would take for a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows([quiet(one) for one in row] for row in table.rows)
    return text.getvalue().encode()


def _columns(layout: Layout) -> list[tuple[str, Holds, int]]:
    """List the columns to write: heading, what it holds, and which of several it is."""
    found: list[tuple[str, Holds, int]] = []
    for column in layout.columns:
        if column.holds is Holds.IGNORED:
            continue
        headings = column.headings if column.several else column.headings[:1]
        found += [(one, column.holds, at) for at, one in enumerate(headings)]
    return found


def _placed(cells: Cells, columns: Sequence[tuple[str, Holds, int]]) -> tuple[str, ...]:
    row = []
    for _, holds, at in columns:
        texts = cells.get(holds, [])
        row.append(texts[at] if at < len(texts) else "")
    return tuple(row)


def _institutions(names: tuple[str, str], layout: Layout) -> Cells:
    """Return the names of both sides, as the layout's system knows them."""
    cells: Cells = {}
    sides = (Holds.SENDING_INSTITUTION, Holds.RECEIVING_INSTITUTION)
    for holds, name in zip(sides, names, strict=True):
        column = layout.column(holds)
        if column is not None:
            known = (*layout.names_of(name), name)[0]
            cells[holds] = [written_as(column.reads_as, known) or ""]
    return cells


def _coded(rows: list[Cells], layout: Layout) -> list[Cells] | str:
    """Write the codes of the layout for what they are read as, or say what has none."""
    spelled = [column for column in layout.columns if column.reads_as]
    coded: list[Cells] = []
    for row in rows:
        cells = dict(row)
        for column in spelled:
            texts = row.get(column.holds, [""])
            codes = [written_as(column.reads_as, text) for text in texts]
            known = [code for code in codes if code is not None]
            if len(known) < len(codes):
                return f"its {column.holds} has no code in the layout"
            cells[column.holds] = known
        coded.append(cells)
    return coded


def _cells(rule: CreditRule, layout: Layout) -> list[Cells] | str:
    """Return the rows of one rule, or why the layout cannot hold it."""
    if rule.head.overrides:
        return "what it overrides has no column"
    limits = limits_of(rule.condition)
    if limits is None:
        return "its condition has no column"
    beside = _beside(rule, limits, layout)
    if isinstance(beside, str):
        return beside
    source = sources_of(rule.source)
    if source is None:
        return "its source is no list of courses"
    match rule:
        case EquivalencyRule():
            given = _given(rule, layout)
        case DenyRule():
            said = phrase(rule.because)
            plainly = said is not None and said.says is Saying.NO_CREDIT
            words = rule.because if plainly else _NO_CREDIT
            given = ([(Named("", words, nothing=True), "")], "")
        case ReferRule():
            given = ([(_NOTHING, "")], "")
    if isinstance(given, str):
        return f"{given} has no column"
    codes = ([(code, "") for code in source[0]], source[1])
    return rows_of(codes, given, beside, layout, group=str(rule.head.id))


def _beside(rule: CreditRule, limits: Limits, layout: Layout) -> Cells | str:
    """Return the cells beside the courses, or what has no column."""
    cells: Cells = {Holds.RULE_ID: [str(rule.head.id)]}
    cells[Holds.CITATION] = list(rule.head.cites[:1])
    for holds, text in (
        (Holds.EFFECTIVE_FROM, limits.start),
        (Holds.EFFECTIVE_THROUGH, limits.end),
    ):
        if text and layout.column(holds) is None:
            return f"its {holds} has no column"
        if text:
            cells[holds] = [text]
    notes = layout.column(Holds.NOTES)
    in_words = notes is not None and not notes.reads_as
    grade = limits.least_grade
    column = layout.column(Holds.MINIMUM_GRADE)
    if grade and column is not None:
        cells[Holds.MINIMUM_GRADE] = [grade]
    elif grade and layout.column(Holds.GRADE_RULE) is not None:
        cells[Holds.GRADE_RULE] = [f"{grade} or better"]
    elif grade and in_words:
        cells[Holds.NOTES] = [f"Minimum grade of {grade}"]
    elif grade:
        return f"its {Holds.MINIMUM_GRADE} has no column"
    if isinstance(rule, ReferRule):
        if Holds.NOTES in cells:
            return "its referral has no column beside its grade"
        if in_words:
            cells[Holds.NOTES] = [f"Refer to {rule.to}"]
        elif layout.column(Holds.REVIEW) is not None:
            cells[Holds.REVIEW] = ["Y"]
        else:
            return "its referral has no column"
    return cells


def _given(rule: EquivalencyRule, layout: Layout) -> Parts | str:
    targets = targets_of(rule.target)
    if targets is None:
        return "its target"
    if rule.partial_of is not None:
        return "what it is a part of"
    if rule.graded is not None:
        return "the grade it carries"
    parts = []
    for named, amount in targets[0]:
        stated = amount_text(amount)
        if stated is None:
            return "its amount"
        parts.append((named, stated))
    receiving = layout.column(Holds.RECEIVING_COURSE)
    in_cells = receiving is not None and receiving.written is not Written.CODES
    nowhere = not in_cells and layout.column(Holds.RECEIVING_CREDITS) is None
    if nowhere and any(stated for _, stated in parts):
        return "its credit"
    return parts, targets[1]
