"""What changes between two sets of rules, by what they say and not by where they stand.

Two rules are the same when they are about the same learning and say the same of it,
whatever their ids, their order, their cells or their citations are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articulate.model.identifiers import RuleId
from articulate.rulebook.conditions import AnyOf, Condition, Every
from articulate.rulebook.credit_rules import CreditRule
from articulate.rulebook.sources import Either, SomeOf, Source, Together

Said = tuple[object, ...]
"""What a rule says, in a form in which equal meanings are equal."""


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """The rules that one set has and the other has not, in the order of their ids.

    `changed` are pairs about the same learning, the old rule first; `unchanged` are
    the old ones.
    """

    added: tuple[CreditRule, ...] = ()
    changed: tuple[tuple[CreditRule, CreditRule], ...] = ()
    ended: tuple[CreditRule, ...] = ()
    unchanged: tuple[CreditRule, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the two sets say the same."""
        return not (self.added or self.changed or self.ended)


def rule_changes(
    before: Iterable[CreditRule], after: Iterable[CreditRule], *, overrides: bool = True
) -> RuleChanges:
    """Compare two sets of rules by meaning.

    Without *overrides* what a rule goes before is left aside.
    """
    say = _meaning if overrides else _meaning_alone
    old, new = _by_learning(before), _by_learning(after)
    added: list[CreditRule] = []
    ended: list[CreditRule] = []
    changed: list[tuple[CreditRule, CreditRule]] = []
    unchanged: list[CreditRule] = []
    for learning in {**old, **new}:
        gone, come, same = _apart(old.get(learning, []), new.get(learning, []), say)
        unchanged += same
        pairs = _paired(gone, come)
        changed += pairs
        moved = {id(rule) for pair in pairs for rule in pair}
        ended += [rule for rule in gone if id(rule) not in moved]
        added += [rule for rule in come if id(rule) not in moved]
    return RuleChanges(
        tuple(sorted(added, key=_order)),
        tuple(sorted(changed, key=lambda pair: _order(pair[1]))),
        tuple(sorted(ended, key=_order)),
        tuple(sorted(unchanged, key=_order)),
    )


def _by_learning(rules: Iterable[CreditRule]) -> dict[Said, list[CreditRule]]:
    """Group rules by the learning they are about, each group in the order of ids."""
    grouped: dict[Said, list[CreditRule]] = {}
    for rule in sorted(rules, key=_order):
        grouped.setdefault(_learning(rule.source), []).append(rule)
    return grouped


def _apart(
    old: list[CreditRule], new: list[CreditRule], say: Callable[[CreditRule], str]
) -> tuple[list[CreditRule], list[CreditRule], list[CreditRule]]:
    """Part two groups into rules that are gone, that have come, and that stayed."""
    waiting: dict[str, list[CreditRule]] = {}
    for rule in old:
        waiting.setdefault(say(rule), []).append(rule)
    come, same = [], []
    for rule in new:
        alike = waiting.get(say(rule))
        if alike:
            same.append(alike.pop(0))
        else:
            come.append(rule)
    left = {id(rule) for rules in waiting.values() for rule in rules}
    return [rule for rule in old if id(rule) in left], come, same


def _paired(
    gone: list[CreditRule], come: list[CreditRule]
) -> list[tuple[CreditRule, CreditRule]]:
    """Pair rules of one learning: those of one id first, then in their order."""
    by_id = {rule.head.id: rule for rule in come}
    pairs = [(rule, by_id[rule.head.id]) for rule in gone if rule.head.id in by_id]
    taken = {id(rule) for pair in pairs for rule in pair}
    rest_gone = [rule for rule in gone if id(rule) not in taken]
    rest_come = [rule for rule in come if id(rule) not in taken]
    return pairs + list(zip(rest_gone, rest_come, strict=False))


def _order(rule: CreditRule) -> tuple[RuleId, str]:
    return rule.head.id, _meaning(rule)


def _meaning(rule: CreditRule) -> str:
    """Write what a rule says without its place, its id and what it cites."""
    return "|".join((_meaning_alone(rule), *sorted(rule.head.overrides)))


def _meaning_alone(rule: CreditRule) -> str:
    """Write what a rule says by itself, whatever it goes before."""
    parts = [type(rule).__name__, repr(_learning(rule.source))]
    parts.append(_asked(rule.condition))
    parts += [repr(getattr(rule, name)) for name in _SAID if hasattr(rule, name)]
    return "|".join(parts)


_SAID = ("target", "graded", "partial_of", "because", "ground", "to")


def _asked(condition: Condition | None) -> str:
    """Write a condition so that the order of what `and` or `or` joins is the same."""
    match condition:
        case Every(parts) | AnyOf(parts):
            joined = sorted(_asked(part) for part in parts)
            return f"{type(condition).__name__}({', '.join(joined)})"
        case _:
            return repr(condition)


def _learning(source: Source) -> Said:
    """Return a source in a form in which the order of its parts does not matter."""
    match source:
        case Together(parts) | Either(parts):
            said = sorted((_learning(part) for part in parts), key=repr)
            return (type(source).__name__, *said)
        case SomeOf():
            said = sorted((_learning(part) for part in source.parts), key=repr)
            return ("SomeOf", source.count, *said)
        case _:
            return (repr(source),)
