"""Academic residency: a degree's rules, resolved against the candidates."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from articulate.audit.candidates import Candidate
from articulate.audit.membership import Surroundings, belongs, groups_in
from articulate.audit.plan import Leaf, Pair, Residence, day_number
from articulate.model.award import AwardKind
from articulate.model.identifiers import GroupId
from articulate.rulebook.degree import ResidencyRule, Ties
from articulate.rulebook.pools import AnyCourse, Pool
from articulate.rulebook.requirements import CountedIn


def residence_of(
    rule: ResidencyRule,
    candidates: Sequence[Candidate],
    leaves: Sequence[Leaf],
    around: Surroundings,
    *,
    demanded: Fraction | None,
) -> Residence:
    """Resolve one residency rule; *demanded* is the credit that the degree demands."""
    amount, counted_in, pool = rule.amount, rule.counted_in, rule.pool or AnyCourse()
    if counted_in is CountedIn.PERCENT_OF_CREDIT:
        amount, counted_in = amount * (demanded or 0), CountedIn.CREDIT
    named = groups_in(pool)
    places = _Places(pool, named, around)
    base_always = places.always(candidates)
    base_there = places.there(candidates, leaves)
    always = frozenset(one for one in base_always if candidates[one].in_residence)
    there = frozenset(pair for pair in base_there if candidates[pair[0]].in_residence)
    width = rule.last if rule.last is not None else rule.after_first
    counting = always | {one for one, _ in there}
    return Residence(
        rule=rule.head.id,
        amount=amount,
        counted_in=counted_in,
        always=always,
        there=there,
        base_always=base_always,
        base_there=base_there,
        demanded=not named or any(named.intersection(leaf.path) for leaf in leaves),
        by_place=bool(named),
        width=width,
        last=rule.last is not None,
        straddling=rule.straddling,
        whole_terms=rule.ties is Ties.WHOLE_TERM,
        orders=() if width is None else orders_of(rule, candidates, counting),
    )


class _Places:
    """Says where a candidate counts: wherever it goes, or only in named groups."""

    def __init__(
        self, pool: Pool, named: frozenset[GroupId], around: Surroundings
    ) -> None:
        self.pool = pool
        self.named = named
        self.around = around

    def always(self, candidates: Sequence[Candidate]) -> frozenset[int]:
        return frozenset(
            place
            for place, one in enumerate(candidates)
            if one.award.kind is not AwardKind.REQUIREMENT
            and belongs(self.pool, one, self.around)
        )

    def there(
        self, candidates: Sequence[Candidate], leaves: Sequence[Leaf]
    ) -> frozenset[Pair]:
        if not self.named:
            return frozenset()
        return frozenset(
            (one, leaf.place)
            for leaf in leaves
            for one in leaf.eligible
            if belongs(self.pool, candidates[one], self.around, leaf.path)
        )


def orders_of(
    rule: ResidencyRule, candidates: Sequence[Candidate], counting: frozenset[int]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Order all candidates by completion, ties as the rule says.

    Credit without a day may have come first or last, so there are two orders then.
    """
    dated = [one for one, c in enumerate(candidates) if c.day is not None]
    undated = [one for one, c in enumerate(candidates) if c.day is None]

    def day(one: int) -> int:
        return day_number(candidates[one])

    def tie(one: int) -> tuple[bool, int]:
        counts = one in counting
        return (counts if rule.ties is Ties.FAVOR else not counts, one)

    heaps: list[tuple[int, ...]] = []
    for _, same in groupby(sorted(dated, key=day), key=day):
        heap = sorted(same, key=tie)
        if rule.ties is Ties.WHOLE_TERM:
            heaps.append(tuple(heap))
        else:
            heaps += [(one,) for one in heap]
    loose = [(one,) for one in undated if candidates[one].award.credits]
    if not loose:
        return (tuple(heaps),)
    return ((*loose, *heaps), (*heaps, *loose))
