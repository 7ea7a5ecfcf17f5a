"""Recounting the record: what credit there is, and whether its use is lawful at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from articulate.audit.attempts import attempts_in
from articulate.audit.candidates import Candidate, candidates_of
from articulate.audit.eligibility import Eligibility
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.limits import Under, limits_for
from articulate.audit.membership import Surroundings
from articulate.audit.plan import Limit
from articulate.audit.recount import ONE, ZERO, Path, Recount
from articulate.audit.relief import relief_for
from articulate.audit.worth import worth_for
from articulate.model.audit import DegreeAudit, GroupResult, Placement
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.rulebook.conditions import Condition
from articulate.rulebook.course_identity import identities_of
from articulate.rulebook.degree import DegreeBlock, ExclusiveRule, ShareRule
from articulate.rulebook.rulebook import Rulebook


@dataclass(slots=True)
class Claimed:
    """The credit that an audit claims to use, read from the record again."""

    rulebook: Rulebook
    evaluation: Evaluation
    audit: DegreeAudit
    degree: DegreeBlock
    everyone: list[Candidate] = field(init=False)
    here: list[Candidate] = field(init=False)
    around: Surroundings = field(init=False)
    placements: list[Placement] = field(init=False)

    def __post_init__(self) -> None:
        """Read the candidates, and those of the options that were chosen."""
        start = self.degree.head.effective.start or self.evaluation.as_of
        known = identities_of(
            self.rulebook, self.evaluation.receiving, self.evaluation.known_at
        )
        self.around = Surroundings(self.rulebook.institution, known, start)
        every = candidates_of(self.rulebook, self.evaluation, start)
        self.everyone = [one for one in every if not one.in_progress]
        chosen = set(enumerate(self.audit.settlement.options))
        self.here = [
            one for one in self.everyone if one.option is None or one.option in chosen
        ]
        self.placements = list(dict.fromkeys(_placements(self.audit.groups)))

    def recount(self, way: Mapping[Condition, bool]) -> Recount:
        """Set up the recount of what was placed."""
        evaluation, name = self.evaluation, self.degree.head.id
        relief = relief_for(self.rulebook, evaluation, name)
        worth = worth_for(self.rulebook, evaluation, self.around, relief.catalog)
        cuts = self.audit.settlement.cuts
        cut = {(one.learning, one.target): one.amount for one in cuts}
        placed: dict[tuple[Path, str], list[Candidate]] = {}
        known = {(one.learning, one.target): one for one in self.here}
        for one in self.placements:
            candidate = known.get((one.learning, one.target))
            if candidate is not None:
                placed.setdefault((one.group, one.member), []).append(candidate)
        return Recount(
            asking=Eligibility(
                self.everyone, self.around, LearnerFacts(self.rulebook, evaluation)
            ),
            worth=worth,
            relief=relief,
            way=way,
            attempts=attempts_in(self.rulebook, evaluation, worth, self.around),
            reached=frozenset(
                one.group
                for one in evaluation.record.milestones
                if one.degree == name and one.reached <= evaluation.as_of
            ),
            applied={one.key: _kept(one, cut) for one in self.here},
            placed=placed,
        )

    def unlawful(self, real: Recount) -> Iterator[str]:
        """Name what no audit may do with this credit."""
        known = {(one.learning, one.target): one for one in self.here}
        paths: dict[tuple[object, ...], list[Path]] = {}
        for one in self.placements:
            found = known.get((one.learning, one.target))
            credit = None if found is None else real.applied[found.key]
            if found is None or one.credits != credit:
                yield f"{one.learning} does not bring {one.credits} to {one.group}"
            elif found.award.credits and not credit:
                yield f"{one.learning} is cut away, and fills {one.group}"
            else:
                paths.setdefault(found.key, []).append(one.group)
        taken = {c.key for count in real.counts.values() for c, _ in count.heap}
        if taken != set(paths):
            yield "something is placed where the degree has no place"
        for key, where in paths.items():
            yield from self._together(key, where)
        for rule in self.degree.shares:
            shared = [
                ONE if rule.in_courses else real.applied[one.key]
                for one in self.here
                if any(rule.group in path for path in paths.get(one.key, ()))
                and any(rule.other in path for path in paths.get(one.key, ()))
            ]
            most = rule.most if rule.degree is None and rule.group else None
            if most is not None and exact_sum(shared) > most:
                yield f"{rule.head.id}: more is shared than may be"
        yield from self._limits(real)

    def _together(self, key: object, where: list[Path]) -> Iterator[str]:
        most = self.degree.fills_at_most
        if most is not None and len(where) > most:
            yield f"{key} fills {len(where)} groups"
        for one, other in combinations(where, 2):
            size = min(len(one), len(other))
            apart = one[:size] != other[:size]
            if not apart or not self._may_share(one, other):
                yield f"{key} is counted twice"

    def _may_share(self, one: Path, other: Path) -> bool:
        def speaks(rule: ShareRule | ExclusiveRule) -> bool:
            if rule.degree is not None:
                return False
            if rule.group is None or rule.other is None:
                return True
            pairs = ((one, other), (other, one))
            return any(rule.group in a and rule.other in b for a, b in pairs)

        closed = any(map(speaks, self.degree.exclusives))
        return any(map(speaks, self.degree.shares)) and not closed

    def readings(
        self, real: Recount
    ) -> Iterator[tuple[list[Candidate], Fraction, bool]]:
        """Yield the credit under every combination of options, and what it leaves over.

        What lies above the limit that is exceeded most is left over too; last comes
        whether any limit is exceeded.
        """
        choices = self.evaluation.choices
        for options in product(*(range(len(one.options)) for one in choices)):
            chosen = set(enumerate(options))
            here = [c for c in self.everyone if c.option is None or c.option in chosen]
            full = [c.award.credits for c in here]
            excess, cut = ZERO, False
            for limit in self._limits_on(here, real):
                mine = [full[one] for one in limit.members]
                over = _used(limit, mine) - limit.amount
                cut = cut or over > 0
                excess = excess if limit.in_courses else max(excess, over)
            yield here, self._unused(options) + excess, cut

    def _limits_on(
        self, here: list[Candidate], real: Recount, degree: DegreeBlock | None = None
    ) -> tuple[Limit, ...]:
        under = Under(degree or self.degree, real.relief)
        return limits_for(
            self.rulebook, self.evaluation, here, self.around, under=under
        )

    def _shared_limits(self, real: Recount) -> Iterator[Limit]:
        """Yield what a policy's limits are for degrees that this one is audited with.

        A percent of the degree is another amount there; what is cut for one of them is
        cut for all.
        """
        met, waiting = [self.degree], [self.degree]
        while waiting:
            one = waiting.pop()
            more = [
                other
                for other in self.rulebook.degrees
                if other not in met and (_names(one, other) or _names(other, one))
            ]
            met, waiting = met + more, waiting + more
        for other in met[1:]:
            for limit in self._limits_on(self.here, real, other):
                if not limit.rule.startswith(f"{other.head.id}@"):
                    yield limit

    def _limits(self, real: Recount) -> Iterator[str]:
        limits = self._limits_on(self.here, real)
        applied = [real.applied[one.key] for one in self.here]
        full, partly = [], 0
        for limit in limits:
            used = _used(limit, [applied[one] for one in limit.members])
            full += [limit] if used == limit.amount else []
            if used > limit.amount:
                yield f"{limit.rule} is exceeded"
        for limit in self._shared_limits(real):
            used = _used(limit, [applied[one] for one in limit.members])
            full += [limit] if used == limit.amount else []
        for place, one in enumerate(self.here):
            if not 0 <= applied[place] <= one.award.credits:
                yield f"{one.learning} has credit it does not have"
            elif applied[place] == one.award.credits:
                continue
            elif not any(place in limit.members for limit in full):
                yield f"{one.learning} is cut, and no limit asks for it"
            elif applied[place]:
                partly += 1
        if partly > sum(not limit.in_courses for limit in full):
            yield "more courses are cut in part than there are limits"

    def unapplied(self, real: Recount) -> Fraction:
        """Return the credit left unapplied: cut, or not used by an option."""
        full = exact_sum(one.award.credits for one in self.here)
        cut = full - exact_sum(real.applied[one.key] for one in self.here)
        return cut + self._unused(self.audit.settlement.options)

    def _unused(self, options: tuple[int, ...]) -> Fraction:
        used = (Status.AWARDED, Status.ELECTIVE, Status.IN_PROGRESS)
        choices = zip(self.evaluation.choices, options, strict=True)
        return exact_sum(
            amount
            for choice, place in choices
            for line in choice.options[place].lines
            for status, amount in line.split.by_status
            if status not in used
        )


def _names(one: DegreeBlock, other: DegreeBlock) -> bool:
    rules: tuple[ShareRule | ExclusiveRule, ...] = (*one.shares, *one.exclusives)
    return any(rule.degree == other.head.id for rule in rules)


def _used(limit: Limit, amounts: list[Fraction]) -> Fraction:
    return ONE * sum(map(bool, amounts)) if limit.in_courses else exact_sum(amounts)


def _placements(groups: tuple[GroupResult, ...]) -> Iterator[Placement]:
    for group in groups:
        yield from group.applied
        yield from _placements(group.groups)


def _kept(one: Candidate, cut: Mapping[tuple[LearningId, int], Fraction]) -> Fraction:
    """Return the credit of a candidate that no limit cut."""
    key = (one.learning[0], one.target)
    return one.award.credits - cut[key] if key in cut else one.award.credits
