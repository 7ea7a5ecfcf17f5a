"""Imagined learners: for each kind of rule, small records that it may speak for.

Properties are tried on them, beside the records of tests. Rules that ask the same of
the same kind of source are tried once, before any is tried a second time.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product

from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
)
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript
from articulate.rulebook.conditions import (
    Condition,
    DateValue,
    Fact,
    FactName,
    NumberValue,
)
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule, EquivalencyRule
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.shapes import parts_of, readings_of
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import CourseTarget, FixedAmount, NoTarget

MOST_LEARNERS = 800
"""How many learners are imagined for one property."""

_CREDITS = Fraction(3)
_MOST_WAYS = 2
_MOST_DAYS = 6
_SOME_DAY = date(2024, 6, 1)
_MOST_SCORES = 12
Brought = tuple[CourseCode | str, ...]
"""Course codes, and titles of awards, that one learner brings together."""

Flags = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Imagined:
    """A learner, the day on which they are looked at, and what they bring, in words."""

    record: LearnerRecord
    as_of: date
    words: str


def learners_for(
    book: Rulebook, receiving: InstitutionId, blocks: Sequence[object]
) -> Iterator[Imagined]:
    """Imagine learners for the rules of some blocks, as many as may be tried."""
    yield from islice(_every(book, receiving, blocks), MOST_LEARNERS)


def _every(
    book: Rulebook, receiving: InstitutionId, blocks: Sequence[object]
) -> Iterator[Imagined]:
    for block, rule in _unlike_first(blocks, receiving):
        if isinstance(block, ExamBlock):
            yield from _sitting(block, rule)
        else:
            yield from _attending(book, block, rule)


def _unlike_first(
    blocks: Iterable[object], receiving: InstitutionId
) -> list[tuple[AgreementBlock | ExamBlock, CreditRule]]:
    """List rules so that the first of each likeness stand before all others."""
    rules = [
        (block, rule)
        for block in blocks
        if isinstance(block, AgreementBlock | ExamBlock)
        and block.head.receiving == receiving
        for rule in block.rules
    ]
    seen: dict[Hashable, int] = {}
    turn = []
    for block, rule in rules:
        like = (block.head.kind, block.head.id, block.head.version, _likeness(rule))
        turn.append(seen.get(like, 0))
        seen[like] = turn[-1] + 1
    order = sorted(range(len(rules)), key=lambda place: (turn[place], place))
    return [rules[place] for place in order]


def _likeness(rule: CreditRule) -> Hashable:
    gives: Hashable = None
    if isinstance(rule, EquivalencyRule):
        gives = tuple(
            tuple((type(leaf).__name__, getattr(leaf, "amount", None)) for leaf in one)
            for one in readings_of(rule.target)
        )
    return (type(rule).__name__, _kind(rule.source), rule.condition, gives)


def _kind(source: Source) -> Hashable:
    if isinstance(source, Together | Either | SomeOf):
        return (type(source).__name__, *map(_kind, source.parts))
    return type(source).__name__


# --- courses and awards ---------------------------------------------------------------


def _attending(
    book: Rulebook, block: AgreementBlock, rule: CreditRule
) -> Iterator[Imagined]:
    days = _days(block, rule.condition)
    credit = _credit_of(book, rule)
    for brought in islice(_brought(rule.source), _MOST_WAYS):
        courses = [one for one in brought if isinstance(one, CourseCode)]
        scale = book.scale_of(courses[0].institution) if courses else None
        marks: list[Mark | None] = [None]
        if scale is not None:
            marks = [mark for mark, _ in scale.points]
        each = credit / max(1, len(courses))
        for day, mark, told in product(days, marks, _told(rule.condition)):
            yield _learner(book, block, brought, _Taken(each, day, mark, *told))


def _credit_of(book: Rulebook, rule: CreditRule) -> Fraction:
    """Say how much credit a rule gives, so that what is brought is of that size."""
    if not isinstance(rule, EquivalencyRule):
        return _CREDITS
    listed = {
        course.code: course.least
        for catalog in book.catalogs
        for course in catalog.courses
    }
    found = Fraction(0)
    for leaf in readings_of(rule.target)[0]:
        amount = None if isinstance(leaf, NoTarget) else leaf.amount
        if isinstance(amount, FixedAmount):
            found += amount.amount
        elif isinstance(leaf, CourseTarget):
            found += listed.get(leaf.code) or _CREDITS
    return found or _CREDITS


def _brought(source: Source) -> Iterator[Brought]:
    """Yield what a source is made of: all of a set, each end of a range."""
    match source:
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            yield from ((code,) for code in _selected(source))
        case AwardSource(title=title):
            yield (title,)
        case Together(parts=parts):
            yield from _joined(parts)
        case SomeOf(count=count, parts=parts):
            yield from _joined(parts[:count])
        case Either(parts=parts):
            for part in parts:
                yield from _brought(part)
        case BlockSource():
            return


def _selected(selector: CourseSelector) -> Iterator[CourseCode]:
    match selector:
        case OneCourse(code=code):
            yield code
        case CourseRange(institution=here, subject=subject, low=low, high=high):
            for end in dict.fromkeys((low, high)):
                yield CourseCode.read(here, f"{subject} {end:03}")
        case CoursePattern(institution=here, subject=subject, pattern=pattern):
            for digit in "19":
                yield CourseCode.read(here, f"{subject} {pattern.replace('*', digit)}")
        case WholeSubject(institution=here, subject=subject):
            yield CourseCode.read(here, f"{subject} 101")


def _joined(parts: Sequence[Source]) -> Iterator[Brought]:
    for chosen in product(*map(_brought, parts)):
        yield tuple(one for brought in chosen for one in brought)


@dataclass(frozen=True, slots=True)
class _Taken:
    """How each course was taken, and what is known of the learner beside."""

    credits: Fraction
    day: date
    mark: Mark | None
    flags: Flags
    attributes: tuple[Attribute, ...]


def _learner(
    book: Rulebook, block: AgreementBlock, brought: Brought, taken: _Taken
) -> Imagined:
    transcripts: dict[InstitutionId, Transcript] = {}
    receiving = block.head.receiving
    here = None if receiving is None else book.institution.get(receiving)
    unit = CreditUnit.UNKNOWN if here is None else here.unit
    for nth, one in enumerate(brought, 1):
        key = LearningId(f"i{nth}")
        if isinstance(one, CourseCode):
            sheet = transcripts.setdefault(one.institution, Transcript(one.institution))
            attempt = CourseAttempt(
                key,
                one,
                one.local,
                credits=taken.credits,
                unit=unit,
                grade=taken.mark,
                completed=taken.day,
                attributes=taken.attributes,
            )
            sheet = replace(sheet, courses=(*sheet.courses, attempt))
        else:
            sender = next(iter(block.head.sending), InstitutionId(""))
            sheet = transcripts.setdefault(sender, Transcript(sender))
            award = ConferredAward(key, sender, one, taken.day)
            sheet = replace(sheet, awards=(*sheet.awards, award))
        transcripts[sheet.institution] = sheet
    asked = taken.day + timedelta(days=1)
    if block.head.effective.start is not None:
        asked = max(asked, block.head.effective.start)
    record = LearnerRecord(
        Learner(LearnerId("imagined"), admitted=asked, flags=taken.flags),
        requested=asked,
        transcripts=tuple(transcripts.values()),
    )
    codes = " and ".join(
        one.local if isinstance(one, CourseCode) else f"“{one}”" for one in brought
    )
    graded = "" if taken.mark is None else f" with {taken.mark}"
    return Imagined(record, asked, f"{codes}{graded}, completed {taken.day}")


def _days(block: AgreementBlock | ExamBlock, condition: Condition | None) -> list[date]:
    """List days on both sides of each that is named, and one in force."""
    start = block.head.effective.start or _SOME_DAY
    named = [part.day for part in parts_of(condition) if isinstance(part, DateValue)]
    around = [one + timedelta(days=n) for one in named for n in (-1, 0, 1)]
    return sorted({start, *around[: _MOST_DAYS * 3]})


def _told(
    condition: Condition | None,
) -> Iterator[tuple[Flags, tuple[Attribute, ...]]]:
    """Yield nothing told, and all that a condition asks for told to be so."""
    facts = [part for part in parts_of(condition) if isinstance(part, Fact)]
    flags = sorted({one.argument for one in facts if one.name is FactName.FLAG})
    marks = sorted({one.argument for one in facts if one.name is FactName.ATTRIBUTE})
    yield tuple((flag, False) for flag in flags), ()
    if flags or marks:
        yield (
            tuple((flag, True) for flag in flags),
            tuple(Attribute(mark.removesuffix(".*")) for mark in marks),
        )


# --- exams ----------------------------------------------------------------------------


def _sitting(block: ExamBlock, rule: CreditRule) -> Iterator[Imagined]:
    facts = [part for part in parts_of(rule.condition) if isinstance(part, Fact)]
    names = sorted(
        {one.argument for one in facts if one.name is FactName.SCORE and one.argument}
    )
    for day in _days(block, rule.condition):
        for score in _scores(block, rule.condition):
            sitting = ExamSitting(
                LearningId("i1"),
                block.head.id,
                score,
                tuple((name, score) for name in names),
                day,
            )
            record = LearnerRecord(
                Learner(LearnerId("imagined"), admitted=day),
                requested=day,
                exams=(sitting,),
            )
            yield Imagined(record, day, f"{block.head.id} with {score}, taken {day}")


def _scores(block: ExamBlock, condition: Condition | None) -> list[Fraction]:
    """List every whole score of a short scale, else those on both sides of a number."""
    low, high = block.lowest, block.highest
    if low is not None and high is not None and high - low < _MOST_SCORES:
        return [low + n for n in range(int(high - low) + 1)]
    named = [
        part.number for part in parts_of(condition) if isinstance(part, NumberValue)
    ]
    around = {one + n for one in named for n in (-1, 0, 1)} | {low, high}
    return sorted(
        one
        for one in around
        if one is not None
        and (low is None or one >= low)
        and (high is None or one <= high)
    )
