"""Where each credit went: from its source, through what decided, to a requirement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from articulate.explain.naming import status_name
from articulate.explain.outline import Row
from articulate.explain.progress import all_placements
from articulate.explain.titles import Titles
from articulate.model.audit import DegreeAudit, Placement
from articulate.model.identifiers import BlockId
from articulate.model.line import Line, Status
from articulate.model.reason import ReasonCode

FREE = "Free electives"
OWN = "Our own courses"
NO_RULE = "No rule"
_COUNTED = (Status.AWARDED, Status.ELECTIVE)


@dataclass(frozen=True, slots=True)
class Flow:
    """Credit that went from one source by one authority to one destination.

    `by` is the agreement, policy or exam whose rule decided; `counts` says that the
    credit is applied. `place` is where the destination stands in the degree.
    """

    source: str
    by: str
    destination: str
    credits: Fraction
    counts: bool
    place: int = 0


def flows_of(
    rows: Iterable[Row], audit: DegreeAudit | None, titles: Titles
) -> tuple[Flow, ...]:
    """Follow every credit of a result once; their sum is that of all lines.

    A course that fills two groups is followed to the first of them.
    """
    placed = _placements(audit)
    amounts: dict[tuple[str, str, str, bool], Fraction] = {}
    for row in rows:
        source = row.sources[0].road
        by = _authority(row.line, titles)
        for destination, some, counts in _of_line(row.line, audit, placed):
            key = (source, by, destination, counts)
            amounts[key] = amounts.get(key, Fraction(0)) + some
    order = [group.title or group.id for group in audit.groups] if audit else []
    return tuple(
        Flow(source, by, destination, some, counts, _place(destination, order))
        for (source, by, destination, counts), some in sorted(
            amounts.items(), key=lambda entry: _order(entry[0], order)
        )
        if some
    )


def _order(
    key: tuple[str, str, str, bool], groups: list[str]
) -> tuple[str, str, bool, int, str]:
    source, by, destination, counts = key
    return (source, by, not counts, _place(destination, groups), destination)


def _place(destination: str, groups: list[str]) -> int:
    return groups.index(destination) if destination in groups else len(groups)


def _authority(line: Line, titles: Titles) -> str:
    """Name the block whose rule decided a line, with its version."""
    if line.rule is None:
        own = any(one.code is ReasonCode.OWN_COURSE for one in line.reasons)
        return OWN if own else NO_RULE
    block, _, version = line.rule.partition("/")[0].partition("@")
    title = titles.block(BlockId(block))
    return f"{title} ({version})" if version else title


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
) -> Iterator[tuple[str, Fraction, bool]]:
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
