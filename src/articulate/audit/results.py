"""Results: an allocation and its measure, as a degree audit shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.limits import cuts_of, uses_of
from articulate.audit.measure import (
    FloorMeasure,
    Measure,
    NodeMeasure,
)
from articulate.audit.plan import (
    Allocation,
    Asks,
    Branch,
    Leaf,
    Path,
    Plan,
)
from articulate.audit.remaining import Remaining
from articulate.audit.residence_measure import ResidenceMeasure
from articulate.audit.wording import percent_text
from articulate.model.audit import GroupResult, MeasureResult, Met, Placement
from articulate.model.award import AwardKind
from articulate.model.exact import exact_sum, number_text, ratio
from articulate.model.identifiers import GroupId, RuleId
from articulate.model.settlement import Settlement
from articulate.rulebook.requirements import SHARES, CountedIn

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Results:
    """Turns what an allocation came to into what is shown of it."""

    plan: Plan
    allocation: Allocation
    found: Measure

    def groups(self) -> tuple[GroupResult, ...]:
        """Show every top-level group, as the degree orders them."""
        shower = _Shower(self.plan, self.allocation)
        return tuple(
            [
                shower.group(group, found)
                for group, found in zip(
                    self.plan.groups, self.found.groups, strict=True
                )
            ]
        )

    def free(self) -> tuple[Placement, ...]:
        """Show what no group took, and counts toward the total all the same."""
        taken = {one for one, _ in self.allocation.placed}
        present = self.plan.present(self.allocation.options)
        applied = self.allocation.applied
        return tuple(
            [
                _shown(one, (), applied[place])
                for place, one in enumerate(self.plan.candidates)
                if place not in taken and present[place] and applied[place]
            ]
        )

    def gpas(self) -> tuple[MeasureResult, ...]:
        """Show the degree's own GPA floors."""
        return tuple(_gpa(one) for one in self.found.gpas)

    def residency(self, order: Sequence[RuleId]) -> tuple[MeasureResult, ...]:
        """Show every residency rule, waived ones too, in the order given."""
        shown = {one.rule.rule: _residence(one) for one in self.found.residencies}
        waived = {
            rule: MeasureResult(rule, "residency", ZERO, None, Met.WAIVED)
            for rule in self.plan.waived
        }
        return tuple((shown | waived)[rule] for rule in order)

    def settlement(self) -> Settlement:
        """Say which options hold and what limits cut, for the lines to show."""
        present = self.plan.present(self.allocation.options)
        applied = self.allocation.applied
        cuts = cuts_of(self.plan.candidates, self.plan.limits, applied, present)
        uses = uses_of(self.plan.limits, applied, cuts)
        return Settlement(self.allocation.options, cuts, uses)


@dataclass(slots=True)
class _Shower:
    """Shows groups under one allocation; what is placed in a leaf is shown once.

    `placed` is what is shown of each group, with what is shown of those inside it.
    """

    plan: Plan
    allocation: Allocation
    placed: dict[Path, list[Placement]] = field(init=False)
    remaining: Remaining = field(default_factory=Remaining)

    def __post_init__(self) -> None:
        self.placed = {}
        candidates, applied = self.plan.candidates, self.allocation.applied
        for one, place in sorted(self.allocation.placed):
            leaf = self.plan.leaves[place]
            path = leaf.path
            shown = _shown(candidates[one], path, applied[one], leaf.member)
            for depth in range(1, len(path) + 1):
                self.placed.setdefault(path[:depth], []).append(shown)

    def group(self, group: Branch, found: NodeMeasure) -> GroupResult:
        """Show a group and the groups inside it."""
        asks = group.asks or Asks((GroupId(""),), "", frozenset())
        found = found.asked or found
        inner = [
            self.group(child.node, child)
            for child in found.children
            if isinstance(child.node, Branch) and child.node.asks is not None
        ]
        required, counted, in_courses = self._progress(
            group, found, has_groups=bool(inner)
        )
        status = Met.COMPLETE if found.met else Met.INCOMPLETE
        return GroupResult(  # without names, which would take half as long again
            asks.path[-1],
            asks.title,
            Met.WAIVED if asks.waived else status,
            tuple(self.placed.get(asks.path, ())),
            self.remaining.of(found),
            tuple(inner),
            required,
            counted,
            in_courses,
            () if found.met else asks.doubts,
            () if found.met else self._in_progress(asks),
        )

    def _progress(
        self, group: Branch, found: NodeMeasure, *, has_groups: bool
    ) -> tuple[Fraction | None, Fraction, bool]:
        """Say how far a group is in what it counts: courses, credit, or neither."""
        first = found.children[0].node if found.children else None
        if isinstance(first, Leaf) and first.most is None:
            return first.need, found.children[0].counted, first.in_courses
        if not group.children or has_groups:
            asks = group.asks
            leaves = self.plan.leaves
            if asks is not None and all(leaves[one].in_courses for one in asks.leaves):
                return None, ZERO, False
            return None, exact_sum(_credit_in(found)), False
        done = sum([child.met for child in found.children])
        return ratio(group.least, 1), ratio(min(done, group.least), 1), True

    def _in_progress(self, asks: Asks) -> tuple[Placement, ...]:
        if not self.plan.waiting:
            return ()
        return tuple(
            _shown(one, asks.path, one.award.credits)
            for one, leaves in self.plan.waiting
            if asks.leaves.intersection(leaves)
        )


