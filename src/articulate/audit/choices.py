"""Choices: what could still fill a demand that is not met, course by course."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.allocate import Budget
from articulate.audit.audit import STANDARD, best_reading
from articulate.audit.candidates import Candidate
from articulate.audit.measure import NodeMeasure
from articulate.audit.membership import belongs
from articulate.audit.plan import Branch, Leaf
from articulate.audit.planning import Resolved
from articulate.audit.reading import Reading
from articulate.audit.wording import qualifier_text
from articulate.model.answer import Answer
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.evaluation import Evaluation
from articulate.model.exact import number_text
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.placing import OpenDemand
from articulate.rulebook.course_identity import identities_of
from articulate.rulebook.in_force import in_force
from articulate.rulebook.pools import Road
from articulate.rulebook.requirements import CountedIn, LeastGrade
from articulate.rulebook.rulebook import Rulebook, versions_of

ZERO = Fraction(0)


def open_demands(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    *,
    budget: Budget = STANDARD,
) -> tuple[OpenDemand, ...]:
    """List each demand of a degree that is not met, with what could still fill it.

    The courses are those of the receiver's catalog on the day of `as_of`; what is on
    the record already is named apart. Of a group that asks for some of its members, all
    that could still be chosen are listed.
    """
    _, reading = best_reading(rulebook, evaluation, degree, budget)
    if reading is None or reading.resolved is None:
        return ()
    lister = _Lister(reading, reading.resolved, tuple(_listed(rulebook, evaluation)))
    return tuple(
        one
        for group, found in zip(reading.plan.groups, reading.found.groups, strict=True)
        if not found.met
        for one in lister.under(group, found)
    )


def _listed(
    rulebook: Rulebook, evaluation: Evaluation
) -> Iterator[tuple[CourseVersion, Candidate]]:
    """Yield each course of the catalogs in force, as credit it would be if passed."""
    known_at = evaluation.known_at
    identities = identities_of(rulebook, evaluation.receiving, known_at)
    ours = [
        block
        for block in rulebook.catalogs
        if block.head.receiving == evaluation.receiving
    ]
    for versions in versions_of(ours).values():
        chosen = in_force(versions, evaluation.as_of, evaluation.known_at).chosen
        for course in (one for block in chosen for one in block.courses):
            award = CreditAward(
                AwardKind.COURSE,
                course.least,
                course.least,
                code=course.code,
                subject=course.code.subject,
                level=course.level,
                attributes=course.attributes,
            )
            yield (
                course,
                Candidate(
                    learning=(),
                    target=0,
                    award=award,
                    day=evaluation.as_of,
                    in_residence=True,
                    roads=frozenset({Road.RESIDENCE}),
                    institutions=frozenset({evaluation.receiving}),
                    grades=(),
                    weights=(),
                    term="",
                    names=frozenset({course.code}),
                    identity=identities.of(course.code, evaluation.as_of),
                ),
            )


@dataclass(frozen=True, slots=True)
class _Lister:
    reading: Reading
    resolved: Resolved
    listed: tuple[tuple[CourseVersion, Candidate], ...]

    def under(self, node: Branch, found: NodeMeasure) -> Iterator[OpenDemand]:
        """Yield the open demands under one branch that is not met."""
        if node.asks is not None and node.asks.milestone:
            text = f"milestone {node.asks.path[-1]}"
            yield OpenDemand(
                node.asks.path, text, ZERO, in_courses=True, milestone=True
            )
        for child, measured in zip(node.children, found.children, strict=True):
            if measured.met and measured.relied:
                continue
            if isinstance(child, Leaf):
                yield self._open(child, measured)
            else:
                yield from self.under(child, measured)
        yield from self._bounds(node, found)

    def _bounds(self, node: Branch, found: NodeMeasure) -> Iterator[OpenDemand]:
        """Yield what a group asks of all its credit together, and does not get."""
        if node.asks is None:
            return
        path, leaves = node.asks.path, sorted(node.asks.leaves)
        courses = tuple(
            dict.fromkeys(code for leaf in leaves for code in self._courses(leaf))
        )
        for one in found.tallies:
            if not one.holds:
                counted_in = one.tally.counted_in
                yield OpenDemand(
                    path,
                    one.tally.text,
                    one.short,
                    in_courses=counted_in is not CountedIn.CREDIT,
                    courses=courses,
                )
        for floor in found.floors:
            if not floor.holds:
                text = f"gpa {number_text(floor.floor.value)}"
                yield OpenDemand(path, text, ZERO, in_courses=True)

    def _courses(self, leaf: int) -> tuple[CourseCode, ...]:
        """List what the catalog has for one leaf, and the record has not."""
        plan, pool = self.reading.plan, self.resolved.pools[leaf]
        brought = (*plan.candidates, *(one for one, _ in plan.waiting))
        taken = {one.identity for one in brought if one.identity is not None}
        around = self.resolved.eligibility.around
        return tuple(
            course.code
            for course, one in self.listed
            if one.identity not in taken and belongs(pool, one, around)
        )

    def _open(self, leaf: Leaf, found: NodeMeasure) -> OpenDemand:
        wants = self.resolved.qualifiers[leaf.place]
        plan = self.reading.plan
        allocation = self.reading.search.allocation
        placed = {one for one, _ in allocation.placed}
        here = {one for one, place in allocation.placed if place == leaf.place}
        return OpenDemand(
            group=leaf.path,
            text=leaf.text,
            lacking=max(ZERO, leaf.need - found.counted),
            in_courses=leaf.in_courses,
            courses=self._courses(leaf.place),
            elsewhere=_first(
                plan.candidates[one]
                for one in leaf.eligible
                if one in placed and one not in here
            ),
            under_way=_first(
                one for one, leaves in plan.waiting if leaf.place in leaves
            ),
            turned_away=tuple(self._turned_away(leaf)),
            least_grade=next(
                (each.mark for each in wants if isinstance(each, LeastGrade)), ""
            ),
        )

    def _turned_away(self, leaf: Leaf) -> Iterator[tuple[LearningId, str]]:
        """Yield what is of the right kind, with the qualifier that turns it away."""
        pool = self.resolved.pools[leaf.place]
        wants = self.resolved.qualifiers[leaf.place]
        eligibility = self.resolved.eligibility
        for place, one in enumerate(self.reading.plan.candidates):
            if place in leaf.eligible or not belongs(pool, one, eligibility.around):
                continue
            asks = [
                qualifier_text(each)
                for each in wants
                if eligibility.asked(one, each) is not Answer.MET
            ]
            yield one.learning[0], ", ".join(asks)


def _first(candidates: Iterable[Candidate]) -> tuple[LearningId, ...]:
    return tuple(dict.fromkeys(one.learning[0] for one in candidates))
