"""The two sides of a rule in the words of the language."""

from collections.abc import Iterable

from articulate.language.format.words import subject_text
from articulate.language.wording.codes import (
    attribute_text,
    course_text,
    credit_text,
    said,
    selector_text,
    together,
)
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import (
    Amount,
    BlockTarget,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    NoTarget,
    OneTarget,
    RequirementTarget,
    RestAmount,
    SameSubject,
    Target,
)


def source_text(source: Source, own: InstitutionId | None) -> str | None:
    """Write a source; courses of the only sender *own* stand alone."""
    match source:
        case AwardSource(title=title):
            words = said(title)
            return None if words is None else f"award {words}"
        case BlockSource():
            return None
        case Together(parts=parts):
            return _joined(parts, " + ", own)
        case Either(parts=parts):
            return _joined(parts, " | ", own)
        case SomeOf(count=count, parts=parts):
            inside = together((source_text(part, own) for part in parts), ", ")
            return None if inside is None else f"{count} of ({inside})"
        case _:
            return selector_text(source, own)


def target_text(target: Target, own: InstitutionId | None) -> str | None:
    """Write a target; courses of the receiving side *own* stand alone."""
    match target:
        case CourseTarget(code=code, amount=amount):
            return f"{course_text(code, own)}{_amount(amount)}"
        case ElectiveTarget(amount=amount):
            return f"{_elective(target)}{_amount(amount)}"
        case RequirementTarget(attribute=attribute, amount=amount):
            return f"requirement {attribute_text(attribute)}{_amount(amount)}"
        case BlockTarget(title=title, amount=amount):
            words = said(title)
            return None if words is None else f"block {words}{_amount(amount)}"
        case NoTarget():
            return "none"
        case EveryTarget(parts=parts):
            return together((_grouped(part, own) for part in parts), " + ")
        case OneTarget(parts=parts):
            return together((_grouped(part, own) for part in parts), " | ")


def _joined(
    parts: Iterable[Source], word: str, own: InstitutionId | None
) -> str | None:
    return together((_inside(part, own) for part in parts), word)


def _inside(source: Source, own: InstitutionId | None) -> str | None:
    text = source_text(source, own)
    grouped = isinstance(source, Together | Either)
    return f"({text})" if grouped and text is not None else text


def _grouped(target: Target, own: InstitutionId | None) -> str | None:
    text = target_text(target, own)
    grouped = isinstance(target, EveryTarget | OneTarget)
    return f"({text})" if grouped and text is not None else text


def _elective(target: ElectiveTarget) -> str:
    words = ["elective"]
    if isinstance(target.subject, SameSubject):
        words.append("same subject")
    elif target.subject is not None:
        words.append(subject_text(str(target.subject)))
    if target.level is not None:
        words.append(str(target.level))
    return " ".join(words)


def _amount(amount: Amount | None) -> str:
    match amount:
        case None:
            return ""
        case FixedAmount(amount=fixed, unit=unit):
            return f" [{credit_text(fixed, unit)}]"
        case EarnedAmount(least=least, most=most):
            low = "" if least is None else f" min {credit_text(least, None)}"
            high = "" if most is None else f" max {credit_text(most, None)}"
            return f" [earned{low}{high}]"
        case CatalogAmount():
            return " [catalog]"
        case RestAmount():
            return " [rest]"
