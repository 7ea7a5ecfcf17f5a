"""One source with different outcomes at the same time is refused wherever it stands."""

from collections.abc import Iterable
from itertools import combinations

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.origin import origin_key
from articulate.intake.courses import Leaf, ways
from articulate.intake.rows import ArticulationRow, certainly_before


def settled(
    rows: Iterable[ArticulationRow],
) -> tuple[tuple[ArticulationRow, ...], tuple[Diagnostic, ...]]:
    """Return the rows that may stand together, each once, and why others may not.

    The same rule twice is one rule, at its first place. Outcomes whose days follow each
    other are separate rules.
    """
    kept: dict[tuple[object, ...], ArticulationRow] = {}
    for row in sorted(rows, key=lambda row: origin_key(row.place)):
        kept.setdefault(
            (row.sources, *_said(row), row.start, row.end, row.rule_id), row
        )
    by_source: dict[frozenset[Leaf], list[ArticulationRow]] = {}
    for row in kept.values():
        for way in ways(row.sources):
            by_source.setdefault(way, []).append(row)
    against: dict[CellRef, dict[CellRef, ArticulationRow]] = {}
    for group in by_source.values():
        for one, other in combinations(group, 2):
            if _said(one) != _said(other) and _at_once(one, other):
                against.setdefault(one.place, {})[other.place] = other
                against.setdefault(other.place, {})[one.place] = one
    problems = [
        _several(row, against[row.place])
        for row in kept.values()
        if row.place in against
    ]
    return (
        tuple(row for row in kept.values() if row.place not in against),
        tuple(problems),
    )


def _said(row: ArticulationRow) -> tuple[object, ...]:
    credit = str(row.credits) if row.credits else ""
    return (row.outcome, row.targets, credit, row.unit, row.least_grade, row.office)


def _at_once(one: ArticulationRow, other: ArticulationRow) -> bool:
    apart = certainly_before(one.end, other.start) or certainly_before(
        other.end, one.start
    )
    return not apart


def _several(
    row: ArticulationRow, others: dict[CellRef, ArticulationRow]
) -> Diagnostic:
    places = sorted(others, key=origin_key)
    other = others[places[0]]
    return Diagnostic(
        code=Code.SEVERAL_OUTCOMES,
        place=row.place,
        message=f"`{row.sources}` comes to {_outcome(row)} here and to"
        f" {_outcome(other)}"
        f" at {places[0]}, at the same time",
        help="keep one of them, give them days that follow each other, or write"
        " both into"
        " one rule with `or`",
        also=tuple(places),
    )


def _outcome(row: ArticulationRow) -> str:
    if row.targets is None:
        return f"`{row.words}`"
    credit = f" [{row.credits}]" if row.credits else ""
    grade = f" from {row.least_grade}" if row.least_grade else ""
    return f"`{row.targets}{credit}`{grade}"
