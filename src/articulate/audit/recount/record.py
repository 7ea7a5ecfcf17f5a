"""Recounting the record: what credit there is, and whether its use is lawful at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from articulate.audit.attempts import Attempts, attempts_in
from articulate.audit.candidates import Candidate, candidates_of
from articulate.audit.eligibility import Eligibility
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.limits import Under, limits_for
from articulate.audit.plan import Limit
from articulate.audit.recount.amounts import Amount, in_parts, parts_of_an_hour
from articulate.audit.recount.answers import Inside
from articulate.audit.recount.degree import Words, words_of
from articulate.audit.recount.groups import Path, Recount
from articulate.audit.relief import Relief, relief_for
from articulate.audit.worth import Worth, worth_for
from articulate.model.audit import DegreeAudit, GroupResult, Placement
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.rulebook.conditions import Condition
from articulate.rulebook.degree import DegreeBlock, ExclusiveRule, ShareRule
from articulate.rulebook.rulebook import Rulebook


@dataclass(slots=True)
class Claimed:
    """The credit that an audit claims to use, read from the record again.

    `everyone` is what any option gives, `here` the places of what was chosen, and
    `full` the credit of everyone, in parts of which an hour has `parts`. `placements`
    are what groups show, with the place of who that is, None where nobody is.
    """

    rulebook: Rulebook
    evaluation: Evaluation
    audit: DegreeAudit
    degree: DegreeBlock
    relief: Relief = field(init=False)
    words: Words = field(init=False)
    everyone: list[Candidate] = field(init=False)
    here: list[int] = field(init=False)
    full: list[int] = field(init=False)
    parts: int = field(init=False)
    at: dict[tuple[tuple[LearningId, ...], int], int] = field(init=False)
    asking: Eligibility = field(init=False)
    attempts: Attempts = field(init=False)
    worth: Worth = field(init=False)
    placements: list[tuple[Placement, int | None]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the candidates, and those of the options that were chosen."""
        rulebook, evaluation, degree = self.rulebook, self.evaluation, self.degree
        self.relief = relief_for(rulebook, evaluation, degree.head.id)
        self.words = words_of(rulebook, evaluation, degree, self.relief)
        around = self.words.around
        every = candidates_of(rulebook, evaluation, around.named_on)
        self.everyone = [one for one in every if not one.in_progress]
        self.here = self._chosen(self.audit.settlement.options)
        credit = [one.award.credits for one in self.everyone]
        cuts = [one.amount for one in self.audit.settlement.cuts]
        self.parts = parts_of_an_hour([*credit, *cuts])
        self.full = self._in_parts(credit)
        everyone = self.everyone
        self.at = {
            (everyone[one].learning, everyone[one].target): one for one in self.here
        }
        self.worth = worth_for(rulebook, evaluation, around, self.relief.catalog)
        facts = LearnerFacts(rulebook, evaluation)
        self.asking = Eligibility(everyone, around, facts)
        self.attempts = attempts_in(rulebook, evaluation, self.worth, around)
        self.placements = [
            (one, self.at.get((one.learning, one.target)))
            for one in _each_once(self.audit.groups)
        ]

    def _chosen(self, options: tuple[int, ...]) -> list[int]:
        """List the places of what these options give, and of what no choice touches."""
        if not self.evaluation.choices:
            return list(range(len(self.everyone)))
        chosen = {None, *enumerate(options)}
        return [k for k, one in enumerate(self.everyone) if one.option in chosen]

    def _in_parts(self, credit: Iterable[Fraction]) -> list[int]:
        """Return credit of the record in parts, which are whole for all of it."""
        parts = self.parts
        if parts == 1:
            return [one.numerator for one in credit]
        return [one.numerator * (parts // one.denominator) for one in credit]

    def recount(self, way: Mapping[Condition, bool]) -> Recount:
        """Set up the recount of what was placed."""
        evaluation, everyone = self.evaluation, self.everyone
        applied = {one: self.full[one] for one in self.here}
        cuts = self.audit.settlement.cuts
        amounts = self._in_parts(one.amount for one in cuts)
        keys = [(one.learning, one.target) for one in cuts]
        cut = dict(zip(keys, amounts, strict=True))
        for one in self.here if cut else ():
            key = (everyone[one].learning[0], everyone[one].target)
            if key in cut:
                applied[one] -= cut[key]
        placed: dict[tuple[Path, str], list[int]] = {}
        for placement, place in self.placements:
            if place is not None:
                where = (placement.group, placement.member)
                placed.setdefault(where, []).append(place)
        return Recount(
            asking=self.asking,
            attempts=self.attempts,
            inside=Inside.of(self.words.answers, everyone),
            words=self.words,
            worth=self.worth,
            relief=self.relief,
            way=way,
            reached=frozenset(
                one.group
                for one in evaluation.record.milestones
                if one.degree == self.degree.head.id and one.reached <= evaluation.as_of
            ),
            parts=self.parts,
            applied=applied,
            placed=placed,
        )

    def unlawful(self, real: Recount) -> Iterator[str]:
        """Name what no audit may do with this credit."""
        paths: dict[int, list[Path]] = {}
        for one, place in self.placements:
            if place is None or not self._brings(place, one.credits, real):
                yield f"{one.learning} does not bring {one.credits} to {one.group}"
            elif not real.applied[place] and self.full[place]:
                yield f"{one.learning} is cut away, and fills {one.group}"
            else:
                paths.setdefault(place, []).append(one.group)
        taken = {one for count in real.counts.values() for one, _ in count.heap}
        if taken != paths.keys():
            yield "something is placed where the degree has no place"
        for place, where in paths.items():
            if len(where) > 1 or self.degree.fills_at_most is not None:
                yield from self._together(place, where)
        for rule in self.degree.shares:
            most = rule.most if rule.degree is None and rule.group else None
            if most is None:
                continue
            shared = [
                1 if rule.in_courses else real.applied[one]
                for one, where in paths.items()
                if any(rule.group in path for path in where)
                and any(rule.other in path for path in where)
            ]
            if sum(shared) > (most if rule.in_courses else real.credit(most)):
                yield f"{rule.head.id}: more is shared than may be"
        yield from self._limits(real)

    def _brings(self, place: int, credit: Fraction, real: Recount) -> bool:
        """Say whether somebody brings so much credit."""
        applied = real.applied[place]
        if credit is self.everyone[place].award.credits:  # as nearly all do
            return applied == self.full[place]
        return real.credit(credit) == applied

    def _together(self, place: int, where: list[Path]) -> Iterator[str]:
        most, key = self.degree.fills_at_most, self.everyone[place].key
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

    def readings(self) -> Iterator[tuple[list[int], Fraction, bool]]:
        """Yield the credit under every combination of options, and what it leaves over.

        What lies above the limit that is exceeded most is left over too; last comes
        whether any limit is exceeded.
        """
        choices = self.evaluation.choices
        for options in product(*(range(len(one.options)) for one in choices)):
            here = self._chosen(options)
            full = [self.full[one] for one in here]
            cut, excess = False, Fraction(0)
            for limit in self._limits_on(here, self.degree):
                over = self._over(limit, full)
                cut = cut or over > 0
                if not limit.in_courses:
                    excess = max(excess, Fraction(over, self.parts))
            yield here, self._unused(options) + excess, cut

    def _limits_on(self, here: list[int], degree: DegreeBlock) -> tuple[Limit, ...]:
        candidates, around = [self.everyone[one] for one in here], self.words.around
        under = Under(degree, self.relief)
        return limits_for(
            self.rulebook, self.evaluation, candidates, around, under=under
        )

    def _shared_limits(self) -> Iterator[Limit]:
        """Yield what a policy's limits are for degrees that this one is audited with.

        A percent of the degree is another amount there; what is cut for one of them is
        cut for all.
        """
        for other in self.words.beside:
            for limit in self._limits_on(self.here, other):
                if not limit.rule.startswith(f"{other.head.id}@"):
                    yield limit

    def _limits(self, real: Recount) -> Iterator[str]:
        limits = self._limits_on(self.here, self.degree)
        applied = [real.applied[one] for one in self.here]
        full, partly = [], 0
        for limit in limits:
            over = self._over(limit, applied)
            full += [limit] if not over else []
            if over > 0:
                yield f"{limit.rule} is exceeded"
        for limit in self._shared_limits():
            full += [limit] if not self._over(limit, applied) else []
        if (
            applied == [self.full[one] for one in self.here]
            and min(applied, default=0) >= 0
        ):
            return
        for place, here in enumerate(self.here):
            learning, mine = self.everyone[here].learning, applied[place]
            if not 0 <= mine <= self.full[here]:
                yield f"{learning} has credit it does not have"
            elif mine == self.full[here]:
                continue
            elif not any(place in limit.members for limit in full):
                yield f"{learning} is cut, and no limit asks for it"
            elif mine:
                partly += 1
        if partly > sum(not limit.in_courses for limit in full):
            yield "more courses are cut in part than there are limits"

    def _over(self, limit: Limit, applied: Sequence[int]) -> Amount:
        """Return how much is applied above a limit, in parts or courses."""
        amounts = [applied[one] for one in limit.members]
        if limit.in_courses:
            return sum(map(bool, amounts)) - limit.amount
        return sum(amounts) - in_parts(limit.amount, self.parts)

    def unapplied(self, real: Recount) -> Fraction:
        """Return the credit left unapplied: cut, or not used by an option."""
        unused = self._unused(self.audit.settlement.options)
        cut = sum([self.full[one] for one in self.here]) - real.total
        return Fraction(cut, self.parts) + unused

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


def was_offered(evaluation: Evaluation, options: Sequence[int]) -> bool:
    """Say whether these are options of the evaluation, one for each choice."""
    choices = evaluation.choices
    return len(options) == len(choices) and all(
        0 <= option < len(choice.options)
        for option, choice in zip(options, choices, strict=True)
    )


def _each_once(groups: tuple[GroupResult, ...]) -> Iterator[Placement]:
    """Yield each placement once; a group shows again what is in the groups inside it.

    Where it is says nearly all of a placement, and is sooner compared than all of it.
    """
    known: dict[object, list[Placement]] = {}
    for one in {id(one): one for one in _placements(groups)}.values():
        where = (one.learning, one.target, one.group, one.member)
        alike = known.setdefault(where, [])
        if one not in alike:
            alike.append(one)
            yield one


def _placements(groups: tuple[GroupResult, ...]) -> Iterator[Placement]:
    for group in groups:
        yield from group.applied
        yield from _placements(group.groups)
