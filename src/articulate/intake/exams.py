"""A table of exams becomes blocks, one for each exam, with a rule for each band."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import origin_key
from articulate.diagnostics.report import Report
from articulate.intake.articulations import day_or_term, open_table, rule_of
from articulate.intake.columns import repeated
from articulate.intake.exam_rows import ExamRow, read_exam_row
from articulate.intake.fields import problem
from articulate.intake.key import Line, read_key
from articulate.intake.layout import Layout
from articulate.intake.normalize.scores import ScoreBand
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Parties
from articulate.intake.rows import certainly_before
from articulate.intake.table_rows import (
    OpenSheet,
    key_lines,
    open_sheet,
    without_rows,
)
from articulate.intake.tables import chosen_sheets, hidden_parts
from articulate.model.exact import number_text
from articulate.model.identifiers import BlockId, RuleId
from articulate.rulebook.conditions import (
    Comparison,
    Condition,
    Every,
    Fact,
    FactName,
    NumberValue,
    Operator,
)
from articulate.rulebook.credit_rules import CreditRule
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.sources import BlockSource
from articulate.rulebook.version import BlockHead

_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ExamsRead:
    """The rows of a table of exams that are understood, and what came of the others."""

    rows: tuple[ExamRow, ...]
    report: Report


def read_exams(
    content: bytes, *, workbook_name: str, layout: Layout, sheet: str | None = None
) -> ExamsRead:
    """Read a table of exams from the bytes of its file; a refused row is a warning."""
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        return ExamsRead((), Report.of([opened]))
    chosen, problems = chosen_sheets(opened, sheet)
    found = [open_sheet(one, layout) for one in chosen]
    sheets = [one for one in found if isinstance(one, OpenSheet)]
    without = [one for one in found if isinstance(one, Diagnostic)]
    noticed = [*opened.diagnostics, *problems]
    if not sheets:
        return ExamsRead((), Report.of([*noticed, *without]))
    tabled = {one.sheet.name for one in sheets}
    keys = [
        line
        for one in opened.sheets
        if not one.hidden and one.name not in tabled
        for line in key_lines(one)
    ]
    rows: list[ExamRow] = []
    refused: list[Diagnostic] = []
    for one in sheets:
        noticed += without_rows(one)
        read, against = _sheet(one, layout, keys)
        rows += read
        refused += against
    kept, overlapping = _apart(rows)
    refused += overlapping
    noticed += [replace(one, severity=Severity.WARNING) for one in refused]
    return ExamsRead(tuple(kept), Report.of(noticed))


def exam_blocks(
    rows: Iterable[ExamRow], head: BlockHead, parties: Parties
) -> tuple[tuple[ExamBlock, ...], Report]:
    """Make a block of each exam, its id that of the table and the exam's own words."""
    by_exam: dict[str, list[ExamRow]] = {}
    for row in rows:
        for exam in row.exams:
            by_exam.setdefault(exam, []).append(row)
    blocks = []
    problems: list[Diagnostic] = []
    for exam, bands in sorted(by_exam.items()):
        made = [_rule(row, parties) for row in bands]
        wrong = [one for one in made if isinstance(one, Diagnostic)]
        problems += [replace(one, severity=Severity.WARNING) for one in wrong]
        rules = [one for one in made if not isinstance(one, Diagnostic)]
        if rules:
            name = BlockId(f"{head.id}-{_NOT_ID.sub('-', exam.lower()).strip('-')}")
            origin = min((row.place for row in bands), key=origin_key)
            opened = replace(head, id=name, title=exam, origin=origin)
            rules.sort(key=lambda rule: rule.head.id)
            blocks.append(ExamBlock(opened, rules=tuple(rules)))
    return tuple(blocks), Report.of(problems)


