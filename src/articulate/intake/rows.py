"""What one row of an articulation table says, or every reason why it is refused."""

from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.courses import CourseExpression
from articulate.intake.fields import Fields, problem
from articulate.intake.key import Key
from articulate.intake.layout import Holds
from articulate.intake.normalize.credits import StatedCredits, stated_credits
from articulate.intake.normalize.day import written_day
from articulate.intake.normalize.grade import least_grade
from articulate.intake.normalize.term import WrittenTerm
from articulate.intake.normalize.text import folded
from articulate.intake.normalize.unit import stated_unit
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcome import Outcome
from articulate.intake.receiving import Targets, read_targets
from articulate.intake.remarks import Remark, When
from articulate.intake.row_remarks import added, contradicts, gathered
from articulate.intake.sending import Sources, read_sources
from articulate.intake.sheet import CellKind
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.model.identifiers import Mark

_REVIEW = "The list says that this must be reviewed by hand"
_YES, _NO = (
    frozenset({"y", "yes", "true", "1", "x"}),
    frozenset({"n", "no", "false", "0"}),
)
_ROUNDED = 100  # a cell may hide less than a hundredth of a credit by its format


@dataclass(frozen=True, slots=True)
class ArticulationRow:
    """What one row says: these courses come to that, with its condition and its days.

    `place` is the cell the rule is cited by, the first receiving cell. The days are as
    written, a term where the sheet names one; both are inclusive. `group` ties rows
    together; of one that was put together, `others` are the places of the other rows.
    """

    place: CellRef
    source_place: CellRef
    sources: CourseExpression
    outcome: Outcome
    targets: CourseExpression | None = None
    credits: StatedCredits | None = None
    unit: CreditUnit | None = None
    least_grade: Mark | None = None
    start: When | None = None
    end: When | None = None
    words: str = ""
    office: str = ""
    rule_id: str = ""
    cites: tuple[str, ...] = ()
    group: str = ""
    others: tuple[CellRef, ...] = ()


def read_row(fields: Fields, key: Key) -> ArticulationRow | list[Diagnostic]:
    """Read a row that names courses; all its problems at once, each at its cell."""
    return read_about(read_sources(fields, key), fields, key)


def read_about(
    sources: Sources | list[Diagnostic], fields: Fields, key: Key
) -> ArticulationRow | list[Diagnostic]:
    """Read what a row says about sources that were read, or could not be."""
    problems = fields.unusable()
    spoiled = {one.place for one in problems}
    targets = read_targets(fields, key)
    for side in (sources, targets):
        if isinstance(side, list):
            problems += [one for one in side if one.place not in spoiled]
    marks = [
        mark
        for side in (sources, targets)
        if isinstance(side, Sources | Targets)
        for mark in side.marks
    ]
    remark, unread = gathered(fields, key, marks)
    problems += unread
    stated = _credits(fields, targets)
    unit = _unit(fields, stated if isinstance(stated, StatedCredits) else None, key)
    grade = _grade(fields)
    start, end = (
        _day(fields, holds) for holds in (Holds.EFFECTIVE_FROM, Holds.EFFECTIVE_THROUGH)
    )
    review = _review(fields)
    for value in (stated, unit, grade, start, end, review):
        if isinstance(value, Diagnostic) and value.place not in spoiled:
            problems.append(value)
    named = targets if targets is not None else _without_target(fields, remark)
    if review is True and isinstance(named, Targets):
        named = Targets(Outcome.REFER, named.place, words=_REVIEW)
    if isinstance(named, Diagnostic):
        problems.append(named)
    if problems or not isinstance(sources, Sources) or not isinstance(named, Targets):
        return problems
    gives = named.expression is not None
    row = ArticulationRow(
        place=named.place,
        source_place=sources.place,
        sources=sources.expression,
        outcome=named.outcome,
        targets=named.expression,
        credits=stated if gives and isinstance(stated, StatedCredits) else None,
        unit=unit if gives and isinstance(unit, CreditUnit) else None,
        least_grade=grade if isinstance(grade, str) else None,
        start=_if_when(start),
        end=_if_when(end),
        words=named.words,
        office=named.office,
        rule_id=_text(fields, Holds.RULE_ID),
        cites=tuple(found.text.strip() for found in fields.all(Holds.CITATION)),
        group=_text(fields, Holds.GROUP),
    )
    return _with_remark(row, remark, fields, key)


def certainly_before(end: When | None, start: When | None) -> bool:
    """Say whether a last day lies before a first one, whatever the terms' days are."""
    if end is None or start is None:
        return False
    last = end if isinstance(end, date) else end.latest
    first = start if isinstance(start, date) else start.earliest
    return last < first


