"""Aspects: a condition as tests of single facts, each by what can differ about it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from articulate.model.calendar import Term, TermRef
from articulate.model.exact import parse_number
from articulate.model.grade import GradeScale
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.clauses import clause_text, operand_text
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    CreditValue,
    DateValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    GradeValue,
    Holds,
    Includes,
    Membership,
    Not,
    NumberValue,
    Operand,
    Operator,
    Sum,
    TermValue,
    TextValue,
)
from articulate.rulebook.learning_blocks import Criterion, LevelOrder

Aspect = tuple[str, str, str]
"""What can differ between two learners: a kind of fact, its name, what it is about."""

DAYS = {
    FactName.COMPLETED: "learning",
    FactName.TAKEN: "learning",
    FactName.AWARDED: "learning",
    FactName.DECIDED: "learning",
    FactName.ADMITTED: "admitted",
    FactName.DECLARED: "declared",
    FactName.REQUESTED: "requested",
    FactName.GRADUATED: "graduated",
    FactName.EVALUATED: "evaluated",
}
_NUMBERS = (
    FactName.PERCENTILE,
    FactName.SCORE,
    FactName.SKILL,
    FactName.CRITERION,
    FactName.GPA,
    FactName.TRANSFER_GPA,
    FactName.TRANSFER_CREDITS,
    FactName.CREDITS_EARNED,
    FactName.DEGREES_PURSUED,
)
_TEXTS = (
    FactName.LEVEL,
    FactName.DELIVERY,
    FactName.LOCATION,
    FactName.ISSUER,
    FactName.CATALOG,
    FactName.ALIGNMENT,
    FactName.DECISION,
)
_LISTS = (FactName.EVIDENCE, FactName.RECOMMENDED, FactName.DEGREE)
_YES = (FactName.FLAG, FactName.ATTRIBUTE, FactName.VERIFIED, FactName.ENDORSED)
_LENGTHS = (FactName.LENGTH, FactName.GAP)
_OF_THE_LEARNER = (
    FactName.GPA,
    FactName.TRANSFER_GPA,
    FactName.TRANSFER_CREDITS,
    FactName.CREDITS_EARNED,
    FactName.DEGREES_PURSUED,
    FactName.CATALOG,
    FactName.DEGREE,
    FactName.FLAG,
    FactName.GAP,
)
_FLIPPED = {
    Operator.LESS: Operator.MORE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
}
MOST_CRITERIA = 6
"""Above so many criteria a count of them is left to the witness."""


@dataclass(frozen=True)
class Setting:
    """What the facts of one kind of learning stand on.

    `about` tells it from every other; `scale` is that of the learning, `wanted_on` the
    receiving one. `whole` says that scores are whole numbers from `lowest` to
    `highest`. `terms` finds a term of a calendar, `scales` the scale of an institution.
    """

    about: str
    terms: Callable[[TermRef], Term | None]
    scales: Callable[[InstitutionId], GradeScale | None]
    scale: GradeScale | None = None
    wanted_on: GradeScale | None = None
    orders: tuple[LevelOrder, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    lowest: Fraction | None = None
    highest: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """One fact put to the test; without an operator it is a matter of yes or no.

    `average` reads a grade as the points of a set that has this grade throughout.
    """

    __test__ = False  # pytest would take it for one of ours

    aspect: Aspect
    operator: Operator | None = None
    wanted: Operand | None = None
    average: bool = False
    asked: Condition | Sum | None = None


@dataclass(frozen=True, slots=True)
class All:
    """All of these hold."""

    parts: tuple["Tests", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of these holds."""

    parts: tuple["Tests", ...]


@dataclass(frozen=True, slots=True)
class No:
    """This is false."""

    part: "Tests"


Tests = Test | All | Some | No


def tests_of(condition: Condition, setting: Setting) -> Tests:
    """Take a condition apart into tests of single facts.

    What hangs on several facts at once (`has`, `within`, two days compared) becomes one
    test of its own, which is free to be true or false until a learner settles it.
    """
    match condition:
        case Every(conditions=conditions):
            return All(tuple(tests_of(one, setting) for one in conditions))
        case AnyOf(conditions=conditions):
            return Some(tuple(tests_of(one, setting) for one in conditions))
        case Not(condition=inner):
            return No(tests_of(inner, setting))
        case Comparison():
            return _comparison(condition, setting)
        case Membership(fact=fact, values=values):
            equal = (Comparison(fact, Operator.EQUAL, value) for value in values)
            return Some(tuple(_comparison(one, setting) for one in equal))
        case Holds(fact=fact, on=None) if fact.name in _YES:
            return Test(_aspect("yes", fact, setting))
        case Includes(fact=fact, text=text):
            return Test(("yes", str(fact.name), text))
        case EachCriterion(operator=operator, level=level) if setting.criteria:
            return All(_criteria(setting, operator, level))
        case CountCriteria() if 0 < len(setting.criteria) <= MOST_CRITERIA:
            return _counted(condition, setting)
        case _:
            return _free(condition)


def _free(condition: Condition) -> Test:
    return Test(("free", clause_text(condition), ""), asked=condition)


