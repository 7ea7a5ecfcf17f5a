"""Recounting a degree's words: what of them is the same for every learner.

Which courses a code names goes by the catalogs and the day the degree is written on, so
it is read once for a degree version and kept beside the rulebook, for the checker only.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.membership import Surroundings, groups_in
from articulate.audit.recount.answers import Answers
from articulate.audit.relief import Relief
from articulate.audit.worth import Worth
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import GroupId
from articulate.rulebook.course_identity import CourseIdentity, identities_of
from articulate.rulebook.degree import DegreeBlock, ExclusiveRule, ShareRule
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    OneCourse,
    Pool,
    Union,
    WholeSubject,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Either, Source

_BESIDE = "words of degrees"
_KEPT = 64
"""How many readings are kept; few are needed, as most are of today's catalogs."""
_SELECTORS = (OneCourse, CourseRange, CoursePattern, WholeSubject)


@dataclass(frozen=True, slots=True)
class OneOf:
    """What one course must be; `courses` where nothing but codes is listed."""

    pool: Union
    courses: frozenset[CourseIdentity] | None
    _worth: dict[int, tuple[Worth, Fraction]] = field(default_factory=dict)

    def worth(self, catalog: Worth) -> Fraction:
        """Return the credit that it stands for where it is missing."""
        known = self._worth.get(id(catalog))
        if known is None:
            if len(self._worth) >= _KEPT:
                self._worth.clear()
            # A union that `_selectors` made has nothing but selectors in it.
            least = catalog.of(self.pool.pools)  # type: ignore[arg-type]
            known = self._worth[id(catalog)] = (catalog, least)
        return known[1]


@dataclass(frozen=True, slots=True)
class Words:
    """A degree's words as they are read on one day, whoever the learner is.

    `beside` are the other degrees that it is audited with.
    """

    degree: DegreeBlock
    around: Surroundings
    answers: Answers
    beside: tuple[DegreeBlock, ...]
    _courses: dict[int, tuple[Source, OneOf | None]] = field(default_factory=dict)
    _groups: dict[int, tuple[Pool, frozenset[GroupId]]] = field(default_factory=dict)

    def one_of(self, source: Source) -> OneOf | None:
        """Return what one course must be, None where several are needed together."""
        known = self._courses.get(id(source))
        if known is None:  # kept with the source, whose identity it goes by
            known = self._courses[id(source)] = (source, self._one_of(source))
        return known[1]

    def groups_in(self, pool: Pool) -> frozenset[GroupId]:
        """Return the groups that a pool names."""
        known = self._groups.get(id(pool))
        if known is None:
            known = self._groups[id(pool)] = (pool, groups_in(pool))
        return known[1]

    def _one_of(self, source: Source) -> OneOf | None:
        pool = _selectors(source)
        if pool is None:
            return None
        listed = self.around.listed(pool)
        return OneOf(pool, None if listed.others else listed.courses)


def words_of(
    rulebook: Rulebook, evaluation: Evaluation, degree: DegreeBlock, relief: Relief
) -> Words:
    """Return a degree's words; where courses are substituted they are read again."""
    receiving, known_at = evaluation.receiving, evaluation.known_at
    start = degree.head.effective.start or evaluation.as_of
    kept: dict[object, Words] = vars(rulebook).setdefault(_BESIDE, {})
    key = (id(degree), receiving, known_at, start)
    known = kept.get(key)
    if known is not None and not relief.substitutions:
        return known
    identities = identities_of(rulebook, receiving, known_at)
    around = Surroundings(rulebook.institution, identities, start)
    beside = _audited_with(degree, rulebook.degrees)
    words = Words(degree, around, Answers(around), beside)
    if not relief.substitutions:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = words
    return words


def _audited_with(
    degree: DegreeBlock, degrees: tuple[DegreeBlock, ...]
) -> tuple[DegreeBlock, ...]:
    """List the degrees that this one names, or that name it, through others too."""
    met, waiting = [degree], [degree]
    while waiting:
        one = waiting.pop()
        more = [
            other
            for other in degrees
            if other not in met and (_names(one, other) or _names(other, one))
        ]
        met, waiting = met + more, waiting + more
    return tuple(met[1:])


def _names(one: DegreeBlock, other: DegreeBlock) -> bool:
    rules: tuple[ShareRule | ExclusiveRule, ...] = (*one.shares, *one.exclusives)
    return any(rule.degree == other.head.id for rule in rules)


def _selectors(source: Source) -> Union | None:
    if isinstance(source, _SELECTORS):
        return Union((source,))
    if isinstance(source, Either):
        parts = [_selectors(part) for part in source.parts]
        known = [pool for part in parts if part is not None for pool in part.pools]
        return Union(tuple(known)) if None not in parts else None
    return None
