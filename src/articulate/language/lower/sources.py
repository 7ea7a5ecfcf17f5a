"""The two sides of a rule: what a learner must bring, and what it gives."""

from articulate.language.lower.codes import Sides
from articulate.language.lower.quantities import attribute_text, unit_of
from articulate.language.syntax import policies, sources
from articulate.model.course import CourseLevel
from articulate.model.identifiers import Subject
from articulate.rulebook.sources import (
    AwardSource,
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


def sent_source(written: sources.Source, sides: Sides) -> Source:
    """Compile the source of a rule: a plain code stands for it at each sender."""
    match written:
        case sources.SourceAll(parts=parts):
            return Together(tuple(sent_source(part, sides) for part in parts))
        case sources.SourceAny(parts=parts):
            return Either(tuple(sent_source(part, sides) for part in parts))
        case sources.SourceCount(count=count, parts=parts):
            return SomeOf(count, tuple(sent_source(part, sides) for part in parts))
        case sources.AwardSource(title=title):
            return AwardSource(title)
        case _:
            selectors = sides.sent(written)
            return selectors[0] if len(selectors) == 1 else Either(selectors)


def own_source(written: sources.Source, sides: Sides) -> Source:
    """Compile what is written like a source but names the receiving side's courses."""
    match written:
        case sources.SourceAll(parts=parts):
            return Together(tuple(own_source(part, sides) for part in parts))
        case sources.SourceAny(parts=parts):
            return Either(tuple(own_source(part, sides) for part in parts))
        case sources.SourceCount(count=count, parts=parts):
            return SomeOf(count, tuple(own_source(part, sides) for part in parts))
        case sources.AwardSource(title=title):
            return AwardSource(title)
        case _:
            return sides.selector(written)


def target_of(written: sources.Target, sides: Sides) -> Target:
    """Compile the target of a rule."""
    match written:
        case sources.TargetAll(parts=parts):
            return EveryTarget(tuple(target_of(part, sides) for part in parts))
        case sources.TargetChoice(parts=parts):
            return OneTarget(tuple(target_of(part, sides) for part in parts))
        case sources.CourseTarget(course=course, amount=amount):
            return CourseTarget(sides.course(course), amount_of(amount))
        case sources.ElectiveTarget(amount=amount):
            return elective_of(written, amount_of(amount))
        case sources.RequirementTarget(attribute=attribute, amount=amount):
            return RequirementTarget(attribute_text(attribute), amount_of(amount))
        case sources.BlockTarget(title=title, amount=amount):
            return BlockTarget(title, amount_of(amount))
        case sources.NoTarget():
            return NoTarget()


def elective_of(
    written: sources.ElectiveTarget | policies.ElectiveRemedy, amount: Amount | None
) -> ElectiveTarget:
    """Compile `elective [SUBJECT | same subject] [lower|upper]`."""
    level = None if written.level is None else CourseLevel(written.level)
    if written.same_subject:
        return ElectiveTarget(SameSubject.SAME, level, amount)
    subject = None if written.subject is None else Subject(written.subject)
    return ElectiveTarget(subject, level, amount)


def amount_of(written: sources.Amount | None) -> Amount | None:
    """Compile what stands in brackets; None is the default."""
    match written:
        case None:
            return None
        case sources.FixedAmount(credits=credits):
            return FixedAmount(credits.amount.value, unit_of(credits.unit))
        case sources.EarnedAmount(least=least, most=most):
            return EarnedAmount(
                None if least is None else least.amount.value,
                None if most is None else most.amount.value,
            )
        case sources.CatalogAmount():
            return CatalogAmount()
        case sources.RestAmount():
            return RestAmount()
