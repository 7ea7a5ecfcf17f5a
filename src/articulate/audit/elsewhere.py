"""Elsewhere: where else credit could count, and what that would cost, solved again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.audit import STANDARD, best_reading
from articulate.audit.candidates import Candidate
from articulate.audit.measure import measure
from articulate.audit.membership import belongs
from articulate.audit.objective import Objective
from articulate.audit.plan import Branch, Leaf, Plan
from articulate.audit.planning import Resolved
from articulate.audit.reading import Reading
from articulate.audit.results import statements
from articulate.audit.wording import qualifier_text
from articulate.model.answer import Answer
from articulate.model.award import AwardKind
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.placing import Elsewhere, Here, Loss
from articulate.rulebook.rulebook import Rulebook

_LEVELS = (
    ("unmet", Loss.UNMET),
    ("missing", Loss.MISSING),
    ("unapplied", Loss.UNAPPLIED),
    ("standing", Loss.GPA),
    ("surplus", Loss.SURPLUS),
)


def places_of(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    learning: LearningId,
    *,
    budget: Budget = STANDARD,
) -> tuple[Here, ...]:
    """Say where a learning counts in a degree, where else it could, and why not there.

    For each other place the whole audit is solved again with the credit allowed there
    and nowhere that it would have to share.
    """
    _, reading = best_reading(rulebook, evaluation, degree, budget)
    if reading is None or reading.resolved is None:
        return ()
    asker = _Asker(reading, reading.resolved, budget)
    present = reading.plan.present(reading.search.allocation.options)
    return tuple(
        asker.here(place)
        for place, one in enumerate(reading.plan.candidates)
        if learning in one.learning and present[place]
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    reading: Reading
    resolved: Resolved
    budget: Budget

    def here(self, place: int) -> Here:
        plan = self.reading.plan
        one = plan.candidates[place]
        mine = [
            plan.leaves[leaf]
            for candidate, leaf in sorted(self.reading.search.allocation.placed)
            if candidate == place
        ]
        return Here(
            learning=one.learning,
            target=one.target,
            name=_name(one),
            places=tuple((leaf.path, leaf.text) for leaf in mine),
            elsewhere=tuple(self._elsewhere(place, {leaf.place for leaf in mine})),
        )

    def _elsewhere(self, place: int, mine: set[int]) -> Iterator[Elsewhere]:
        plan = self.reading.plan
        one = plan.candidates[place]
        around = self.resolved.eligibility.around
        for leaf in plan.leaves:
            if leaf.place in mine:
                continue
            if place in leaf.eligible:
                yield self._moved(place, leaf)
            elif belongs(self.resolved.pools[leaf.place], one, around):
                yield self._turned_away(one, leaf)

    def _moved(self, place: int, leaf: Leaf) -> Elsewhere:
        """Solve again with the credit allowed in one place, and say what is lost."""
        plan = self.reading.plan
        other = _only_there(plan, place, leaf)
        search = allocate(other, self.budget)
        loss, amount = _loss(self.reading.search, search)
        kept = statements(plan, self.reading.found)
        then = statements(other, measure(other, search.allocation))
        lost = [
            name
            for (name, met), (_, still) in zip(kept, then, strict=True)
            if met and not still
        ]
        filled = (place, leaf.place) in search.allocation.placed
        if loss in (Loss.LATER, Loss.ORDER) and not filled:
            loss = Loss.NOTHING
        return Elsewhere(leaf.path, leaf.text, loss, amount, tuple(lost))

    def _turned_away(self, one: Candidate, leaf: Leaf) -> Elsewhere:
        asks = [
            qualifier_text(each)
            for each in self.resolved.qualifiers[leaf.place]
            if self.resolved.eligibility.asked(one, each) is not Answer.MET
        ]
        said = ", ".join(asks)
        return Elsewhere(leaf.path, leaf.text, Loss.TURNED_AWAY, asks=said)


def _only_there(plan: Plan, place: int, there: Leaf) -> Plan:
    """Let one candidate fill one leaf, and those it may share it with."""

    def allowed(leaf: Leaf) -> bool:
        pair = tuple(sorted((leaf.place, there.place)))
        return leaf.place == there.place or pair in plan.may_share

    leaves = tuple(
        leaf
        if allowed(leaf)
        else leaf._replace(eligible=tuple(c for c in leaf.eligible if c != place))
        for leaf in plan.leaves
    )
    by_place = {leaf.place: leaf for leaf in leaves}
    groups = tuple(_with(group, by_place) for group in plan.groups)
    return replace(plan, leaves=leaves, groups=groups)


def _with(group: Branch, by_place: Mapping[int, Leaf]) -> Branch:
    children = tuple(
        by_place[node.place] if isinstance(node, Leaf) else _with(node, by_place)
        for node in group.children
    )
    return group._replace(children=children)


def _loss(kept: Search, moved: Search) -> tuple[Loss, Fraction]:
    """Say at which objective moving the credit loses first, and how much."""
    was: Objective = kept.objective
    now: Objective = moved.objective
    for name, loss in _LEVELS:
        before, after = getattr(was, name), getattr(now, name)
        if before == after:
            continue
        if isinstance(before, tuple):
            return loss, Fraction(0)
        return loss, Fraction(after - before)
    if now.placed > was.placed or now.placed_days > was.placed_days:
        return Loss.LATER, Fraction(0)
    return Loss.ORDER, Fraction(0)


def _name(one: Candidate) -> str:
    award = one.award
    if award.kind is AwardKind.COURSE and award.code is not None:
        return award.code.local
    parts = (str(award.kind), award.subject, award.level, award.title)
    return " ".join(str(part) for part in parts if part)
