"""Rows become rules: the types that policy text compiles to, each with its cell."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.intake.amounts import target_of
from articulate.intake.contained import read_contained
from articulate.intake.courses import AllOf, AnyOne, CourseExpression, WrittenCode
from articulate.intake.delimited import is_delimited, read_delimited
from articulate.intake.fields import problem
from articulate.intake.identities import named
from articulate.intake.layout import Layout
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcome import Outcome
from articulate.intake.parties import Parties
from articulate.intake.preview import ImportPreview, RefusedRow
from articulate.intake.remarks import When
from articulate.intake.rows import ArticulationRow
from articulate.intake.sheet import Workbook
from articulate.intake.tables import read_table, row_of
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, RuleId, Subject
from articulate.rulebook.conditions import (
    Comparison,
    Condition,
    DateValue,
    Every,
    Fact,
    FactName,
    GradeValue,
    Operator,
    TermValue,
)
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import Either, Source, Together
from articulate.rulebook.targets import Target
from articulate.rulebook.version import RuleHead


@dataclass(frozen=True, slots=True)
class ImportedRules:
    """The rules of a table, and the preview of their import."""

    rules: tuple[CreditRule, ...]
    preview: ImportPreview


def open_table(content: bytes, name: str, layout: Layout) -> Workbook | Diagnostic:
    """Open a delimited text, or a workbook in a process of its own, by its name."""
    if is_delimited(name):
        return read_delimited(content, name, delimiter=layout.delimiter)
    return read_contained(content, name)


def read_articulations(
    content: bytes,
    parties: Parties,
    *,
    workbook_name: str,
    layout: Layout,
    sheet: str | None = None,
) -> ImportedRules:
    """Read a table of articulations from the bytes of its file.

    Rows that cannot be rules are refused, each with its reasons; the others are rules.
    The report of the preview holds an error only where nothing at all could be read.
    """
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        report = Report.of([opened])
        return ImportedRules(
            (), ImportPreview(workbook_name, layout.name, report=report)
        )
    read = read_table(opened, layout, parties, sheet=sheet)
    return rules_of(read.rows, read.preview, parties)


def rules_of(
    rows: tuple[ArticulationRow, ...], preview: ImportPreview, parties: Parties
) -> ImportedRules:
    """Make the rules of rows; what cannot be said as a rule is refused as well."""
    rules, problems = made_rules(rows, parties)
    refused = [RefusedRow(row_of(one), (one.code,)) for one in problems]
    complete = replace(
        preview,
        understood=preview.understood - len({one.place for one in refused}),
        refused=(*preview.refused, *refused),
        report=preview.report + Report.of(problems),
    )
    return ImportedRules(tuple(rules), complete)


def made_rules(
    rows: Iterable[ArticulationRow], parties: Parties
) -> tuple[list[CreditRule], list[Diagnostic]]:
    """Make the rules of rows that may stand together; why others are none."""
    identified = named(rows)
    problems = list(identified.problems)
    rules: list[CreditRule] = []
    for rule_id, row in identified.rows:
        made = rule_of(row, rule_id, parties)
        if isinstance(made, Diagnostic):
            problems.append(replace(made, severity=Severity.WARNING))
        else:
            rules.append(made)
    return rules, problems


def rule_of(
    row: ArticulationRow, rule_id: RuleId, parties: Parties
) -> CreditRule | Diagnostic:
    """Make one rule of what a row says, its cell as origin."""
    head = RuleHead(rule_id, row.place, row.cites)
    source = _source(row.sources, parties.sending.institution)
    condition = _condition(row, parties)
    if isinstance(condition, Unread):
        return problem(condition, row.place)
    match row.outcome:
        case Outcome.NO_CREDIT:
            return DenyRule(head, source, row.words, condition=condition)
        case Outcome.REFER:
            return ReferRule(head, source, row.office, row.words, condition)
        case _:
            target = _target(row, parties)
            if isinstance(target, Unread):
                return problem(target, row.place)
            return EquivalencyRule(head, source, target, condition)


def _target(row: ArticulationRow, parties: Parties) -> Target | Unread:
    if row.targets is None:
        msg = f"the row at {row.place} gives nothing, so it is no equivalency"
        raise ValueError(msg)
    return target_of(row.targets, row.credits, row.unit, parties)


def _condition(row: ArticulationRow, parties: Parties) -> Condition | Unread | None:
    """Make the condition of a row: its least grade, and when its courses ended."""
    parts: list[Condition] = []
    if row.least_grade is not None:
        grade = GradeValue(row.least_grade)
        parts.append(Comparison(Fact(FactName.GRADE), Operator.AT_LEAST, grade))
    ends = ((row.start, Operator.AT_LEAST), (row.end, Operator.AT_MOST))
    for when, operator in ends:
        if when is None:
            continue
        value = day_or_term(when, parties)
        if isinstance(value, Unread):
            return value
        parts.append(Comparison(Fact(FactName.COMPLETED), operator, value))
    if len(parts) < 2:  # noqa: PLR2004  one part needs no `and`
        return parts[0] if parts else None
    return Every(tuple(parts))


def day_or_term(when: When, parties: Parties) -> DateValue | TermValue | Unread:
    """Return what a completion date is compared with, a term by its calendar."""
    if isinstance(when, date):
        return DateValue(when)
    term = parties.term(when)
    if term is not None:
        return TermValue(term)
    return Unread(
        Code.TERM_UNKNOWN,
        f"the term `{when}` is in no calendar of {parties.sending.institution}"
        f" or {parties.receiving.institution}",
        "add the term to a calendar, or write a date such as `2024-08-15`",
    )


def _source(expression: CourseExpression, institution: InstitutionId) -> Source:
    match expression:
        case WrittenCode(subject, number):
            return OneCourse(CourseCode(institution, Subject(subject), number))
        case AllOf(parts):
            return Together(tuple(_source(part, institution) for part in parts))
        case AnyOne(parts):
            return Either(tuple(_source(part, institution) for part in parts))
        case _:
            msg = f"a source is made of courses, not of {expression}"
            raise TypeError(msg)
