"""Cohorts: which teach-outs protect a learner in a degree, and what is open there."""

from collections.abc import Iterator
from datetime import date

from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.attendance import enrolled_on
from articulate.rulebook.enrollment_gap import enrollment_gap
from articulate.rulebook.in_force import in_force
from articulate.rulebook.limit_rules import RemedyKind
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.teach_out import TeachOutBlock


def protecting(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId | None
) -> Iterator[TeachOutBlock]:
    """Yield the teach-outs whose cohort and dates the record shows the learner in.

    Without a degree they are those about the degrees that the learner pursues.
    """
    for block in _about(rulebook, evaluation, degree):
        known = _protects(rulebook, evaluation, block) is Answer.MET
        if known and not _awards_no_more(evaluation, block):
            yield block


def open_questions(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId
) -> tuple[Reason, ...]:
    """Say which teach-outs may protect the learner, for all the record shows."""
    return tuple(
        Reason(
            ReasonCode.MISSING_FACT,
            fact="teach-out",
            needs=f"whether the teach-out {block.head.name} protects the learner",
        )
        for block in _about(rulebook, evaluation, degree)
        if _protects(rulebook, evaluation, block) is Answer.UNKNOWN
        and not _awards_no_more(evaluation, block)
    )


def after_the_last_award(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId
) -> tuple[Reason, ...]:
    """Say what a person must decide for whom a teach-out protected until it ended."""
    found = []
    for block in _about(rulebook, evaluation, degree):
        remedy = block.after_last_award
        if (
            remedy is not None
            and remedy.kind is RemedyKind.REFER
            and _awards_no_more(evaluation, block)
            and _protects(rulebook, evaluation, block) is not Answer.NOT_MET
        ):
            reason = Reason(
                ReasonCode.REFERRED_BY_RULE,
                fact="teach-out",
                rule=block.head.name,
                needs=remedy.to,
                text=remedy.because,
            )
            found.append(reason)
    return tuple(found)


def closed_to_admission(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId
) -> tuple[Reason, ...]:
    """Say which teach-outs close the degree to a learner admitted when they were."""
    admitted = evaluation.record.learner.admitted
    found = []
    for block in _about(rulebook, evaluation, degree):
        last = block.no_admission_after
        protected = _protects(rulebook, evaluation, block) is Answer.MET
        if last is None or (protected and _names_a_cohort(block)):
            continue
        if admitted is None:
            reason = Reason(
                ReasonCode.MISSING_FACT, fact="admitted", needs="the day of admission"
            )
            found.append(reason)
        elif admitted > last:
            reason = Reason(
                ReasonCode.REFERRED_BY_RULE,
                fact="admitted",
                rule=block.head.name,
                saw=admitted.isoformat(),
                wanted=last.isoformat(),
                text=f"closed to admission after {last}",
            )
            found.append(reason)
    return tuple(found)


def _names_a_cohort(block: TeachOutBlock) -> bool:
    cohort = (block.admitted_through, block.declared_through, block.most_gap)
    return any(one is not None for one in (*cohort, block.enrolled_at))


def _about(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId | None
) -> Iterator[TeachOutBlock]:
    """Yield each teach-out in force that closes the degree, or receives into it."""
    if not rulebook.teach_outs:
        return
    pursued = evaluation.record.learner.degrees if degree is None else (degree,)
    mine = [b for b in rulebook.teach_outs if b.head.receiving == evaluation.receiving]
    for _, versions in sorted(versions_of(mine).items()):
        for block in in_force(versions, evaluation.as_of, evaluation.known_at).chosen:
            into = not pursued or set(pursued).intersection(block.receives_into)
            if block.closes_degree in pursued or (
                block.closes_degree is None and (not block.receives_into or into)
            ):
                yield block


def _awards_no_more(evaluation: Evaluation, block: TeachOutBlock) -> bool:
    return block.last_award is not None and evaluation.as_of > block.last_award


def _protects(
    rulebook: Rulebook, evaluation: Evaluation, block: TeachOutBlock
) -> Answer:
    """Say whether the learner is protected; what is not on record is unknown."""
    learner = evaluation.record.learner
    requested = evaluation.record.requested or evaluation.as_of
    answers = [_by(requested, block.apply_through)]
    answers.append(_by(learner.admitted, block.admitted_through))
    answers.append(_by(learner.declared, block.declared_through))
    if block.most_gap is not None:
        gap = enrollment_gap(
            rulebook, evaluation.record, evaluation.receiving, evaluation.as_of
        )
        answers.append(
            answer_of(None if gap is None else gap.amount <= block.most_gap.amount)
        )
    if block.enrolled_at is not None and block.enrolled_on is not None:
        answers.append(
            enrolled_on(
                rulebook, evaluation.record, block.enrolled_at, block.enrolled_on
            )
        )
    return all_of(answers)


def _by(day: date | None, last: date | None) -> Answer:
    if last is None:
        return Answer.MET
    return answer_of(None if day is None else day <= last)
