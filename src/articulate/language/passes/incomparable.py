"""AR232: two things are compared only if they are of one kind."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.passes.fact_kinds import DAYS, MEASURES, Measure
from articulate.language.syntax.conditions import (
    Comparison,
    Count,
    Expression,
    Fact,
    Includes,
    Membership,
    Sum,
    Within,
)
from articulate.language.syntax.node import Day, Name, Node, Number, Text
from articulate.language.syntax.quantities import Credits, Duration, Grade, TermRef

_LEVELS = frozenset({"developmental", "lower", "upper", "graduate"})
_LISTED = ("evidence", "recommended")
_ORDERING = ("<", "<=", ">", ">=")


def incomparable(checked: Checked) -> Iterator[Diagnostic]:
    """Report each comparison whose two sides are of different kinds."""
    for comparison, _ in checked.nodes(Comparison):
        yield from _compared(comparison)
    for membership, _ in checked.nodes(Membership):
        for value in membership.values:
            yield from _sides(membership.left, value, membership)
    for includes, _ in checked.nodes(Includes):
        left = includes.left
        if not isinstance(left, Fact) or left.name not in _LISTED:
            yield _problem(
                includes,
                "only `evidence` and `recommended` hold several texts to look through",
                "compare the fact with `=` instead",
            )
    for within, _ in checked.nodes(Within):
        if not isinstance(within.left, Fact) or within.left.name not in DAYS:
            yield _problem(
                within,
                "only a date lies within a time before or after another",
                "write a date's fact first, such as `completed within 5 years …`",
            )


def _compared(comparison: Comparison) -> Iterator[Diagnostic]:
    left, right = comparison.left, comparison.right
    if isinstance(left, Count):
        yield from _counted(left, comparison)
        return
    if not isinstance(left, Fact | Sum) and isinstance(right, Fact | Sum):
        left, right = right, left
    if not isinstance(left, Fact | Sum):
        yield _problem(
            comparison,
            "neither side is a fact of the record",
            "compare a fact with a value, such as `score >= 4`",
        )
        return
    yield from _sides(left, right, comparison)
    text_only = MEASURES.get(left.name) if isinstance(left, Fact) else None
    if text_only == frozenset({Measure.TEXT}) and comparison.operator in _ORDERING:
        yield _problem(
            comparison,
            f"texts have no order, so `{comparison.operator}` says nothing of one",
            "write `=`, `!=` or `in (…)`",
        )


def _counted(count: Count, comparison: Comparison) -> Iterator[Diagnostic]:
    inner = count.condition
    simple = (
        isinstance(inner, Comparison)
        and isinstance(inner.left, Fact)
        and inner.left.name == "criterion"
        and inner.left.argument is None
        and isinstance(inner.right, Number)
    )
    if not simple or not isinstance(comparison.right, Number):
        yield _problem(
            comparison,
            "`count` counts criteria by their level",
            "write it so: `count (criterion < 3) = 1`",
        )


def _sides(left: Expression, right: Expression, place: Node) -> Iterator[Diagnostic]:
    wanted, seen = _measures(left), _measures(right)
    if not wanted or not seen or wanted & seen:
        return
    names = " or ".join(sorted(wanted))
    yield _problem(
        place,
        f"{names} is compared with {' or '.join(sorted(seen))}",
        f"compare it with {names}",
    )


def _measures(side: Expression) -> frozenset[Measure]:
    """Return what a side may be counted in; empty where anything goes."""
    match side:
        case Fact(name=name):
            return MEASURES.get(name, frozenset())
        case Sum(parts=parts):
            return frozenset[Measure]().union(*(_measures(part) for part in parts))
        case Number():
            return frozenset({Measure.NUMBER, Measure.CREDIT})
        case Grade():
            return frozenset({Measure.GRADE})
        case Day() | TermRef():
            return frozenset({Measure.DAY})
        case Duration():
            return frozenset({Measure.LENGTH})
        case Credits():
            return frozenset({Measure.CREDIT})
        case Name(text=text) if text in _LEVELS:
            return frozenset({Measure.LEVEL, Measure.TEXT})
        case Name() | Text():
            return frozenset({Measure.TEXT})
        case Count():
            return frozenset({Measure.NUMBER})


def _problem(place: Node, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(Code.NOT_COMPARABLE, place.span, message, way_out)
