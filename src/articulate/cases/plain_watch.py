"""The plain watcher: every way in which patterns fit facts, found one by one.

It does what the adapter to durable-rules does, and works where that cannot be had.
"""

from collections.abc import Iterator, Sequence

from articulate.cases.facts import CaseFact, Value
from articulate.cases.watch import Check, Match, OfOther, Operator, Pattern, Plan


def plain_watch(plans: Sequence[Plan], facts: Sequence[CaseFact]) -> frozenset[Match]:
    """Return all matches, whatever the order of rules and facts."""
    by_kind: dict[str, list[int]] = {}
    for place, fact in enumerate(facts):
        by_kind.setdefault(fact.kind, []).append(place)
    return frozenset(
        (plan.rule, found)
        for plan in plans
        for found in _fitting(plan, facts, by_kind, ())
    )


def could_fit(pattern: Pattern, fact: CaseFact) -> bool:
    """Say whether a fact can fit a pattern, as far as it says so by itself."""
    return fact.kind == pattern.kind and all(
        _compares(check.operator, fact.fields.get(check.field), check.value)
        for check in pattern.tests
        if not isinstance(check.value, OfOther)
    )


def _fitting(
    plan: Plan,
    facts: Sequence[CaseFact],
    by_kind: dict[str, list[int]],
    found: tuple[int, ...],
) -> Iterator[tuple[int, ...]]:
    """Yield every way to go on from what was found for the first patterns."""
    if len(found) == len(plan.patterns):
        yield found
        return
    pattern = plan.patterns[len(found)]
    for place in by_kind.get(pattern.kind, ()):
        fits = all(_holds(test, facts[place], facts, found) for test in pattern.tests)
        if fits and place not in found:
            yield from _fitting(plan, facts, by_kind, (*found, place))


def _holds(
    test: Check, fact: CaseFact, facts: Sequence[CaseFact], found: tuple[int, ...]
) -> bool:
    """Say whether a test holds; a field that is not there answers no test."""
    left, right = fact.fields.get(test.field), test.value
    if isinstance(right, OfOther):
        there = facts[found[right.pattern]].fields.get(right.field)
        plus = right.plus
        return _compares(
            test.operator, left, there + plus if isinstance(there, int) else there
        )
    return _compares(test.operator, left, right)


def _compares(operator: Operator, left: Value | None, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    if operator is Operator.EQUAL:
        return left == right
    if not isinstance(left, int) or not isinstance(right, int):
        return False
    match operator:
        case Operator.AT_MOST:
            return left <= right
        case Operator.AT_LEAST:
            return left >= right
        case Operator.MORE:
            return left > right