def statements(plan: Plan, found: Measure) -> tuple[tuple[str, bool], ...]:
    """Name each of the degree's own statements, and say whether it is met."""
    named = [
        (f"group {group.asks.path[-1] if group.asks else ''}", one.met)
        for group, one in zip(plan.groups, found.groups, strict=True)
    ]
    named += [(f"gpa {one.floor.name}", one.holds) for one in found.gpas]
    if plan.credits is not None:
        named.append(("credits", not found.credits_missing))
    named += [(f"residency {one.rule.rule}", one.holds) for one in found.residencies]
    return tuple(named)


def _credit_in(found: NodeMeasure) -> Iterator[Fraction]:
    """Yield what counts in each demand for credit under a group."""
    left = list(found.children)
    while left:
        one = left.pop()
        if one.children:
            left += one.children
        elif isinstance(one.node, Leaf) and not one.node.in_courses:
            yield one.counted


def _shown(
    one: Candidate, path: tuple[GroupId, ...], credit: Fraction, member: str = ""
) -> Placement:
    award = one.award
    if award.kind is AwardKind.COURSE:
        code, label = award.code, award.title
    else:
        code, label = None, _label(one)
    return Placement(one.learning, one.target, path, credit, code, label, member)


def _label(one: Candidate) -> str:
    award = one.award
    match award.kind:
        case AwardKind.COURSE:
            return award.title
        case AwardKind.ELECTIVE:
            words = ("elective", award.subject, award.level)
            return " ".join(str(word) for word in words if word)
        case AwardKind.REQUIREMENT:
            return f"requirement {', '.join(award.attributes)}".strip()
        case AwardKind.BLOCK:
            return award.title


def _gpa(found: FloorMeasure) -> MeasureResult:
    floor = found.floor
    short = ZERO if found.gpa is None else max(ZERO, floor.value - found.gpa)
    return MeasureResult(
        rule=RuleId(floor.name),
        kind="gpa",
        required=floor.value,
        counted=found.gpa,
        status=Met.MET if found.holds else Met.SHORT,
        short=short,
    )


def _residence(found: ResidenceMeasure) -> MeasureResult:
    rule = found.rule
    status = Met.MET if found.holds else Met.SHORT
    if found.counted is None:
        status = Met.UNKNOWN
    return MeasureResult(
        rule=rule.rule,
        kind="residency",
        required=found.required,
        counted=found.counted,
        status=status,
        short=found.short,
        detail=_detail(found),
    )


def _detail(found: ResidenceMeasure) -> str:
    rule = found.rule
    if rule.counted_in in SHARES:
        return f"{percent_text(rule.amount)} of {_unit(rule.counted_in)}"
    if rule.width is not None:
        side = "of the last" if rule.last else "after the first"
        return f"{side} {number_text(rule.width)} cr"
    return "" if rule.counted_in is CountedIn.CREDIT else str(rule.counted_in)


def _unit(counted_in: CountedIn) -> str:
    return "courses" if counted_in is CountedIn.PERCENT_OF_COURSES else "credit"
