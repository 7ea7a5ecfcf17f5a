"""Planning: one version of a degree, resolved against what a learner brings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.attempts import attempts_in
from articulate.audit.candidates import Candidate, candidates_of, letter_points
from articulate.audit.demands import Demands
from articulate.audit.eligibility import Eligibility
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.limits import Under, limits_for
from articulate.audit.membership import Surroundings
from articulate.audit.outline import outline_of
from articulate.audit.plan import Floor, Plan
from articulate.audit.relief import Relief
from articulate.audit.residency import residences_of
from articulate.audit.tallies import letter_graded
from articulate.audit.worth import worth_for
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
from articulate.model.identifiers import GroupId
from articulate.model.line import Line, Status
from articulate.rulebook.conditions import Condition
from articulate.rulebook.course_identity import identities_of
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.pools import Pool
from articulate.rulebook.requirements import Qualifier
from articulate.rulebook.rulebook import Rulebook

ZERO = Fraction(0)


def surroundings_for(
    rulebook: Rulebook, evaluation: Evaluation, degree: DegreeBlock | None
) -> Surroundings:
    """Gather who is who; a degree is written in the codes of its first day."""
    start = None if degree is None else degree.head.effective.start
    identities = identities_of(rulebook, evaluation.receiving, evaluation.known_at)
    return Surroundings(rulebook.institution, identities, start or evaluation.as_of)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan, with what each leaf wants of credit and how that is asked."""

    plan: Plan
    pools: tuple[Pool, ...]
    qualifiers: tuple[tuple[Qualifier, ...], ...]
    eligibility: Eligibility


def plan_for(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: DegreeBlock,
    *,
    relief: Relief,
    way: Mapping[Condition, bool],
) -> Plan:
    """Resolve a degree; *way* says of each of its conditions whether it holds."""
    return resolve(rulebook, evaluation, degree, relief=relief, way=way).plan


def resolve(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: DegreeBlock,
    *,
    relief: Relief,
    way: Mapping[Condition, bool],
) -> Resolved:
    """Resolve a degree, and keep what each leaf wants, for explanations."""
    around = surroundings_for(rulebook, evaluation, degree)
    candidates = every = candidates_of(rulebook, evaluation, around.named_on)
    waiting = tuple([one for one in every if one.in_progress])
    if waiting:
        candidates = tuple([one for one in every if not one.in_progress])
    worth = worth_for(rulebook, evaluation, around, relief.catalog)
    outline = outline_of(
        rulebook, evaluation.receiving, degree, worth=worth, under=(relief, way)
    )
    demands = Demands(
        outline=outline,
        asking=Eligibility(candidates, around, LearnerFacts(rulebook, evaluation)),
        standings=outline.pools.standings(candidates),
        points=_points(candidates),
        attempts=attempts_in(rulebook, evaluation, worth, around),
        reached=_reached(evaluation, degree),
    )
    leaves, groups = demands.fill()
    plan = Plan(
        candidates=candidates,
        leaves=leaves,
        groups=groups,
        credits=degree.credits,
        gpas=tuple(_gpas(demands)),
        residencies=tuple(
            residences_of(outline.residencies, candidates, demands.standings, leaves)
        ),
        limits=limits_for(
            rulebook, evaluation, candidates, around, under=Under(degree, relief)
        ),
        left_over=left_over_of(evaluation),
        may_share=outline.may_share,
        caps=outline.caps,
        fills_at_most=degree.fills_at_most,
        waiting=tuple((one, outline.pools.standing(one).leaves) for one in waiting),
        waived=outline.waived,
    )
    return Resolved(plan, outline.leaf_pools, outline.qualifiers, demands.asking)


def _points(candidates: Sequence[Candidate]) -> list[Fraction | None]:
    """Return the grade points of each candidate, of each grade once."""
    known: dict[int, Fraction | None] = {}
    found = []
    for one in candidates:
        if one.average is not None or len(one.grades) != 1:
            found.append(one.points)
            continue
        grade = one.grades[0]
        if id(grade) not in known:
            known[id(grade)] = letter_points(grade)
        found.append(known[id(grade)])
    return found


def _reached(evaluation: Evaluation, degree: DegreeBlock) -> frozenset[GroupId]:
    return frozenset(
        one.group
        for one in evaluation.record.milestones
        if one.degree == degree.head.id and one.reached <= evaluation.as_of
    )


def left_over_of(evaluation: Evaluation) -> tuple[tuple[Fraction, ...], ...]:
    """Say, by choice and option, how much credit an option leaves unapplied."""
    return tuple(
        tuple(
            exact_sum(_unused(line) for line in option.lines)
            for option in choice.options
        )
        for choice in evaluation.choices
    )


def _unused(line: Line) -> Fraction:
    return exact_sum(
        amount
        for status, amount in line.split.by_status
        if status not in (Status.AWARDED, Status.ELECTIVE, Status.IN_PROGRESS)
    )


def _gpas(demands: Demands) -> Iterator[Floor]:
    around = demands.asking.around
    for rule, pool in demands.outline.gpas:
        mine = [
            place
            for place, standing in enumerate(demands.standings)
            if pool in standing.within
        ]
        floor = Floor(
            rule.head.id,
            rule.least,
            strict=False,
            points=letter_graded(mine, demands.points),
            attempts=demands.attempts.failed_in(rule.pool, around),
        )
        if rule.all_attempts:
            floor = demands.over_all_attempts(floor, [rule.pool])
        yield floor
