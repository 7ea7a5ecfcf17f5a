"""Planning: one version of a degree, resolved against what a learner brings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.audit.attempts import attempts_in
from articulate.audit.candidates import candidates_of
from articulate.audit.demands import Demands, Grown
from articulate.audit.eligibility import Eligibility
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.limits import Under, limits_for
from articulate.audit.membership import Surroundings, belongs
from articulate.audit.plan import Branch, Floor, Leaf, Node, Plan, leaves_of
from articulate.audit.relief import Relief
from articulate.audit.residency import residence_of
from articulate.audit.sharing import may_share, share_caps
from articulate.audit.tallies import letter_graded
from articulate.audit.worth import worth_for
from articulate.model.evaluation import Evaluation
from articulate.model.exact import exact_sum
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
    every = candidates_of(rulebook, evaluation, around.named_on)
    candidates = tuple(one for one in every if not one.in_progress)
    waiting = tuple(one for one in every if one.in_progress)
    facts = LearnerFacts(rulebook, evaluation)
    worth = worth_for(rulebook, evaluation, around, relief.catalog)
    demands = Demands(
        degree=degree.head.id,
        record=evaluation.record,
        eligibility=Eligibility(candidates, around, facts),
        worth=worth,
        relief=relief,
        way=way,
        attempts=attempts_in(rulebook, evaluation, worth, around),
    )
    grown = demands.grow(degree.members)
    order = _canonical(grown)
    groups = tuple(_renumbered(group, order) for group in grown.groups)
    leaves = tuple(sorted(_all_leaves(groups), key=lambda leaf: leaf.place))
    pools = {order[place]: pool for place, pool in grown.pools.items()}
    plan = Plan(
        candidates=candidates,
        leaves=leaves,
        groups=groups,
        credits=degree.credits,
        gpas=_gpas(degree, demands),
        residencies=tuple(
            residence_of(rule, candidates, leaves, around, demanded=degree.credits)
            for rule in sorted(degree.residencies, key=lambda rule: rule.head.id)
            if not relief.waives("residency", rule.head.id)
        ),
        limits=limits_for(
            rulebook, evaluation, candidates, around, under=Under(degree, relief)
        ),
        left_over=left_over_of(evaluation),
        may_share=may_share(degree, leaves),
        caps=share_caps(degree, leaves),
        fills_at_most=degree.fills_at_most,
        waiting=tuple(
            (
                one,
                tuple(
                    leaf.place
                    for leaf in leaves
                    if belongs(pools[leaf.place], one, around)
                ),
            )
            for one in waiting
        ),
        waived=tuple(
            rule.head.id
            for rule in degree.residencies
            if relief.waives("residency", rule.head.id)
        ),
    )
    asked = {order[place]: one for place, one in grown.qualifiers.items()}
    return Resolved(
        plan,
        tuple(pools[leaf.place] for leaf in leaves),
        tuple(asked[leaf.place] for leaf in leaves),
        demands.eligibility,
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


def _gpas(degree: DegreeBlock, demands: Demands) -> tuple[Floor, ...]:
    candidates = demands.eligibility.candidates
    around = demands.eligibility.around
    found = []
    for rule in sorted(degree.gpas, key=lambda rule: (rule.head.id, rule.least)):
        mine = [
            place
            for place, one in enumerate(candidates)
            if belongs(rule.pool, one, around)
        ]
        floor = Floor(
            rule.head.id,
            rule.least,
            strict=False,
            points=tuple(letter_graded(mine, candidates)),
            attempts=demands.attempts.failed_in(rule.pool, around),
        )
        if rule.all_attempts:
            floor = demands.over_all_attempts(floor, [rule.pool])
        found.append(floor)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Named:
    """A leaf's name, by which leaves stand in canonical order."""

    path: tuple[str, ...]
    member: str
    text: str
    place: int


def _canonical(grown: Grown) -> dict[int, int]:
    """Map each leaf's place as written to its place in canonical order."""
    named = [
        _Named(leaf.path, leaf.member, leaf.text, leaf.place)
        for leaf in _all_leaves(grown.groups)
    ]
    named.sort(key=lambda one: (one.path, one.member, one.text, one.place))
    return {one.place: order for order, one in enumerate(named)}


def _all_leaves(groups: tuple[Branch, ...]) -> list[Leaf]:
    return [leaf for group in groups for leaf in leaves_of(group)]


def _renumbered(group: Branch, order: Mapping[int, int]) -> Branch:
    children: list[Node] = []
    for child in group.children:
        if isinstance(child, Leaf):
            children.append(
                child.moved(order[child.place], child.eligible, child.wholly)
            )
        else:
            children.append(_renumbered(child, order))
    asks = group.asks
    if asks is not None:
        asks = replace(asks, leaves=frozenset(order[one] for one in asks.leaves))
    return replace(group, children=tuple(children), asks=asks)