def _comparison(asked: Comparison, setting: Setting) -> Tests:
    left, operator, right = asked.left, asked.operator, asked.right
    if not isinstance(left, Fact | Sum) and isinstance(right, Fact | Sum):
        left, operator, right = right, _FLIPPED.get(operator, operator), left
    if isinstance(right, Fact | Sum) or not isinstance(left, Fact | Sum):
        return _free(asked)
    found = (
        _of_sum(left, operator, right, setting)
        if isinstance(left, Sum)
        else _of_fact(left, operator, right, setting)
    )
    return _free(asked) if found is None else found


def _of_sum(
    total: Sum, operator: Operator, right: Operand, setting: Setting
) -> Test | None:
    number = _number(right)
    if number is None:
        return None
    aspect = ("sum", operand_text(total), setting.about)
    return Test(aspect, operator, number, asked=total)


def _of_fact(  # noqa: C901, PLR0911, PLR0912 - one case a kind of fact
    fact: Fact, operator: Operator, right: Operand, setting: Setting
) -> Tests | None:
    match fact.name:
        case name if name in DAYS:
            return _day(fact, operator, right, setting)
        case FactName.GRADE if fact.of is not None:
            if fact.or_of or setting.scales(fact.of.institution) is None:
                return None
            return Test(("grade of", str(fact.of), ""), operator, right)
        case FactName.GRADE | FactName.UNDERLYING | FactName.AVERAGE_GRADE:
            if setting.scale is None:
                return None
            kind = "underlying" if fact.name is FactName.UNDERLYING else "grade"
            average = fact.name is FactName.AVERAGE_GRADE
            return Test((kind, "", setting.about), operator, right, average)
        case FactName.CREDITS | FactName.TOTAL_CREDITS:
            unit = right.unit if isinstance(right, CreditValue) else None
            number = _number(right)
            about = f"{setting.about} {unit or ''}"
            return (
                None
                if number is None
                else Test(("number", str(fact.name), about), operator, number)
            )
        case name if name in _NUMBERS:
            number = _number(right)
            if number is None:
                return None
            return Test(_aspect("number", fact, setting), operator, number)
        case FactName.RESULT:
            return Test(_aspect("level", fact, setting), operator, right)
        case name if name in _TEXTS:
            return Test(_aspect("text", fact, setting), operator, right)
        case name if name in _LISTS:
            text = _text(right)
            if text is None or operator not in (Operator.EQUAL, Operator.UNEQUAL):
                return None
            asked = Test(("yes", str(name), text))
            return asked if operator is Operator.EQUAL else No(asked)
        case name if name in _LENGTHS:
            return Test(_aspect("length", fact, setting), operator, right)
        case _:
            return None


def _aspect(kind: str, fact: Fact, setting: Setting) -> Aspect:
    name = f"{fact.name} {fact.argument}".strip()
    about = "" if fact.name in _OF_THE_LEARNER else setting.about
    return (kind, name, about)


def _day(
    fact: Fact, operator: Operator, right: Operand, setting: Setting
) -> Tests | None:
    aspect = ("day", DAYS[fact.name], "")
    if isinstance(right, DateValue):
        return Test(aspect, operator, right)
    term = setting.terms(right.term) if isinstance(right, TermValue) else None
    if term is None:
        return None
    first, last = DateValue(term.first), DateValue(term.last)
    match operator:
        case Operator.LESS | Operator.AT_LEAST:
            return Test(aspect, operator, first)
        case Operator.MORE | Operator.AT_MOST:
            return Test(aspect, operator, last)
        case _:
            inside = All(
                (
                    Test(aspect, Operator.AT_LEAST, first),
                    Test(aspect, Operator.AT_MOST, last),
                )
            )
            return inside if operator is Operator.EQUAL else No(inside)


def _criteria(
    setting: Setting, operator: Operator, level: Fraction
) -> tuple[Tests, ...]:
    facts = (Fact(FactName.CRITERION, one.name) for one in setting.criteria)
    return tuple(
        Test(_aspect("number", fact, setting), operator, NumberValue(level))
        for fact in facts
    )


def _counted(asked: CountCriteria, setting: Setting) -> Tests:
    """Say of which criteria it may hold, so that the count comes out."""
    each = _criteria(setting, asked.inner, asked.level)
    chosen = []
    for count in range(len(each) + 1):
        if not _holds(Fraction(count), asked.operator, asked.count):
            continue
        chosen += [
            All(tuple(one if at in met else No(one) for at, one in enumerate(each)))
            for met in combinations(range(len(each)), count)
        ]
    return Some(tuple(chosen))


def _holds(seen: Fraction, operator: Operator, wanted: Fraction) -> bool:
    match operator:
        case Operator.EQUAL:
            return seen == wanted
        case Operator.UNEQUAL:
            return seen != wanted
        case Operator.LESS:
            return seen < wanted
        case Operator.AT_MOST:
            return seen <= wanted
        case Operator.MORE:
            return seen > wanted
        case Operator.AT_LEAST:
            return seen >= wanted


def _number(operand: Operand) -> NumberValue | None:
    match operand:
        case NumberValue():
            return operand
        case CreditValue(amount=amount):
            return NumberValue(amount)
        case GradeValue(mark=text) | TextValue(text=text):
            number = parse_number(text)
            return None if number is None else NumberValue(number)
        case _:
            return None


def _text(operand: Operand) -> str | None:
    match operand:
        case TextValue(text=text) | GradeValue(mark=text):
            return str(text)
        case _:
            return None
