"""A chart of where credit went, as SVG, drawn only where it can be read."""

from collections.abc import Sequence
from fractions import Fraction

from articulate.explain.flows import Flow
from articulate.explain.markup import EMPTY, Markup, joined, tag, text
from articulate.model.exact import number_text

MOST_BANDS = 16
_WIDTH, _BAR, _GAP, _LABEL, _TOP = 860, 10, 16, 230, 8
_SCALE_HEIGHT = 240


def chart_of(flows: Sequence[Flow], number: int = 1) -> Markup:
    """Draw the flows as bands from source to destination; nothing when too many.

    *number* tells the pictures of one page apart.
    """
    total = sum((flow.credits for flow in flows), Fraction(0))
    if not total or len(flows) > MOST_BANDS:
        return EMPTY
    sources = _columns(flows, left=True)
    destinations = _columns(flows, left=False)
    scale = Fraction(_SCALE_HEIGHT) / total
    left, left_height = _stack(sources, scale)
    right, right_height = _stack(destinations, scale)
    height = max(left_height, right_height) + _TOP
    bands = joined(_bands(flows, scale, starts=dict(left), ends=dict(right)))
    bars = joined(
        (
            *_bars(sources, left, scale, at_left=True),
            *_bars(destinations, right, scale, at_left=False),
        )
    )
    described = "; ".join(
        f"{number_text(flow.credits)} from {flow.source} to {flow.destination}"
        for flow in flows
    )
    return tag(
        "svg",
        tag("title", text("Where each credit went"), id=f"flow-{number}-title"),
        tag("desc", text(described), id=f"flow-{number}-desc"),
        tag("g", bands, class_="bands"),
        tag("g", bars, class_="bars"),
        role="img",
        aria_labelledby=f"flow-{number}-title flow-{number}-desc",
        viewBox=f"0 0 {_WIDTH} {_number(height)}",
        class_="flow",
    )


Column = tuple[tuple[str, Fraction, bool], ...]
Tops = tuple[tuple[str, Fraction], ...]


def _columns(flows: Sequence[Flow], *, left: bool) -> Column:
    """Add up each side's names, in the order in which they first occur."""
    ordered = flows if left else sorted(flows, key=lambda flow: not flow.counts)
    found: dict[str, tuple[Fraction, bool]] = {}
    for flow in ordered:
        name = flow.source if left else flow.destination
        some, counts = found.get(name, (Fraction(0), left or flow.counts))
        found[name] = (some + flow.credits, counts)
    return tuple((name, some, counts) for name, (some, counts) in found.items())


def _stack(column: Column, scale: Fraction) -> tuple[Tops, Fraction]:
    top = Fraction(_TOP)
    tops = []
    for name, some, _ in column:
        tops.append((name, top))
        top += max(some * scale, Fraction(2)) + _GAP
    return tuple(tops), top


def _bands(
    flows: Sequence[Flow],
    scale: Fraction,
    *,
    starts: dict[str, Fraction],
    ends: dict[str, Fraction],
) -> list[Markup]:
    x1, x2 = _LABEL + _BAR, _WIDTH - _LABEL - _BAR
    middle = (x1 + x2) // 2
    drawn = []
    for flow in flows:
        thick = flow.credits * scale
        y1, y2 = starts[flow.source], ends[flow.destination]
        starts[flow.source] += thick
        ends[flow.destination] += thick
        a, b = _number(y1), _number(y2)
        c, d = _number(y2 + thick), _number(y1 + thick)
        path = (
            f"M{x1} {a}C{middle} {a} {middle} {b} {x2} {b}"
            f"L{x2} {c}C{middle} {c} {middle} {d} {x1} {d}Z"
        )
        drawn.append(tag("path", d=path, class_="counts" if flow.counts else "not"))
    return drawn


def _bars(
    column: Column, tops: Tops, scale: Fraction, *, at_left: bool
) -> list[Markup]:
    x = _LABEL if at_left else _WIDTH - _LABEL - _BAR
    label_x = x - 8 if at_left else x + _BAR + 8
    drawn = []
    for (name, some, counts), (_, top) in zip(column, tops, strict=True):
        thick = max(some * scale, Fraction(2))
        bar = tag(
            "rect",
            x=str(x),
            y=_number(top),
            width=str(_BAR),
            height=_number(thick),
            class_="counts" if counts else "not",
        )
        label = tag(
            "text",
            text(_short(name)),
            tag("tspan", text(f" {number_text(some)}"), class_="amount"),
            x=str(label_x),
            y=_number(top + thick / 2 + 4),
            text_anchor="end" if at_left else "start",
        )
        drawn += [bar, label]
    return drawn


def _short(name: str) -> str:
    longest = 32
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _number(value: Fraction) -> str:
    """Write a length in the picture with one decimal; lengths are not credit."""
    tenths = round(value * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
