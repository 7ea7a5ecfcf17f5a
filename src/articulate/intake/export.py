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
    amount_text,
    in_cell,
    limits_of,
    sources_of,
    targets_of,
)
from articulate.intake.layout import Holds, Layout, LayoutColumn, Several, Written
from articulate.intake.live_text import quiet
from articulate.intake.normalize.phrases import Saying, phrase
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)

_NO_CREDIT = "no credit"

Cells = dict[Holds, list[str]]
"""The texts of one row, by what their columns hold."""


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
    rows: list[tuple[str, ...]] = []
    left_out: list[tuple[CreditRule, str]] = []
    for rule in sorted(rules, key=lambda rule: rule.head.id):
        cells = _cells(rule, layout)
        if isinstance(cells, str):
            left_out.append((rule, cells))
            continue
        for one in cells:
            one[Holds.SENDING_INSTITUTION] = [names[0]]
            one[Holds.RECEIVING_INSTITUTION] = [names[1]]
            rows.append(_placed(one, columns))
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


def _cells(rule: CreditRule, layout: Layout) -> list[Cells] | str:
    """Return the rows of one rule, or why the layout cannot hold it."""
    limits = limits_of(rule.condition)
    if limits is None:
        return "its condition has no column"
    beside = _beside(rule, limits, layout)
    if isinstance(beside, str):
        return beside
    source = sources_of(rule.source)
    if source is None:
        return "its source is no list of courses"
    codes, word = source
    match rule:
        case EquivalencyRule():
            given = _given(rule, layout)
        case DenyRule():
            said = phrase(rule.because)
            plainly = said is not None and said.says is Saying.NO_CREDIT
            given = ([(rule.because if plainly else _NO_CREDIT, "")], "")
        case ReferRule():
            given = ([("", "")], "") if layout.column(Holds.NOTES) else "its referral"
    if isinstance(given, str):
        return f"{given} has no column"
    if layout.column(Holds.GROUP) is not None and (len(codes) > 1 or len(given[0]) > 1):
        return _grouped(rule, (codes, word), given, beside)
    return _one_row((codes, word), given, beside, layout)


def _beside(rule: CreditRule, limits: Limits, layout: Layout) -> Cells | str:
    """Return the cells beside the courses, or what has no column."""
    cells: Cells = {Holds.RULE_ID: [str(rule.head.id)]}
    cells[Holds.CITATION] = list(rule.head.cites[:1])
    for holds, text in (
        (Holds.MINIMUM_GRADE, limits.least_grade),
        (Holds.EFFECTIVE_FROM, limits.start),
        (Holds.EFFECTIVE_THROUGH, limits.end),
    ):
        if text and layout.column(holds) is None:
            if holds is not Holds.MINIMUM_GRADE or layout.column(Holds.NOTES) is None:
                return f"its {holds} has no column"
            cells[Holds.NOTES] = [f"Minimum grade of {text}"]
        elif text:
            cells[holds] = [text]
    if isinstance(rule, ReferRule):
        if Holds.NOTES in cells:
            return "its referral has no column beside its grade"
        cells[Holds.NOTES] = [f"Refer to {rule.to}"]
    return cells


_Given = tuple[list[tuple[str, str]], str]
"""What a rule gives, each with its credit, and the word between them."""


def _given(rule: EquivalencyRule, layout: Layout) -> _Given | str:
    targets = targets_of(rule.target)
    if targets is None:
        return "its target"
    if rule.partial_of is not None:
        return "what it is a part of"
    parts = []
    for text, amount in targets[0]:
        stated = amount_text(amount)
        if stated is None:
            return "its amount"
        parts.append((text, stated))
    receiving = layout.column(Holds.RECEIVING_COURSE)
    in_cells = receiving is not None and receiving.written is not Written.CODES
    nowhere = not in_cells and layout.column(Holds.RECEIVING_CREDITS) is None
    if nowhere and any(stated for _, stated in parts):
        return "its credit"
    return parts, targets[1]


def _one_row(
    source: tuple[list[str], str], given: _Given, beside: Cells, layout: Layout
) -> list[Cells] | str:
    sending = layout.column(Holds.SENDING_COURSE)
    receiving = layout.column(Holds.RECEIVING_COURSE)
    if sending is None or receiving is None:
        return "several columns of one course have no place for it"
    codes, word = source
    parts, between = given
    cells = dict(beside)
    left = _spread(codes, word, sending)
    written = [in_cell(code, stated, receiving) for code, stated in parts]
    right = _spread(written, between, receiving)
    if left is None or right is None:
        return "more courses than the layout has columns"
    cells[Holds.SENDING_COURSE], cells[Holds.RECEIVING_COURSE] = left, right
    stated = [one for _, one in parts]
    if receiving.written is Written.CODES and any(stated):
        same = between == "or" and len(set(stated)) == 1
        cells[Holds.RECEIVING_CREDITS] = [stated[0] if same else " + ".join(stated)]
    return [cells]


def _spread(texts: list[str], word: str, column: LayoutColumn) -> list[str] | None:
    """Put several courses into one cell, or into the columns that are for several."""
    together = column.several is Several.TOGETHER and word == "and"
    either = column.several is Several.EITHER and word == "or"
    if together or either:
        return texts if len(texts) <= len(column.headings) else None
    return [f" {word} ".join(texts)]


def _grouped(
    rule: CreditRule, source: tuple[list[str], str], given: _Given, beside: Cells
) -> list[Cells] | str:
    """Write a rule as the rows of one group: everything in it belongs together."""
    codes, word = source
    parts, between = given
    if word == "or" or between == "or":
        return "a choice has no place in a group"
    rows = []
    for at in range(max(len(codes), len(parts))):
        text, stated = parts[min(at, len(parts) - 1)]
        rows.append(
            {
                **beside,
                Holds.GROUP: [str(rule.head.id)],
                Holds.SENDING_COURSE: [codes[min(at, len(codes) - 1)]],
                Holds.RECEIVING_COURSE: [text],
                Holds.RECEIVING_CREDITS: [stated],
            }
        )
    return rows
