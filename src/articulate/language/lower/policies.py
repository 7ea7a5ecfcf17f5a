"""An institution's policy on transfer."""

from collections.abc import Iterable
from typing import TypeVar

from articulate.language.lower.agreements import axis_of
from articulate.language.lower.catalog_rights import catalog_rights
from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import optional_condition
from articulate.language.lower.heads import day_of, rule_head, spelled_id
from articulate.language.lower.limits import (
    credit_limits,
    minimums,
    recencies,
    repeats,
)
from articulate.language.lower.pools import pool_of
from articulate.language.lower.quantities import duration_of
from articulate.language.lower.remedies import optional_remedy, remedy_of
from articulate.language.lower.sources import elective_of
from articulate.language.syntax import node, policies, pools
from articulate.model.calendar import Period
from articulate.model.credit import CreditUnit
from articulate.model.duration import MonthEnd
from articulate.model.identifiers import InstitutionId
from articulate.model.rounding import RoundingMode
from articulate.rulebook.codec import as_bytes, encode
from articulate.rulebook.conditions import FactName
from articulate.rulebook.conversion import ConversionRule, RoundingPlace
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.limit_rules import (
    DENY,
    DuplicateCreditRule,
    DuplicateKeep,
    Preference,
    PreferRule,
    SurplusKind,
    SurplusRule,
)
from articulate.rulebook.policy import (
    AcceptRule,
    AppealRule,
    OtherwiseRule,
    PartnerRule,
    PolicyBlock,
    PolicyDenyRule,
    PolicyReferRule,
)
from articulate.rulebook.targets import SameSubject
from articulate.rulebook.version import BlockHead

N = TypeVar("N", bound=node.Node)
R = TypeVar("R")


def policy_block(written: policies.PolicyBlock, head: BlockHead) -> PolicyBlock:
    """Compile one version of a policy; rules stand in the order of their ids."""
    said, sides = written.statements, Sides.of(head)
    month_ends = [MonthEnd(one.how) for one in _of(policies.MonthEnd, said)]
    rights = [catalog_rights(one, sides) for one in _of(policies.CatalogRights, said)]
    return PolicyBlock(
        head,
        governed_by=axis_of(said),
        accepts=_in_order(
            _accept(one, sides) for one in _of(policies.AcceptFrom, said)
        ),
        partners=partners(said, sides),
        denials=_denials(said, sides),
        referrals=_referrals(said, sides),
        minimums=minimums(said, sides),
        conversions=_conversions(said),
        surplus=_in_order(_surplus(one) for one in _of(policies.Surplus, said)),
        repeats=repeats(said, sides),
        duplicates=_in_order(_duplicate(one) for one in _of(policies.Duplicate, said)),
        prefer=tuple(_prefer(one) for one in _of(policies.Prefer, said)),
        otherwise=_in_order(
            _otherwise(one, sides) for one in _of(policies.Otherwise, said)
        ),
        limits=credit_limits(said, sides),
        recencies=recencies(said, sides),
        appeals=_appeals(said, sides),
        month_end=month_ends[0] if month_ends else MonthEnd.DOWN,
        catalog_rights=rights[0] if rights else None,
    )


def _in_order(rules: Iterable[R]) -> tuple[R, ...]:
    """Put rules that bear no id of their author's in the order of what they say."""
    return tuple(sorted(rules, key=lambda one: as_bytes(encode(one, origins=False))))


