"""Cuts: how much limits leave of each candidate's credit, as variables of a program.

Credit comes in few parts, so it is left whole, or one of a few amounts of it is, or
nothing; each has a variable, and every sum of what is left is one of these. Where there
are more amounts than that, one whole variable says how much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

from articulate.audit.plan import Limit, Plan
from articulate.audit.program import Linear, Program, total

MOST_AMOUNTS = 7
"""How many amounts of one candidate's credit have a variable each."""

MOST_UNIONS = 16
"""How many sets of limits are told how many courses they may cut in part."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of one candidate's credit, in whole parts.

    `there` is 1 where any of it is, `partly` where it is cut and some of it is, and
    `applied` is how much. `amounts` are what may be left in part, each with what is 1
    where it is; None where they would be too many. `first` are variables which
    come out greatest, the first before all, where most is left.
    """

    there: Linear
    applied: Linear
    partly: Linear
    amounts: tuple[tuple[int, Linear], ...] | None = None
    first: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cutting:
    """The credit there may be, by candidate, and the limits that may cut it."""

    program: Program
    plan: Plan
    scale: int
    full: Sequence[int]
    present: Sequence[Linear]

    def kept(self) -> dict[int, Kept]:
        """Let credit be cut, where a limit that counts it is full.

        Each limit on credit cuts at most one course in part, the one at its edge; a
        limit on courses cuts whole ones.
        """
        limits = [limit for limit in self.plan.limits if self._may_cut(limit)]
        members = sorted({one for limit in limits for one in limit.members})
        grain = self.scale // self._parts()
        found = {one: self._of(one, grain) for one in members if self.full[one]}
        full = [self._hold(limit, found) for limit in limits]
        self._one_at_each_edge(limits, full, found)
        for one, kept in found.items():
            counting = [
                is_full
                for limit, is_full in zip(limits, full, strict=True)
                if one in limit.members
            ]
            self.program.at_least(total(counting), self.present[one] - kept.there)
        return found

    def _may_cut(self, limit: Limit) -> bool:
        credit = [self.full[one] for one in limit.members]
        if limit.in_courses:
            return sum(map(bool, credit)) > int(limit.amount)
        return sum(credit) > limit.amount * self.scale

    def _of(self, one: int, grain: int) -> Kept:
        program, full, present = self.program, self.full[one], self.present[one]
        if full // grain - 1 <= MOST_AMOUNTS:
            whole = program.yes_or_no()
            amounts = [
                (amount, program.yes_or_no())
                for amount in range(full - grain, 0, -grain)
            ]
            partly = total(literal for _, literal in amounts)
            program.at_most(whole + partly, present)
            applied = total((whole * full, *(part * size for size, part in amounts)))
            first = (whole, *(literal for _, literal in amounts))
            return Kept(whole + partly, applied, partly, tuple(amounts), _places(first))
        there, partly = program.yes_or_no(), program.yes_or_no()
        program.at_most(there, present)
        program.at_most(partly, there)
        applied = program.whole(0, full // grain) * grain
        program.at_most(applied, there * full - partly)
        program.at_least(applied, there)
        program.at_least(applied, (there - partly) * full)
        return Kept(there, applied, partly, first=_places((applied,)))

    def _parts(self) -> int:
        """Return the parts in which credit and limits come, and credit may be cut.

        They are the limits' own: what else a degree counts in halves is no reason to
        cut a course in half.
        """
        amounts = [one.award.credits for one in self.plan.candidates]
        amounts += [limit.amount for limit in self.plan.limits]
        return lcm(1, *(amount.denominator for amount in amounts))

    def _hold(self, limit: Limit, kept: dict[int, Kept]) -> Linear:
        """Hold a limit; return the literal that says it is full."""
        program = self.program
        mine = [kept[one] for one in limit.members if one in kept]
        if limit.in_courses:
            used, most = total(one.there for one in mine), int(limit.amount)
        else:
            used = total(one.applied for one in mine)
            most = int(limit.amount * self.scale)
        program.at_most(used, most)
        is_full = program.yes_or_no()
        program.at_least(used, most, is_full)
        return is_full

    def _one_at_each_edge(
        self, limits: Sequence[Limit], full: Sequence[Linear], kept: dict[int, Kept]
    ) -> None:
        """Let each course that is cut in part have a full limit of its own.

        That is so where no set of limits has more such courses than full limits, of
        those that no other limit counts. Where there are too many sets, a variable says
        which is at the edge of which.
        """
        edged = [
            (frozenset(limit.members), is_full)
            for limit, is_full in zip(limits, full, strict=True)
            if not limit.in_courses
        ]
        heaps: dict[frozenset[int], list[int]] = {}
        for one in kept:
            heap = frozenset(k for k, (mine, _) in enumerate(edged) if one in mine)
            heaps.setdefault(heap, []).append(one)
        unions = _unions(sorted(heaps, key=sorted))
        if unions is None:
            self._edges(edged, kept)
            return
        for union in unions:
            inside = [
                kept[one].partly
                for heap, many in heaps.items()
                if heap <= union
                for one in many
            ]
            own = total(edged[k][1] for k in sorted(union))
            self.program.at_most(total(inside), own)

    def _edges(
        self, edged: Sequence[tuple[frozenset[int], Linear]], kept: dict[int, Kept]
    ) -> None:
        program = self.program
        edges: dict[int, list[Linear]] = {one: [] for one in kept}
        for members, is_full in edged:
            at_edge = []
            for one in sorted(members):
                if one in kept:
                    edge = program.yes_or_no()
                    edges[one].append(edge)
                    at_edge.append(edge)
            program.at_most(total(at_edge), is_full)
        for one, mine in edges.items():
            program.at_least(total(mine), kept[one].partly)


def _unions(heaps: Sequence[frozenset[int]]) -> list[frozenset[int]] | None:
    """List every union of some heaps, None where there are too many."""
    found: dict[frozenset[int], None] = {}
    for heap in heaps:
        found |= dict.fromkeys([heap, *(heap | one for one in found)])
        if len(found) > MOST_UNIONS:
            return None
    return list(found)


def _places(variables: Sequence[Linear]) -> tuple[int, ...]:
    return tuple(place for one in variables for place, _ in one.terms)
