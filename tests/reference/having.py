"""`has`: what the whole record holds, and what rules without `has` give (section 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.amounts import ZERO, Award, attributes_of
from tests.reference.clocks import Asked, NotCoveredError
from tests.reference.entries import Entry, names
from tests.reference.marks import (
    NOT_PASSED,
    PASSED,
    UNDER_WAY,
    UNGRADED,
    Truth,
    both,
    either,
    holds,
)

from articulate.model.course import CourseCode
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import Mark
from articulate.model.transcript import ConferredAward
from articulate.rulebook import conditions as c
from articulate.rulebook import pools as p


@dataclass(frozen=True)
class Gives:
    """A course or requirement that a line gives, or may give.

    `taken` says that a course is behind it; `credits` are unknown where it may only be
    given. `attributes` are those of the catalog, or the requirement itself.
    """

    ids: tuple[str, ...]
    code: CourseCode | None
    sure: Truth
    taken: bool
    credits: Fraction | None = None
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Whole:
    """The whole record, and how its grades and credit are compared.

    `graded` says whether a learning has such a grade, `converted` is its credit in our
    own unit, `identity` names courses that are one course alike.
    """

    asked: Asked
    everything: Sequence[Entry]
    gives: Sequence[Gives]
    identity: dict[str, str]
    graded: Callable[[Entry, c.Operator, Mark], Truth]
    converted: Callable[[Entry], Fraction | None]

    def has(self, wanted: c.Has, members: list[Entry]) -> Truth:
        """Say whether anything but the learnings that ask is what is asked for."""
        others = [one for one in self.everything if one not in members]
        if wanted.block:
            raise NotCoveredError("has an exam or another block")
        if wanted.award:
            return either([_is_award(wanted, one) for one in others])
        if wanted.in_progress and any(
            one.state == UNDER_WAY and not one.own for one in others
        ):
            raise NotCoveredError("what may come of a course under way elsewhere")
        own = {one.learning.id for one in members}
        found: list[Truth] = [
            self._given(wanted, one)
            for one in self.gives
            if own.isdisjoint(one.ids) and (one.taken or not wanted.attempted)
            if not wanted.in_progress
        ]
        return either([*found, *(self._taken(wanted, one) for one in others)])

    def _given(self, wanted: c.Has, one: Gives) -> Truth:
        behind = [each for each in self.everything if each.learning.id in one.ids]
        marks = (*one.attributes, *(m for each in behind for m in _marks(each)))
        if not self._is(wanted, one.code, marks):
            return False
        credit = one.credits if one.sure else None
        return both([one.sure, *self._fits(wanted, behind, marks, lambda: credit)])

    def _taken(self, wanted: c.Has, one: Entry) -> Truth:
        if one.course is None:
            return False
        code = one.course.code
        listed = attributes_of(self.asked, (Award("course", ZERO, str(code)),))
        marks = (*_marks(one), *listed)
        if not self._is(wanted, code, marks):
            return False
        if wanted.in_progress:
            done: Truth = one.state == UNDER_WAY or (
                None if one.state == UNGRADED else False
            )
        elif wanted.attempted:
            done = one.state in (PASSED, NOT_PASSED, UNGRADED)
        else:
            done = one.state == PASSED or (None if one.state == UNGRADED else False)
        return both(
            [done, *self._fits(wanted, [one], marks, lambda: self._earned(one))]
        )

    def _is(
        self, wanted: c.Has, code: CourseCode | None, marks: tuple[str, ...]
    ) -> bool:
        """Say whether a course or attribute is the one that is named."""
        if wanted.course is None:
            return _marked(marks, wanted.attribute)
        other = None if code is None else self.identity.get(str(code))
        codes = [] if code is None else [code]
        codes += [CourseCode.read(*other.split(":", 1))] if other else []
        return any(names(wanted.course, each) for each in codes)

    def _fits(
        self,
        wanted: c.Has,
        behind: list[Entry],
        marks: tuple[str, ...],
        credit: Callable[[], Fraction | None],
    ) -> list[Truth]:
        """Say of each thing that is asked beside the name whether it is so."""
        said: list[Truth] = []
        if wanted.came_from is not None:
            if any(isinstance(one.learning, ConferredAward) for one in behind):
                raise NotCoveredError("where an award is from")
            said.append(all(_from(wanted.came_from, one) for one in behind))
        for one in wanted.having:
            match one:
                case c.Holds(fact=fact):
                    said.append(_marked(marks, fact.argument))
                case c.Comparison(
                    operator=op,
                    right=c.CreditValue(amount=amount, unit=None)
                    | c.NumberValue(number=amount),
                ):
                    earned = None if False in said else credit()
                    said.append(
                        None
                        if earned is None
                        else holds((earned > amount) - (earned < amount), op.value)
                    )
                case _:
                    raise NotCoveredError("has with something else")
        if wanted.operator is not None and wanted.grade is not None:
            if any(one.course is None for one in behind) and False not in said:
                raise NotCoveredError("the grade of what has none")
            said += [
                self.graded(one, wanted.operator, wanted.grade)
                for one in behind
                if one.course is not None
            ]
        return said

    def _earned(self, one: Entry) -> Fraction | None:
        if one.state == NOT_PASSED:
            raise NotCoveredError("the credit of a failed course")
        return self.converted(one)


def _is_award(wanted: c.Has, one: Entry) -> Truth:
    if not isinstance(one.learning, ConferredAward):
        return False
    if wanted.came_from is not None:
        raise NotCoveredError("where an award is from")
    return one.learning.title == wanted.award


def _from(pool: p.Pool, one: Entry) -> bool:
    """Say whether a learning came by a road, or from an institution."""
    if isinstance(pool, p.InstitutionPool):
        return one.institution == pool.institution
    if not isinstance(pool, p.RoadPool):
        raise NotCoveredError("has from several places")
    if one.course is None:
        return isinstance(one.learning, ExamSitting) and pool.road is p.Road.EXAMS
    return pool.road is (p.Road.RESIDENCE if one.own else p.Road.TRANSFER)


def _marks(one: Entry) -> tuple[str, ...]:
    return () if one.course is None else tuple(map(str, one.course.attributes))


def _marked(marks: tuple[str, ...], wanted: str) -> bool:
    if wanted.endswith(".*"):
        return any(mark.startswith(wanted[:-1]) for mark in marks)
    return wanted in marks
