"""Allowances: what teach-outs and academic exceptions settle before rules are asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from articulate.engine.asking import put
from articulate.engine.book import book_of
from articulate.engine.found import Found
from articulate.engine.identify import State
from articulate.engine.learner import LearnerFacts
from articulate.engine.lines import last_day
from articulate.engine.matching import Matching
from articulate.engine.naming import name_of
from articulate.engine.selections import Bringing, Selection
from articulate.engine.situation import Frozen, Situation
from articulate.engine.ways import Speaker, Standing
from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.duration import Duration
from articulate.model.identifiers import BlockId, InstitutionId, VersionId
from articulate.model.line import Governing, GoverningAxis
from articulate.model.reason import Reason, ReasonCode
from articulate.model.record import LearnerRecord
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.attendance import enrolled_on
from articulate.rulebook.conditions import Fact, FactName
from articulate.rulebook.in_force import in_force, recorded_by
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.teach_out import TeachOutBlock

_SCREENS = ("minimum", "recency")
_TESTED = "exceptions and teach-outs are tested against the day of the evaluation"


def allowed(situation: Situation) -> Situation:
    """Return the situation with what teach-outs and exceptions hold for the learner."""
    rulebook = situation.book.rulebook
    if not rulebook.teach_outs and not rulebook.exceptions:
        return situation
    learner = LearnerFacts(situation, ())
    frozen: dict[tuple[BlockId, VersionId | None], Frozen] = {}
    policies = {block.head.id for block in rulebook.policies}
    sure: list[TeachOutBlock | AcademicException] = []
    held = None
    accepting = False
    for block, questions in _protecting(situation, learner):
        accepting = accepting or bool(block.accepts)
        for agreement, version in block.freezes:
            frozen[agreement, version] = Frozen(block.head.name, questions)
        if not questions:
            sure.append(block)
            held = held or block.holds_catalog
    for exception in exceptions_of(situation):
        sure.append(exception)
        held = exception.catalog or held
    return replace(
        situation,
        frozen=frozen,
        partners=tuple(one for block in sure for one in block.partners),
        held_catalog=held,
        accepting=accepting,
        waived=frozenset(
            (kind, one.id)
            for block in sure
            for one in block.waivers
            for kind in _SCREENS
            if one.kind == kind
            or (not one.kind and (one.degree is None or one.degree in policies))
        ),
    )


def teach_outs_for(
    rulebook: Rulebook,
    record: LearnerRecord,
    as_of: date,
    *,
    receiving: InstitutionId,
    degrees: Sequence[BlockId] = (),
) -> tuple[TeachOutBlock, ...]:
    """Return each teach-out that protects a learner on a day, or may."""
    pursued = tuple(dict.fromkeys((*record.learner.degrees, *degrees)))
    situation = Situation(book_of(rulebook), record, as_of, None, receiving, pursued)
    learner = LearnerFacts(situation, ())
    return tuple(block for block, _ in _protecting(situation, learner))


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


def match_allowances(matching: Matching, found: Found) -> None:
    """Ask what exceptions and teach-outs accept, which stands before every rule."""
    situation = matching.situation
    governing = Governing(GoverningAxis.EVALUATED, situation.as_of, _TESTED)
    for exception in exceptions_of(situation):
        as_said = _Accepting(Standing.EXCEPTION, governing, exception.granted)
        _accept(matching, exception, as_said, found)
    if not situation.book.rulebook.teach_outs:
        return
    for block, questions in _protecting(situation, matching.learner):
        day = block.head.effective.start or situation.as_of
        as_said = _Accepting(Standing.TEACH_OUT, governing, day, questions)
        _accept(matching, block, as_said, found)


@dataclass(frozen=True, slots=True)
class _Accepting:
    """How an allowance accepts: its standing, its days, and what is open about it."""

    standing: Standing
    governing: Governing
    day: date
    questions: tuple[Reason, ...] = ()


def _accept(
    matching: Matching,
    block: AcademicException | TeachOutBlock,
    said: _Accepting,
    found: Found,
) -> None:
    bringing = Bringing(matching.usable, partial(matching.names_then, said.day))
    for rule in block.accepts:
        speaker = Speaker(
            name_of(block.head, rule.head),
            said.standing,
            said.governing,
            block=(block.head.kind, block.head.id),
            rule=rule.head.id,
            graded=rule.graded,
            questions=said.questions,
        )
        selections, more = bringing.selections(rule.source)
        found.truncated |= more
        meant = _meant_though_failed(matching, said, selections)
        for selection in selections:
            speaks = replace(speaker, forgiving=selection is meant)
            put(matching, rule, (speaks, selection), found, day=said.day)


def _meant_though_failed(
    matching: Matching, said: _Accepting, selections: Sequence[Selection]
) -> Selection | None:
    """Find what an exception accepts though it was not passed.

    Who granted it saw what was over by then, and means the last of that; but only where
    nothing that the exception names was passed, or may still be.
    """
    found: list[tuple[date, tuple[int, ...], Selection]] = []
    for selection in selections:
        places = tuple(sorted(selection.places))
        members = [matching.learnings[place] for place in places]
        if all(known.state is not State.NOT_PASSED for known in members):
            return None
        ended = last_day(members) or date.min
        if said.standing is Standing.EXCEPTION and ended <= said.day:
            found.append((ended, places, selection))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _teach_outs(situation: Situation) -> Iterator[TeachOutBlock]:
    """Yield each teach-out in force on the day of the evaluation, for this receiver."""
    rulebook = situation.book.rulebook
    mine = [b for b in rulebook.teach_outs if b.head.receiving == situation.receiving]
    for _, versions in sorted(versions_of(mine).items()):
        yield from in_force(versions, situation.as_of, situation.known_at).chosen


def _protecting(
    situation: Situation, learner: LearnerFacts
) -> Iterator[tuple[TeachOutBlock, tuple[Reason, ...]]]:
    """Yield each teach-out that protects the learner, or may, with what is open."""
    for block in _teach_outs(situation):
        answer = _protects(situation, learner, block)
        if answer is not Answer.NOT_MET:
            yield block, _questions(block) if answer is Answer.UNKNOWN else ()


def _protects(
    situation: Situation, learner: LearnerFacts, block: TeachOutBlock
) -> Answer:
    """Say whether a teach-out protects the learner; what nobody recorded is unknown."""
    record, over = situation.record.learner, block.last_award
    rulebook = situation.book.rulebook
    answers = [
        answer_of(over is None or situation.as_of <= over),
        _through(situation.requested, block.apply_through),
        _through(record.admitted, block.admitted_through),
        _through(record.declared, block.declared_through),
    ]
    if block.most_gap is not None:
        answers.append(_gap(learner, block.most_gap))
    if block.enrolled_at is not None and block.enrolled_on is not None:
        answers.append(
            enrolled_on(
                rulebook, situation.record, block.enrolled_at, block.enrolled_on
            )
        )
    if block.receives_into and situation.degrees:
        into = set(situation.degrees).intersection(block.receives_into)
        answers.append(answer_of(bool(into)))
    if block.closes_degree is not None:
        answers.append(answer_of(block.closes_degree in situation.degrees))
    return all_of(answers)


def _through(day: date | None, last: date | None) -> Answer:
    if last is None:
        return Answer.MET
    return answer_of(None if day is None else day <= last)


def _gap(learner: LearnerFacts, most: Duration) -> Answer:
    gap = learner.value(Fact(FactName.GAP))
    if not isinstance(gap, Duration) or gap.unit is not most.unit:
        return Answer.UNKNOWN
    return answer_of(gap.amount <= most.amount)


def _questions(block: TeachOutBlock) -> tuple[Reason, ...]:
    return (
        Reason(
            ReasonCode.MISSING_FACT,
            fact="teach-out",
            needs=f"whether the teach-out {block.head.name} protects the learner",
        ),
    )
