"""Held: every course that a record holds, taken or given, under each of its names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.engine.identify import Known, State
from articulate.engine.situation import Situation
from articulate.engine.ways import Verdict, Way
from articulate.model.answer import Answer, all_of, answer_of, negated
from articulate.model.course import CourseCode
from articulate.model.identifiers import Attribute
from articulate.rulebook.targets import CourseTarget, RequirementTarget


@dataclass(frozen=True, slots=True)
class Holding:
    """One course that the learner took or was given, under every name it has.

    `finished` says whether it was passed, or given by a rule; `attempted` whether a
    course was taken for it; `under_way` whether one is that has no grade yet. `behind`
    are the learnings that stand behind it. Of what a rule gives, `amount` is how much,
    None where that is open; `attributes` are those of all of it.
    """

    codes: frozenset[CourseCode]
    learnings: tuple[int, ...]
    finished: Answer
    attempted: Answer
    under_way: Answer
    behind: tuple[Known, ...] = ()
    given: bool = False
    amount: Fraction | None = None
    attributes: tuple[Attribute, ...] = ()


def held_by(
    situation: Situation,
    learnings: tuple[Known, ...],
    ways: Sequence[Way],
    asked: Sequence[Way],
) -> tuple[Holding, ...]:
    """Gather what was taken, and what rules without `has` give for it, or may give."""
    taken = [_taken(situation, known) for known in learnings if known.attempt]
    given = [
        _given(situation, learnings, way, (award.code, award.attributes, award.credits))
        for way in ways
        if way.verdict is Verdict.GIVE and way.line is not None
        for award in way.line.targets
        if award.code is not None or award.attributes
    ]
    open_places = {way.learnings for way in ways if way.verdict is Verdict.OPEN}
    given += [
        _unsure(_given(situation, learnings, way, (*named, None)))
        for way in asked
        if way.learnings in open_places and way.verdict in (Verdict.OPEN, Verdict.GIVE)
        for named in _named_by(situation, way)
    ]
    given += [
        _not_yet(_given(situation, learnings, way, (*named, None)))
        for way in ways
        if way.verdict is Verdict.PENDING
        for named in _named_by(situation, way)
    ]
    return (*taken, *given)


def _taken(situation: Situation, known: Known) -> Holding:
    codes = _names(situation, known)
    match known.state:
        case State.PASSED:
            done = Answer.MET
        case State.UNPLACED | State.UNGRADED | State.UNREADABLE:
            done = Answer.UNKNOWN
        case State.NOT_PASSED | State.UNDER_WAY:
            done = Answer.NOT_MET
    under_way = answer_of(known.state is State.UNDER_WAY)
    attempted = negated(under_way)
    if done is Answer.UNKNOWN:
        under_way = Answer.UNKNOWN
    return Holding(
        *(codes, (known.place,), done, attempted, under_way, (known,)),
        attributes=known.attributes,
    )


def _names(situation: Situation, known: Known) -> frozenset[CourseCode]:
    if known.code is None:
        return frozenset()
    names = situation.names(known.code, known.ended, situation.requested)
    if situation.listed(known.code) and known.course != situation.course_now(
        known.code
    ):
        return frozenset(names)  # the code names another course by now
    return frozenset((*names, known.code))


def _given(
    situation: Situation,
    learnings: Sequence[Known],
    way: Way,
    what: tuple[CourseCode | None, tuple[Attribute, ...], Fraction | None],
) -> Holding:
    code, attributes, amount = what
    codes = frozenset[CourseCode]()
    if code is not None:
        now = situation.code_now(code, situation.requested)
        names = situation.names(now, situation.requested, situation.requested)
        codes = frozenset((*names, now, code))
    behind = tuple(learnings[place] for place in way.learnings)
    attempted = answer_of(any(known.attempt is not None for known in behind))
    marks = (*attributes, *(mark for known in behind for mark in known.attributes))
    return Holding(
        *(codes, way.learnings, Answer.MET, attempted, Answer.NOT_MET, behind),
        given=True,
        amount=amount,
        attributes=marks,
    )


def _named_by(
    situation: Situation, way: Way
) -> Iterator[tuple[CourseCode | None, tuple[Attribute, ...]]]:
    """Yield the courses and requirements that a way would give."""
    for target in way.target:
        match target:
            case CourseTarget(code=code):
                now = situation.code_now(code, situation.requested)
                listed = situation.listed(now)
                yield code, () if listed is None else listed.attributes
            case RequirementTarget(attribute=attribute):
                yield None, (Attribute(attribute),)
            case _:
                continue


def _unsure(one: Holding) -> Holding:
    attempted = all_of((one.attempted, Answer.UNKNOWN))
    begun = any(known.state is State.UNDER_WAY for known in one.behind)
    under_way = all_of((answer_of(begun), Answer.UNKNOWN))
    return replace(
        one, finished=Answer.UNKNOWN, attempted=attempted, under_way=under_way
    )


def _not_yet(one: Holding) -> Holding:
    """Say of what a rule gives once a course is graded that it is in progress."""
    begun = any(
        known.attempt is not None and known.state is State.UNDER_WAY
        for known in one.behind
    )
    return replace(
        one,
        finished=Answer.NOT_MET,
        attempted=Answer.NOT_MET,
        under_way=answer_of(begun),
    )
