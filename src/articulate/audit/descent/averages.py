"""Best averages: each GPA brought to its highest, one after the other.

An average is no sum. So each search asks for what is most above the best average so
far; when nothing is, that average is the highest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.descent.goals import Goal, goal_of
from articulate.audit.descent.steps import Descent, Level
from articulate.audit.formulation.group_rows import FloorTerms
from articulate.audit.program import Row
from articulate.audit.solver import Outcome


def raise_averages(
    descent: Descent, before: Sequence[Goal], after: Sequence[Goal]
) -> Sequence[Goal]:
    """Bring averages to their highest, between what is weighed before and after.

    Return what is left to weigh: both, where no average is at stake.
    """
    floors = [floor for floor in descent.form.floors if floor.weight.terms]
    if not floors:
        return [*before, *after]
    raising = _Raising(descent)
    if not raising.along_with(before, floors[0]):
        descent.weigh(before)
    for floor in floors[:-1]:
        raising.to_highest(floor, [])
    return [] if raising.to_highest(floors[-1], after) else after


@dataclass(frozen=True, slots=True)
class _Raising:
    descent: Descent

    def along_with(self, goals: Sequence[Goal], floor: FloorTerms) -> bool:
        """Bring objectives to their least, and what is above a floor near its most."""
        descent = self.descent
        found = descent.brief([*goals, self._above(floor, floor.floor.value)])
        if found:
            descent.hold(goals, [goal.sum.value(descent.values) for goal in goals])
        return found

    def to_highest(self, floor: FloorTerms, after: Sequence[Goal]) -> bool:
        """Bring one average to its highest, and hold it; say if *after* is done too.

        Without graded credit it stands at the floor. What comes after is weighed along,
        and counts where that search was the last.
        """
        descent = self.descent
        if descent.stopped:
            return False
        best = max(_standing(descent.values, floor), floor.floor.value)
        while True:
            goal = self._above(floor, best)
            values, along = descent.values, descent.brief([goal, *after])
            if not along:
                found = descent.solver.minimize(goal.sum, values)
                if found.outcome is not Outcome.OPTIMAL:
                    descent.levels.append(Level("gpa", 0, 0, proved=False))
                    return False
                descent.values = found.values
            standing = _standing(descent.values, floor)
            if goal.sum.value(descent.values) == 0:
                break
            best = standing
        along = along and standing == best
        if standing != best:
            descent.values = values
        descent.require(Row(floor.above(best)))
        if best > floor.floor.value:
            descent.require(Row(floor.weight - 1))
        descent.levels.append(Level("gpa", 0, 0, proved=True))
        if along:
            descent.hold(after, [one.sum.value(descent.values) for one in after])
        return along

    def _above(self, floor: FloorTerms, best: Fraction) -> Goal:
        return goal_of(self.descent.form, "gpa", floor.above(best) * -1)


def _standing(values: Mapping[int, int], floor: FloorTerms) -> Fraction:
    weight = floor.weight.value(values)
    if not weight:
        return floor.floor.value
    return Fraction(floor.quality.value(values), weight)
