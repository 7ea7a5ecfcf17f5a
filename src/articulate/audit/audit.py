"""The front door: a degree audited for one evaluation, or limits without a degree."""

from dataclasses import replace
from fractions import Fraction

from articulate.audit.allocate import Budget, allocate
from articulate.audit.candidates import candidates_of
from articulate.audit.catalog_rights import VersionChoice, choose_degree_version
from articulate.audit.check import check
from articulate.audit.cohort import (
    after_the_last_award,
    closed_to_admission,
    open_questions,
)
from articulate.audit.limits import (
    Under,
    cuts_of,
    fill_in_order,
    limits_for,
    order_is_best,
    uses_of,
)
from articulate.audit.plan import Plan
from articulate.audit.planning import surroundings_for
from articulate.audit.reading import Reading, read
from articulate.audit.relief import Relief, relief_for
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId
from articulate.model.reason import Reason
from articulate.model.settlement import Settlement
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.rulebook import Rulebook

STANDARD = Budget()


def audit(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    *,
    budget: Budget = STANDARD,
) -> DegreeAudit:
    """Set an evaluation against a degree: the best use of its credit, proved.

    The certificate says `checked` only where the independent checker accepted it.
    """
    chosen, reading = best_reading(rulebook, evaluation, degree, budget)
    if reading is None:
        return _without_version(rulebook, evaluation, degree, chosen)
    found = reading.result(chosen, budget)
    for other in chosen.instead:
        under = _status_under(rulebook, evaluation, (degree, other), budget)
        found = either_way(found, under, chosen.open_facts)
    return finished(rulebook, evaluation, found)


def _status_under(
    rulebook: Rulebook,
    evaluation: Evaluation,
    held: tuple[BlockId, VersionChoice],
    budget: Budget,
) -> AuditStatus:
    """Say how a degree stands under another version that may hold."""
    degree, chosen = held
    if chosen.block is None:
        return AuditStatus.INCOMPLETE
    relief = relief_for(rulebook, evaluation, degree)
    found = read(rulebook, evaluation, chosen.block, relief=relief, budget=budget)
    return found.result(chosen, budget).status


def either_way(
    found: DegreeAudit, under: AuditStatus, facts: tuple[Reason, ...]
) -> DegreeAudit:
    """Say of a degree only what holds whichever of its versions does.

    *under* is how it stands under another one; *facts* would settle which one holds.
    """
    if found.status in (under, AuditStatus.UNDECIDED):
        return found
    open_facts = tuple(dict.fromkeys((*found.open_facts, *facts)))
    return replace(found, status=AuditStatus.INCOMPLETE, open_facts=open_facts)


def best_reading(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    budget: Budget = STANDARD,
) -> tuple[VersionChoice, Reading | None]:
    """Choose the version of a degree, and read it; nothing where no version holds."""
    relief = relief_for(rulebook, evaluation, degree)
    chosen = version_for(rulebook, evaluation, degree, relief=relief, budget=budget)
    if chosen.block is None:
        return chosen, None
    block = chosen.block
    return chosen, read(rulebook, evaluation, block, relief=relief, budget=budget)


def version_for(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    *,
    relief: Relief,
    budget: Budget,
) -> VersionChoice:
    """Choose the version of a degree; which one favors the learner is tried."""

    def favor(block: DegreeBlock) -> tuple[Fraction, ...]:
        found = read(rulebook, evaluation, block, relief=relief, budget=budget)
        return found.search.objective.leading

    return choose_degree_version(
        rulebook, evaluation, degree, relief=relief, favor=favor
    )


def finished(
    rulebook: Rulebook, evaluation: Evaluation, found: DegreeAudit
) -> DegreeAudit:
    """Add what is open about teach-outs, and let the certificate be checked."""
    found = _with_questions(
        found,
        open_questions(rulebook, evaluation, found.degree),
        (
            *closed_to_admission(rulebook, evaluation, found.degree),
            *after_the_last_award(rulebook, evaluation, found.degree),
        ),
    )
    if found.certificate is None or found.status is AuditStatus.UNDECIDED:
        return found
    accepted = not check(rulebook, evaluation, found)
    return replace(found, certificate=replace(found.certificate, checked=accepted))


def _with_questions(
    found: DegreeAudit, maybe: tuple[Reason, ...], against: tuple[Reason, ...]
) -> DegreeAudit:
    """Add what is open about teach-outs: what may help, and what stands *against* it.

    Where all is met, whether a teach-out would have helped is no question any more;
    when one has ended, or the degree is closed, a person decides even then.
    """
    complete = found.status is AuditStatus.COMPLETE
    questions = against if complete else (*maybe, *against)
    if not questions:
        return found
    undecided = found.status is AuditStatus.UNDECIDED
    return replace(
        found,
        status=found.status if undecided else AuditStatus.INCOMPLETE,
        open_facts=tuple(dict.fromkeys((*found.open_facts, *questions))),
    )


def settle_without_degree(rulebook: Rulebook, evaluation: Evaluation) -> Settlement:
    """Say what holds where no degree was asked for.

    The policy's preference decides every choice. What a limit must cut is what was
    completed last, as far as that leaves the least credit unapplied.
    """
    options = (0,) * len(evaluation.choices)
    around = surroundings_for(rulebook, evaluation, None)
    candidates = tuple(
        one._replace(option=None)
        for one in candidates_of(rulebook, evaluation, around.named_on)
        if not one.in_progress and (one.option is None or one.option[1] == 0)
    )
    under = Under(relief=relief_for(rulebook, evaluation, None))
    limits = limits_for(rulebook, evaluation, candidates, around, under=under)
    credit = [one.award.credits for one in candidates]
    applied = fill_in_order(credit, limits)
    if not order_is_best(credit, limits):
        plan = Plan(candidates, (), (), limits=limits)
        applied = allocate(plan, STANDARD).allocation.applied
    cuts = cuts_of(candidates, limits, applied, (True,) * len(candidates))
    return Settlement(options, cuts, uses_of(limits, applied, cuts))


def _without_version(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    chosen: VersionChoice,
) -> DegreeAudit:
    """Show a degree of which no version covers the day: a question for a person."""
    nothing = Fraction(0)
    return DegreeAudit(
        degree=degree,
        version="",
        status=AuditStatus.INCOMPLETE,
        credits_required=nothing,
        credits_applied=nothing,
        open_facts=chosen.open_facts,
        settlement=settle_without_degree(rulebook, evaluation),
        catalog_clause=chosen.clause,
        governing_date=chosen.day,
    )
