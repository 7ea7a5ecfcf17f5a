"""Conditions of a degree: which hold for a learner, and which nobody can say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from articulate.model.answer import Answer
from articulate.model.reason import Reason
from articulate.rulebook.ask import ask
from articulate.rulebook.conditions import Condition
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.facts import Facts
from articulate.rulebook.requirements import (
    ConditionalMembers,
    EveryMember,
    Group,
    Member,
    SomeMembers,
)


@dataclass(frozen=True, slots=True)
class Whens:
    """Every way to read a degree's `when`s: one, unless a fact is missing.

    `open_facts` say what would settle those that are read both ways.
    """

    ways: tuple[Mapping[Condition, bool], ...]
    open_facts: tuple[Reason, ...] = ()


def whens_of(degree: DegreeBlock, facts: Facts) -> Whens:
    """Ask every condition of a degree; an unknown one is read both ways."""
    known: dict[Condition, bool] = {}
    unknown: list[Condition] = []
    reasons: list[Reason] = []
    for condition in dict.fromkeys(_conditions(degree.members)):
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


def _conditions(members: Iterable[Member]) -> Iterator[Condition]:
    for member in members:
        if isinstance(member, ConditionalMembers):
            yield member.condition
            yield from _conditions((*member.members, *member.otherwise))
        elif isinstance(member, Group) and isinstance(
            member.demand, EveryMember | SomeMembers
        ):
            yield from _conditions(member.demand.members)
