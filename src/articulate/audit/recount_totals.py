"""Recounting the degree's totals: credit, averages and academic residency."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.membership import belongs, groups_in
from articulate.audit.recount import ONE, ZERO, Key, Path, Recount, average_of
from articulate.model.award import AwardKind
from articulate.model.exact import exact_sum
from articulate.rulebook.degree import (
    DegreeBlock,
    GpaRule,
    ResidencyRule,
    Straddling,
    Ties,
)
from articulate.rulebook.pools import AnyCourse
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
    """Counts totals over the credit that is there; `where` says what is placed."""

    degree: DegreeBlock
    here: Sequence[Candidate]
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
        around, applied = self.real.asking.around, self.real.applied
        mine = [one for one in self.here if belongs(rule.pool, one, around)]
        graded = [(c.points, applied[c.key]) for c in mine]
        failed = self.real.attempts.failed_in(rule.pool, around)
        quality = [(q / w, w) for q, w in failed if w]
        return average_of([*quality, *((p, w) for p, w in graded if p is not None)])

    def residency(self, rule: ResidencyRule) -> Lack:
        """Count what was earned here, where the rule looks."""
        around, pool = self.real.asking.around, rule.pool or AnyCourse()
        places = self._places()
        fixed = not groups_in(pool)
        inside = {
            one.key: part
            for one in self.here
            if one.award.kind is not AwardKind.REQUIREMENT
            and (not one.award.credits or self.real.applied[one.key])
            for path, part in (((), ONE), *places.get(one.key, ()))
            if belongs(pool, one, around, path)
        }
        mine = [one for one in self.here if one.key in inside and one.in_residence]
        wanted, courses = rule.amount, rule.counted_in is CountedIn.COURSES
        if rule.counted_in is CountedIn.PERCENT_OF_CREDIT:
            wanted = rule.amount * (self.degree.credits or ZERO)
        if rule.counted_in is CountedIn.PERCENT_OF_COURSES:
            base, courses = exact_sum(inside.values()), True
            wanted = rule.amount * base
            if not base:
                return Lack(not self._asks_anything(rule), fixed=fixed)
        if courses:
            counted = exact_sum(inside[one.key] for one in mine)
        elif rule.last is not None or rule.after_first is not None:
            undated = any(one.day is None for one in self.here)
            readings = (False, True) if undated else (False,)
            counted = min(self._window(rule, mine, late) for late in readings)
        else:
            counted = self._sum(mine)
        short = max(ZERO, wanted - counted)
        share = rule.counted_in is CountedIn.PERCENT_OF_COURSES
        return Lack(not short, ZERO if share else short, fixed)

    def _places(self) -> dict[Key, list[tuple[Path, Fraction]]]:
        """List by candidate where it is placed, with its part of a course."""
        found: dict[Key, list[tuple[Path, Fraction]]] = {}
        for path, count in self.real.counts.items():
            for one, part in count.heap:
                found.setdefault(one.key, []).append((path, part))
        return found

    def _asks_anything(self, rule: ResidencyRule) -> bool:
        named = groups_in(rule.pool or AnyCourse())
        asking = [path for path, pools in self.real.pools.items() if pools]
        return not named or any(named.intersection(path) for path in asking)

    def _window(
        self,
        rule: ResidencyRule,
        mine: Sequence[Candidate],
        undated_last: bool,  # noqa: FBT001 - either reading
    ) -> Fraction:
        """Count along the days of completion; credit without a day first or last."""
        keys = {one.key for one in mine}
        applied = self.real.applied

        def place(one: Candidate) -> tuple[bool, int, bool]:
            undated = one.day is None
            day = 0 if one.day is None else one.day.toordinal()
            counts = one.key in keys
            late = counts if rule.ties is Ties.FAVOR else not counts
            return (
                undated is undated_last,
                day,
                late and rule.ties is not Ties.WHOLE_TERM,
            )

        line = sorted(self.here, key=place, reverse=rule.last is not None)
        heaps: list[list[Candidate]] = []
        for one in line:
            if rule.ties is Ties.WHOLE_TERM and heaps and heaps[-1][0].day == one.day:
                heaps[-1].append(one)
            else:
                heaps.append([one])
        width = rule.last if rule.last is not None else rule.after_first or ZERO
        start = counted = ZERO
        for heap in heaps:
            size = self._sum(heap)
            if rule.last is not None and start >= width:
                break
            within = max(ZERO, min(start + size, width) - start)
            share = within if rule.last is not None else size - within
            part = share / size if size else ZERO
            if 0 < part < 1 and rule.ties is Ties.WHOLE_TERM:
                part = ONE
            elif 0 < part < 1 and rule.straddling is not Straddling.PRO_RATA:
                part = ONE if rule.straddling is Straddling.WHOLE else ZERO
            counted += part * exact_sum(
                applied[one.key] for one in heap if one.key in keys
            )
            start += size
        return counted

    def _sum(self, many: Sequence[Candidate]) -> Fraction:
        return exact_sum(self.real.applied[one.key] for one in many)
