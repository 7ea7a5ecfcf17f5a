"""Selections: every way in which a record can bring what a source asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice, product

from articulate.engine.identify import Known
from articulate.engine.situation import Names
from articulate.model.course import CourseCode
from articulate.model.transcript import ConferredAward
from articulate.rulebook.clauses import selector_text
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
    selects,
)
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
    leaves_of,
    plain_title,
)

Described = CourseCode | CourseRange | CoursePattern | WholeSubject

MOST_SELECTIONS = 1024
"""How many selections of one rule are looked at; more set `truncated`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Learnings that together bring what a source asks for, by their places.

    `tier` is the worst of how they were named: 0 by the codes of the record.
    """

    places: frozenset[int]
    tier: int = 0


@dataclass(frozen=True)
class Bringing:
    """What learnings can be used for a rule, each with its names on the rule's day."""

    learnings: Sequence[Known]
    names_of: Callable[[Known], Names]

    @cached_property
    def named(self) -> Mapping[CourseCode, tuple[Selection, ...]]:
        """Each learning by every name it has on the rule's day."""
        found: dict[CourseCode, tuple[Selection, ...]] = {}
        for known in self.learnings:
            for code, tier in self.names_of(known).items():
                one = Selection(frozenset((known.place,)), tier)
                found[code] = (*found.get(code, ()), one)
        return found

    def selections(self, source: Source) -> tuple[tuple[Selection, ...], bool]:
        """Return every selection once, and whether there are more than looked at."""
        if isinstance(source, OneCourse):
            return self.named.get(source.code, ()), False
        found: dict[frozenset[int], Selection] = {}
        looked = 0
        for one in islice(self._of(source), MOST_SELECTIONS + 1):
            looked += 1
            known = found.get(one.places)
            if known is None or one.tier < known.tier:
                found[one.places] = one
        return tuple(found.values()), looked > MOST_SELECTIONS

    def lacking(self, source: Source) -> tuple[str, ...]:
        """Name the parts of a set for which the record brings nothing."""
        match source:
            case Together(parts=parts):
                return tuple(text for part in parts for text in self.lacking(part))
            case Either(parts=parts):
                lacks = [self.lacking(part) for part in parts]
                return (
                    ()
                    if () in lacks
                    else (" or ".join(t for one in lacks for t in one),)
                )
            case SomeOf(count=count, parts=parts):
                missing = [text for part in parts for text in self.lacking(part)]
                here = len(parts) - len(missing)
                if here >= count:
                    return ()
                return (f"{count - here} of {', '.join(missing)}",)
            case AwardSource(title=title):
                return () if any(self._of(source)) else (f'award "{title}"',)
            case BlockSource():
                return ()
            case _:
                return () if any(self._of(source)) else (selector_text(source),)

    def lacking_from(self, source: Source) -> Iterator[Described]:
        """Yield the courses of a set for which the record brings nothing."""
        for leaf in leaves_of(source):
            match leaf:
                case Together() | Either() | SomeOf() | AwardSource() | BlockSource():
                    continue
                case OneCourse(code=code):
                    if not any(self._of(leaf)):
                        yield code
                case _:
                    if not any(self._of(leaf)):
                        yield leaf

    def _of(self, source: Source) -> Iterator[Selection]:
        match source:
            case Together(parts=parts):
                yield from self._joined([list(self._of(part)) for part in parts])
            case Either(parts=parts):
                for part in parts:
                    yield from self._of(part)
            case SomeOf(count=count, parts=parts):
                heaps = [heap for part in parts for heap in self._heaps(part)]
                for chosen in combinations(heaps, count):
                    yield from self._joined(chosen)
            case AwardSource(title=title):
                for known in self.learnings:
                    award = known.learning
                    if isinstance(award, ConferredAward) and (
                        plain_title(award.title) == plain_title(title)
                    ):
                        yield Selection(frozenset((known.place,)))
            case BlockSource():
                return
            case _:
                yield from self._courses(source)

    def _joined(self, heaps: Sequence[Sequence[Selection]]) -> Iterator[Selection]:
        """Take one selection of each heap, no learning twice."""
        for chosen in product(*heaps):
            places = frozenset(place for one in chosen for place in one.places)
            if len(places) == sum(len(one.places) for one in chosen):
                yield Selection(places, max((one.tier for one in chosen), default=0))

    def _heaps(self, part: Source) -> Iterator[list[Selection]]:
        """Part what may fill a member of `N of`: a range brings each of its courses."""
        if isinstance(part, Together | Either | SomeOf | AwardSource | OneCourse):
            found = list(self._of(part))
            if found:
                yield found
            return
        heaps: dict[object, list[Selection]] = {}
        for one in self._of(part):
            (place,) = one.places
            heaps.setdefault(self._by_place[place].course, []).append(one)
        yield from heaps.values()

    @cached_property
    def _by_place(self) -> Mapping[int, Known]:
        return {known.place: known for known in self.learnings}

    def _courses(self, selector: CourseSelector) -> Iterator[Selection]:
        if isinstance(selector, OneCourse):
            yield from self.named.get(selector.code, ())
            return
        for known in self.learnings:
            if known.code is None:
                continue
            tier = tier_of(selector, self.names_of(known))
            if tier is not None:
                yield Selection(frozenset((known.place,)), tier)


def tier_of(selector: CourseSelector, names: Names) -> int | None:
    """Say how a selector names a course, None when it does not."""
    return min(
        (tier for code, tier in names.items() if selects(selector, code)), default=None
    )