def _sheet(
    opened: OpenSheet, layout: Layout, keys: list[Line]
) -> tuple[list[ExamRow], list[Diagnostic]]:
    reader = read_key((*keys, *opened.lines), layout.ignored_lines)
    stopped = list(reader.problems)
    for table in opened.tables:
        stopped += repeated(table, layout, opened.sheet)
    rows: list[ExamRow] = []
    refused: list[Diagnostic] = []
    for fields in opened.rows:
        row = read_exam_row(fields, reader.key)
        against = [*stopped, *hidden_parts(fields, opened.sheet)]
        if isinstance(row, list):
            refused += [*against, *row]
        elif against:
            refused += against
        else:
            rows.append(row)
    return rows, refused


def _apart(rows: list[ExamRow]) -> tuple[list[ExamRow], list[Diagnostic]]:
    """Refuse bands of one exam that overlap; the same rule twice is one rule."""
    kept: list[ExamRow] = []
    seen: set[tuple[object, ...]] = set()
    for row in sorted(rows, key=lambda row: origin_key(row.place)):
        said = (row.exams, row.band, *_said(row))
        if said not in seen:
            kept.append(row)
        seen.add(said)
    against: dict[int, ExamRow] = {}
    for one, other in combinations(range(len(kept)), 2):
        if _at_once(kept[one], kept[other]):
            against.setdefault(one, kept[other])
            against.setdefault(other, kept[one])
    problems = [
        Diagnostic(
            code=Code.SEVERAL_OUTCOMES,
            place=kept[at].place,
            message=f"some score of `{' or '.join(kept[at].exams)}` lies in the band"
            f" {kept[at].band} here and in {other.band} at {other.place}",
            help="let every score lie in one band, or give the rows days that follow"
            " each other",
            also=(other.place,),
        )
        for at, other in sorted(against.items())
    ]
    return [row for at, row in enumerate(kept) if at not in against], problems


def _at_once(one: ExamRow, other: ExamRow) -> bool:
    if not set(one.exams) & set(other.exams) or not one.band.overlaps(other.band):
        return False
    first, second = one.given, other.given
    apart = certainly_before(first.end, second.start) or certainly_before(
        second.end, first.start
    )
    return not apart


def _said(row: ExamRow) -> tuple[object, ...]:
    given = row.given
    credit = str(given.credits) if given.credits else ""
    days = (given.start, given.end)
    return (given.outcome, given.targets, credit, given.unit, given.office, days)


def _rule(row: ExamRow, parties: Parties) -> CreditRule | Diagnostic:
    """Make the rule of one band; its source is the exam itself."""
    given = row.given
    condition = _condition(row, parties)
    if isinstance(condition, Unread):
        return problem(condition, row.place)
    rule_id = RuleId(given.rule_id or _band_id(row.band, str(given.start or "")))
    made = rule_of(replace(given, start=None, end=None), rule_id, parties)
    if isinstance(made, Diagnostic):
        return made
    return replace(made, source=BlockSource(), condition=condition)


def _condition(row: ExamRow, parties: Parties) -> Condition | Unread:
    score, taken = Fact(FactName.SCORE), Fact(FactName.TAKEN)
    low, high = row.band.low, row.band.high
    parts: list[Condition] = []
    if low == high:
        parts.append(Comparison(score, Operator.EQUAL, NumberValue(low)))
    else:
        parts.append(Comparison(score, Operator.AT_LEAST, NumberValue(low)))
        if high is not None:
            parts.append(Comparison(score, Operator.AT_MOST, NumberValue(high)))
    ends = ((row.given.start, Operator.AT_LEAST), (row.given.end, Operator.AT_MOST))
    for when, operator in ends:
        if when is not None:
            value = day_or_term(when, parties)
            if isinstance(value, Unread):
                return value
            parts.append(Comparison(taken, operator, value))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _band_id(band: ScoreBand, start: str) -> str:
    low = number_text(band.low)
    if band.high is None:
        name = f"score-{low}-up"
    elif band.high == band.low:
        name = f"score-{low}"
    else:
        name = f"score-{low}-{number_text(band.high)}"
    dated = f"{name}-from-{start}" if start else name
    return _NOT_ID.sub("-", dated.lower()).strip("-")
