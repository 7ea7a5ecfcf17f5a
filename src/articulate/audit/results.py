"""Results: an allocation and its measure, as a degree audit shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.limits import cuts_of, uses_of
from articulate.audit.measure import (
    FloorMeasure,
    Measure,
    NodeMeasure,
    measure_group,
)
from articulate.audit.plan import (
    Allocation,
    Asks,
    Branch,
    Leaf,
    Pair,
    Plan,
)
from articulate.audit.remaining import remaining
from articulate.audit.residence_measure import ResidenceMeasure
from articulate.audit.wording import percent_text
from articulate.model.audit import GroupResult, MeasureResult, Met, Placement
from articulate.model.award import AwardKind
from articulate.model.exact import exact_sum, number_text
from articulate.model.identifiers import GroupId, RuleId
from articulate.model.settlement import Settlement
from articulate.rulebook.requirements import CountedIn

ZERO = Fraction(0)
SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)


@dataclass(frozen=True, slots=True)
class Results:
    """Turns what an allocation came to into what is shown of it."""

    plan: Plan
    allocation: Allocation
    found: Measure

    def groups(self) -> tuple[GroupResult, ...]:
        """Show every top-level group, as the degree orders them."""
        return tuple(
            self._group(group, found)
            for group, found in zip(self.plan.groups, self.found.groups, strict=True)
        )

    def _group(self, group: Branch, found: NodeMeasure) -> GroupResult:
        asks = group.asks or Asks((GroupId(""),), "", frozenset())
        if not found.relied:
            found = measure_group(self.plan, self.allocation, group)
        inner = [
            self._group(child.node, child)
            for child in found.children
            if isinstance(child.node, Branch) and child.node.asks is not None
        ]
        required, counted, in_courses = _progress(group, found)
        status = Met.COMPLETE if found.met else Met.INCOMPLETE
        return GroupResult(
            id=asks.path[-1],
            title=asks.title,
            status=Met.WAIVED if asks.waived else status,
            applied=self._applied(asks),
            missing=remaining(found),
            groups=tuple(inner),
            required=required,
            counted=counted,
            in_courses=in_courses,
            reasons=() if found.met else asks.doubts,
            in_progress=() if found.met else self._in_progress(asks),
        )

    def _applied(self, asks: Asks) -> tuple[Placement, ...]:
        mine = [
            pair for pair in sorted(self.allocation.placed) if pair[1] in asks.leaves
        ]
        return tuple(self._placement(pair) for pair in mine)

    def _placement(self, pair: Pair) -> Placement:
        one, place = pair
        leaf = self.plan.leaves[place]
        return _shown(
            self.plan.candidates[one],
            leaf.path,
            self.allocation.applied[one],
            leaf.member,
        )

    def _in_progress(self, asks: Asks) -> tuple[Placement, ...]:
        return tuple(
            _shown(one, asks.path, one.award.credits)
            for one, leaves in self.plan.waiting
            if asks.leaves.intersection(leaves)
        )

    def free(self) -> tuple[Placement, ...]:
        """Show what no group took, and counts toward the total all the same."""
        taken = {one for one, _ in self.allocation.placed}
        present = self.plan.present(self.allocation.options)
        return tuple(
            _shown(one, (), self.allocation.applied[place])
            for place, one in enumerate(self.plan.candidates)
            if present[place] and place not in taken and self.allocation.applied[place]
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


def _progress(
    group: Branch, found: NodeMeasure
) -> tuple[Fraction | None, Fraction, bool]:
    """Say how far a group is in what it counts: courses, credit, or neither."""
    first = found.children[0] if found.children else None
    if first is not None and isinstance(first.node, Leaf) and first.node.most is None:
        return first.node.need, first.counted, first.node.in_courses
    courses = all(
        isinstance(child, Leaf) or child.asks is None for child in group.children
    )
    if not group.children or not courses:
        return None, exact_sum(_credit(child) for child in found.children), False
    done = sum(child.met for child in found.children)
    return Fraction(group.least), Fraction(min(done, group.least)), True


def _credit(found: NodeMeasure) -> Fraction:
    node = found.node
    if isinstance(node, Leaf):
        return ZERO if node.in_courses else found.counted
    return exact_sum(_credit(child) for child in found.children)


def _shown(
    one: Candidate, path: tuple[GroupId, ...], credit: Fraction, member: str = ""
) -> Placement:
    return Placement(
        learning=one.learning,
        target=one.target,
        group=path,
        credits=credit,
        code=one.award.code if one.award.kind is AwardKind.COURSE else None,
        label=_label(one),
        member=member,
    )


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
