"""Which watch rules point something out in what a policy test makes."""

from collections.abc import Iterator
from typing import Any, cast

from articulate.cases.facts import CaseFact, Value, day_number
from articulate.cases.nearing import Today
from articulate.cases.plain_watch import plain_watch
from articulate.cases.signals import NamedRule, signals_seen
from articulate.explain.machine import evaluation_json
from articulate.explain.outline import Shown
from articulate.rulebook.in_force import in_force
from articulate.rulebook.policy_tests import ExpectationKind, PolicyTest
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.services.evaluate_record import Asked
from articulate.services.office import Office
from articulate.services.watch_records import Asking, ReadCase, record_facts

_OF_SIGNALS = (ExpectationKind.SIGNAL, ExpectationKind.NO_SIGNAL)
_KINDS = frozenset({"credit", "set", "teachout", "flag", "degree"})


def told_in(test: PolicyTest, shown: Shown, rulebook: Rulebook) -> frozenset[str]:
    """Name the watch rules that point something out, with and without their version.

    Business days are Mondays to Fridays: a test knows no office.
    """
    if not expects_signals(test):
        return frozenset()
    evaluation = shown.evaluation
    asked = Asked(test.as_of, evaluation.receiving, test.known_at, test.degrees)
    lines = cast("list[dict[str, Any]]", evaluation_json(shown)["lines"])
    case = ReadCase("given", test.record, asked, tuple(lines))
    asking = Asking(rulebook, Office(), test.as_of, _KINDS)
    facts = [*record_facts([case], asking), *_given(test)]
    today = Today(test.as_of)
    rules = [
        (head, rule)
        for head, rule in rules_on(rulebook, today)
        if head.receiving == evaluation.receiving
    ]
    seen = signals_seen(rules, facts, today, plain_watch)
    names = {one.rule for one in seen}
    return frozenset(names | {_without_version(one) for one in names})


def expects_signals(test: PolicyTest) -> bool:
    """Say whether a test expects a signal, or none."""
    return any(one.kind in _OF_SIGNALS for one in test.expectations)


def rules_on(rulebook: Rulebook, today: Today) -> tuple[NamedRule, ...]:
    """Return the watch rules in force on a day."""
    return tuple(
        (block.head, rule)
        for versions in versions_of(rulebook.watches).values()
        for block in in_force(versions, today.day, None).chosen
        for rule in block.rules
    )


def _without_version(name: str) -> str:
    block, _, rule = name.partition("/")
    return f"{block.partition('@')[0]}/{rule}"


def _given(test: PolicyTest) -> Iterator[CaseFact]:
    """Yield the requests and the panel that a test gives."""
    learner = str(test.record.learner.id)
    for number, one in enumerate(test.requests, start=1):
        fields: dict[str, Value] = {
            "learner": learner,
            "name": f"given-{number}",
            "assigned": int(one.assigned),
            "due": day_number(one.due),
        }
        yield CaseFact("request", fields, f"request given-{number}")
    if not test.ratings:
        return
    assessors = ", ".join(sorted({one.assessor for one in test.ratings}))
    panel: dict[str, Value] = {
        "learner": learner,
        "name": "given",
        "submitted": assessors,
        "missing": 0,
    }
    yield CaseFact("panel", panel, "panel given")
    for rating in test.ratings:
        yield CaseFact(
            "rating",
            {
                "learner": learner,
                "panel": "given",
                "assessor": rating.assessor,
                "criterion": rating.criterion,
                "level": int(rating.level),
            },
            "assessors differ",
        )
