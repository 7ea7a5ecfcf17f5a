"""Allowances: what teach-outs and academic exceptions settle before rules are asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from articulate.engine.asking import put
from articulate.engine.found import Found
from articulate.engine.learner import LearnerFacts
from articulate.engine.matching import Matching
from articulate.engine.naming import name_of
from articulate.engine.selections import Bringing
from articulate.engine.situation import Frozen, Situation
from articulate.engine.ways import Speaker, Standing
from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.calendar import Term, TermRef
from articulate.model.duration import Duration
from articulate.model.identifiers import BlockId, VersionId
from articulate.model.line import Governing, GoverningAxis
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.conditions import Fact, FactName
from articulate.rulebook.in_force import in_force, recorded_by
from articulate.rulebook.rulebook import versions_of
from articulate.rulebook.teach_out import TeachOutBlock

_TESTED = "academic exceptions are tested against the day of the evaluation"


def allowed(situation: Situation) -> Situation:
    """Return the situation with what teach-outs and exceptions hold for the learner."""
    rulebook = situation.book.rulebook
    if not rulebook.teach_outs and not rulebook.exceptions:
        return situation
    learner = LearnerFacts(situation, ())
    frozen: dict[tuple[BlockId, VersionId | None], Frozen] = {}
    partners = []
    held = None
    for block in _teach_outs(situation):
        answer = _protects(situation, learner, block)
        if answer is Answer.NOT_MET:
            continue
        questions = _questions(block) if answer is Answer.UNKNOWN else ()
        if block.apply_through is None or situation.requested <= block.apply_through:
            for agreement, version in block.freezes:
                frozen[agreement, version] = Frozen(block.head.name, questions)
        if answer is Answer.MET:
            partners += [(one.institution, one.period) for one in block.partners]
            held = held or block.holds_catalog
    for exception in exceptions_of(situation):
        held = exception.catalog or held
    return replace(
        situation, frozen=frozen, partners=tuple(partners), held_catalog=held
    )


def exceptions_of(situation: Situation) -> Iterator[AcademicException]:
    """Yield the learner's academic exceptions that hold on the evaluation's day."""
    for exception in situation.book.rulebook.exceptions:
        head = exception.head
        if (
            exception.learner == situation.record.learner.id
            and recorded_by(head, situation.known_at)
            and head.effective.contains(situation.as_of)
        ):
            yield exception


def match_exceptions(matching: Matching, found: Found) -> None:
    """Ask what an academic exception accepts, which stands before every rule."""
    situation = matching.situation
    for exception in exceptions_of(situation):
        day = exception.granted
        bringing = Bringing(matching.usable, partial(matching.names_then, day))
        governing = Governing(GoverningAxis.EVALUATED, situation.as_of, _TESTED)
        for rule in exception.accepts:
            speaker = Speaker(
                name_of(exception.head, rule.head),
                Standing.EXCEPTION,
                governing,
                block=(exception.head.kind, exception.head.id),
                rule=rule.head.id,
                graded=rule.graded,
            )
            selections, more = bringing.selections(rule.source)
            found.truncated |= more
            for selection in selections:
                put(matching, rule, (speaker, selection), found, day=day)


def _teach_outs(situation: Situation) -> Iterator[TeachOutBlock]:
    """Yield each teach-out in force on the day of the evaluation, for this receiver."""
    rulebook = situation.book.rulebook
    mine = [b for b in rulebook.teach_outs if b.head.receiving == situation.receiving]
    for _, versions in sorted(versions_of(mine).items()):
        yield from in_force(versions, situation.as_of, situation.known_at).chosen


def _protects(
    situation: Situation, learner: LearnerFacts, block: TeachOutBlock
) -> Answer:
    """Say whether a teach-out protects the learner; what nobody recorded is unknown."""
    answers = []
    if block.admitted_through is not None:
        answers.append(_through(situation, block.admitted_through))
    if block.most_gap is not None:
        answers.append(_gap(learner, block.most_gap))
    if block.enrolled_at is not None and block.enrolled_on is not None:
        answers.append(_enrolled(situation, block))
    if block.receives_into and situation.degrees:
        into = set(situation.degrees).intersection(block.receives_into)
        answers.append(answer_of(bool(into)))
    if block.closes_degree is not None:
        answers.append(answer_of(block.closes_degree in situation.degrees))
    return all_of(answers)


def _through(situation: Situation, last: date) -> Answer:
    admitted = situation.record.learner.admitted
    return answer_of(None if admitted is None else admitted <= last)


def _gap(learner: LearnerFacts, most: Duration) -> Answer:
    gap = learner.value(Fact(FactName.GAP))
    if not isinstance(gap, Duration) or gap.unit is not most.unit:
        return Answer.UNKNOWN
    return answer_of(gap.amount <= most.amount)


def _enrolled(situation: Situation, block: TeachOutBlock) -> Answer:
    """Say whether the learner was enrolled somewhere on a day, by its calendar."""
    enrolled = situation.record.learner.enrolled
    day = block.enrolled_on
    if day is None:
        return Answer.UNKNOWN
    there = [one for one in enrolled or () if one.institution == block.enrolled_at]
    attended = [
        TermRef(attempt.code.institution, attempt.term)
        for attempt in situation.record.attempts()
        if attempt.term is not None and attempt.code.institution == block.enrolled_at
    ]
    terms = [situation.term(one) for one in (*there, *attended)]
    if any(term is not None and _covers(term, day) for term in terms):
        return Answer.MET
    if enrolled is None:
        return Answer.UNKNOWN
    return Answer.UNKNOWN if None in terms else Answer.NOT_MET


def _covers(term: Term, day: date) -> bool:
    return term.first <= day <= term.last


def _questions(block: TeachOutBlock) -> tuple[Reason, ...]:
    return (
        Reason(
            ReasonCode.MISSING_FACT,
            fact="teach-out",
            needs=f"whether the teach-out {block.head.name} protects the learner",
        ),
    )
