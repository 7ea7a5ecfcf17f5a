"""A degree: its groups, what they ask for, residency and sharing."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import condition_of
from articulate.language.lower.groups import counted, group_of
from articulate.language.lower.heads import rule_head, spelled_id
from articulate.language.lower.limits import credit_limits, limit_amount
from articulate.language.lower.pools import groups_pool, narrowed, pool_of
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax import codes, degrees, node, policies, pools, quantities
from articulate.language.walk import walk
from articulate.model.identifiers import BlockId, GroupId
from articulate.rulebook.conditions import FactName
from articulate.rulebook.degree import (
    DegreeBlock,
    ExclusiveRule,
    GpaRule,
    ResidencyRule,
    ShareRule,
    Straddling,
    Ties,
)
from articulate.rulebook.limit_rules import LimitUnit
from articulate.rulebook.pools import AnyCourse
from articulate.rulebook.requirements import ConditionalMembers, Group
from articulate.rulebook.version import BlockHead

N = TypeVar("N", bound=node.Node)


def degree_block(written: degrees.DegreeBlock, head: BlockHead) -> DegreeBlock:
    """Compile one version of a degree; its groups stay in the order of the page."""
    said, sides = written.statements, Sides.of(head)
    totals = [credits_asked(one) for one in _of(degrees.CreditsAtLeast, said)]
    fills = [one.at_most for one in _of(degrees.EachFills, said)]
    return DegreeBlock(
        head,
        credits=totals[0] if totals else None,
        gpas=_gpas(said, sides),
        limits=credit_limits(said, sides),
        residencies=_residencies(said, sides),
        members=_members(said, sides),
        shares=_shares(said),
        exclusives=_exclusives(said),
        fills_at_most=fills[0] if fills else None,
    )


def credits_asked(written: degrees.CreditsAtLeast) -> Fraction:
    """Return how much credit a degree demands, in the unit that is written."""
    asked = written.at_least
    return asked.value if isinstance(asked, node.Number) else asked.amount.value


def _members(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[Group | ConditionalMembers, ...]:
    members: list[Group | ConditionalMembers] = []
    for one in statements:
        match one:
            case degrees.Group():
                members.append(group_of(one, sides))
            case degrees.WhenBlock(condition=condition):
                members.append(
                    ConditionalMembers(
                        condition_of(condition, sides),
                        _members(one.then, sides),
                        _members(one.otherwise or (), sides),
                        one.span,
                    )
                )
            case _:
                continue
    return tuple(members)


def _gpas(statements: Iterable[node.Node], sides: Sides) -> tuple[GpaRule, ...]:
    rules = [
        GpaRule(
            rule_head(_gpa_id(one), one.span, cites=one.cites),
            one.at_least.value,
            AnyCourse() if one.over is None else pool_of(one.over, sides),
        )
        for one in _of(degrees.GpaAtLeast, statements)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _gpa_id(written: degrees.GpaAtLeast) -> str:
    """Spell the id of a GPA rule from what its pool names; over everything, `gpa`."""
    words: list[str] = []
    for part in () if written.over is None else walk(written.over):
        match part:
            case codes.CourseCode(code=code):
                words.append(code)
            case (
                codes.CourseRange(subject=subject)
                | codes.CoursePattern(subject=subject)
                | codes.WholeSubject(subject=subject)
            ):
                words.append(subject)
            case pools.OfSubjects(subjects=subjects):
                words.extend(subjects)
            case quantities.Attribute():
                words.append(attribute_text(part))
            case pools.OfLevel(level=word) | pools.OfOrigin(origin=word):
                words.append(word)
            case _:
                continue
    everything = isinstance(written.over, pools.PoolExcept) and isinstance(
        written.over.pool, pools.AnyCourse
    )
    return "gpa" if everything else spelled_id("gpa", *words)


def _residencies(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[ResidencyRule, ...]:
    rules = [_residency(one, sides) for one in _of(degrees.Residency, statements)]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _residency(written: degrees.Residency, sides: Sides) -> ResidencyRule:
    amount, counted_in = counted(written.at_least)
    pool = None if written.pool is None else pool_of(written.pool, sides)
    groups = written.groups
    if isinstance(written.at_least, policies.PercentOf):
        groups = written.at_least.groups
    if groups:
        pool = narrowed(pool, by=groups_pool(groups))
    last, first = written.last, written.after_first
    return ResidencyRule(
        rule_head(written.id, written.span, cites=written.cites),
        amount,
        counted_in,
        pool=pool,
        last=None if last is None else last.amount.value,
        after_first=None if first is None else first.amount.value,
        by=FactName.COMPLETED if written.by is None else FactName(written.by),
        ties=Ties.FAVOR if written.ties is None else Ties(written.ties),
        straddling=(
            Straddling.PRO_RATA
            if written.straddling is None
            else Straddling(written.straddling)
        ),
    )


def _shares(statements: Iterable[node.Node]) -> tuple[ShareRule, ...]:
    rules = [
        ShareRule(rule_head("share-all", one.span, cites=one.cites))
        for one in _of(degrees.ShareAll, statements)
    ]
    for one in _of(degrees.ShareWith, statements):
        most, unit = (None, None) if one.at_most is None else limit_amount(one.at_most)
        rules.append(
            ShareRule(
                rule_head(
                    spelled_id("share", one.group.text, one.other.text),
                    one.span,
                    cites=one.cites,
                ),
                group=GroupId(one.group.text),
                other=None if one.degree else GroupId(one.other.text),
                degree=BlockId(one.other.text) if one.degree else None,
                most=most,
                in_courses=unit is LimitUnit.COURSES,
            )
        )
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _exclusives(statements: Iterable[node.Node]) -> tuple[ExclusiveRule, ...]:
    rules = [
        ExclusiveRule(
            rule_head(
                spelled_id("exclusive", one.group.text, one.other.text),
                one.span,
                cites=one.cites,
            ),
            group=GroupId(one.group.text),
            other=None if one.degree else GroupId(one.other.text),
            degree=BlockId(one.other.text) if one.degree else None,
        )
        for one in _of(degrees.Exclusive, statements)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _of(kind: type[N], statements: Iterable[node.Node]) -> list[N]:
    return [one for one in statements if isinstance(one, kind)]
