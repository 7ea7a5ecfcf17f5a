"""Watch rules as patterns over flat facts, and who looks for them.

A pattern is a kind of fact and what must be so of its fields, some of it compared with
the fields of patterns before it. Both watchers are handed the same patterns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from articulate.cases.facts import CaseFact, FactKind, Value, day_number
from articulate.cases.nearing import Today
from articulate.rulebook.watches import Sign, SignName, WatchRule


class Operator(StrEnum):
    """How a field is compared."""

    EQUAL = "="
    AT_MOST = "<="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class OfOther:
    """A field of a fact that an earlier pattern found, and how much is added to it."""

    pattern: int
    field: str
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """What must be so of one field."""

    field: str
    operator: Operator
    value: Value | OfOther


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of fact, and all that must be so of it."""

    kind: FactKind
    tests: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One watch rule as patterns; for each another fact is to be found."""

    rule: str
    patterns: tuple[Pattern, ...]


_BEFORE = -1
"""The pattern before, wherever it comes to stand."""

Match = tuple[str, tuple[int, ...]]
"""The name of a rule, and for each of its patterns the place of the fact that fits."""


class Watcher(Protocol):
    """Finds every way in which the patterns of some rules fit some facts."""

    def __call__(
        self, plans: Sequence[Plan], facts: Sequence[CaseFact]
    ) -> frozenset[Match]:
        """Return all matches, whatever the order of rules and facts."""
        ...


def plans_of(name: str, rule: WatchRule, today: Today) -> Iterator[Plan]:
    """Yield the patterns of a rule as of a day: one plan, or one for each degree."""
    tests: dict[FactKind, list[Check]] = {}
    beside: list[list[Pattern]] = [[]]
    for sign in rule.signs:
        match sign.name:
            case SignName.FLAG:
                flag = Pattern("flag", (_equal("flag", sign.flag),))
                beside = [[*some, flag] for some in beside]
            case SignName.PURSUES:
                beside = [
                    [*some, Pattern("degree", (_equal("degree", str(one)),))]
                    for some in beside
                    for one in sign.degrees
                ]
            case SignName.DIFFER:
                tests.setdefault("panel", [])
                beside = [[*some, *_apart(sign)] for some in beside]
            case _:
                kind, asked = _asked(sign, today)
                tests.setdefault(kind, []).extend(asked)
    kinds = sorted(tests, key=lambda kind: (kind != "panel", kind))
    first = [Pattern(kind, tuple(tests[kind])) for kind in kinds]
    for some in beside:
        yield Plan(name, tuple(_joined([*first, *some])))


def _joined(patterns: Sequence[Pattern]) -> Iterator[Pattern]:
    """Let every pattern be about the learner of the first, and name what is before."""
    same = Check("learner", Operator.EQUAL, OfOther(0, "learner"))
    for place, one in enumerate(patterns):
        tests = tuple(_placed(test, place) for test in one.tests)
        yield Pattern(one.kind, tests if place == 0 else (same, *tests))


def _placed(test: Check, place: int) -> Check:
    value = test.value
    if isinstance(value, OfOther) and value.pattern == _BEFORE:
        return replace(test, value=replace(value, pattern=place - 1))
    return test


def _asked(sign: Sign, today: Today) -> tuple[FactKind, list[Check]]:
    """Say which kind of fact a sign is seen in, and what is asked of it."""
    kind, field = SEEN_IN[sign.name]
    if sign.within is not None:
        return kind, [
            Check(field, Operator.AT_LEAST, day_number(today.day)),
            Check(field, Operator.AT_MOST, day_number(today.reach(sign.within))),
        ]
    match sign.name:
        case SignName.LATE:
            return kind, [Check(field, Operator.AT_MOST, day_number(today.day) - 1)]
        case SignName.APPLIED:
            return kind, [_equal(field, 1)]
        case SignName.SET_COMPLETE:
            return kind, []
        case _:
            return kind, [_equal(field, 0)]


SEEN_IN: dict[SignName, tuple[FactKind, str]] = {
    SignName.SUBMITTED: ("panel", "missing"),
    SignName.SET_COMPLETE: ("set", "rule"),
    SignName.SET_UNUSED: ("set", "used"),
    SignName.APPLIED: ("credit", "applied"),
    SignName.AGES_OUT: ("credit", "last"),
    SignName.LATE: ("request", "due"),
    SignName.DUE: ("request", "due"),
    SignName.UNASSIGNED: ("request", "assigned"),
    SignName.LAST_AWARD: ("teachout", "award"),
    SignName.APPLY_THROUGH: ("teachout", "apply"),
}
"""In which field of which kind of fact a sign is seen."""


def _apart(sign: Sign) -> list[Pattern]:
    """Two levels of one criterion, given by assessors of the panel found first.

    Levels are whole, so that more than a level and a half is more than one.
    """
    least = 0 if sign.more_than is None else int(sign.more_than)
    of_panel = Check("panel", Operator.EQUAL, OfOther(0, "name"))
    lower = Pattern("rating", (of_panel,))
    return [lower, Pattern("rating", (of_panel, *_above(least)))]


def _above(least: int) -> tuple[Check, Check]:
    """Compare with the fact of the pattern before."""
    return (
        Check("criterion", Operator.EQUAL, OfOther(_BEFORE, "criterion")),
        Check("level", Operator.MORE, OfOther(_BEFORE, "level", least)),
    )


def _equal(field: str, value: Value) -> Check:
    return Check(field, Operator.EQUAL, value)
