"""A rule's parts as the cells of a table would say them; None where no cell can."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.intake.layout import LayoutColumn, Written
from articulate.model.exact import number_text
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
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import Either, Source, Together
from articulate.rulebook.targets import (
    Amount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    OneTarget,
    SameSubject,
    Target,
)

_ANY_NUMBER = "1XX"
"""A number that stands for many; the title beside it says of which level they are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rule asks beside its courses, as far as columns can say it."""

    least_grade: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What stands for one course in a table: a subject and what comes after it.

    Words that are no course have no subject, nor have `several` courses in brackets;
    `nothing` says that no credit is given.
    """

    subject: str
    number: str
    several: bool = False
    elective: bool = False
    nothing: bool = False

    @property
    def text(self) -> str:
        """Both in one cell."""
        return f"{self.subject} {self.number}".strip()


def sources_of(source: Source) -> tuple[list[Named], str] | None:
    """Return the courses of a source, and the word between them.

    Courses in brackets are themselves sources of another kind.
    """
    match source:
        case OneCourse(code=code):
            return [Named(code.subject, code.number)], ""
        case Together(parts) | Either(parts):
            word = "and" if isinstance(source, Together) else "or"
            codes = [_bracketed(part) for part in parts]
            known = [code for code in codes if code is not None]
            return (known, word) if len(known) == len(codes) else None
        case _:
            return None


def _bracketed(source: Source) -> Named | None:
    inner = sources_of(source)
    if inner is None:
        return None
    codes, word = inner
    if len(codes) == 1:
        return codes[0]
    return Named("", f"({f' {word} '.join(one.text for one in codes)})", several=True)


Given = tuple[list[tuple[Named, Amount | None]], str]
"""What a target gives with its amounts, and the word between them."""


def targets_of(target: Target) -> Given | None:
    """Return what a target gives; None where it is no course and no elective."""
    match target:
        case CourseTarget(code=code, amount=amount):
            return [(Named(code.subject, code.number), amount)], ""
        case ElectiveTarget(amount=amount):
            words = _elective(target)
            return None if words is None else ([(words, amount)], "")
        case EveryTarget(parts) | OneTarget(parts):
            word = "and" if isinstance(target, EveryTarget) else "or"
            inner = [targets_of(part) for part in parts]
            given = [one[0][0] for one in inner if one is not None and len(one[0]) == 1]
            return (given, word) if len(given) == len(parts) else None
        case _:
            return None


def _elective(target: ElectiveTarget) -> Named | None:
    level = f"{target.level} division " if target.level is not None else ""
    match target.subject:
        case None:
            return Named("", f"{level}elective", elective=True)
        case SameSubject():
            return None
        case subject:
            return Named(subject, f"{level}elective", elective=True)


def amount_text(amount: Amount | None) -> str | None:
    """Return an amount as a cell of credits has it; empty for the default."""
    match amount:
        case None:
            return ""
        case FixedAmount(amount=fixed, unit=None):
            return _number(fixed)
        case FixedAmount(amount=fixed, unit=unit):
            return f"{_number(fixed)} {unit} credits"
        case EarnedAmount(least=Fraction() as least, most=Fraction() as most):
            return f"{_number(least)}-{_number(most)}"
        case _:
            return None


def _number(amount: Fraction) -> str:
    return number_text(amount)


def limits_of(condition: Condition | None) -> Limits | None:
    """Return what columns can say of a condition; None where they cannot say it all."""
    grade, start, end = "", "", ""
    for part in condition.conditions if isinstance(condition, Every) else (condition,):
        match part:
            case None:
                continue
            case Comparison(
                Fact(name=FactName.GRADE), Operator.AT_LEAST, GradeValue(mark)
            ) if not grade:
                grade = str(mark)
            case Comparison(
                Fact(name=FactName.COMPLETED),
                Operator.AT_LEAST,
                (DateValue() | TermValue()) as day,
            ) if not start:
                start = _day(day)
            case Comparison(
                Fact(name=FactName.COMPLETED),
                Operator.AT_MOST,
                (DateValue() | TermValue()) as day,
            ) if not end:
                end = _day(day)
            case _:
                return None
    return Limits(grade, start, end)


def _day(value: DateValue | TermValue) -> str:
    return (
        value.day.isoformat() if isinstance(value, DateValue) else str(value.term.code)
    )


def in_cell(named: Named, amount: str, column: LayoutColumn) -> str:
    """Return one course as a cell of a column is written, with its credit or not.

    Where a code comes first, elective credit has one that stands for many courses, and
    its title says what it is.
    """
    text = named.text
    titled = column.written is Written.CODE_TITLE_CREDITS
    if titled and named.elective and named.subject:
        text = f"{named.subject} {_ANY_NUMBER} {named.number}"
    if column.written is Written.CODES or not amount:
        return text
    return f"{text} ({amount})"
