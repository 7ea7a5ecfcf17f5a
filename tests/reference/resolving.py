"""Step 4: of all that rules say of a selection, what stands (semantics, section 3)."""

from dataclasses import dataclass

from tests.reference.amounts import Award, Given
from tests.reference.asking import names_a_grade
from tests.reference.clocks import NotCoveredError
from tests.reference.entries import Entry
from tests.reference.matching import Way

from articulate.rulebook.credit_rules import DenyRule, EquivalencyRule, ReferRule

Result = tuple[object, ...]


@dataclass(frozen=True)
class Decided:
    """What stands for one selection: give, deny, refer, or a question."""

    members: tuple[Entry, ...]
    kind: str
    rules: frozenset[str | None]
    givens: tuple[Given, ...] = ()
    exempt: bool = False
    graded: bool = False


def without_overridden(ways: list[Way]) -> list[Way]:
    """Drop what a rule that holds goes before, for the learning both speak of."""

    def stands(way: Way, above: tuple[Way, ...]) -> bool:
        if way in above:
            raise NotCoveredError("rules that go before each other")
        over = [
            other
            for other in ways
            if other.truth is True
            and way.rule is not None
            and other.block is way.block
            and way.rule.head.id in other.beneath()
            and set(other.members) & set(way.members)
            and stands(other, (*above, way))
        ]
        if any(set(way.members) < set(other.members) for other in over):
            raise NotCoveredError("a set that goes before a rule for a member")
        if any(_may_go_elsewhere(other, way, ways) for other in over):
            raise NotCoveredError("a set that goes before another and may be unused")
        return not over

    return [way for way in ways if stands(way, ())]


def _may_go_elsewhere(over: Way, way: Way, ways: list[Way]) -> bool:
    """Say whether what only the upper set takes could be used in another way."""
    rest = set(over.members) - set(way.members)
    return any(
        other is not over and rest & set(other.members)
        for other in ways
        if other.members != over.members
    )


def decide(
    ways: list[Way], results: dict[Way, Result], ranks: list[int]
) -> tuple[str, list[Way]] | None:
    """Say what stands of all ways for one selection, by standing; None is silence."""
    for place, rank in enumerate(ranks):
        here = [way for way in ways if way.rank == rank]
        met = [way for way in here if way.truth is True]
        waiting = [way for way in here if way.truth is None]
        if not here:
            continue
        said = {results[way] for way in met}
        if len(said) > 1:
            return "conflict", here
        if met:
            spared = [way for way in waiting if _names_grade(way)]
            if spared and not any(_names_grade(way) for way in met):
                raise NotCoveredError("an open rule that names a grade itself")
            could = {results[way] for way in waiting} - said
            return ("open", here) if could else (_kind(met[0]), met)
        lower = decide(ways, results, ranks[place + 1 :])
        could = {results[way] for way in waiting}
        said_below = {results[way] for way in lower[1]} if lower else set()
        if lower and lower[0] in ("give", "deny", "refer") and could == said_below:
            if {_names_grade(w) for w in waiting} != {
                _names_grade(w) for w in lower[1]
            }:
                raise NotCoveredError("an open rule that names a grade itself")
            return lower
        return "open", here
    return None


def _names_grade(way: Way) -> bool:
    return way.rule is not None and names_a_grade(way.rule.condition)


def _kind(way: Way) -> str:
    match way.rule:
        case DenyRule():
            return "deny"
        case ReferRule():
            return "refer"
        case EquivalencyRule():
            return "give"
        case None:
            raise NotCoveredError("a gap that is met")


def result_of(way: Way, givens: tuple[Given, ...]) -> Result:
    """What a way gives, so that two can be compared."""
    match way.rule:
        case DenyRule():
            return ("deny",)
        case ReferRule(to=to):
            return ("refer", to)
        case EquivalencyRule(graded=graded):
            if any(one.problem for one in givens):
                return ("give", graded, repr(way.rule.target))
            said: list[tuple[Award, ...]] = [one.awards for one in givens]
            return ("give", graded, *said)
        case None:
            return ("gap",)
