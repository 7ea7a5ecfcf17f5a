"""Recounting the degree's totals: credit, averages and academic residency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.membership import belongs
from articulate.audit.recount.amounts import Amount, average_of
from articulate.audit.recount.groups import Path, Recount
from articulate.model.award import AwardKind
from articulate.model.identifiers import GroupId
from articulate.rulebook.degree import (
    DegreeBlock,
    GpaRule,
    ResidencyRule,
    Straddling,
    Ties,
)
from articulate.rulebook.pools import Pool
from articulate.rulebook.requirements import CountedIn

_NOWHERE: tuple[tuple[Path, Amount], ...] = (((), 1),)
"""Where a candidate is that no group took: in the degree as a whole."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a statement about the whole degree lacks: credit, and whether it is met.

    What is `missing` is in parts of an hour, as in a recount. It is `fixed` when it is
    the same wherever the credit is placed.
    """

    met: bool
    missing: Amount = 0
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts totals over the credit that is there; `everyone` is who may be here.

    `here` are places among everyone; `real` says what is placed.
    """

    degree: DegreeBlock
    everyone: Sequence[Candidate]
    here: Sequence[int]
    real: Recount
    _within: dict[tuple[int, bool], dict[int, Amount]] = field(default_factory=dict)

    def lacks(self, *, cut: bool = False) -> dict[str, Lack]:
        """Say what each statement about the whole degree lacks, by its name.

        Where a limit must *cut*, averages and windows of credit depend on what it cuts,
        so nothing is said of them.
        """
        found = {} if self.degree.credits is None else {"credits": self.credits()}
        for rule in self.degree.residencies:
            windowed = rule.last is not None or rule.after_first is not None
            waived = self.real.relief.waives("residency", rule.head.id)
            if not waived and not (cut and windowed):
                found[f"residency {rule.head.id}"] = self.residency(rule)
        for one in () if cut else self.degree.gpas:
            gpa = self.gpa(one)
            found[f"gpa {one.head.id}"] = Lack(gpa is None or gpa >= one.least)
        return found

    def credits(self) -> Lack:
        """Count the credit applied."""
        wanted = self.real.credit(self.degree.credits or Fraction(0))
        short = max(0, wanted - self.real.total)
        return Lack(not short, short)

    def gpa(self, rule: GpaRule) -> Fraction | None:
        """Average the letter-graded credit in a rule's pool."""
        if rule.all_attempts:
            return self.real.average([rule.pool])
        words = self.real.words
        mine = self.real.inside.pool(rule.pool, self.here)
        failed = self.real.attempts.failed_in(rule.pool, words.around)
        quality = [(q / w, self.real.credit(w)) for q, w in failed if w]
        return average_of([*quality, *self.real.graded(mine)])

    def residency(self, rule: ResidencyRule) -> Lack:
        """Count what was earned here, where the rule looks."""
        named = self._named(rule.pool)
        parted = rule.counted_in in (CountedIn.COURSES, CountedIn.PERCENT_OF_COURSES)
        inside = self._inside(rule.pool, named, parted=parted)
        mine = [one for one in inside if self.everyone[one].in_residence]
        if rule.counted_in is CountedIn.PERCENT_OF_COURSES:
            base = sum(inside.values())
            if not base:
                return Lack(not self._asks_anything(named), fixed=not named)
            met = sum([inside[one] for one in mine]) >= rule.amount * base
            return Lack(met, fixed=not named)
        if rule.counted_in is CountedIn.COURSES:
            came: Amount = sum([inside[one] for one in mine])
            lacking = max(Fraction(0), rule.amount - came)
            return Lack(not lacking, lacking * self.real.parts, not named)
        wanted = rule.amount
        if rule.counted_in is CountedIn.PERCENT_OF_CREDIT:
            wanted = rule.amount * (self.degree.credits or 0)
        short = max(0, self.real.credit(wanted) - self._counted(rule, mine))
        return Lack(not short, short, not named)

    def _counted(self, rule: ResidencyRule, mine: Sequence[int]) -> Amount:
        if rule.last is None and rule.after_first is None:
            return self._sum(mine)
        return self._window(rule, set(mine))

    def _named(self, pool: Pool | None) -> frozenset[GroupId]:
        """Return the groups that a rule looks into; none where it looks everywhere."""
        return frozenset() if pool is None else self.real.words.groups_in(pool)

    def _inside(
        self, pool: Pool | None, named: frozenset[GroupId], *, parted: bool
    ) -> dict[int, Amount]:
        """Say who is where a rule looks, each as the part of a course that it is.

        Only a pool that names groups asks where a candidate is placed, and only a
        count of courses, which is *parted*, asks for parts.
        """
        key = (id(pool), parted)
        if key in self._within:
            return self._within[key]
        everyone, applied, words = self.everyone, self.real.applied, self.real.words
        awards = [(one, everyone[one].award) for one in self.here]
        present = [
            one
            for one, award in awards
            if (applied[one] or not award.credits)
            and award.kind is not AwardKind.REQUIREMENT
        ]
        placed = self._placed() if parted or named else {}
        found = self._within[key] = {}
        if pool is not None and named:
            for one in present:
                for path, part in placed.get(one, _NOWHERE):
                    if belongs(pool, everyone[one], words.around, path):
                        found[one] = part
            return found
        if pool is not None:
            present = self.real.inside.pool(pool, present)
        if placed:
            for one in present:
                found[one] = placed[one][-1][1] if one in placed else 1
        else:
            found.update(dict.fromkeys(present, 1))
        return found

    def _placed(self) -> dict[int, list[tuple[Path, Amount]]]:
        """List by candidate where it is placed, with its part of a course.

        Everyone is in the degree as a whole, and first.
        """
        found: dict[int, list[tuple[Path, Amount]]] = {}
        for path, count in self.real.counts.items():
            for one, part in count.heap:
                found.setdefault(one, [*_NOWHERE]).append((path, part))
        return found

    def _asks_anything(self, named: frozenset[GroupId]) -> bool:
        asking = [path for path, pools in self.real.pools.items() if pools]
        return not named or any(named.intersection(path) for path in asking)

    def _window(self, rule: ResidencyRule, mine: set[int]) -> Amount:
        """Count along the days of completion; credit without a day first or last."""
        days: dict[date | None, list[int]] = {}
        for one in self.here:
            days.setdefault(self.everyone[one].day, []).append(one)
        known = [day for day in days if day is not None]
        order = sorted(known, reverse=rule.last is not None)
        if None not in days:
            line = (heap for day in order for heap in _heaps(days[day], mine, rule))
            return self._along(rule, line, mine)
        heaps = [heap for day in order for heap in _heaps(days[day], mine, rule)]
        more = _heaps(days[None], mine, rule)
        readings = ([*more, *heaps], [*heaps, *more])
        return min(self._along(rule, one, mine) for one in readings)

    def _along(
        self, rule: ResidencyRule, heaps: Iterable[Sequence[int]], mine: set[int]
    ) -> Amount:
        """Count what is mine in the last hours of a line, or after the first ones."""
        edge = rule.last if rule.last is not None else rule.after_first or Fraction(0)
        width = self.real.credit(edge)
        counted: Amount = 0
        start = 0
        for heap in heaps:
            if rule.last is not None and start >= width:
                break
            size = self._sum(heap)
            part = _part(rule, start, size, width)
            if _unsplit(rule) and start + size > width:
                counted += self._most_whole(heap, mine, width - start)
            elif part:
                counted += part * self._sum([one for one in heap if one in mine])
            start += size
        return counted

    def _most_whole(self, heap: Sequence[int], mine: set[int], room: Amount) -> int:
        """Try every choice of whole courses that fit into what is left of the hours."""
        reached = [0]
        for size in sorted([self.real.applied[one] for one in heap if one in mine]):
            reached = sorted({*reached, *(sum_ + size for sum_ in reached)})
        return max([sum_ for sum_ in reached if sum_ <= room])

    def _sum(self, many: Sequence[int]) -> int:
        applied = self.real.applied
        return sum([applied[one] for one in many])


