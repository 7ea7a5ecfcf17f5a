"""Sharing: which two groups one course may fill, and how much of it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from articulate.audit.plan import Leaf, Pair, Path, ShareCap
from articulate.model.identifiers import GroupId
from articulate.rulebook.degree import DegreeBlock, ExclusiveRule, ShareRule


def may_share(degree: DegreeBlock, leaves: Sequence[Leaf]) -> frozenset[Pair]:
    """List the pairs of leaves one candidate may fill together.

    Two demands of one group never share, nor a group with the groups around it: filling
    the inner one fills them already. What `exclusive` closes stays closed.
    """
    shares = [one for one in degree.shares if one.degree is None]
    closed = [one for one in degree.exclusives if one.degree is None]
    if not shares:
        return frozenset()
    return frozenset(
        (a.place, b.place)
        for a, b in combinations(sorted(leaves, key=lambda leaf: leaf.place), 2)
        if _apart(a.path, b.path)
        and any(_speaks(one, a.path, b.path) for one in shares)
        and not any(_speaks(one, a.path, b.path) for one in closed)
    )


def share_caps(degree: DegreeBlock, leaves: Sequence[Leaf]) -> tuple[ShareCap, ...]:
    """Resolve every `share … at most`."""
    found = []
    for rule in degree.shares:
        if rule.most is None or rule.degree is not None:
            continue
        if rule.group is None or rule.other is None:
            continue
        found.append(
            ShareCap(
                Fraction(rule.most),
                rule.in_courses,
                _under(rule.group, leaves),
                _under(rule.other, leaves),
            )
        )
    return tuple(found)


def _under(group: GroupId, leaves: Iterable[Leaf]) -> frozenset[int]:
    return frozenset(leaf.place for leaf in leaves if group in leaf.path)


def _apart(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] != other[:shorter]


def _speaks(rule: ShareRule | ExclusiveRule, one: Path, other: Path) -> bool:
    if rule.group is None or rule.other is None:
        return True
    return (rule.group in one and rule.other in other) or (
        rule.group in other and rule.other in one
    )
