"""Demands: who may fill what a degree asks for, and what each group counts of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.attempts import Attempts
from articulate.audit.candidates import Candidate
from articulate.audit.eligibility import Eligibility
from articulate.audit.growth import Limb
from articulate.audit.outline import Outline
from articulate.audit.plan import Asks, Branch, Floor, Leaf, Node, Tally
from articulate.audit.standing import Standing
from articulate.audit.tallies import counting, letter_graded
from articulate.model.answer import Answer
from articulate.model.award import AwardKind
from articulate.model.identifiers import GroupId
from articulate.model.reason import Reason
from articulate.rulebook.pools import Pool

_NOBODY = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Demands:
    """One degree's demands, for one learner.

    `standings` and grade `points` are those of each candidate; `reached` are the
    milestones.
    """

    outline: Outline
    asking: Eligibility
    standings: Sequence[Standing]
    points: Sequence[Fraction | None]
    attempts: Attempts
    reached: frozenset[GroupId]

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Those who may fill them."""
        return self.asking.candidates

    def fill(self) -> tuple[tuple[Leaf, ...], tuple[Branch, ...]]:
        """Return every leaf, in canonical order, and the groups they make up."""
        eligible, doubts = self._eligible()
        without_hours = frozenset(
            [
                place
                for place, one in enumerate(self.candidates)
                if one.award.kind is AwardKind.REQUIREMENT and one.without_hours
            ]
        )
        leaves = tuple(
            [
                _filled(leaf, mine, without_hours) if mine else leaf
                for leaf, mine in zip(self.outline.leaves, eligible, strict=True)
            ]
        )
        limbs = self.outline.limbs
        return leaves, tuple([self._branch(one, leaves, doubts) for one in limbs])

    def _eligible(self) -> tuple[list[list[int]], dict[int, list[Reason]]]:
        """List by leaf who may fill it, and what is open about who else might."""
        wants, asked = self.outline.wants, self.outline.asked
        eligible: list[list[int]] = [[] for _ in wants]
        doubts: dict[int, list[Reason]] = {}
        for place, (one, standing) in enumerate(
            zip(self.candidates, self.standings, strict=True)
        ):
            answers: dict[int, Answer] = {}
            for leaf in standing.leaves:
                wanted = wants[leaf]
                answer = answers.get(wanted)
                if answer is None:
                    answer = answers[wanted] = asked[wanted].answer(one, self.asking)
                if answer is Answer.MET:
                    eligible[leaf].append(place)
                elif answer is Answer.UNKNOWN:
                    qualifiers = asked[wanted].qualifiers
                    open_ = self.asking.doubts(one, qualifiers)
                    doubts.setdefault(leaf, []).extend(open_)
        return eligible, doubts

    def _branch(
        self, limb: Limb, leaves: Sequence[Leaf], doubts: dict[int, list[Reason]]
    ) -> Branch:
        branch = limb.branch
        children: tuple[Node, ...] = tuple(
            [
                leaves[child]
                if isinstance(child, int)
                else self._branch(child, leaves, doubts)
                for child in limb.children
            ]
        )
        asks = branch.asks
        if asks is not None:
            asks = self._asks(asks, limb, leaves)
            if doubts:
                mine = [one for leaf in limb.leaves for one in doubts.get(leaf, ())]
                asks = asks._replace(doubts=tuple(dict.fromkeys(mine)))
        return Branch(branch.least, branch.most, children, asks, branch.member)

    def _asks(self, asks: Asks, limb: Limb, leaves: Sequence[Leaf]) -> Asks:
        """Add what a group counts of those who may be placed in it."""
        if asks.milestone:
            return asks._replace(reached=asks.path[-1] in self.reached)
        if not asks.tallies and not asks.floors:
            return asks
        some = [leaves[leaf].eligible for leaf in limb.leaves]
        inside = some[0] if len(some) == 1 else sorted(set[int]().union(*some))
        return Asks(  # an audit asks so often that `replace` would be slow
            asks.path,
            asks.title,
            asks.leaves,
            tuple(self._tallies(asks, limb, inside)),
            tuple([self._floor(one, limb, inside) for one in asks.floors]),
            doubts=asks.doubts,
        )

    def _tallies(
        self, asks: Asks, limb: Limb, inside: Sequence[int]
    ) -> Iterable[Tally]:
        for tally, (bound, pool) in zip(asks.tallies, limb.bounds, strict=True):
            mine = inside
            if pool is not None:
                mine = [one for one in inside if pool in self.standings[one].within]
            yield counting(tally, bound, mine, self.candidates)

    def _floor(self, floor: Floor, limb: Limb, inside: Sequence[int]) -> Floor:
        if floor.all_attempts:
            pools = [self.outline.leaf_pools[leaf] for leaf in limb.leaves]
            return self.over_all_attempts(floor, pools)
        points = letter_graded(inside, self.points)
        return Floor(floor.name, floor.value, floor.strict, points)

    def over_all_attempts(self, floor: Floor, pools: Sequence[Pool]) -> Floor:
        """Take a GPA over every attempt in these pools, whatever was placed."""
        around = self.asking.around
        points, attempts = self.attempts.over(pools, self.candidates, around)
        return floor._replace(points=points, all_attempts=True, attempts=attempts)


def _filled(leaf: Leaf, eligible: Sequence[int], without_hours: frozenset[int]) -> Leaf:
    wholly = _NOBODY
    if without_hours and not leaf.in_courses:
        wholly = without_hours.intersection(eligible)
    return leaf.moved(leaf.place, tuple(eligible), wholly)
