"""A Sankey of credit as SVG: from source, through what decided, to a requirement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.explain.flows import Flow
from articulate.explain.markup import EMPTY, Markup, joined, tag, text
from articulate.model.exact import number_text

MOST_FLOWS = 160
"""With more than this nothing could be told apart: the table remains."""

_WIDTH, _BAR, _HEAD, _FOOT = 1120, 9, 34, 10
_LINE, _GAP = 17, 7
"""The height of a label, and what lies between two nodes of a column."""

_LEAST_HEIGHT = 260
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, how it is headed, and how its labels are set."""

    x: int
    heading: str
    letters: int
    anchor: str = "start"


_PLACES = (
    _Place(245, "From", 30, "end"),
    _Place(530, "By", 42),
    _Place(860, "To", 34),
)


@dataclass(frozen=True, slots=True)
class _Node:
    """One name in a column: how much passes through it, and where it is drawn."""

    name: str
    credits: Fraction
    counts: bool
    top: Fraction
    thick: Fraction


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of nodes from top to bottom."""

    place: _Place
    nodes: tuple[_Node, ...]

    def rank(self, name: str) -> int:
        """Say how far down a name stands."""
        return next(k for k, node in enumerate(self.nodes) if node.name == name)

    @property
    def bottom(self) -> Fraction:
        """Where its last node ends."""
        return max((node.top + node.thick for node in self.nodes), default=_ZERO)


Ends = tuple[str, str, bool]
"""The names a band joins, and whether its credit counts."""


def chart_of(flows: Sequence[Flow], number: int = 1) -> Markup:
    """Draw the flows through three columns; nothing when there are too many.

    The same data stands below it as a table. *number* tells the pictures of one page
    apart.
    """
    total = sum((flow.credits for flow in flows), _ZERO)
    if not total or len(flows) > MOST_FLOWS:
        return EMPTY
    names = [(flow.source, flow.by, flow.destination) for flow in flows]
    by_place = sorted(range(len(flows)), key=lambda k: flows[k].place)
    sums = [
        _sums([flows[k] for k in order], [names[k][side] for k in order])
        for side, order in enumerate((range(len(flows)),) * 2 + (by_place,))
    ]
    scale = Fraction(max(_LEAST_HEIGHT, 14 * max(map(len, sums)))) / total
    columns = [
        _Column(place, _stacked(one, scale))
        for place, one in zip(_PLACES, sums, strict=True)
    ]
    bands = [
        band
        for side in (0, 1)
        for band in _bands(flows, (columns[side], columns[side + 1]), scale)
    ]
    height = max(column.bottom for column in columns) + _FOOT
    told = (
        f"{number_text(total)} credits from {len(sums[0])} sources, by {len(sums[1])}"
        f" authorities, to {len(sums[2])} ends. The table below has the same data."
    )
    return tag(
        "svg",
        tag("title", text("Where each credit went"), id=f"flow-{number}-title"),
        tag("desc", text(told), id=f"flow-{number}-desc"),
        tag("g", joined(bands), class_="bands"),
        tag("g", *(_drawn(column) for column in columns), class_="bars"),
        role="img",
        aria_labelledby=f"flow-{number}-title flow-{number}-desc",
        viewBox=f"0 0 {_WIDTH} {_number(height)}",
        class_="flow",
    )


def _sums(
    flows: Sequence[Flow], names: Sequence[str]
) -> list[tuple[str, Fraction, bool]]:
    """Add up a column; what counts stands above what does not."""
    found: dict[str, tuple[Fraction, bool]] = {}
    for flow, name in zip(flows, names, strict=True):
        some, counts = found.get(name, (_ZERO, False))
        found[name] = (some + flow.credits, counts or flow.counts)
    listed = [(name, some, counts) for name, (some, counts) in found.items()]
    return sorted(listed, key=lambda one: not one[2])


def _stacked(
    sums: Sequence[tuple[str, Fraction, bool]], scale: Fraction
) -> tuple[_Node, ...]:
    """Put nodes under each other, each with room for its label."""
    top = Fraction(_HEAD)
    nodes = []
    for name, some, counts in sums:
        thick = max(some * scale, Fraction(2))
        room = max(thick, Fraction(_LINE))
        nodes.append(_Node(name, some, counts, top + (room - thick) / 2, thick))
        top += room + _GAP
    return tuple(nodes)


def _bands(
    flows: Sequence[Flow], between: tuple[_Column, _Column], scale: Fraction
) -> Iterator[Markup]:
    """Draw what flows between two columns, in the order of both, so that few cross."""
    one, other = between
    first = one.place is _PLACES[0]
    amounts: dict[Ends, Fraction] = {}
    for flow in flows:
        ends = (flow.source, flow.by) if first else (flow.by, flow.destination)
        key = (*ends, flow.counts)
        amounts[key] = amounts.get(key, _ZERO) + flow.credits
    tops = {node.name: node.top for node in one.nodes}
    heads = {node.name: node.top for node in other.nodes}
    leaving = sorted(amounts, key=lambda end: (other.rank(end[1]), not end[2]))
    starts: dict[Ends, Fraction] = {}
    for end in leaving:
        starts[end] = tops[end[0]]
        tops[end[0]] += amounts[end] * scale
    coming = sorted(amounts, key=lambda end: (one.rank(end[0]), not end[2]))
    for end in coming:
        thick = amounts[end] * scale
        ribbon = _ribbon(
            (one.place.x + _BAR, starts[end]), (other.place.x, heads[end[1]]), thick
        )
        heads[end[1]] += thick
        told = f"{number_text(amounts[end])} credits: {end[0]} → {end[1]}"
        name = "counts" if end[2] else "not"
        yield tag("path", tag("title", text(told)), d=ribbon, class_=name)


def _ribbon(
    start: tuple[int, Fraction], end: tuple[int, Fraction], thick: Fraction
) -> str:
    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) // 2
    a, b = _number(y1), _number(y2)
    c, d = _number(y2 + thick), _number(y1 + thick)
    return (
        f"M{x1} {a}C{middle} {a} {middle} {b} {x2} {b}"
        f"L{x2} {c}C{middle} {c} {middle} {d} {x1} {d}Z"
    )


def _drawn(column: _Column) -> Markup:
    """Draw the bars of a column with their names, and its heading."""
    place = column.place
    at_end = place.anchor == "end"
    x = place.x - 8 if at_end else place.x + _BAR + 8
    parts = [
        tag(
            "text",
            text(place.heading),
            x=str(x),
            y="16",
            text_anchor=place.anchor,
            class_="heading",
        )
    ]
    for node in column.nodes:
        parts.append(
            tag(
                "rect",
                x=str(place.x),
                y=_number(node.top),
                width=str(_BAR),
                height=_number(node.thick),
                class_="counts" if node.counts else "not",
            )
        )
        parts.append(
            tag(
                "text",
                text(_short(node.name, place.letters)),
                tag("tspan", text(f" {number_text(node.credits)}"), class_="amount"),
                x=str(x),
                y=_number(node.top + node.thick / 2 + 4),
                text_anchor=place.anchor,
            )
        )
    return joined(parts)


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _number(value: Fraction) -> str:
    """Write a length in the picture with one decimal; lengths are not credit."""
    tenths = round(value * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
