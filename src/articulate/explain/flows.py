"""Where each credit went: from its source to a group, a status or the degree."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from articulate.explain.naming import status_name
from articulate.explain.outline import Row
from articulate.explain.progress import all_placements
from articulate.model.audit import DegreeAudit, Placement
from articulate.model.line import Line, Status

FREE = "Free electives"
_COUNTED = (Status.AWARDED, Status.ELECTIVE)


@dataclass(frozen=True, slots=True)
class Flow:
    """Credit that went from one source to one destination; `counts` if applied."""

    source: str
    destination: str
    credits: Fraction
    counts: bool


def flows_of(rows: Iterable[Row], audit: DegreeAudit | None) -> tuple[Flow, ...]:
    """Follow every credit of a result once; their sum is that of all lines.

    A course that fills two groups is followed to the first of them.
    """
    placed = _placements(audit)
    amounts: dict[tuple[str, str, bool], Fraction] = {}
    for row in rows:
        source = row.sources[0].road
        for destination, some, counts in _of_line(row.line, audit, placed):
            key = (source, destination, counts)
            amounts[key] = amounts.get(key, Fraction(0)) + some
    order = [group.title or group.id for group in audit.groups] if audit else []
    return tuple(
        Flow(source, destination, some, counts)
        for (source, destination, counts), some in sorted(
            amounts.items(), key=lambda entry: _order(entry[0], order)
        )
        if some
    )


def _order(key: tuple[str, str, bool], groups: list[str]) -> tuple[str, bool, int, str]:
    source, destination, counts = key
    place = groups.index(destination) if destination in groups else len(groups)
    return (source, not counts, place, destination)


def _placements(audit: DegreeAudit | None) -> tuple[tuple[str, Placement], ...]:
    """List what the audit placed, under the title of its outermost group."""
    if audit is None:
        return ()
    found = [
        (group.title or group.id, placement)
        for group in audit.groups
        for placement in all_placements(group)
    ]
    return (*found, *((FREE, placement) for placement in audit.free))


def _of_line(
    line: Line, audit: DegreeAudit | None, placed: tuple[tuple[str, Placement], ...]
) -> Iterable[tuple[str, Fraction, bool]]:
    for status, some in line.split.by_status:
        if audit is None or status not in _COUNTED:
            name = status_name(status).capitalize()
            yield name, some, status in _COUNTED
    if audit is None:
        return
    amounts = dict(line.split.by_status)
    counted = sum(
        (amounts.get(status, Fraction(0)) for status in _COUNTED), Fraction(0)
    )
    for group, placement in placed:
        if placement.learning != line.learning:
            continue
        here = min(counted, placement.credits)
        counted -= here
        yield group, here, True
    yield FREE, counted, True
