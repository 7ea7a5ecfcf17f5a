"""An outline: what a version of a degree asks, whoever is audited.

Its demands stand in canonical order and its pools are numbered. Who may fill a demand
is added for each learner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articulate.audit.eligibility import Wants
from articulate.audit.growth import Growth, Limb, Wanted
from articulate.audit.plan import Leaf, Pair, ShareCap
from articulate.audit.relief import Relief
from articulate.audit.residency import Looking, looking
from articulate.audit.sharing import may_share, share_caps
from articulate.audit.standing import NumberedPools, Numbering
from articulate.audit.worth import Worth
from articulate.model.identifiers import InstitutionId, RuleId
from articulate.rulebook.conditions import Condition
from articulate.rulebook.degree import DegreeBlock, GpaRule
from articulate.rulebook.pools import Pool
from articulate.rulebook.requirements import Bound, LeastGpa, Qualifier
from articulate.rulebook.rulebook import Rulebook

MOST_OUTLINES = 256
"""How many are remembered of one rulebook before it starts anew."""
_BESIDE = "outlines of degrees"


@dataclass(frozen=True, eq=False)
class Outline:
    """One version of a degree under one way to read its conditions, and one relief.

    By leaf: nobody fills `leaves` yet; `leaf_pools` are what they are from and
    `qualifiers` what is asked of them; `wants` numbers what of it is asked of each
    course, in `asked`. The pools of averages are named by their numbers.
    """

    degree: DegreeBlock
    worth: Worth
    limbs: tuple[Limb, ...]
    leaves: tuple[Leaf, ...]
    leaf_pools: tuple[Pool, ...]
    qualifiers: tuple[tuple[Qualifier, ...], ...]
    wants: tuple[int, ...]
    asked: tuple[Wants, ...]
    pools: NumberedPools
    gpas: tuple[tuple[GpaRule, int], ...]
    residencies: tuple[Looking, ...]
    waived: tuple[RuleId, ...]
    may_share: frozenset[Pair]
    caps: tuple[ShareCap, ...]


def outline_of(
    rulebook: Rulebook,
    receiving: InstitutionId,
    degree: DegreeBlock,
    *,
    worth: Worth,
    under: tuple[Relief, Mapping[Condition, bool]],
) -> Outline:
    """Return a degree's outline under some relief and a way to read its conditions.

    It is kept beside the rulebook, which never changes. What names a degree and a
    catalog there is which they are, and the outline keeps both alive.
    """
    relief, way = under
    known: dict[object, Outline] = vars(rulebook).setdefault(_BESIDE, {})
    lifted = (relief.waivers, relief.substitutions)
    key = (id(degree), id(worth), receiving, lifted, frozenset(way.items()))
    outline = known.get(key)
    if outline is None:
        if len(known) >= MOST_OUTLINES:
            known.clear()
        outline = known[key] = _outlined(degree, worth, relief, way)
    return outline


def _outlined(
    degree: DegreeBlock, worth: Worth, relief: Relief, way: Mapping[Condition, bool]
) -> Outline:
    growth = Growth(worth, relief, way, Numbering())
    numbering = growth.numbering
    limbs = growth.grow(degree.members)
    wanted = sorted(growth.wanted, key=lambda one: _name(one.leaf))
    order = {one.leaf.place: place for place, one in enumerate(wanted)}
    leaves = tuple(
        one.leaf.moved(place, (), frozenset()) for place, one in enumerate(wanted)
    )
    numbers: dict[tuple[Qualifier, ...], int] = {}
    wants = [numbers.setdefault(_of_each(one), len(numbers)) for one in wanted]
    gpas = tuple(
        (rule, numbering.of(rule.pool))
        for rule in sorted(degree.gpas, key=lambda rule: (rule.head.id, rule.least))
    )
    rules = sorted(degree.residencies, key=lambda rule: rule.head.id)
    residencies = tuple(
        looking(rule, leaves, numbering, demanded=degree.credits)
        for rule in rules
        if not relief.waives("residency", rule.head.id)
    )
    return Outline(
        degree=degree,
        worth=worth,
        limbs=tuple(_numbered(one, order) for one in limbs),
        leaves=leaves,
        leaf_pools=tuple(one.pool for one in wanted),
        qualifiers=tuple(one.qualifiers for one in wanted),
        wants=tuple(wants),
        asked=tuple(map(Wants, numbers)),
        pools=NumberedPools(
            tuple(numbering.numbers), worth.around, tuple(one.number for one in wanted)
        ),
        gpas=gpas,
        residencies=residencies,
        waived=tuple(
            rule.head.id
            for rule in degree.residencies
            if relief.waives("residency", rule.head.id)
        ),
        may_share=may_share(degree, leaves),
        caps=share_caps(degree, leaves),
    )


def _name(leaf: Leaf) -> tuple[tuple[str, ...], str, str, int]:
    """Return a leaf's name, by which leaves stand in canonical order."""
    return (leaf.path, leaf.member, leaf.text, leaf.place)


def _of_each(wanted: Wanted) -> tuple[Qualifier, ...]:
    """List what is asked of each course by itself."""
    return tuple(
        one for one in wanted.qualifiers if not isinstance(one, Bound | LeastGpa)
    )


def _numbered(limb: Limb, order: Mapping[int, int]) -> Limb:
    """Name a limb's leaves by their places in canonical order."""
    branch = limb.branch
    leaves = tuple(order[one] for one in limb.leaves)
    if branch.asks is not None:
        asks = branch.asks._replace(leaves=frozenset(leaves))
        branch = branch._replace(asks=asks)
    children = tuple(
        order[child] if isinstance(child, int) else _numbered(child, order)
        for child in limb.children
    )
    return replace(limb, branch=branch, children=children, leaves=leaves)
