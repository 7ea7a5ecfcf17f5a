"""What conditions are made of: facts, what they are compared with, and sums."""

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.assembly.draft import Child, Draft, Part
from articulate.language.assembly.nodes import words
from articulate.language.scan import Word
from articulate.language.syntax.conditions import (
    Comparison,
    Fact,
    Has,
    Holds,
    Membership,
    Sum,
)
from articulate.language.syntax.node import Name, Number
from articulate.language.syntax.quantities import Duration, Grade

_GRADES = frozenset({"grade", "underlying", "average grade", "grade of"})
_NAMES = frozenset({"catalog", "degree"})
_YES_OR_NO = frozenset({"verified", "unexpired", "endorsed", "flag", "attribute"})


def fact(draft: Draft, children: list[Child]) -> Child:
    """Build a fact from its words, and its argument if it has one."""
    arguments = [c for c in children if not isinstance(c, Word)]
    argument = arguments[0] if arguments else None
    name = words(children)
    if name == "unexpired on":
        name = "unexpired"
    return Fact(name, argument, span=draft.span(children))  # type: ignore[arg-type] # the grammar lists the names


def expression(draft: Draft, children: list[Child]) -> Child:
    """Build one term, or the sum of several."""
    if len(children) == 1:
        return children[0]
    return Sum(tuple(children[::2]), span=draft.span(children))


def comparison(draft: Draft, children: list[Child]) -> Child:
    """Build a comparison, reading what stands beside a grade as a grade."""
    left, operator, right = children
    of_what = _compared(left) or _compared(right)
    return Comparison(
        _read_as(draft, left, of_what),
        operator.text,
        _read_as(draft, right, of_what),
        span=draft.span(children),
    )


def membership(draft: Draft, children: list[Child]) -> Child:
    """Build `fact in (…)`, reading what stands beside a grade as a grade."""
    left, *values = (c for c in children if not isinstance(c, Word))
    of_what = _compared(left)
    return Membership(
        left,
        tuple(_read_as(draft, value, of_what) for value in values),
        span=draft.span(children),
    )


def holds(draft: Draft, children: list[Child]) -> Child:
    """Build a fact that stands alone; only a yes or no can."""
    (alone,) = children
    if isinstance(alone, Fact) and alone.name in _YES_OR_NO:
        return Holds(alone, span=alone.span)
    shown = alone.name if isinstance(alone, Fact) else "this"
    span = draft.span(children)
    draft.report(
        Code.BARE_FACT,
        span,
        f"`{shown}` alone is neither true nor false",
        way_out=f"compare it with something, such as `{_compared_example(shown)}`",
    )
    return Holds(_stand_in(alone, span), span=span)


def has(draft: Draft, children: list[Child]) -> Child:
    """Build `has`, with what is asked of the credit."""
    given: dict[str, Child] = {"attempted": "attempted" in words(children)}
    nodes = []
    for child in children:
        if isinstance(child, Part):
            given[child.name] = child.value
        elif not isinstance(child, Word):
            nodes.append(child)
    return Has(nodes[0], **given, span=draft.span(children))


def duration(draft: Draft, children: list[Child]) -> Child:
    """Build a stretch of time; `1 year` and `2 years` count in one unit."""
    unit = words(children)
    plural = unit if unit.endswith("s") else f"{unit}s"
    return Duration(children[0], plural, span=draft.span(children))  # type: ignore[arg-type] # the grammar lists the units


def _compared(side: Child) -> str | None:
    return side.name if isinstance(side, Fact) else None


def _read_as(draft: Draft, side: Child, of_what: str | None) -> Child:
    """Read a bare word or number by the fact it is compared with."""
    if of_what in _GRADES:
        return _as_grade(draft, side)
    if isinstance(side, Grade) and side.written.isalnum():
        return Name(side.written, span=side.span)
    if isinstance(side, Number) and of_what in _NAMES:
        return Name(side.written, span=side.span)
    return side


def _as_grade(draft: Draft, side: Child) -> Child:
    if isinstance(side, Number):
        return Grade(side.written, span=side.span)
    if not isinstance(side, Name):
        return side
    draft.report(
        Code.NOT_A_GRADE,
        side.span,
        f"`{side.text}` is not written like a grade",
        way_out=(
            f"a grade stands as it is printed: did you mean `{side.text.upper()}`? "
            f"one of another shape goes in backticks: `` `{side.text}` ``"
        ),
    )
    return Grade(side.text.upper(), span=side.span)


def _compared_example(name: str) -> str:
    examples = {
        "grade": "grade >= C",
        "underlying": "underlying >= C-",
        "level": "level = upper",
        "completed": "completed >= 2015-08-15",
        "evidence": 'evidence includes "work product"',
        "recommended": 'recommended includes "3 semester lower"',
        "degree": "degree = bs-cs",
        "location": 'location = "Fort Sam Houston"',
        "criterion": 'criterion "Analysis" >= 3',
        "gap": "gap > 2 terms",
        "this": "score >= 4",
    }
    return examples.get(name, f"{name} >= 3")


def _stand_in(alone: Child, span: Span) -> Fact:
    return alone if isinstance(alone, Fact) else Fact("verified", span=span)