def _heaps(day: list[int], mine: set[int], rule: ResidencyRule) -> list[list[int]]:
    """Put the credit of one day in line: by course, or the whole day together."""
    if rule.ties is Ties.WHOLE_TERM:
        return [day]
    favored = rule.ties is Ties.FAVOR
    late = [one for one in day if (one in mine) is favored]
    early = [one for one in day if (one in mine) is not favored]
    if _unsplit(rule) and late:
        return [late, *([one] for one in early)]
    line = [*early, *late]
    return [[one] for one in (line if rule.last is None else reversed(line))]


def _unsplit(rule: ResidencyRule) -> bool:
    """Say whether a tie is broken by the course that would lie on the edge.

    It would count for nothing, so the learner is favored by those that fit before it.
    """
    ties, edge = rule.ties, rule.straddling
    return bool(rule.last) and ties is Ties.FAVOR and edge is Straddling.NOT


def _part(rule: ResidencyRule, start: int, size: int, width: Amount) -> Amount:
    """Say what part of some credit is in the last hours, or after the first ones.

    *start* is where it starts on the line along which the hours are counted, *width*
    how many they are.
    """
    backward = rule.last is not None
    end = start + size
    if size > 0 and (end <= width or start >= width):
        return int(backward is (end <= width))
    within = max(0, min(end, width) - start)
    share = within if backward else size - within
    part = Fraction(share, size) if size else Fraction(0)
    if 0 < part < 1 and rule.ties is Ties.WHOLE_TERM:
        return 1
    if 0 < part < 1 and rule.straddling is not Straddling.PRO_RATA:
        return int(rule.straddling is Straddling.WHOLE)
    return part
