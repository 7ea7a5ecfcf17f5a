"""Catalog rights: which catalogs a learner may be held to."""

from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import condition_of
from articulate.language.lower.heads import rule_head
from articulate.language.lower.quantities import duration_of
from articulate.language.syntax import conditions, policies
from articulate.model.duration import Duration
from articulate.rulebook.conditions import Condition, FactName
from articulate.rulebook.policy import (
    CatalogCandidate,
    CatalogChoiceRule,
    CatalogPick,
)


def catalog_rights(written: policies.CatalogRights, sides: Sides) -> CatalogChoiceRule:
    """Compile `catalog rights { … }`."""
    candidates: tuple[CatalogCandidate, ...] = ()
    choose: tuple[CatalogPick, ...] = ()
    lapse: Condition | None = None
    expire: Duration | None = None
    expire_after = FactName.ADMITTED
    for one in written.statements:
        match one:
            case policies.Candidates():
                candidates += tuple(CatalogCandidate(word) for word in one.candidates)
            case policies.Choose(order=order):
                choose += tuple(CatalogPick(word) for word in order)
            case policies.Lapse(when=when):
                lapse = condition_of(when, sides)
            case policies.Expire(after=after, anchor=conditions.Fact(name=name)):
                expire, expire_after = duration_of(after), FactName(name)
            case policies.Expire():
                msg = "a pass lets catalog rights expire after a named date only"
                raise TypeError(msg)
    return CatalogChoiceRule(
        rule_head("catalog-rights", written.span, cites=written.cites),
        candidates,
        lapse=lapse,
        expire=expire,
        expire_after=expire_after,
        choose=choose,
    )
