"""Recounting what degrees share: does any share more with another than it says?"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from articulate.model.audit import DegreeAudit, GroupResult, Placement
from articulate.model.exact import exact_sum
from articulate.model.identifiers import GroupId
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.rulebook import Rulebook

Use = tuple[tuple[object, ...], int]


def shared_too_much(rulebook: Rulebook, audits: Sequence[DegreeAudit]) -> Iterator[str]:
    """Name each `share … with degree` and `exclusive … with degree` that is broken."""
    blocks = {(b.head.id, b.head.version or ""): b for b in rulebook.degrees}
    for one in audits:
        block = blocks.get((one.degree, one.version))
        for other in audits if block is not None else ():
            if block is not None and other is not one:
                yield from _between(block, one, other)


def _between(block: DegreeBlock, one: DegreeAudit, other: DegreeAudit) -> Iterator[str]:
    theirs = _uses(other, None)
    for rule in block.shares:
        if rule.degree != other.degree or rule.most is None:
            continue
        shared = [
            Fraction(1) if rule.in_courses else credit
            for use, credit in _uses(one, rule.group).items()
            if use in theirs
        ]
        if exact_sum(shared) > rule.most:
            yield f"{one.degree} shares more with {other.degree} than it may"
    for closed in block.exclusives:
        if closed.degree == other.degree and _uses(one, closed.group).keys() & theirs:
            yield f"{one.degree} shares with {other.degree} what it may not"


def _uses(audit: DegreeAudit, group: GroupId | None) -> dict[Use, Fraction]:
    """Return what fills the degree, or one of its groups, once each."""
    return {
        (one.learning, one.target): one.credits
        for one in _placements(audit.groups)
        if group is None or group in one.group
    }


def _placements(groups: Sequence[GroupResult]) -> Iterator[Placement]:
    for one in groups:
        yield from one.applied
        yield from _placements(one.groups)
