"""From matches to signals: what the desk is told, once for each thing that was seen."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256

from articulate.cases.facts import IDENTITY, CaseFact, Value, day_number
from articulate.cases.nearing import Today
from articulate.cases.watch import SEEN_IN, Match, Plan, Watcher, plans_of
from articulate.model.signal import Saw, Signal
from articulate.rulebook.version import BlockHead
from articulate.rulebook.watches import Sign, SignName, WatchRule

_ONE = timedelta(days=1)
NamedRule = tuple[BlockHead, WatchRule]
"""A watch rule, and the block it stands in."""


def signals_seen(
    rules: Sequence[NamedRule],
    facts: Sequence[CaseFact],
    today: Today,
    watcher: Watcher,
) -> tuple[Signal, ...]:
    """Return what rules point out in the facts of one learner, in a fixed order."""
    named = {head.rule_name(rule.head.id): (head, rule) for head, rule in rules}
    plans = tuple(
        plan
        for name, (_, rule) in sorted(named.items())
        for plan in plans_of(name, rule, today)
    )
    saw: dict[str, tuple[str, dict[Saw, None]]] = {}
    for match in sorted(watcher(plans, facts)):
        rule_name, seen = _seen(match, plans, facts)
        key = json.dumps([rule_name, [(one.kind, one.fields) for one in seen]])
        saw.setdefault(key, (rule_name, {}))[1].update(dict.fromkeys(seen))
    learner = str(facts[0].fields["learner"]) if facts else ""
    found = (
        _signal(*named[name], learner, tuple(sorted(seen, key=_in_words)))
        for name, seen in saw.values()
    )
    return tuple(sorted(found, key=signal_key))


def signal_key(signal: Signal) -> str:
    """Name a signal by what makes it this one: the rule, the learner and what it saw.

    Equal facts give an equal key, whoever looks and however often.
    """
    saw = sorted({(one.kind, one.fields) for one in signal.saw if one.fields})
    whole = json.dumps([signal.rule, signal.learner, saw], separators=(",", ":"))
    return sha256(whole.encode()).hexdigest()[:32]


def look_again_on(
    rules: Iterable[NamedRule], facts: Sequence[CaseFact], today: Today
) -> date | None:
    """Return the next day on which time alone may let something else be seen."""
    days = (
        _otherwise_on(day, sign, today)
        for _, rule in rules
        for sign in rule.signs
        if sign.within is not None or sign.name is SignName.LATE
        for fact in facts
        for day in _to_come(fact, SEEN_IN[sign.name], today.day)
    )
    return min(days, default=None)


def _otherwise_on(day: date, sign: Sign, today: Today) -> date:
    """Return when a day that is not over comes near, or else is over."""
    if sign.within is None or day <= today.reach(sign.within):
        return min(day, date.max - _ONE) + _ONE
    return today.until_near(day, sign.within)


def _to_come(fact: CaseFact, seen_in: tuple[str, str], today: date) -> Iterator[date]:
    """Yield the day of a fact that a sign is seen by, where it is not over."""
    kind, field = seen_in
    number = fact.fields.get(field)
    if fact.kind == kind and isinstance(number, int) and number >= day_number(today):
        yield date.fromordinal(number)


def _in_words(one: Saw) -> tuple[str, str]:
    return one.says, json.dumps(one.fields)


def _seen(
    match: Match, plans: Iterable[Plan], facts: Sequence[CaseFact]
) -> tuple[str, tuple[Saw, ...]]:
    """Say what a match saw: for each pattern what makes the fact this one."""
    name, places = match
    plan = next(one for one in plans if one.rule == name and _fits(one, places, facts))
    seen = []
    for pattern, place in zip(plan.patterns, places, strict=True):
        fact = facts[place]
        identity = IDENTITY[fact.kind]
        asked = {test.field for test in pattern.tests} if identity else set()
        fields = _fields(fact.fields, {*identity, *asked} - {"learner"})
        seen.append(Saw(fact.kind, fields, fact.says))
    return name, tuple(seen)


def _fits(plan: Plan, places: tuple[int, ...], facts: Sequence[CaseFact]) -> bool:
    """Say whether a match can be of this plan, of which a rule may have several."""
    kinds = [facts[place].kind for place in places]
    return kinds == [one.kind for one in plan.patterns]


def _fields(
    fields: Mapping[str, Value], names: Iterable[str]
) -> tuple[tuple[str, Value], ...]:
    return tuple((name, fields[name]) for name in sorted(names) if name in fields)


def _signal(
    head: BlockHead, rule: WatchRule, learner: str, saw: tuple[Saw, ...]
) -> Signal:
    return Signal(
        rule=head.rule_name(rule.head.id),
        kind=rule.kind,
        says=rule.says,
        desk=rule.desk,
        learner=learner,
        saw=saw,
        cites=rule.head.cites or head.cites,
        origin=str(rule.head.origin),
    )
