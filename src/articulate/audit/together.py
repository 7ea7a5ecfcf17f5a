"""Several degrees: those that name each other are audited together, others apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product

from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.audit import STANDARD, audit, either_way, finished, version_for
from articulate.audit.catalog_rights import VersionChoice
from articulate.audit.certificate import least
from articulate.audit.combine import Combined, names_degree, strictest, uncut
from articulate.audit.impossible import Conflict, conflict_in
from articulate.audit.lawful import is_lawful
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.measure import measure
from articulate.audit.objective import objective
from articulate.audit.planning import plan_for
from articulate.audit.reading import Against, Reading
from articulate.audit.recount.sharing import shared_too_much
from articulate.audit.relief import Relief, relief_for
from articulate.audit.whens import Whens, whens_of
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.rulebook import Rulebook

INCOMPLETE = AuditStatus.INCOMPLETE


@dataclass(frozen=True, slots=True)
class _Asked:
    """One of the degrees: its version, and what holds for the learner in it."""

    degree: BlockId
    block: DegreeBlock
    chosen: VersionChoice
    relief: Relief
    whens: Whens


@dataclass(frozen=True, slots=True)
class _Joint:
    """The best use of the credit for several degrees at once."""

    combined: Combined
    search: Search


def audit_each(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degrees: Sequence[BlockId],
    *,
    budget: Budget = STANDARD,
) -> tuple[DegreeAudit, ...]:
    """Audit degrees in the order asked for; none of their orders changes an outcome."""
    alone = {one: audit(rulebook, evaluation, one, budget=budget) for one in degrees}
    if len(degrees) > 1:
        asked = list(_asked(rulebook, evaluation, degrees, budget))
        for heap in _linked(asked):
            apart = [alone[one.degree] for one in heap]
            others = list(_of_other_versions(rulebook, evaluation, heap))
            if not others and _agree(rulebook, apart):
                continue
            together = _audited_together(rulebook, evaluation, heap, budget)
            facts = tuple(one for each in heap for one in each.chosen.open_facts)
            for other in others:
                under = _audited_together(rulebook, evaluation, other, budget)
                status = {one.degree: one.status for one in under}
                together = [
                    either_way(one, status.get(one.degree, INCOMPLETE), facts)
                    for one in together
                ]
            alone |= {one.degree: one for one in together}
    return tuple(alone[one] for one in degrees)


def _asked(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degrees: Sequence[BlockId],
    budget: Budget,
) -> Iterator[_Asked]:
    named = {b.head.id for b in rulebook.degrees if (*b.shares, *b.exclusives)}
    if not named.intersection(degrees):
        return
    for degree in sorted(degrees):
        relief = relief_for(rulebook, evaluation, degree)
        chosen = version_for(rulebook, evaluation, degree, relief=relief, budget=budget)
        if chosen.block is not None:
            whens = _whens(rulebook, evaluation, chosen.block)
            yield _Asked(degree, chosen.block, chosen, relief, whens)


def _of_other_versions(
    rulebook: Rulebook, evaluation: Evaluation, heap: Sequence[_Asked]
) -> Iterator[list[_Asked]]:
    """Yield the heap under every other choice of versions that may hold."""
    each = [(one.chosen, *one.chosen.instead) for one in heap]
    for choices in islice(product(*each), 1, None):
        yield [
            replace(
                one,
                block=chosen.block,
                chosen=chosen,
                whens=_whens(rulebook, evaluation, chosen.block),
            )
            for one, chosen in zip(heap, choices, strict=True)
            if chosen.block is not None
        ]


def _whens(rulebook: Rulebook, evaluation: Evaluation, block: DegreeBlock) -> Whens:
    facts = LearnerFacts(rulebook, evaluation, degree=block.head.id)
    return whens_of(block, facts)


def _linked(asked: Sequence[_Asked]) -> Iterator[list[_Asked]]:
    """Yield the heaps of degrees that name each other, through others too."""
    left = list(asked)
    while left:
        heap = [left.pop(0)]
        while more := [
            one
            for one in left
            if any(_names(one, other) or _names(other, one) for other in heap)
        ]:
            heap += more
            left = [one for one in left if one not in more]
        if len(heap) > 1:
            yield sorted(heap, key=lambda one: one.degree)


def _names(one: _Asked, other: _Asked) -> bool:
    """Say whether one degree names another, in any version that may hold."""
    held = product(_versions(one), _versions(other))
    return any(names_degree(mine, theirs) for mine, theirs in held)


def _versions(asked: _Asked) -> Iterator[DegreeBlock]:
    yield asked.block
    for choice in asked.chosen.instead:
        if choice.block is not None:
            yield choice.block


def _agree(rulebook: Rulebook, apart: Sequence[DegreeAudit]) -> bool:
    """Say whether what is best for each alone can stand together: then it is best.

    What a limit of one degree cuts is none of the others' business.
    """
    used = {
        (
            one.settlement.options,
            tuple(
                cut
                for cut in one.settlement.cuts
                if not cut.reason.rule.startswith(f"{one.degree}@")
            ),
        )
        for one in apart
    }
    return len(used) == 1 and not any(shared_too_much(rulebook, apart))


def _audited_together(
    rulebook: Rulebook, evaluation: Evaluation, heap: Sequence[_Asked], budget: Budget
) -> list[DegreeAudit]:
    """Audit some degrees at once, under the least favorable way to read them.

    The search cuts credit for all of them alike. Where only another degree's limit asks
    for a cut, it is undone, and what no bound proves best even so is left undecided.
    """
    joint = max(
        _solved(rulebook, evaluation, heap, budget),
        key=lambda one: one.search.objective.leading,
    )
    combined, search = joint.combined, joint.search
    named = combined.named(search.allocation)
    conflict = Conflict(frozenset(range(len(named))))
    if search.objective.unmet and search.decided:
        conflict = conflict_in(combined.plan, search, budget)
    parts = [combined.part(number, search.allocation) for number in range(len(heap))]
    freed = [uncut(*one) for one in zip(combined.plans, parts, strict=True)]
    audits = []
    for number, one in enumerate(heap):
        plan, own = combined.plans[number], freed[number]
        own = own if is_lawful(plan, own) else parts[number]
        found = measure(plan, own)
        mine = replace(
            search, allocation=own, found=found, objective=objective(plan, own)
        )
        proved = least(plan, budget).leading == mine.objective.leading
        if freed != parts and not proved:
            mine = replace(mine, decided=False, unique=False, bounds=(Fraction(0),))
        reading = Reading(one.block, plan, mine, found, one.whens.open_facts)
        against = _against(number, heap, (conflict, named))
        if not found.unmet:
            against = Against(Conflict(against.conflict.alone))
        result = reading.result(one.chosen, budget, against)
        audits.append(finished(rulebook, evaluation, result))
    broken = any(shared_too_much(rulebook, audits))
    return [_refused(one) if broken else one for one in audits]


def _solved(
    rulebook: Rulebook, evaluation: Evaluation, heap: Sequence[_Asked], budget: Budget
) -> Iterator[_Joint]:
    """Solve the degrees under every way to read their conditions."""
    blocks = tuple(one.block for one in heap)
    for ways in product(*(one.whens.ways for one in heap)):
        plans = [
            plan_for(rulebook, evaluation, one.block, relief=one.relief, way=way)
            for one, way in zip(heap, ways, strict=True)
        ]
        combined = Combined(blocks, strictest(plans))
        yield _Joint(combined, allocate(combined.plan, budget))


def _against(
    number: int,
    heap: Sequence[_Asked],
    found: tuple[Conflict, Sequence[tuple[int, int, str]]],
) -> Against:
    """Tell what of a conflict concerns one degree; others' statements say whose."""
    conflict, named = found
    mine = {
        place: inner
        for place, (degree, inner, _) in enumerate(named)
        if degree == number
    }
    alone = frozenset(mine[one] for one in conflict.alone if one in mine)
    names = tuple(
        named[one][2]
        if one in mine
        else f"{heap[named[one][0]].degree}: {named[one][2]}"
        for one in conflict.smallest
    )
    return Against(Conflict(alone, conflict.smallest, conflict.decided), names)


def _refused(one: DegreeAudit) -> DegreeAudit:
    if one.certificate is None:
        return one
    return replace(one, certificate=replace(one.certificate, checked=False))
