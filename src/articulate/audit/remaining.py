"""Remaining: what is still needed of a requirement, in the degree's own words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.measure import FloorMeasure, NodeMeasure
from articulate.audit.plan import Branch, Leaf
from articulate.audit.tally_measure import TallyMeasure
from articulate.audit.wording import counted, percent_text
from articulate.model.exact import number_text
from articulate.rulebook.requirements import SHARES, CountedIn


@dataclass(frozen=True, slots=True)
class Remaining:
    """What groups still need, each told once, though its own words are in those around.

    Each is kept with what was measured of it, whose identity it goes by.
    """

    _told: dict[int, tuple[NodeMeasure, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, found: NodeMeasure) -> tuple[str, ...]:
        """List what a group still needs; nothing when it is met."""
        if found.met:
            return ()
        told = self._told.get(id(found))
        if told is None:
            told = self._told[id(found)] = (found, self._tell(found))
        return told[1]

    def _tell(self, found: NodeMeasure) -> tuple[str, ...]:
        parts = self._of_children(found)
        if found.tallies or found.floors:
            parts += _of_bounds(found)
        asks = found.node.asks if isinstance(found.node, Branch) else None
        if asks is not None and asks.milestone and not asks.reached:
            parts.append(f"milestone {asks.path[-1]}")
        return tuple(dict.fromkeys(parts))

    def _of_children(self, found: NodeMeasure) -> list[str]:
        node = found.node
        if isinstance(node, Leaf):
            return [_of_leaf(node, found)]
        if node.least == len(node.children):
            return [
                text
                for child in found.children
                if not child.met
                for text in self._of_child(child)
            ]
        open_ = [one for one in found.children if not (one.met and one.relied)]
        lacking = node.least - len(found.children) + len(open_)
        if lacking <= 0:
            return []
        return [f"{lacking} of: {', '.join(self._choice(child) for child in open_)}"]

    def _choice(self, child: NodeMeasure) -> str:
        """Name one of several ways to go on, with what it needs where one is chosen."""
        node = child.node
        if isinstance(node, Leaf) or node.asks is None:
            return "; ".join(self._of_child(child))
        inner = "; ".join(self.of(child)) if child.relied else ""
        title = f"group {node.asks.path[-1]}"
        return f"{title} ({inner})" if inner else title

    def _of_child(self, child: NodeMeasure) -> list[str]:
        node = child.node
        if isinstance(node, Leaf):
            return [_of_leaf(node, child)]
        if node.asks is not None:
            inner = self.of(child) if child.relied else ()
            title = f"group {node.asks.path[-1]}"
            return [f"{title}: {text}" for text in inner] or [title]
        return [f"course {node.member}"] if node.member else self._of_children(child)


def _of_leaf(leaf: Leaf, found: NodeMeasure) -> str:
    if leaf.most is not None:
        return leaf.text
    unit = CountedIn.COURSES if leaf.in_courses else CountedIn.CREDIT
    lacking = leaf.need - found.counted
    of = leaf.text.partition(" from ")[2]
    return f"{counted(lacking, unit)} from {of}"


def _of_bounds(found: NodeMeasure) -> Iterable[str]:
    for tally in found.tallies:
        if not tally.holds:
            yield _of_tally(tally)
    for floor in found.floors:
        if not floor.holds:
            yield _of_floor(floor)


def _of_tally(found: TallyMeasure) -> str:
    tally = found.tally
    if tally.counted_in in SHARES:
        return f"{tally.text}, {percent_text(tally.amount)} of what is applied"
    return f"{counted(found.short, tally.counted_in)} more for {tally.text}"


def _of_floor(found: FloorMeasure) -> str:
    floor = found.floor
    sign = ">" if floor.strict else ">="
    over = " of all attempts" if floor.all_attempts else ""
    gpa = number_text(found.gpa or Fraction(0))
    return f"gpa{over} {sign} {number_text(floor.value)}, it is {gpa}"
