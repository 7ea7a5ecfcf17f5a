"""The watcher on durable-rules, kept within what the library can do.

It is handed flat facts and gives back matches: one thread, one session, facts one by
one, and whole numbers only: texts are numbered before. It starts none of the
library's timers. What goes wrong in an action is swallowed there, so an action only
notes what it saw. Facts are taken back when a learner is done with: to forget a session
or a set of rules can end the process, so neither is ever done, and rules are loaded a
few times at most. What is more than the library can hold is left to the plain watcher.
As it ends a process even so at times, `bootstrap` lets it work in one of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from articulate.cases.facts import CaseFact, Value
from articulate.cases.plain_watch import could_fit, plain_watch
from articulate.cases.watch import Check, Match, OfOther, Operator, Plan

MOST_TESTS = 250
"""Tests in one set of rules; the library allows 511 on one field, and fewer alike."""
MOST_FACTS = 2_000
"""Facts of one learner; there is no limit known, and nobody has so many."""
MOST_LOADED = 100
"""Sets of rules that a watcher loads; what was loaded stays in memory."""

_COMPARE = {
    Operator.AT_MOST: "$lte",
    Operator.AT_LEAST: "$gte",
    Operator.MORE: "$gt",
}
_numbers = count(1)  # rules have names of their own in the whole process


class _Texts:
    """Numbers for texts: the library is told no text that anybody wrote.

    It takes `"2"` for 2, and has a parser of its own. What rules name is numbered with
    the rules, the rest for each learner anew.
    """

    def __init__(self, before: "_Texts | None" = None) -> None:
        self.known: dict[str, int] = {} if before is None else {**before.known}

    def number(self, value: Value) -> int:
        """Return the number of a text, or the number that it is."""
        if isinstance(value, int):
            return value
        return self.known.setdefault(value, len(self.known))


class DurableWatcher:
    """Watches with durable-rules; rules are loaded when they are new.

    What it keeps between two learners is the loaded rules, and no fact. Where the
    library cannot be had, to make one is an `ImportError`.
    """

    def __init__(self, most_loaded: int = MOST_LOADED) -> None:
        from durable import engine  # noqa: PLC0415 - an extra, and not for every Python

        class Quiet(engine.Host):  # type: ignore[misc]  # it has no types
            """A host that starts no threads: nothing here waits for a timer."""

            def _run(self) -> None:
                """Dispatch nothing by itself."""

        self._new_host: Callable[[], Any] = Quiet
        self._unheard = engine.MessageNotHandledException
        self._most_loaded = most_loaded
        self._plans: tuple[Plan, ...] = ()
        self._loaded: list[tuple[Any, str]] = []
        self._texts = _Texts()
        self._seen: set[Match] = set()

    def __call__(
        self, plans: Sequence[Plan], facts: Sequence[CaseFact]
    ) -> frozenset[Match]:
        """Return all matches, whatever the order of rules and facts."""
        if not plans or not facts:
            return frozenset()
        if len(facts) > MOST_FACTS or not self._load(tuple(plans)):
            return plain_watch(plans, facts)
        self._seen.clear()
        texts = _Texts(self._texts)
        told = [
            {"kind": one.kind, "id": str(place), "sid": "1"}
            | {name: texts.number(value) for name, value in one.fields.items()}
            for place, one in enumerate(facts)
            if any(could_fit(each, one) for plan in plans for each in plan.patterns)
        ]
        host, name = self._loaded[-1]
        for act in (host.assert_fact, host.retract_fact):
            for one in told:
                with suppress(self._unheard):
                    act(name, one)
        return frozenset(self._seen)

    def _load(self, plans: tuple[Plan, ...]) -> bool:
        """Load rules that are new; False where that would be too many."""
        if plans == self._plans:
            return True
        if _tests(plans) > MOST_TESTS or len(self._loaded) >= self._most_loaded:
            return False
        texts = _Texts()
        rules = {
            f"r{number}": {
                "all": [
                    {f"p{place}": {"$and": list(_asked(plan, place, texts))}}
                    for place in range(len(plan.patterns))
                ],
                "run": self._noting(plan),
            }
            for number, plan in enumerate(plans)
        }
        host, name = self._new_host(), f"watch{next(_numbers)}"
        host.set_rulesets({name: rules})
        self._loaded.append((host, name))
        self._plans, self._texts = plans, texts
        return True

    def _noting(self, plan: Plan) -> Any:  # noqa: ANN401 - a thing of the library's
        places = range(len(plan.patterns))

        def note(seen: Any) -> None:  # noqa: ANN401 - a thing of the library's
            found = tuple(int(getattr(seen, f"p{place}").id) for place in places)
            self._seen.add((plan.rule, found))

        return note


def _tests(plans: Sequence[Plan]) -> int:
    return sum(1 + len(one.tests) for plan in plans for one in plan.patterns)


def _asked(plan: Plan, place: int, texts: _Texts) -> Iterator[Mapping[str, object]]:
    """Yield what is asked of a fact, that it has each field that is compared first."""
    pattern = plan.patterns[place]
    compared = {each.field for each in pattern.tests} | {
        each.value.field
        for later in plan.patterns
        for each in later.tests
        if isinstance(each.value, OfOther) and each.value.pattern == place
    }
    yield {"kind": pattern.kind}
    yield from ({"$ex": {field: 1}} for field in sorted(compared))
    yield from (_test(each, texts) for each in pattern.tests)


def _test(test: Check, texts: _Texts) -> dict[str, object]:
    right: object = test.value
    if isinstance(test.value, str):
        right = texts.number(test.value)
    if isinstance(test.value, OfOther):
        other = {f"p{test.value.pattern}": test.value.field}
        right = {"$add": {"$l": other, "$r": test.value.plus}}
        if not test.value.plus:
            right = other
    compared: dict[str, object] = {test.field: right}
    if test.operator is Operator.EQUAL:
        return compared
    return {_COMPARE[test.operator]: compared}
