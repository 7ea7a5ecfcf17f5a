"""Academic residency: a degree's rules, resolved against the candidates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.membership import groups_in
from articulate.audit.plan import Leaf, Residence
from articulate.audit.standing import Numbering, Standing
from articulate.model.award import AwardKind
from articulate.rulebook.degree import ResidencyRule
from articulate.rulebook.pools import AnyCourse
from articulate.rulebook.requirements import CountedIn


@dataclass(frozen=True, slots=True)
class Looking:
    """Where a residency rule looks: in which pool, by number.

    `there` is, by leaf, the pool with that leaf's groups, where the rule names groups.
    """

    rule: ResidencyRule
    amount: Fraction
    counted_in: CountedIn
    always: int
    there: tuple[int, ...]
    by_place: bool
    demanded: bool


def looking(
    rule: ResidencyRule,
    leaves: Sequence[Leaf],
    numbering: Numbering,
    *,
    demanded: Fraction | None,
) -> Looking:
    """Say where one rule looks; *demanded* is the credit that the degree demands."""
    amount, counted_in, pool = rule.amount, rule.counted_in, rule.pool or AnyCourse()
    if counted_in is CountedIn.PERCENT_OF_CREDIT:
        amount, counted_in = amount * (demanded or 0), CountedIn.CREDIT
    named = groups_in(pool)
    return Looking(
        rule,
        amount,
        counted_in,
        always=numbering.of(pool),
        there=tuple(numbering.of(pool, leaf.path) for leaf in leaves if named),
        by_place=bool(named),
        demanded=not named or any(named.intersection(leaf.path) for leaf in leaves),
    )


def residences_of(
    looks: Iterable[Looking],
    candidates: Sequence[Candidate],
    standings: Sequence[Standing],
    leaves: Sequence[Leaf],
) -> Iterator[Residence]:
    """Resolve each residency rule; most look into the same pool."""
    within: dict[int, frozenset[int]] = {}
    for look in looks:
        number = look.always
        if number not in within:
            within[number] = frozenset(
                [
                    place
                    for place, one in enumerate(standings)
                    if number in one.within
                    and candidates[place].award.kind is not AwardKind.REQUIREMENT
                ]
            )
        base = within[number]
        yield _residence_of(look, candidates, standings, leaves, base_always=base)


def _residence_of(
    look: Looking,
    candidates: Sequence[Candidate],
    standings: Sequence[Standing],
    leaves: Sequence[Leaf],
    *,
    base_always: frozenset[int],
) -> Residence:
    rule = look.rule
    base_there = frozenset(
        (one, leaf.place)
        for leaf in (leaves if look.by_place else ())
        for one in leaf.eligible
        if look.there[leaf.place] in standings[one].within
    )
    always = frozenset([one for one in base_always if candidates[one].in_residence])
    there = frozenset(pair for pair in base_there if candidates[pair[0]].in_residence)
    width = rule.last if rule.last is not None else rule.after_first
    return Residence(
        rule=rule.head.id,
        amount=look.amount,
        counted_in=look.counted_in,
        always=always,
        there=there,
        base_always=base_always,
        base_there=base_there,
        demanded=look.demanded,
        by_place=look.by_place,
        width=width,
        last=rule.last is not None,
        straddling=rule.straddling,
        ties=rule.ties,
        orders=() if width is None else orders_of(candidates),
    )


def orders_of(
    candidates: Sequence[Candidate],
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Order all candidates by the day of their completion, a heap for each day.

    Credit without a day may have come first or last, so there are two orders then.
    """
    days: dict[date, list[int]] = {}
    undated = []
    for one, candidate in enumerate(candidates):
        if candidate.day is not None:
            days.setdefault(candidate.day, []).append(one)
        elif candidate.award.credits:
            undated.append(one)
    heaps = tuple(tuple(days[day]) for day in sorted(days))
    if not undated:
        return (heaps,)
    loose = tuple(undated)
    return ((loose, *heaps), (*heaps, loose))