def partners(statements: Iterable[node.Node], sides: Sides) -> tuple[PartnerRule, ...]:
    """Compile `accept at … as residence`, one rule for each institution named."""
    rules = [
        PartnerRule(
            rule_head(spelled_id("accept", name.text), one.span, cites=one.cites),
            InstitutionId(name.text),
            Period.through(day_of(one.from_), day_of(one.through)),
            optional_condition(one.when, sides),
        )
        for one in _of(policies.AcceptAt, statements)
        for name in one.institutions
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _accept(written: policies.AcceptFrom, sides: Sides) -> AcceptRule:
    pool = written.pool
    accredited = isinstance(pool, pools.OfAccredited)
    return AcceptRule(
        rule_head("accept", written.span, cites=written.cites),
        accredited=accredited,
        pool=None if isinstance(pool, pools.OfAccredited) else pool_of(pool, sides),
        on=FactName.COMPLETED if written.on is None else FactName(written.on.name),
        remedy=optional_remedy(written.otherwise) or DENY,
        by=pool.by if isinstance(pool, pools.OfAccredited) else (),
        when=optional_condition(written.when, sides),
    )


def _denials(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[PolicyDenyRule, ...]:
    rules = [
        PolicyDenyRule(
            rule_head(one.id, one.span, cites=one.cites, overrides=one.overrides),
            pool_of(one.pool, sides),
            one.because or "",
            ground=None if one.ground is None else Ground(one.ground),
            when=optional_condition(one.when, sides),
        )
        for one in _of(policies.DenyPool, statements)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _referrals(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[PolicyReferRule, ...]:
    rules = [
        PolicyReferRule(
            rule_head(one.id, one.span, cites=one.cites, overrides=one.overrides),
            pool_of(one.pool, sides),
            one.to or "",
            one.because or "",
            when=optional_condition(one.when, sides),
        )
        for one in _of(policies.ReferPool, statements)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _conversions(statements: Iterable[node.Node]) -> tuple[ConversionRule, ...]:
    rules = [_conversion(one) for one in _of(policies.Convert, statements)]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _conversion(written: policies.Convert) -> ConversionRule:
    head = rule_head(
        spelled_id("convert", written.from_, written.to),
        written.span,
        cites=written.cites,
    )
    source, target = CreditUnit(written.from_), CreditUnit(written.to)
    rounding = written.rounding
    if rounding is None:
        return ConversionRule(head, source, target, written.by.value)
    return ConversionRule(
        head,
        source,
        target,
        written.by.value,
        mode=RoundingMode(rounding.mode),
        step=rounding.to.value,
        place=RoundingPlace(f"per {rounding.per}"),
    )


def _surplus(written: policies.Surplus) -> SurplusRule:
    word, _, same = written.how.partition(" ")
    return SurplusRule(
        rule_head("surplus", written.span, cites=written.cites),
        SurplusKind(word),
        SameSubject.SAME if same else None,
    )


def _duplicate(written: policies.Duplicate) -> DuplicateCreditRule:
    head = rule_head("duplicate", written.span, cites=written.cites)
    return DuplicateCreditRule(head, DuplicateKeep(written.keep))


def _prefer(written: policies.Prefer) -> PreferRule:
    head = rule_head("prefer", written.span, cites=written.cites)
    return PreferRule(head, tuple(Preference(word) for word in written.order))


def _otherwise(written: policies.Otherwise, sides: Sides) -> OtherwiseRule:
    head = rule_head("otherwise", written.span, cites=written.cites)
    outcome = written.outcome
    when = optional_condition(written.when, sides)
    remedy = optional_remedy(written.otherwise)
    match outcome:
        case policies.ElectiveRemedy():
            return OtherwiseRule(head, elective_of(outcome, None), when, remedy)
        case policies.Unarticulated():
            return OtherwiseRule(head, None, when, remedy)
        case _:
            instead = remedy_of(outcome)
            return OtherwiseRule(head, None, when, remedy, instead=instead)


def _appeals(statements: Iterable[node.Node], sides: Sides) -> tuple[AppealRule, ...]:
    rules = [
        AppealRule(
            rule_head(one.id, one.span, cites=one.cites),
            pool_of(one.pool, sides),
            duration_of(one.within),
            one.to,
            one.after or "",
        )
        for one in _of(policies.Appeal, statements)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _of(kind: type[N], statements: Iterable[node.Node]) -> list[N]:
    return [one for one in statements if isinstance(one, kind)]
