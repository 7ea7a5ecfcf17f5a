"""Days: dates for a learner that lie where boxes want them, relations included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from articulate.analysis.aspects import DAYS, Aspect, Test
from articulate.analysis.regions import Box
from articulate.analysis.spectra import Spectra
from articulate.model.answer import Answer
from articulate.model.calendar import Term, TermRef
from articulate.model.duration import MonthEnd, after, before
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale
from articulate.rulebook.ask import ask
from articulate.rulebook.conditions import (
    Comparison,
    Condition,
    DateValue,
    Fact,
    Has,
    Operand,
    Sum,
    Within,
)
from articulate.rulebook.facts import Facts, FactValue, Missing
from articulate.rulebook.shapes import parts_of

Days = Mapping[str, date]
MOST_TRIED = 4096
MOST_CANDIDATES = 12
_DAY = timedelta(days=1)
_YES, _NO, _BOTH = 1, 2, 3
_WEEKS = timedelta(days=70)
_FACTS = {axis: name for name, axis in DAYS.items()}


@dataclass(frozen=True, slots=True)
class Usual:
    """Days that a learner has where no rule says otherwise.

    `also` are other days to ask on, where something may hold that did not before.
    """

    requested: date
    also: tuple[date, ...] = ()

    @property
    def days(self) -> Days:
        """The day of each kind."""
        return {
            "requested": self.requested,
            "learning": self.requested - _WEEKS,
            "admitted": self.requested,
            "declared": self.requested,
            "graduated": self.requested,
        }


@dataclass(frozen=True, slots=True)
class _DayFacts:
    """Days as conditions see them."""

    days: Days

    @property
    def month_end(self) -> MonthEnd:
        return MonthEnd.DOWN

    @property
    def wanted_scale(self) -> GradeScale | None:
        return None

    def value(self, fact: Fact) -> FactValue:
        axis = DAYS.get(fact.name, "")
        return self.days.get(axis) or Missing(str(fact.name))

    def levels(self) -> Missing:
        return Missing("levels")

    def has(self, asked: Has) -> Finding:
        return Finding(Answer.UNKNOWN, (), str(asked))

    def term(self, named: TermRef) -> Term | None:  # noqa: ARG002 - no calendar here
        return None


def days_for(box: Box, spectra: Spectra, usual: Usual) -> Iterator[Days]:
    """Yield days that a box allows, the most usual first; one for each way to choose.

    A day is stated only where the box asks for it, but for those that are always there:
    of the learning, of the request and of admission, which versions may hang on.
    """
    relations = list(_relations(box, spectra))
    stated = {axis for kind, axis, _ in box if kind == "day"}
    stated |= {axis for asked, _ in relations for axis in _axes(asked)}
    axes = sorted(stated | {"learning", "requested", "admitted"})
    candidates = {axis: _candidates(axis, box, spectra, usual) for axis in axes}
    for asked, _ in relations:
        for axis, day in list(_derived(asked, candidates)):
            if axis in candidates and _allowed(axis, day, box, spectra):
                candidates[axis].setdefault(day)
    few = [list(islice(candidates[axis], MOST_CANDIDATES)) for axis in axes]
    found = []
    for chosen in islice(product(*few), MOST_TRIED):
        days = dict(zip(axes, chosen, strict=True))
        if all(_true(asked, days) is truth for asked, truth in relations):
            found.append(days)
    yield from sorted(found, key=_unusual)


def _unusual(days: Days) -> int:
    """Count what is odd about days: learning that ends after it is asked for."""
    asked = days["requested"]
    return sum(
        days.get(axis, asked) > asked for axis in ("learning", "admitted", "declared")
    )


def _candidates(
    axis: str, box: Box, spectra: Spectra, usual: Usual
) -> dict[date, None]:
    aspect: Aspect = ("day", axis, "")
    plain = usual.days.get(axis, usual.requested)
    spectrum = spectra.of(aspect)
    mask = box.get(aspect)
    if mask is None:
        also = usual.also if axis == "requested" else ()
        return dict.fromkeys((plain, *also))
    days = [one for one in spectrum.chosen(mask) if isinstance(one, date)]
    rising = not mask & 1
    found = dict.fromkeys([plain] if spectrum.holds(mask, plain) else [])
    ordered = days if rising else list(reversed(days))
    # days well inside come first, and those at the very edge of a version after them
    return found | dict.fromkeys(ordered)


def _allowed(axis: str, day: date, box: Box, spectra: Spectra) -> bool:
    aspect: Aspect = ("day", axis, "")
    mask = box.get(aspect)
    return mask is None or spectra.of(aspect).holds(mask, day)


def _relations(box: Box, spectra: Spectra) -> Iterator[tuple[Condition, bool]]:
    """Yield what a box says of several days at once, and whether it is to be true."""
    for aspect, mask in box.items():
        test: Test | None = spectra.asked.get(aspect)
        if test is None or test.asked is None or isinstance(test.asked, Sum):
            continue
        if _axes(test.asked) and mask & _BOTH in (_YES, _NO):
            yield test.asked, mask & _BOTH == _YES


def _axes(asked: Condition) -> tuple[str, ...]:
    """Name the days that a condition compares; none if it is about something else."""
    if not isinstance(asked, Comparison | Within):
        return ()
    facts = [one for one in parts_of(asked) if isinstance(one, Fact)]
    if any(one.name not in DAYS for one in facts):
        return ()
    return tuple(dict.fromkeys(DAYS[one.name] for one in facts))


def _true(asked: Condition, days: Days) -> bool | None:
    facts: Facts = _DayFacts(days)
    match ask(asked, facts).answer:
        case Answer.MET:
            return True
        case Answer.NOT_MET:
            return False
        case _:
            return None


def _derived(
    asked: Condition, candidates: Mapping[str, Mapping[date, None]]
) -> Iterator[tuple[str, date]]:
    """Yield days on either side of where a relation changes."""
    match asked:
        case Within(fact=fact, duration=duration, anchor=anchor, before=first):
            back = before if first else after
            forth = after if first else before
            mine = DAYS[fact.name]
            for day in _known(anchor, candidates):
                edge = back(day, duration, MonthEnd.DOWN)
                near = () if edge is None else (edge, edge - _DAY, edge + _DAY)
                for one in (day, *near):
                    yield mine, one
            if isinstance(anchor, Fact):
                for day in candidates.get(mine, ()):
                    edge = forth(day, duration, MonthEnd.DOWN)
                    near = () if edge is None else (edge, edge + _DAY, edge - _DAY)
                    for one in (day, *near):
                        yield DAYS[anchor.name], one
        case Comparison(left=Fact() as left, right=Fact() as right):
            names = (DAYS[left.name], DAYS[right.name])
            for axis, other in (names, names[::-1]):
                for day in candidates.get(other, ()):
                    for one in (day, day - _DAY, day + _DAY):
                        yield axis, one
        case _:
            return


def _known(
    anchor: Operand, candidates: Mapping[str, Mapping[date, None]]
) -> Sequence[date]:
    if isinstance(anchor, DateValue):
        return (anchor.day,)
    if isinstance(anchor, Fact):
        return tuple(candidates.get(DAYS[anchor.name], ()))
    return ()