def _with_remark(
    row: ArticulationRow, remark: Remark, fields: Fields, key: Key
) -> ArticulationRow | list[Diagnostic]:
    own = Remark(row.least_grade, row.start, row.end)
    joined = added(own, replace(remark, refer_to=""))
    place = fields.place(Holds.NOTES, Holds.MINIMUM_GRADE, Holds.RECEIVING_COURSE)
    if joined is None or (remark.refer_to and row.outcome is not Outcome.REFER):
        return [problem(contradicts(_text(fields, Holds.NOTES) or "the note"), place)]
    complete = replace(
        row,
        least_grade=joined.least_grade
        or (key.least_grade if row.targets or row.group else None),
        start=joined.start,
        end=joined.end,
    )
    if certainly_before(complete.end, complete.start):
        at = fields.place(Holds.EFFECTIVE_THROUGH, Holds.EFFECTIVE_FROM, Holds.NOTES)
        return [problem(_reversed(complete.start, complete.end), at)]
    return complete


def _without_target(fields: Fields, remark: Remark) -> Targets | Diagnostic:
    """Read a row whose receiving side is empty; others of its group may have one."""
    if fields.one(Holds.GROUP) is not None:
        place = fields.place(Holds.RECEIVING_COURSE, Holds.RECEIVING_NUMBER)
        return Targets(Outcome.COURSE, place)
    return _office_named(fields, remark)


def _office_named(fields: Fields, remark: Remark) -> Targets | Diagnostic:
    """Read a row that gives nothing, but sends the case to somebody."""
    if remark.refer_to:
        place = fields.place(Holds.NOTES)
        words = _text(fields, Holds.NOTES)
        return Targets(Outcome.REFER, place, words=words, office=remark.refer_to)
    return Diagnostic(
        code=Code.NO_TARGET,
        place=fields.place(Holds.RECEIVING_COURSE, Holds.RECEIVING_NUMBER),
        message="nothing stands in the receiving course: not evaluated, which is"
        " not a no",
        help="fill in the receiving course, or `no credit` if that was decided",
    )


def _credits(
    fields: Fields, targets: Targets | list[Diagnostic] | None
) -> StatedCredits | Diagnostic | None:
    in_cell = targets.stated if isinstance(targets, Targets) else None
    found = fields.one(Holds.RECEIVING_CREDITS)
    if found is None:
        return in_cell
    stated = stated_credits(found.text, decimal_comma=fields.layout.decimal_comma)
    if isinstance(stated, Unread):
        return problem(stated, found.place)
    number = found.cell.number
    if found.cell.kind is CellKind.NUMBER and number is not None:
        if abs(number - stated.amounts[0]) * _ROUNDED >= 1:
            hidden = Unread(
                Code.CREDITS_UNCLEAR,
                f"the cell shows `{found.text}` but holds {number_text(number)}",
                "show the number with all its decimals, or type the one that is meant",
            )
            return problem(hidden, found.place)
        stated = replace(stated, amounts=(number,))
    if in_cell is not None and in_cell.amounts != stated.amounts:
        unlike = Unread(
            Code.CREDITS_UNCLEAR,
            f"the credit column says {stated}, the receiving cell says {in_cell}",
            "let both say the same, or leave one of them empty",
        )
        return problem(unlike, found.place)
    return stated


def _unit(
    fields: Fields, stated: StatedCredits | None, key: Key
) -> CreditUnit | Diagnostic | None:
    found = fields.one(Holds.RECEIVING_UNIT)
    said = stated.unit if stated is not None else None
    if found is None:
        return said or key.unit
    unit = stated_unit(found.text)
    if isinstance(unit, Unread):
        return problem(unit, found.place)
    if said is not None and said is not unit:
        unlike = Unread(
            Code.UNIT_UNCLEAR,
            f"the unit column says {unit}, the credit says {said}",
            "let both say the same",
        )
        return problem(unlike, found.place)
    return unit


def _grade(fields: Fields) -> Mark | Diagnostic | None:
    for holds in (Holds.MINIMUM_GRADE, Holds.GRADE_RULE):
        found = fields.one(holds)
        if found is not None:
            minimum = holds is Holds.MINIMUM_GRADE
            grade = least_grade(found.text, heading_says_minimum=minimum)
            return problem(grade, found.place) if isinstance(grade, Unread) else grade
    return None


def _day(fields: Fields, holds: Holds) -> When | Diagnostic | None:
    found = fields.one(holds)
    if found is None:
        return None
    if found.cell.day is not None:
        return found.cell.day
    read = written_day(found.text, fields.layout.dates)
    return problem(read, found.place) if isinstance(read, Unread) else read


def _review(fields: Fields) -> bool | Diagnostic:
    """Say whether the row sends the course to a person."""
    found = fields.one(Holds.REVIEW)
    said = "" if found is None else folded(found.text)
    if found is None or said in _NO:
        return False
    if said in _YES:
        return True
    unclear = Unread(
        Code.CONDITION_NOT_READ,
        f"`{found.text.strip()}` does not say whether the course must be reviewed",
        "write `Y` or `N`",
    )
    return problem(unclear, found.place)


def _text(fields: Fields, holds: Holds) -> str:
    found = fields.one(holds)
    return " ".join(found.text.split()) if found else ""


def _if_when(value: When | Diagnostic | None) -> When | None:
    return None if isinstance(value, Diagnostic) else value


def _reversed(
    start: When | WrittenTerm | None, end: When | WrittenTerm | None
) -> Unread:
    return Unread(
        Code.DATES_REVERSED,
        f"the row ends ({end}) before it begins ({start})",
        "correct one of the two",
    )
