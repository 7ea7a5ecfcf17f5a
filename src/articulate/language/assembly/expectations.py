"""What a test is given, and what it expects."""

from articulate.language.assembly.draft import Child, Draft
from articulate.language.assembly.nodes import node, words
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.expectations import (
    ExpectSignal,
    ExpectStatus,
    Given,
    GivenRequest,
)
from articulate.language.syntax.node import Node, Number
from articulate.language.syntax.quantities import Credits

_NO_FACT = frozenset({"valid until", "expected", "title", "term"})


def given_value(draft: Draft, children: list[Child]) -> Child:
    """Build a fact named by its words, with the value after them."""
    span = draft.span(children)
    name = words(children)
    fact = name if name in _NO_FACT else Fact(name, span=span)  # type: ignore[arg-type] # the grammar lists them
    value = next((c for c in children if isinstance(c, Node)), None)
    return Given(fact, value, span=span)  # type: ignore[arg-type] # as above


def given_credits(draft: Draft, children: list[Child]) -> Child:
    """Build credit: bare `4 quarter`, or `credits 4`, which is in `cr`."""
    span = draft.span(children)
    amount = children[-1]
    if isinstance(amount, Number):
        amount = Credits(amount, "cr", span=amount.span)
    return Given(Fact("credits", span=span), amount, span=span)


def given_about(draft: Draft, children: list[Child]) -> Child:
    """Build a fact with an argument: `score AB 4`, `decision "revalidated" "yes"`."""
    span = draft.span(children)
    held = [c for c in children if isinstance(c, Node)]
    argument = held[0] if len(held) > 1 else None
    fact = Fact(words(children), argument, span=span)  # type: ignore[arg-type] # the grammar says what each takes
    return Given(fact, held[-1], span=span)  # type: ignore[arg-type] # as above


def given_flag(draft: Draft, children: list[Child]) -> Child:
    """Build a yes: `verified`, `flag honors`, `attribute GE.HUM`."""
    span = draft.span(children)
    argument = children[-1] if isinstance(children[-1], Node) else None
    return Given(Fact(words(children), argument, span=span), span=span)  # type: ignore[arg-type] # as above


def given_not(draft: Draft, children: list[Child]) -> Child:
    """Build a no: `not flag honors`."""
    return Given(children[1].fact, denied=True, span=draft.span(children))


def given_request(draft: Draft, children: list[Child]) -> Child:
    """Build `given request due 2024-09-12 assigned`."""
    assigned = words(children).endswith("assigned")
    return node(GivenRequest, "due", assigned=assigned)(draft, children)


def expect_signal(draft: Draft, children: list[Child]) -> Child:
    """Build `expect signal desk/late`, `expect no signal desk/late`."""
    absent = words(children).startswith("expect no")
    return node(ExpectSignal, "signal", absent=absent)(draft, children)


def expect_status(draft: Draft, children: list[Child]) -> Child:
    """Build `expect denied NCC:MATH 095 because level`."""
    status = words(children, slice(1, None))
    return node(ExpectStatus, "learning", status=status)(draft, children)
