"""Fitting: groups filled beside each other, within so many steps.

The groups are filled demand by demand, those with the fewest candidates first, and what
leads nowhere is taken back. It finds some use of the credit that meets them all, not
the best; where it has tried everything, there is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from articulate.audit.conflicts.claiming import Claims
from articulate.audit.conflicts.claims import (
    Bound,
    Choice,
    Claim,
    Closing,
    Item,
    each_bit,
)
from articulate.audit.conflicts.shared_places import Filled
from articulate.audit.plan import Pair

Agenda: TypeAlias = "tuple[Item, Agenda] | None"
"""What is still to be filled: the next demand, and those after it."""


@dataclass(slots=True)
class Fitting:
    """Fills groups one beside the other; `left` are the steps it may still take.

    `placed` are leaves with the candidates in them, `used` all of these candidates.
    Those `sought` elsewhere, and those `contested` by what is to be filled, come last.
    It is `exact` until something was given up that might have been.
    """

    claims: Claims
    sought: int = 0
    left: int = 0
    exact: bool = True
    used: int = 0
    contested: int = 0
    placed: list[Filled] = field(default_factory=list)

    def fit(self, groups: Iterable[int], steps: int) -> bool:
        """Fill some groups beside what is there; nothing is placed where that fails."""
        self.left, self.exact = steps, True
        claimed = []
        for group in groups:
            one = self.claims.of(group)
            if one is None:
                return False
            if not one.told:
                self.exact = False
                return False
            claimed.append(one)
        claimed.sort(key=lambda one: one.spare)
        self.contested = _contested(item for one in claimed for item in one.items)
        agenda: Agenda = None
        for one in reversed(claimed):
            for item in reversed(one.items):
                agenda = (item, agenda)
        return self._fill(agenda)

    def put(self, filled: Iterable[Filled]) -> bool:
        """Put candidates in leaves as given, all of them or none."""
        mark, used = len(self.placed), self.used
        for place, members in filled:
            if members & ~self._free(place, members) or not self._may(place, members):
                self._undo(mark, used)
                return False
            self._push(place, members)
        return True

    def pairs(self) -> Iterator[Pair]:
        """Yield every candidate that is placed, with its leaf."""
        for place, members in self.placed:
            for bit in each_bit(members):
                yield bit.bit_length() - 1, place

    def _push(self, place: int, members: int) -> None:
        self.placed.append((place, members))
        self.used |= members

    def _undo(self, mark: int, used: int) -> None:
        del self.placed[mark:]
        self.used = used

    def _free(self, place: int, members: int) -> int:
        """Return which of some candidates may still go into a leaf."""
        return members & ~self.claims.shared.blocked(place, self.placed, self.used)

    def _may(self, place: int, members: int) -> bool:
        """Say whether no more is shared than may be if these go into a leaf."""
        shared = self.claims.shared
        return not shared.bounded or shared.allow(
            self.placed, (place, members), self.used
        )

    def _fill(self, agenda: Agenda) -> bool:
        """Fill all that is on the agenda; nothing is placed where that fails."""
        mark, used = len(self.placed), self.used
        while agenda is not None:
            item, agenda = agenda
            if isinstance(item, Claim):
                free = self._free(item.place, item.members)
                if not item.single:
                    done = self._fill_pool(item, free, agenda)
                elif free & free - 1:
                    done = self._fill_course(item, free, agenda)
                elif free and self._may(item.place, free):
                    self._push(item.place, free)
                    continue
                else:
                    done = False
            elif isinstance(item, Choice):
                done = self._choose(item, agenda)
            elif self._closes(item):
                continue
            else:
                done = False
            if not done:
                self._undo(mark, used)
            return done
        return True

    def _step(self) -> bool:
        """Take a step; say whether there was one left."""
        self.left -= 1
        if self.left < 0:
            self.exact = False
        return self.left >= 0

    def _fill_course(self, claim: Claim, free: int, agenda: Agenda) -> bool:
        mark, used = len(self.placed), self.used
        for bit in self._by_worth(free):
            if not self._step():
                return False
            if self._may(claim.place, bit):
                self._push(claim.place, bit)
                if self._fill(agenda):
                    return True
                self._undo(mark, used)
        return False

    def _choose(self, choice: Choice, agenda: Agenda) -> bool:
        for options in combinations(choice.options, choice.least):
            if not self._step():
                return False
            longer = agenda
            for option in reversed(options):
                for item in reversed(option):
                    longer = (item, longer)
            if self._fill(longer):
                return True
        return False

    def _closes(self, closing: Closing) -> bool:
        inside = 0
        for leaf, members in self.placed:
            if leaf in closing.leaves:
                inside |= members
        broken = [
            one for one in closing.bounds if not one.holds(inside, self.claims.credit)
        ]
        low = not all(one.holds(inside) for one in closing.averages)
        if (broken or low) and not closing.rigid:
            self.exact = self.exact and any(one.only_grows for one in broken)
        return not broken and not low

    def _fill_pool(self, claim: Claim, free: int, agenda: Agenda) -> bool:
        credit = self.claims.credit
        order = []
        for bit in self._by_worth(free):
            counts = 1 if claim.in_courses else credit[bit.bit_length() - 1]
            order.append((bit, claim.need if bit & claim.wholly else counts))
        after = [0]
        for _, counts in reversed(order):
            after.append(after[-1] + counts)
        pool = _Pool(
            claim,
            order,
            after[::-1],
            [one for one in claim.bounds if one.only_grows],
            [one for one in claim.bounds if not one.only_grows],
            agenda,
        )
        return self._take(pool, 0, 0, 0)

    def _take(self, pool: "_Pool", k: int, taken: int, counted: int) -> bool:
        """Take candidates from the kth on until there are enough, or none does."""
        claim, credit = pool.claim, self.claims.credit
        if (
            counted >= claim.need
            and all(one.holds(taken, credit) for one in pool.asked)
            and all(one.holds(taken) for one in claim.averages)
        ):
            mark, used = len(self.placed), self.used
            self._push(claim.place, taken)
            if self._fill(pool.agenda):
                return True
            self._undo(mark, used)
            return False
        if claim.most is not None and taken.bit_count() >= claim.most:
            return False
        while k < len(pool.order) and counted + pool.after[k] >= claim.need:
            if not self._step():
                return False
            bit, counts = pool.order[k]
            k += 1
            more = taken | bit
            if (
                all(one.holds(more, credit) for one in pool.kept)
                and self._may(claim.place, more)
                and self._take(pool, k, more, counted + counts)
            ):
                return True
        return False

    def _by_worth(self, free: int) -> Iterator[int]:
        """Yield candidates, first those that nothing else asks for."""
        plain, sought = free & ~self.contested, self.sought
        yield from each_bit(plain & ~sought)
        yield from each_bit(plain & sought)
        yield from each_bit(free & self.contested & ~sought)
        yield from each_bit(free & self.contested & sought)


@dataclass(frozen=True, slots=True)
class _Pool:
    """A demand being filled, with its candidates in order and what each counts.

    `after` is what all candidates from a place on count. What is `kept` must hold all
    the time, what is `asked` in the end.
    """

    claim: Claim
    order: Sequence[tuple[int, int]]
    after: Sequence[int]
    kept: Sequence[Bound]
    asked: Sequence[Bound]
    agenda: Agenda


def _contested(items: Iterable[Item]) -> int:
    """Return the candidates that more than one demand asks for."""
    once = twice = 0
    for one in _claims_in(items):
        twice |= once & one.members
        once |= one.members
    return twice


def _claims_in(items: Iterable[Item]) -> Iterator[Claim]:
    for item in items:
        if isinstance(item, Claim):
            yield item
        elif isinstance(item, Choice):
            for option in item.options:
                yield from _claims_in(option)
