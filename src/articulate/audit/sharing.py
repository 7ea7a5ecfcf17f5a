"""Sharing: which two groups one course may fill, and how much of it."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

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
    pairs = {pair for one in shares for pair in _between(one, leaves)}
    pairs -= {pair for one in closed for pair in _between(one, leaves)}
    path = {leaf.place: leaf.path for leaf in leaves}
    return frozenset((a, b) for a, b in pairs if _apart(path[a], path[b]))


def _between(
    rule: ShareRule | ExclusiveRule, leaves: Sequence[Leaf]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of leaves that a rule speaks of; all, where it names no group."""
    if rule.group is None or rule.other is None:
        places = sorted(leaf.place for leaf in leaves)
        yield from combinations(places, 2)
        return
    sides = product(_under(rule.group, leaves), _under(rule.other, leaves))
    yield from ((min(pair), max(pair)) for pair in sides if pair[0] != pair[1])


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
