"""Agreements and own equivalencies, and the rules that other blocks share with them."""

from collections.abc import Iterable

from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import optional_condition
from articulate.language.lower.heads import rule_head
from articulate.language.lower.sources import sent_source, target_of
from articulate.language.syntax import agreements, node, sources
from articulate.model.identifiers import Mark, RuleId
from articulate.model.line import GoverningAxis
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    DenyRule,
    EquivalencyRule,
    Ground,
    ReferRule,
)
from articulate.rulebook.sources import BlockSource, Source
from articulate.rulebook.version import BlockHead


def agreement_block(
    written: agreements.AgreementBlock, head: BlockHead
) -> AgreementBlock:
    """Compile an agreement, or an institution's own equivalencies."""
    return AgreementBlock(
        head,
        governed_by=axis_of(written.statements),
        rules=credit_rules(written.statements, Sides.of(head)),
        signed=signatures(written.statements),
    )


def credit_rules(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[CreditRule, ...]:
    """Compile every rule, partial, deny and refer, in the order of their ids."""
    rules: list[CreditRule] = []
    for one in statements:
        match one:
            case agreements.Rule() | agreements.Partial():
                rules.append(_equivalency(one, sides))
            case agreements.Deny():
                rules.append(_denial(one, sides))
            case agreements.Refer():
                rules.append(_referral(one, sides))
            case _:
                continue
    return tuple(sorted(rules, key=lambda rule: rule.head.id))


def axis_of(statements: Iterable[node.Node]) -> GoverningAxis | None:
    """Return the axis that `governed by` names, if it is written."""
    for one in statements:
        if isinstance(one, agreements.GovernedBy):
            return GoverningAxis(one.clock)
    return None


def signatures(statements: Iterable[node.Node]) -> tuple[tuple[str, str], ...]:
    """Return who signed and when, earliest first."""
    signed = [
        (one.on.value.isoformat(), by)
        for one in statements
        if isinstance(one, agreements.Signed)
        for by in one.by
    ]
    return tuple(sorted(signed))


def _equivalency(
    written: agreements.Rule | agreements.Partial, sides: Sides
) -> EquivalencyRule:
    return EquivalencyRule(
        rule_head(
            written.id, written.span, cites=written.cites, overrides=written.overrides
        ),
        _source(written.source, sides),
        target_of(written.target, sides),
        condition=optional_condition(written.when, sides),
        graded=None if written.graded is None else Mark(written.graded.written),
        partial_of=(
            RuleId(written.of.text) if isinstance(written, agreements.Partial) else None
        ),
        because=written.because or "",
    )


def _denial(written: agreements.Deny, sides: Sides) -> DenyRule:
    return DenyRule(
        rule_head(
            written.id, written.span, cites=written.cites, overrides=written.overrides
        ),
        _source(written.source, sides),
        written.because or "",
        ground=None if written.ground is None else Ground(written.ground),
        condition=optional_condition(written.when, sides),
    )


def _referral(written: agreements.Refer, sides: Sides) -> ReferRule:
    return ReferRule(
        rule_head(
            written.id, written.span, cites=written.cites, overrides=written.overrides
        ),
        _source(written.source, sides),
        written.to or "",
        written.because or "",
        condition=optional_condition(written.when, sides),
    )


def _source(written: sources.Source | None, sides: Sides) -> Source:
    return BlockSource() if written is None else sent_source(written, sides)
