"""Recounting the degree's totals: credit, averages and academic residency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.membership import belongs
from articulate.audit.recount import ONE, ZERO, Path, Recount, average_of
from articulate.model.award import AwardKind
from articulate.model.exact import exact_sum
from articulate.model.identifiers import GroupId
from articulate.rulebook.degree import (
    DegreeBlock,
    GpaRule,
    ResidencyRule,
    Straddling,
    Ties,
)
from articulate.rulebook.requirements import CountedIn


@dataclass(frozen=True, slots=True)
class Lack:
    """What a statement about the whole degree lacks: credit, and whether it is met.

    It is `fixed` when it is the same wherever the credit is placed.
    """

    met: bool
    missing: Fraction = ZERO
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
        short = max(ZERO, (self.degree.credits or ZERO) - self._sum(self.here))
        return Lack(not short, short)

    def gpa(self, rule: GpaRule) -> Fraction | None:
        """Average the letter-graded credit in a rule's pool."""
        if rule.all_attempts:
            return self.real.average([rule.pool])
        words, everyone = self.real.words, self.everyone
        mine = [one for one in self.here if words.holds(rule.pool, everyone[one])]
        failed = self.real.learned.attempts.failed_in(rule.pool, words.around)
        quality = [(q / w, w) for q, w in failed if w]
        return average_of([*quality, *self.real.graded(mine)])

    def residency(self, rule: ResidencyRule) -> Lack:
        """Count what was earned here, where the rule looks."""
        named = self._named(rule)
        inside = self._inside(rule, named)
        mine = [p for p in self.here if p in inside and self.everyone[p].in_residence]
        wanted, courses = rule.amount, rule.counted_in is CountedIn.COURSES
        if rule.counted_in is CountedIn.PERCENT_OF_CREDIT:
            wanted = rule.amount * (self.degree.credits or ZERO)
        if rule.counted_in is CountedIn.PERCENT_OF_COURSES:
            base, courses = exact_sum(inside.values()), True
            wanted = rule.amount * base
            if not base:
                return Lack(not self._asks_anything(named), fixed=not named)
        if courses:
            counted = exact_sum(inside[one] for one in mine)
        elif rule.last is not None or rule.after_first is not None:
            undated = any(self.everyone[one].day is None for one in self.here)
            readings = (False, True) if undated else (False,)
            counted = min(self._window(rule, mine, late) for late in readings)
        else:
            counted = self._sum(mine)
        short = max(ZERO, wanted - counted)
        share = rule.counted_in is CountedIn.PERCENT_OF_COURSES
        return Lack(not short, ZERO if share else short, not named)

    def _named(self, rule: ResidencyRule) -> frozenset[GroupId]:
        """Return the groups that a rule looks into; none where it looks everywhere."""
        return (
            frozenset() if rule.pool is None else self.real.words.groups_in(rule.pool)
        )

    def _inside(
        self, rule: ResidencyRule, named: frozenset[GroupId]
    ) -> dict[int, Fraction]:
        """Say who is where a rule looks, each as the part of a course that it is.

        Only a pool that names groups asks where a candidate is placed, and only a
        count of courses asks for parts.
        """
        everyone, applied = self.everyone, self.real.applied
        parted = rule.counted_in in (CountedIn.COURSES, CountedIn.PERCENT_OF_COURSES)
        placed = self._placed() if parted or named else {}
        words, found = self.real.words, dict[int, Fraction]()
        for place in self.here:
            one = everyone[place]
            if one.award.kind is AwardKind.REQUIREMENT or (
                one.award.credits and not applied[place]
            ):
                continue
            where = (((), ONE), *placed.get(place, ()))
            if rule.pool is None or not named:
                if rule.pool is None or words.holds(rule.pool, one):
                    found[place] = where[-1][1]
                continue
            for path, part in where:
                if belongs(rule.pool, one, words.around, path):
                    found[place] = part
        return found

    def _placed(self) -> dict[int, list[tuple[Path, Fraction]]]:
        """List by candidate where it is placed, with its part of a course."""
        found: dict[int, list[tuple[Path, Fraction]]] = {}
        for path, count in self.real.counts.items():
            for one, part in count.heap:
                found.setdefault(one, []).append((path, part))
        return found

    def _asks_anything(self, named: frozenset[GroupId]) -> bool:
        asking = [path for path, pools in self.real.pools.items() if pools]
        return not named or any(named.intersection(path) for path in asking)

    def _window(
        self,
        rule: ResidencyRule,
        mine: Sequence[int],
        undated_last: bool,  # noqa: FBT001 - either reading
    ) -> Fraction:
        """Count along the days of completion; credit without a day first or last."""
        among, applied, last_first = set(mine), self.real.applied, rule.last is not None
        in_terms, favored = rule.ties is Ties.WHOLE_TERM, rule.ties is Ties.FAVOR
        days: dict[date | None, tuple[list[int], list[int]]] = {}
        for one in self.here:
            late = not in_terms and (one in among) is favored
            days.setdefault(self.everyone[one].day, ([], []))[late].append(one)

        def place(day: date | None) -> tuple[bool, date]:
            return ((day is None) is undated_last, day or date.min)

        heaps: list[list[int]] = []
        for day in sorted(days, key=place, reverse=last_first):
            early, late_ones = days[day]
            line = [*late_ones, *early] if last_first else [*early, *late_ones]
            heaps += [line] if in_terms else [[one] for one in line]
        start, counted = ZERO, list[Fraction]()
        for heap in heaps:
            size = applied[heap[0]] if len(heap) == 1 else self._sum(heap)
            if rule.last is not None and start >= rule.last:
                break
            part = _part(rule, start, size)
            if part:
                own = self._sum([one for one in heap if one in among])
                counted.append(own if part is ONE else part * own)
            start += size
        return exact_sum(counted)

    def _sum(self, many: Sequence[int]) -> Fraction:
        return exact_sum(self.real.applied[one] for one in many)


def _part(rule: ResidencyRule, start: Fraction, size: Fraction) -> Fraction:
    """Say what part of some credit is in the last hours, or after the first ones.

    *start* is where it starts on the line along which the hours are counted.
    """
    backward = rule.last is not None
    width = rule.last if rule.last is not None else rule.after_first or ZERO
    end = start + size
    if size > 0 and (end <= width or start >= width):
        return ONE if backward is (end <= width) else ZERO
    within = max(ZERO, min(end, width) - start)
    share = within if backward else size - within
    part = share / size if size else ZERO
    if 0 < part < 1 and rule.ties is Ties.WHOLE_TERM:
        return ONE
    if 0 < part < 1 and rule.straddling is not Straddling.PRO_RATA:
        return ONE if rule.straddling is Straddling.WHOLE else ZERO
    return part
