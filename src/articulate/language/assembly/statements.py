"""Statements that need more than the ordinary case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Build, Child, Draft, Part
from articulate.language.assembly.nodes import add_clauses, node, whole, words
from articulate.language.scan import Word
from articulate.language.syntax.agreements import Deny, Partial, Refer, Rule
from articulate.language.syntax.degrees import (
    CreditsAtLeast,
    GpaQualifier,
    Residency,
    SomeOf,
)
from articulate.language.syntax.institutions import Term
from articulate.language.syntax.node import Name, Node, Number, Reference
from articulate.language.syntax.policies import (
    Candidates,
    Choose,
    Completed,
    Convert,
    DenyPool,
    PercentOf,
    Prefer,
    ReferPool,
    Repeat,
    Rounding,
)
from articulate.language.syntax.prior_learning import Assessors, Stack
from articulate.language.syntax.quantities import Credits
from articulate.language.syntax.sources import Amount, CourseTarget, SourceCount

_AFTER_1 = slice(1, None)


def count_source(draft: Draft, children: list[Child]) -> Child:
    """Build `2 of (…)`; it cannot ask for more than there are."""
    number, *parts = (c for c in children if not isinstance(c, Word))
    count = whole(draft, number)
    if not 1 <= count <= len(parts):
        draft.report(
            Code.COUNT_OUT_OF_REACH,
            number.span,
            f"`{number.written} of` cannot be had from {len(parts)} in parentheses",
            way_out=f"ask for 1 to {len(parts)}, or name more courses",
        )
    return SourceCount(count, tuple(parts), span=draft.span(children))


def some_of(draft: Draft, children: list[Child]) -> Child:
    """Build `1 of { … }`, or `1 to 3 of { … }`."""
    numbers, members = _numbers_first(children)
    least = whole(draft, numbers[0])
    most = whole(draft, numbers[1]) if len(numbers) > 1 else None
    if most is not None and most < least:
        draft.report(
            Code.RANGE_BACKWARDS,
            numbers[1].span,
            f"`{least} to {most}` runs backwards",
            way_out=f"write the lower end first: `{most} to {least}`",
        )
        least, most = most, least
    return SomeOf(least, most, members, span=draft.span(children))


def stack(draft: Draft, children: list[Child]) -> Child:
    """Build `stack all of a, b` or `stack 2 of a, b, c`."""
    numbers, members = _numbers_first(children)
    count = whole(draft, numbers[0]) if numbers else None
    return Stack(count, members, span=draft.span(children))


def _numbers_first(children: list[Child]) -> tuple[list[Number], tuple[Child, ...]]:
    held = [c for c in children if not isinstance(c, Word)]
    numbers = [c for c in held if isinstance(c, Number)]
    return numbers, tuple(held[len(numbers) :])


def target(kind: Callable[..., Node], *names: str) -> Build:
    """Build a target; the amount in brackets belongs to it."""
    ordinary = node(kind, *names)

    def build(draft: Draft, children: list[Child]) -> Child:
        last = children[-1]
        if len(children) > 1 and isinstance(last, Amount):
            amount = Part("amount", last, last.span)
            return ordinary(draft, [*children[:-1], amount])
        return ordinary(draft, children)

    return build


course_target = target(CourseTarget, "course")


def reasoned(kind: Callable[..., Node], *names: str) -> Build:
    """Build a denial, which must say why."""
    ordinary = node(kind, *names)

    def build(draft: Draft, children: list[Child]) -> Child:
        built = ordinary(draft, children)
        if built.because is None:
            draft.report(
                Code.DENIAL_WITHOUT_REASON,
                built.span,
                f"`deny {built.id.text}` does not say why",
                way_out='end it with a reason: `because "Developmental work"`',
            )
        return built

    return build


deny = reasoned(Deny, "id", "source")
deny_pool = reasoned(DenyPool, "id", "pool")
refer = node(Refer, "id", "source")
refer_pool = node(ReferPool, "id", "pool")
partial = node(Partial, "id", "of", "source", "target")


def rule(draft: Draft, children: list[Child]) -> Child:
    """Build a rule; in an exam and the like nothing stands left of its arrow."""
    has_source = any(isinstance(c, Word) and c.text == ":" for c in children)
    names = ("id", "source", "target") if has_source else ("id", "target")
    return node(Rule, *names)(draft, children)


def completed(draft: Draft, children: list[Child]) -> Child:
    """Build `completed within 7 years before admitted`."""
    said = words(children)
    direction: Literal["before", "after"] = (
        "before" if said.endswith("before") else "after"
    )
    held = [c for c in children if not isinstance(c, Word)]
    within = held[0] if len(held) > 1 else None
    return Completed(within, direction, held[-1], span=draft.span(children))


def convert(draft: Draft, children: list[Child]) -> Child:
    """Build `convert quarter -> semester by 2/3 …`."""
    said = words(children).split()
    return node(Convert, "by", from_=said[1], to=said[3])(draft, children)


def rounding(draft: Draft, children: list[Child]) -> Child:
    """Build `round half-up to 0.01 per course`, a clause of `convert`."""
    said = words(children).split()
    built = node(Rounding, "to", mode=said[1], per=said[-1])(draft, children)
    return Part("rounding", built, built.span)


def repeat(draft: Draft, children: list[Child]) -> Child:
    """Build `repeat now: best grade`, `repeat labs: each up to 3`."""
    method = words(children, _AFTER_1).removesuffix(" up to")
    return node(Repeat, "id", "up_to", method=method)(draft, children)


def prefer(draft: Draft, children: list[Child]) -> Child:
    """Build `prefer larger sets then most credit`."""
    order = tuple(words(children, _AFTER_1).split(" then "))
    return node(Prefer, order=order)(draft, children)


def candidates(draft: Draft, children: list[Child]) -> Child:
    """Build `candidates admitted, declared`."""
    said = tuple(words(children, _AFTER_1).split())
    return Candidates(said, span=draft.span(children))  # type: ignore[arg-type] # the grammar lists them


def choose(draft: Draft, children: list[Child]) -> Child:
    """Build `choose election else most favorable else admitted`."""
    order = tuple(words(children, _AFTER_1).split(" else "))
    return Choose(order, span=draft.span(children))  # type: ignore[arg-type] # the grammar lists them


def percent_of(draft: Draft, children: list[Child]) -> Child:
    """Build `25% of degree`; the number must be a percent or a fraction."""
    number = children[0]
    if not number.is_percent and "/" not in number.written:
        draft.report(
            Code.NOT_A_NUMBER,
            number.span,
            f"`{number.written}` of something is not a percent",
            way_out=f"write `{number.written}%`, or a fraction such as `1/2`",
        )
    return PercentOf(number, words(children, _AFTER_1), span=draft.span(children))  # type: ignore[arg-type] # the grammar lists them


def residency(draft: Draft, children: list[Child]) -> Child:
    """Build a residency; the groups after `in` belong to its percent."""
    name, quantity = (c for c in children if not isinstance(c, Word | Part))
    clauses = [c for c in children if isinstance(c, Part)]
    if isinstance(quantity, PercentOf):
        groups = [c for c in clauses if c.name == "groups"]
        clauses = [c for c in clauses if c.name != "groups"]
        quantity = replace(quantity, groups=_names_in(groups))
    given: dict[str, object] = {"id": name, "at_least": quantity}
    if isinstance(quantity, _OfLast):
        given |= {"at_least": quantity.at_least, "last": quantity.last}
    add_clauses(draft, Residency, given, clauses)
    return Residency(**given, span=draft.span(children))  # type: ignore[arg-type] # by name


def _names_in(groups: list[Part]) -> tuple[Name, ...]:
    return tuple(name for each in groups for name in each.value)


@dataclass(frozen=True, slots=True)
class _OfLast(Node):
    """`24 of last 30 cr`, on its way into a residency."""

    at_least: Credits
    last: Credits


def credits_at_least(draft: Draft, children: list[Child]) -> Child:
    """Build `credits at least 120`; `cr` after it goes without saying."""
    return node(CreditsAtLeast, "at_least")(
        draft,
        [
            one.amount if isinstance(one, Credits) and one.unit == "cr" else one
            for one in children
        ],
    )


def of_last(draft: Draft, children: list[Child]) -> Child:
    """Build `24 of last 30 cr`, which counts both in one unit."""
    number, last = (c for c in children if not isinstance(c, Word))
    at_least = Credits(number, last.unit, span=draft.span(children))
    return _OfLast(at_least, last, span=at_least.span)


def gpa_qualifier(draft: Draft, children: list[Child]) -> Child:
    """Build `gpa >= 2.25`, `gpa of all attempts >= 2.25`."""
    said = [c.text for c in children if isinstance(c, Word)]
    return GpaQualifier(
        said[-1],  # type: ignore[arg-type] # the grammar puts the operator last
        children[-1],
        all_attempts="attempts" in said,
        span=draft.span(children),
    )


def term(draft: Draft, children: list[Child]) -> Child:
    """Build a term of a calendar."""
    optional = "optional" in words(children)
    names = ("term", "from_", "to")
    return node(Term, *names, optional=optional)(draft, children)


def assessors(draft: Draft, children: list[Child]) -> Child:
    """Build `assessors 2 blind`."""
    blind = "blind" in words(children)
    return node(Assessors, "count", blind=blind)(draft, children)


def reference(draft: Draft, children: list[Child]) -> Child:
    """Build `block@version/member`; alone, the name is a block."""
    names = [c for c in children if not isinstance(c, Word)]
    marks = [c.text for c in children if isinstance(c, Word)]
    found = dict(zip(marks, names[1:], strict=True))
    return Reference(
        names[0], found.get("@"), found.get("/"), span=draft.span(children)
    )


def member(draft: Draft, children: list[Child]) -> Child:
    """Build a reference whose bare name is something in its own block."""
    if len(children) == 1:
        return Reference(None, None, children[0], span=draft.span(children))
    return reference(draft, children)
