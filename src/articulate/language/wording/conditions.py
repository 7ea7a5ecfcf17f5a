"""What a rule asks, in the words of the language."""

from articulate.language.wording.codes import (
    attribute_text,
    course_text,
    credit_text,
    grade_text,
    said,
    selector_text,
    together,
)
from articulate.model.exact import number_text
from articulate.model.identifiers import InstitutionId
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
from articulate.rulebook.origins import origin_text

_QUOTED = frozenset(
    {
        *(FactName.SCORE, FactName.CRITERION, FactName.RESULT),
        *(FactName.ALIGNMENT, FactName.DECISION),
    }
)

_NAMED = frozenset({FactName.RESULT, FactName.ALIGNMENT, FactName.DECISION})
"""Facts that never stand without a name, be it an empty text."""


def condition_text(asked: Condition, own: InstitutionId | None) -> str | None:
    """Write a condition; courses of the receiving side *own* stand alone."""
    match asked:
        case Comparison(left=left, operator=operator, right=right):
            return together((operand_text(left), operand_text(right)), f" {operator} ")
        case Membership(fact=fact, values=values):
            inside = together((operand_text(value) for value in values), ", ")
            return together((operand_text(fact), _bracketed(inside)), " in ")
        case Includes(fact=fact, text=text):
            return together((operand_text(fact), said(text)), " includes ")
        case Within(fact=fact, duration=duration, anchor=anchor, before=before):
            side = f" within {duration} {'before' if before else 'after'} "
            return together((operand_text(fact), operand_text(anchor)), side)
        case Holds(fact=fact, on=on):
            said_of = (fact,) if on is None else (fact, on)
            return together((operand_text(one) for one in said_of), " on ")
        case EachCriterion(operator=operator, level=level):
            return f"each criterion {operator} {number_text(level)}"
        case CountCriteria():
            return (
                f"count (criterion {asked.inner} {number_text(asked.level)})"
                f" {asked.operator} {number_text(asked.count)}"
            )
        case Has():
            return _has_text(asked, own)
        case Every(conditions=parts) | AnyOf(conditions=parts):
            word = " and " if isinstance(asked, Every) else " or "
            joined = together((_inside(part, own) for part in parts), word)
            return joined or None
        case Not(condition=inner):
            return together(("not", _inside(inner, own)), " ")


def operand_text(operand: Operand) -> str | None:
    """Write what stands on one side of a comparison."""
    match operand:
        case Fact():
            return _fact_text(operand)
        case NumberValue(number=number):
            return number_text(number)
        case CreditValue(amount=amount, unit=unit):
            return credit_text(amount, unit)
        case GradeValue(mark=mark):
            return grade_text(mark)
        case DateValue(day=day):
            return day.isoformat()
        case TermValue(term=term):
            return str(term)
        case TextValue(text=text):
            return said(text)
        case DurationValue(duration=duration):
            return str(duration)
        case Sum(terms=terms):
            return together((operand_text(term) for term in terms), " + ")


def _fact_text(fact: Fact) -> str | None:
    if fact.of is not None:
        # With several senders a plain code stands for the same one at each of them.
        own = fact.of.institution if fact.or_of else None
        return f"grade of {course_text(fact.of, own)}"
    if not fact.argument and fact.name not in _NAMED:
        return str(fact.name)
    if fact.name is FactName.ATTRIBUTE:
        return f"attribute {attribute_text(fact.argument)}"
    quoted = fact.name in _QUOTED
    argument: str | None = said(fact.argument) if quoted else fact.argument
    return together((str(fact.name), argument), " ")


def _has_text(asked: Has, own: InstitutionId | None) -> str | None:
    what = "has attempted" if asked.attempted else "has"
    what = "has in progress" if asked.in_progress else what
    sought = said(asked.award)
    if asked.course is not None:
        what = f"{what} {selector_text(asked.course, own)}"
    elif asked.attribute:
        what = f"{what} attribute {attribute_text(asked.attribute)}"
    elif asked.award and sought is not None:
        what = f"{what} award {sought}"
    else:
        return None
    if asked.came_from is not None:
        what = f"{what} from {origin_text(asked.came_from)}"
    having = [condition_text(one, own) for one in asked.having]
    if asked.operator is not None and asked.grade is not None:
        having.insert(0, f"grade {asked.operator} {grade_text(asked.grade)}")
    return together((what, together(having, ", ")), " with ") if having else what


def _inside(asked: Condition, own: InstitutionId | None) -> str | None:
    text = condition_text(asked, own)
    return _bracketed(text) if isinstance(asked, Every | AnyOf) else text


def _bracketed(text: str | None) -> str | None:
    return None if text is None else f"({text})"
