"""Conditions of a degree: which hold for a learner, and which nobody can say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from articulate.audit.learner_facts import LearnerFacts
from articulate.model.answer import Answer
from articulate.model.reason import Reason
from articulate.rulebook.ask import ask
from articulate.rulebook.conditions import Condition
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.requirements import (
    ConditionalMembers,
    EveryMember,
    Group,
    Member,
    SomeMembers,
)
from articulate.rulebook.rulebook import Rulebook

_BESIDE = "conditions of degrees"
MOST_DEGREES = 1024
"""How many are remembered of one rulebook before it starts anew."""


@dataclass(frozen=True, slots=True)
class Whens:
    """Every way to read a degree's `when`s: one, unless a fact is missing.

    `open_facts` say what would settle those that are read both ways.
    """

    ways: tuple[Mapping[Condition, bool], ...]
    open_facts: tuple[Reason, ...] = ()


def whens_of(degree: DegreeBlock, facts: LearnerFacts) -> Whens:
    """Ask every condition of a degree; an unknown one is read both ways."""
    conditions = _conditions_of(facts.rulebook, degree)
    if not conditions:
        return Whens(({},))
    known: dict[Condition, bool] = {}
    unknown: list[Condition] = []
    reasons: list[Reason] = []
    for condition in conditions:
        found = ask(condition, facts)
        if found.answer is Answer.UNKNOWN:
            unknown.append(condition)
            reasons += found.reasons
        else:
            known[condition] = found.answer is Answer.MET
    ways = tuple(
        {**known, **dict(zip(unknown, read, strict=True))}
        for read in product((True, False), repeat=len(unknown))
    )
    return Whens(ways, tuple(dict.fromkeys(reasons)))


def _conditions_of(rulebook: Rulebook, degree: DegreeBlock) -> tuple[Condition, ...]:
    """List every condition of a degree once; it is kept beside the rulebook.

    Which degree it is there counts, and it is kept alive with them.
    """
    beside: dict[int, tuple[DegreeBlock, tuple[Condition, ...]]]
    beside = vars(rulebook).setdefault(_BESIDE, {})
    known = beside.get(id(degree))
    if known is None:
        if len(beside) >= MOST_DEGREES:
            beside.clear()
        conditions = tuple(dict.fromkeys(_conditions(degree.members)))
        known = beside[id(degree)] = (degree, conditions)
    return known[1]


def _conditions(members: Iterable[Member]) -> Iterator[Condition]:
    for member in members:
        if isinstance(member, ConditionalMembers):
            yield member.condition
            yield from _conditions((*member.members, *member.otherwise))
        elif isinstance(member, Group) and isinstance(
            member.demand, EveryMember | SomeMembers
        ):
            yield from _conditions(member.demand.members)
