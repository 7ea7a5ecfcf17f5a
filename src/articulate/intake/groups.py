"""Rows that a table ties together by a group: one rule of several rows.

A format that writes one course to a row ties what belongs together by a key: three
rows with one key and one receiving course are a set of three. Where one row of a group
is not understood none of it is, since half a set is another rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.origin import origin_key
from articulate.intake.courses import AllOf, CourseExpression, joined, leaves
from articulate.intake.normalize.credits import StatedCredits
from articulate.intake.outcome import Outcome, outcome_of
from articulate.intake.rows import ArticulationRow


@dataclass(frozen=True, slots=True)
class _Apart:
    """Why the rows of a group are not put together, and a place that shows it."""

    message: str
    help: str
    shown: CellRef | None = None


def grouped(
    rows: Iterable[ArticulationRow], broken: Mapping[str, CellRef]
) -> tuple[list[ArticulationRow], list[Diagnostic]]:
    """Put the rows of each group together; rows without a group stay as they are.

    *broken* are groups that have a row which is not understood, and that row's place.
    """
    alone: list[ArticulationRow] = []
    groups: dict[str, list[ArticulationRow]] = {}
    for row in rows:
        if row.group:
            groups.setdefault(row.group, []).append(row)
        else:
            alone.append(row)
    problems: list[Diagnostic] = []
    for group, members in groups.items():
        members.sort(key=lambda row: origin_key(row.place))
        at = broken.get(group)
        whole = _unread(group, at) if at is not None else _whole(group, members)
        if isinstance(whole, ArticulationRow):
            alone.append(whole)
        else:
            problems += [_problem(row, whole) for row in members]
    return alone, problems


def _problem(row: ArticulationRow, apart: _Apart) -> Diagnostic:
    shown = apart.shown
    also = () if shown is None or shown == row.place else (shown,)
    return Diagnostic(Code.GROUP_NOT_READ, row.place, apart.message, apart.help, also)


def _unread(group: str, at: CellRef) -> _Apart:
    return _Apart(
        f"the group `{group}` has a row that is not understood, and the rest of it"
        " would be another rule",
        "correct that row; the group is read as a whole",
        at,
    )


def _whole(group: str, members: list[ArticulationRow]) -> ArticulationRow | _Apart:
    first = members[0]
    alone = len(members) == 1
    if alone and first.outcome in (Outcome.NO_CREDIT, Outcome.REFER):
        return first
    if not any(row.targets for row in members):
        return _Apart(
            f"the rows of the group `{group}` give nothing, and a group that gives"
            " nothing says no more than its rows do",
            "write each course that gives no credit by itself, without a group",
        )
    if alone:
        return first
    for row in members[1:]:
        if _beside(row) != _beside(first):
            return _Apart(
                f"the rows of the group `{group}` differ in their grade, their days,"
                " their unit or what they come to",
                "let the rows of one group say the same; two rules are two groups",
                row.place,
            )
    given = _given(members)
    if given is None:
        return _Apart(
            f"the rows of the group `{group}` do not state the credit of each"
            " receiving course, or state two credits for one",
            "state one credit for each receiving course, or none",
        )
    targets, stated = given
    sources = list(dict.fromkeys(row.sources for row in members))
    target = joined(AllOf, targets)
    return replace(
        first,
        sources=joined(AllOf, sources),
        targets=target,
        outcome=outcome_of(target),
        others=tuple(row.place for row in members[1:]),
        credits=stated,
        cites=tuple(dict.fromkeys(one for row in members for one in row.cites)),
    )


def _beside(row: ArticulationRow) -> tuple[object, ...]:
    """Return what every row of a group has to agree in."""
    gives = row.outcome not in (Outcome.NO_CREDIT, Outcome.REFER)
    office = (row.outcome, row.office) if not gives else ()
    days = (row.start, row.end, row.rule_id)
    return (gives, office, *days, row.least_grade, row.unit)


def _given(
    members: list[ArticulationRow],
) -> tuple[list[CourseExpression], StatedCredits | None] | None:
    """Return the targets with the credit of each; None where it is unclear."""
    credit: dict[CourseExpression, StatedCredits | None] = {}
    for row in members:
        if row.targets is None:
            continue
        if credit.setdefault(row.targets, row.credits) != row.credits:
            return None
    targets, stated = list(credit), list(credit.values())
    known = [one for one in stated if one is not None]
    if not known:
        return targets, None
    if len(targets) == 1:
        return targets, known[0]
    fixed = all(
        len(one.amounts) == len(list(leaves(target))) and one.most is None
        for one, target in zip(known, targets, strict=False)
    )
    if len(known) < len(targets) or not fixed:
        return None
    amounts = tuple(amount for one in known for amount in one.amounts)
    return targets, StatedCredits(amounts)
