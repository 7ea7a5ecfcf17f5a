"""Units: what the table can settle apart, and which leaves may be overfull."""

from articulate.audit.plan import (
    Branch,
    Leaf,
    Node,
    branches_of,
    groups_of,
    leaves_of,
)
from articulate.audit.states.gauges import Gauges, plain
from articulate.rulebook.requirements import SHARES


def units_in(group: Branch) -> tuple[list[Node], list[Branch]]:
    """Split a group into what can be settled apart, and into branches' own bounds.

    A branch is met exactly when each of its children is and its bounds hold, and what
    it lacks is what they lack, unless it chooses between them.
    """
    return _units_in(group, plain_choices=not any(map(_strange, groups_of(group))))


def _units_in(node: Node, *, plain_choices: bool) -> tuple[list[Node], list[Branch]]:
    if isinstance(node, Leaf) or node.least < len(node.children):
        return [node], []
    if not plain_choices and any(map(_odd, node.children)):
        return [node], []
    nodes: list[Node] = []
    bounds = [node] if _bounds(node) else []
    for child in node.children:
        inner, more = _units_in(child, plain_choices=plain_choices)
        nodes += inner
        bounds += more
    return nodes, bounds


def _bounds(branch: Branch) -> bool:
    """Say whether a branch asks for more than its children."""
    asks = branch.asks
    if asks is None:
        return False
    return bool(asks.floors) or not asks.reached or not all(map(plain, asks.tallies))


def _odd(node: Node) -> bool:
    """Say whether a node may lack nothing and not be met, through a choice inside."""
    return not isinstance(node, Leaf) and any(
        branch.least < len(branch.children) and any(map(_strange, groups_of(branch)))
        for branch in branches_of(node)
    )


def _strange(group: Branch) -> bool:
    """Say whether a group may lack nothing and not be met."""
    asks = group.asks
    return asks is not None and (
        not asks.reached
        or bool(asks.floors)
        or any(one.counted_in in SHARES for one in asks.tallies)
    )


def gauges_in(gauges: Gauges, node: Node) -> frozenset[int]:
    """Return the gauges that judging a unit looks at."""
    if isinstance(node, Leaf):
        return frozenset({gauges.leaf[node.place]})
    found = {gauges.leaf[leaf.place] for leaf in leaves_of(node)}
    for branch in branches_of(node):
        found.update(gauges.of.get(id(branch), ()))
    return frozenset(found)


def gauges_of_bounds(gauges: Gauges, branch: Branch) -> frozenset[int]:
    """Return the gauges that judging the bounds of a branch looks at."""
    g = gauges.places[id(branch)]
    found = {
        gauge for key, pair in gauges.floors.items() if key[0] == g for gauge in pair
    }
    found.update(gauge for key, gauge in gauges.share.items() if key[0] == g)
    tallies = branch.asks.tallies if branch.asks else ()
    for named in (gauges.heap, gauges.begun):
        found.update(
            gauge
            for key, gauge in named.items()
            if key[0] == g and not plain(tallies[key[1]])
        )
    return frozenset(found)


def may_overfill(gauges: Gauges) -> frozenset[int]:
    """List the leaves where more than is needed can serve a purpose.

    Elsewhere a course on top of enough is surplus, and leaving it free is better.
    """
    found = {
        leaf
        for rule in gauges.plan.residencies
        for _, leaf in rule.there | rule.base_there
    }
    for group in gauges.groups:
        asks = group.asks
        if asks and (asks.floors or not all(map(plain, asks.tallies))):
            found |= asks.leaves
    return frozenset(found)
