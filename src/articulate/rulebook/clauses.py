"""Clauses: a compiled condition in the words of the policy language."""

from datetime import date

from articulate.model.duration import Duration
from articulate.model.exact import number_text
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    CreditValue,
    DateValue,
    DurationValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    GradeValue,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    NumberValue,
    Operand,
    Sum,
    TermValue,
    TextValue,
    Within,
)
from articulate.rulebook.facts import (
    FactValue,
    Missing,
    Never,
    SeenCredit,
    SeenGrade,
    SeenLevel,
    SeenPoints,
)
from articulate.rulebook.origins import origin_text
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
)

_QUOTED = (
    FactName.RESULT,
    FactName.ALIGNMENT,
    FactName.CRITERION,
    FactName.DECISION,
)


def clause_text(condition: Condition) -> str:
    """Write a condition as its author would: `grade >= C and level = upper`."""
    match condition:
        case Comparison(left=left, operator=operator, right=right):
            return f"{operand_text(left)} {operator} {operand_text(right)}"
        case Membership(fact=fact, values=values):
            inside = ", ".join(operand_text(value) for value in values)
            return f"{operand_text(fact)} in ({inside})"
        case Includes(fact=fact, text=text):
            return f'{operand_text(fact)} includes "{text}"'
        case Within(fact=fact, duration=duration, anchor=anchor, before=before):
            side = "before" if before else "after"
            return (
                f"{operand_text(fact)} within {duration} {side} {operand_text(anchor)}"
            )
        case Holds(fact=fact, on=on):
            day = f" on {operand_text(on)}" if on is not None else ""
            return operand_text(fact) + day
        case EachCriterion(operator=operator, level=level):
            return f"each criterion {operator} {number_text(level)}"
        case CountCriteria():
            return (
                f"count (criterion {condition.inner} {number_text(condition.level)})"
                f" {condition.operator} {number_text(condition.count)}"
            )
        case Has():
            return _has_text(condition)
        case Every(conditions=conditions):
            return " and ".join(_inside(one) for one in conditions)
        case AnyOf(conditions=conditions):
            return " or ".join(_inside(one) for one in conditions)
        case Not(condition=inner):
            return f"not {_inside(inner)}"


def operand_text(operand: Operand) -> str:
    """Write an operand as its author would."""
    match operand:
        case Fact():
            return _fact_text(operand)
        case NumberValue(number=number):
            return number_text(number)
        case CreditValue(amount=amount, unit=unit):
            return f"{number_text(amount)} {unit or 'cr'}"
        case GradeValue(mark=mark):
            return mark
        case DateValue(day=day):
            return day.isoformat()
        case TermValue(term=term):
            return str(term)
        case TextValue(text=text):
            return text
        case DurationValue(duration=duration):
            return str(duration)
        case Sum(terms=terms):
            return " + ".join(operand_text(term) for term in terms)


def selector_text(selector: CourseSelector) -> str:
    """Write a code, range or pattern, with its institution: `STATE:CSCI 300..499`."""
    match selector:
        case OneCourse(code=code):
            return str(code)
        case CourseRange():
            numbers = f"{selector.low:03d}..{selector.high:03d}"
            return f"{selector.institution}:{selector.subject} {numbers}"
        case CoursePattern():
            return f"{selector.institution}:{selector.subject} {selector.pattern}"
        case WholeSubject():
            return f"{selector.institution}:{selector.subject} *"


def value_text(value: FactValue) -> str:
    """Write what a fact came to, as a reason shows it."""
    match value:
        case Missing():
            return ""
        case SeenGrade(mark=mark):
            return mark
        case SeenPoints(points=points):
            return number_text(points)
        case SeenCredit(reported=reported):
            return str(reported)
        case SeenLevel(level=level):
            return level
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case date():
            return value.isoformat()
        case Duration() | Never() | str():
            return str(value)
        case _:
            return number_text(value)


def _fact_text(fact: Fact) -> str:
    if fact.of is not None:
        return f"{fact.name} of {fact.of}"
    if not fact.argument:
        return str(fact.name)
    argument = f'"{fact.argument}"' if fact.name in _QUOTED else fact.argument
    return f"{fact.name} {argument}"


def _has_text(asked: Has) -> str:
    what = "has attempted" if asked.attempted else "has"
    if asked.in_progress:
        what = "has in progress"
    if asked.course is not None:
        what = f"{what} {selector_text(asked.course)}"
    elif asked.award:
        what = f'{what} award "{asked.award}"'
    elif asked.attribute:
        what = f"{what} attribute {asked.attribute}"
    else:
        what = f"{what} {asked.block}"
    if asked.came_from is not None:
        what = f"{what} from {origin_text(asked.came_from)}"
    having = [clause_text(one) for one in asked.having]
    if asked.operator is not None and asked.grade is not None:
        having.insert(0, f"grade {asked.operator} {asked.grade}")
    return f"{what} with {', '.join(having)}" if having else what


def _inside(condition: Condition) -> str:
    text = clause_text(condition)
    return f"({text})" if isinstance(condition, Every | AnyOf) else text
