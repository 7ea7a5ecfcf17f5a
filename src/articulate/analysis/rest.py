"""The rest of a record: what else a learner brings, where a rule looks at all of it."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from articulate.analysis.atlas import Atlas
from articulate.analysis.courses import codes_of
from articulate.analysis.values import Chosen
from articulate.model.calendar import TermRef
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.grade import GradeScale, Passing, compare_marks
from articulate.model.identifiers import (
    Attribute,
    InstitutionId,
    LearningId,
    Mark,
    Subject,
)
from articulate.model.record import LearnerRecord
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript
from articulate.rulebook.compare import compare, holds
from articulate.rulebook.conditions import (
    Comparison,
    CreditValue,
    Has,
    Holds,
    NumberValue,
)

_YES, _NO = 1, 2
_SMALL, _LARGE = Fraction(4), Fraction(60)
_MADE_UP = Subject("XXX")


def with_the_rest(
    record: LearnerRecord, chosen: Chosen, atlas: Atlas
) -> Iterator[LearnerRecord]:
    """Yield the record with what `has`, averages, totals and gaps ask for added."""
    held = _holding(record, chosen, atlas)
    for enrolled in _enrolled(held, chosen, atlas):
        yield from _averaged(enrolled, chosen, atlas)


def _holding(record: LearnerRecord, chosen: Chosen, atlas: Atlas) -> LearnerRecord:
    """Add the courses and awards that the record must hold."""
    for number, (aspect, mask) in enumerate(chosen.box.items(), start=1):
        test = chosen.spectra.asked.get(aspect)
        asked = None if test is None else test.asked
        if not isinstance(asked, Has) or mask & (_YES | _NO) != _YES:
            continue
        id_ = LearningId(f"h{number}")
        if asked.course is not None or asked.attribute:
            code = CourseCode(atlas.receiving, _MADE_UP, "102")
            if asked.course is not None:
                found = next(iter(codes_of(asked.course, atlas.book)), None)
                if found is None:
                    continue
                code = found
            grade = _grade(asked, atlas.book.scale_of(code.institution))
            what = (code, None if asked.in_progress else grade, _amount(asked))
            record = _with_course(
                record, id_, what, atlas, attributes=_attributes(asked)
            )
        elif asked.award:
            record = _with_award(record, id_, asked.award, atlas)
    return record


def _grade(asked: Has, scale: GradeScale | None) -> Mark:
    if scale is None:
        return Mark("A")
    passing = [
        mark for mark, _ in scale.points if scale.passing(mark) is Passing.PASSED
    ]
    for mark in passing:
        if asked.operator is None or asked.grade is None:
            return mark
        order = compare_marks(mark, asked.grade, on=scale, wanted_on=scale)
        if holds(asked.operator, order):
            return mark
    return passing[0] if passing else Mark("A")


def _amount(asked: Has) -> Fraction:
    """Choose an amount of credit that is as much as is asked for."""
    bars = [
        one.right.number if isinstance(one.right, NumberValue) else one.right.amount
        for one in asked.having
        if isinstance(one, Comparison)
        and isinstance(one.right, NumberValue | CreditValue)
    ]
    around = (_SMALL, *(bar + step for bar in bars for step in (0, 1, -1)))
    enough = [one for one in around if one >= 0 and _is_enough(asked, one)]
    return enough[0] if enough else _SMALL


def _is_enough(asked: Has, amount: Fraction) -> bool:
    return all(
        compare(amount, one.operator, one.right, None) is not False
        for one in asked.having
        if isinstance(one, Comparison)
    )


def _attributes(asked: Has) -> tuple[Attribute, ...]:
    wanted = [one.fact.argument for one in asked.having if isinstance(one, Holds)]
    return tuple(
        Attribute(name.replace(".*", ".X"))
        for name in (asked.attribute, *wanted)
        if name
    )


def _enrolled(
    record: LearnerRecord, chosen: Chosen, atlas: Atlas
) -> Iterator[LearnerRecord]:
    """Yield the record with enrollment that makes gaps short, or long."""
    if not any(kind == "length" and name == "gap" for kind, name, _ in chosen.box):
        yield record
        return
    calendar = atlas.book.calendar_of(atlas.receiving)
    terms = () if calendar is None else calendar.terms
    every = tuple(TermRef(atlas.receiving, term.code) for term in terms)
    for enrolled in (every, ()):
        yield replace(record, learner=replace(record.learner, enrolled=enrolled))


def _averaged(
    record: LearnerRecord, chosen: Chosen, atlas: Atlas
) -> Iterator[LearnerRecord]:
    """Yield the record with one course more that brings an average or a total about."""
    own, transfer = chosen.wants("gpa"), chosen.wants("transfer gpa")
    if not own and not transfer and not chosen.wants("credits earned"):
        yield record
        return
    if not own:
        yield record
    senders = [one.institution for one in record.transcripts]
    where = atlas.receiving if own or not senders else senders[0]
    scale = atlas.book.scale_of(where)
    marks = [mark for mark, _ in scale.points] if scale is not None else []
    code = CourseCode(where, _MADE_UP, "101")
    total = chosen.number("credits earned", "")
    amounts = (_LARGE, _SMALL) if total is None else (max(total - _SMALL, _SMALL),)
    for amount in amounts:
        for mark in marks:
            yield _with_course(record, LearningId("x1"), (code, mark, amount), atlas)


def _with_course(
    record: LearnerRecord,
    id_: LearningId,
    course: tuple[CourseCode, Mark | None, Fraction],
    atlas: Atlas,
    *,
    attributes: tuple[Attribute, ...] = (),
) -> LearnerRecord:
    """Add a course; one without a grade is in progress."""
    code, grade, amount = course
    here = atlas.book.institution.get(atlas.receiving)
    day = next((one.completed for one in record.attempts()), record.requested)
    attempt = CourseAttempt(
        id_,
        code,
        code.local,
        credits=amount,
        unit=CreditUnit.UNKNOWN if here is None else here.unit,
        grade=grade,
        completed=None if grade is None else day,
        attributes=attributes,
    )
    return _on_transcript(record, code.institution, courses=(attempt,))


def _with_award(
    record: LearnerRecord, id_: LearningId, title: str, atlas: Atlas
) -> LearnerRecord:
    sender = next((one.institution for one in record.transcripts), atlas.receiving)
    award = ConferredAward(id_, sender, title, record.requested)
    return _on_transcript(record, sender, awards=(award,))


def _on_transcript(
    record: LearnerRecord,
    institution: InstitutionId,
    *,
    courses: tuple[CourseAttempt, ...] = (),
    awards: tuple[ConferredAward, ...] = (),
) -> LearnerRecord:
    by = {one.institution: one for one in record.transcripts}
    old = by.get(institution, Transcript(institution))
    by[institution] = replace(
        old, courses=(*old.courses, *courses), awards=(*old.awards, *awards)
    )
    return replace(record, transcripts=tuple(by[name] for name in sorted(by)))
