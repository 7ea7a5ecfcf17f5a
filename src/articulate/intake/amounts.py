"""What a row gives, as a rule's target, and how much of it as its amounts."""

from fractions import Fraction

from articulate.diagnostics.codes import Code
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    ElectiveCredit,
    RequirementCredit,
    WrittenCode,
)
from articulate.intake.normalize.credits import StatedCredits
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Parties
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.model.identifiers import InstitutionId, Subject
from articulate.rulebook.targets import (
    Amount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    OneTarget,
    RequirementTarget,
    Target,
)


def target_of(
    expression: CourseExpression,
    stated: StatedCredits | None,
    unit: CreditUnit | None,
    parties: Parties,
) -> Target | Unread:
    """Make the target of a row, with the credit that the row states for it.

    Credit that is not stated is the language's default, what was earned. One amount for
    several courses is shared as the receiving catalog has them, where it adds up to
    that; otherwise nothing says how, and the row is refused.
    """
    if unit is CreditUnit.UNKNOWN:
        return Unread(
            Code.UNIT_UNCLEAR,
            "the credit awarded has an unknown unit",
            "write `semester`, `quarter` or `ects`, or leave the unit empty for the"
            " receiving institution's own",
        )
    parts = _parts(expression)
    amounts = _amounts(expression, stated, unit, parties)
    if isinstance(amounts, Unread):
        return amounts
    receiving = parties.receiving.institution
    targets = [
        _target(part, amount, receiving)
        for part, amount in zip(parts, amounts, strict=True)
    ]
    match expression:
        case AllOf():
            return EveryTarget(tuple(targets))
        case AnyOne():
            return OneTarget(tuple(targets))
        case _:
            return targets[0]


def _parts(expression: CourseExpression) -> tuple[CourseExpression, ...]:
    return expression.parts if isinstance(expression, AllOf | AnyOne) else (expression,)


def _amounts(
    expression: CourseExpression,
    stated: StatedCredits | None,
    unit: CreditUnit | None,
    parties: Parties,
) -> tuple[Amount | None, ...] | Unread:
    parts = _parts(expression)
    if stated is None:
        return (None,) * len(parts)
    if any(isinstance(part, AllOf | AnyOne) for part in parts):
        return _unstated(expression, stated)
    if stated.most is not None:
        own = unit is None
        if len(parts) == 1 and own:
            return (EarnedAmount(stated.amounts[0], stated.most),)
        return _unstated(expression, stated)
    if len(stated.amounts) == len(parts):
        return tuple(FixedAmount(amount, unit) for amount in stated.amounts)
    if len(stated.amounts) > 1:
        return _unstated(expression, stated)
    if isinstance(expression, AnyOne):
        return (FixedAmount(stated.amounts[0], unit),) * len(parts)
    published = [_published(part, parties) for part in parts]
    known = [credit for credit in published if credit is not None]
    if len(known) == len(parts) and sum(known) == stated.amounts[0] and unit is None:
        return tuple(FixedAmount(credit) for credit in known)
    return _unstated(expression, stated)


def _published(part: CourseExpression, parties: Parties) -> Fraction | None:
    if not isinstance(part, WrittenCode):
        return None
    return dict(parties.published).get(_code(part, parties.receiving.institution))


def _target(
    part: CourseExpression, amount: Amount | None, receiving: InstitutionId
) -> Target:
    match part:
        case WrittenCode():
            return CourseTarget(_code(part, receiving), amount)
        case ElectiveCredit(subject=subject, level=level):
            return ElectiveTarget(Subject(subject) if subject else None, level, amount)
        case RequirementCredit(name):
            return RequirementTarget(name, amount)
        case AllOf(parts):
            return EveryTarget(tuple(_target(one, amount, receiving) for one in parts))
        case AnyOne(parts):
            return OneTarget(tuple(_target(one, amount, receiving) for one in parts))


def _code(code: WrittenCode, institution: InstitutionId) -> CourseCode:
    return CourseCode(institution, Subject(code.subject), code.number)


def _unstated(expression: CourseExpression, stated: StatedCredits) -> Unread:
    total = number_text(sum(stated.amounts, Fraction(0)))
    return Unread(
        Code.CREDIT_SHARE_UNSTATED,
        f"{stated} for `{expression}` does not say how much of it each gives",
        f"write the credit of each with `+` between them, together {total}, such"
        " as `3 + 1`",
    )
