"""Teach-outs and academic exceptions."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from articulate.language.lower.codes import Sides
from articulate.language.lower.groups import source_words
from articulate.language.lower.heads import day_of, rule_head, spelled_id
from articulate.language.lower.limits import limit_amount
from articulate.language.lower.policies import partners
from articulate.language.lower.quantities import duration_of
from articulate.language.lower.remedies import remedy_of
from articulate.language.lower.sources import own_source, sent_source, target_of
from articulate.language.syntax import node, quantities, sources, teach_outs
from articulate.model.identifiers import (
    BlockId,
    GroupId,
    InstitutionId,
    LearnerId,
    Mark,
    VersionId,
)
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import Either, Source, Together
from articulate.rulebook.teach_out import (
    LimitExtension,
    Substitution,
    TeachOutBlock,
    Waiver,
)
from articulate.rulebook.version import BlockHead


def teach_out_block(
    written: teach_outs.TeachOutBlock, head: BlockHead
) -> TeachOutBlock:
    """Compile one version of a teach-out."""
    sides = Sides.of(head)
    block = TeachOutBlock(
        head,
        substitutions=_substitutions(written.statements, sides),
        partners=partners(written.statements, sides),
        waivers=_waivers(written.statements),
        extensions=_extensions(written.statements),
        accepts=_accepts(written.statements, sides),
    )
    for one in written.statements:
        block = _said(block, one)
    return block


def _said(block: TeachOutBlock, one: teach_outs.TeachOutStatement) -> TeachOutBlock:
    match one:
        case teach_outs.ClosesDegree(degree=degree, after=after):
            return replace(
                block,
                closes_degree=BlockId(degree.text),
                no_admission_after=after.value,
            )
        case teach_outs.ClosesInstitution(institution=institution, on=on):
            return replace(
                block,
                closes_institution=InstitutionId(institution.text),
                closes_on=on.value,
            )
        case teach_outs.LastAward(on=on):
            return replace(block, last_award=on.value)
        case teach_outs.HoldsCatalog(catalog=catalog):
            return replace(block, holds_catalog=VersionId(catalog.text))
        case teach_outs.ApplyThrough(through=through):
            return replace(block, apply_through=through.value)
        case teach_outs.AfterLastAward(remedy=remedy):
            return replace(block, after_last_award=remedy_of(remedy))
        case teach_outs.ReceivesInto(degrees=degrees):
            into = tuple(BlockId(degree.text) for degree in degrees)
            return replace(block, receives_into=(*block.receives_into, *into))
        case teach_outs.Freezes(agreement=agreement):
            return replace(block, freezes=(*block.freezes, _frozen(agreement)))
        case _:
            return _protected(block, one)


def _protected(
    block: TeachOutBlock, one: teach_outs.TeachOutStatement
) -> TeachOutBlock:
    match one:
        case teach_outs.ProtectsAdmitted(fact="admitted", through=through):
            block = replace(block, admitted_through=through.value)
        case teach_outs.ProtectsAdmitted(through=through):
            block = replace(block, declared_through=through.value)
        case teach_outs.ProtectsEnrolled(institution=institution, on=on):
            block = replace(
                block,
                enrolled_at=InstitutionId(institution.text),
                enrolled_on=on.value,
            )
        case _:
            return block
    if one.gap_at_most is None:
        return block
    return replace(block, most_gap=duration_of(one.gap_at_most))


def exception_block(
    written: teach_outs.ExceptionBlock, head: BlockHead
) -> AcademicException:
    """Compile one learner's exception."""
    said, sides = written.statements, Sides.of(head)
    catalogs = [
        VersionId(one.catalog.text)
        for one in said
        if isinstance(one, teach_outs.SetCatalog)
    ]
    return AcademicException(
        head,
        LearnerId(written.learner),
        written.granted.value,
        written.by,
        substitutions=_substitutions(said, sides),
        waivers=_waivers(said),
        extensions=_extensions(said),
        accepts=_accepts(said, sides),
        partners=partners(said, sides),
        catalog=catalogs[0] if catalogs else None,
    )


def _substitutions(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[Substitution, ...]:
    rules = [
        _substitution(one, sides)
        for one in statements
        if isinstance(one, teach_outs.Substitute)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _substitution(written: teach_outs.Substitute, sides: Sides) -> Substitution:
    new, amounts = _stand_in(written.new, sides)
    place = written.in_
    degree = None if place is None else place.block or place.member
    group = None if place is None or place.block is None else place.member
    return Substitution(
        rule_head(
            spelled_id("substitute", source_words(written.old)),
            written.span,
            cites=written.cites,
        ),
        new,
        own_source(written.old, sides),
        amounts=amounts,
        degree=None if degree is None else BlockId(degree.text),
        group=() if group is None else (GroupId(group.text),),
        since=day_of(written.from_),
        last=day_of(written.through),
        because=written.because or "",
    )


def _stand_in(
    written: sources.Target, sides: Sides
) -> tuple[Source, tuple[Fraction | None, ...]]:
    """Read what stands in: courses, with the credit written behind each."""
    match written:
        case sources.CourseTarget(course=course, amount=amount):
            fixed = amount if isinstance(amount, sources.FixedAmount) else None
            credit = None if fixed is None else fixed.credits.amount.value
            return OneCourse(sides.course(course)), (credit,)
        case sources.TargetAll(parts=parts) | sources.TargetChoice(parts=parts):
            read = [_stand_in(part, sides) for part in parts]
            courses = tuple(source for source, _ in read)
            amounts = tuple(amount for _, each in read for amount in each)
            every = isinstance(written, sources.TargetAll)
            return (Together if every else Either)(courses), amounts
        case _:
            msg = f"a pass lets only courses stand in for others: {written}"
            raise TypeError(msg)


def _waivers(statements: Iterable[node.Node]) -> tuple[Waiver, ...]:
    rules = [_waiver(one) for one in statements if isinstance(one, teach_outs.Waive)]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _waiver(written: teach_outs.Waive) -> Waiver:
    kind = written.kind or "group"
    waived, degree = written.waived.member, written.waived.block
    identifier = waived or degree
    name = "" if identifier is None else identifier.text
    return Waiver(
        rule_head(spelled_id("waive", kind, name), written.span, cites=written.cites),
        written.kind or "",
        name,
        degree=None if waived is None or degree is None else BlockId(degree.text),
        because=written.because or "",
    )


def _extensions(statements: Iterable[node.Node]) -> tuple[LimitExtension, ...]:
    rules = [
        _extension(one) for one in statements if isinstance(one, teach_outs.Extend)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _extension(written: teach_outs.Extend) -> LimitExtension:
    name = written.extended.member or written.extended.block
    if name is None or isinstance(written.to, quantities.Duration):
        msg = f"a pass lets only limits be extended: {written}"
        raise TypeError(msg)
    to, unit = limit_amount(written.to)
    return LimitExtension(
        rule_head(spelled_id("extend", name.text), written.span, cites=written.cites),
        name.text,
        to,
        unit,
        because=written.because or "",
    )


def _accepts(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[EquivalencyRule, ...]:
    rules = [
        EquivalencyRule(
            rule_head(
                spelled_id("accept", source_words(one.source)),
                one.span,
                cites=one.cites,
            ),
            sent_source(one.source, sides),
            target_of(one.target, sides),
            graded=None if one.graded is None else Mark(one.graded.written),
            because=one.because or "",
        )
        for one in statements
        if isinstance(one, teach_outs.AcceptRule)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def _frozen(agreement: node.Reference) -> tuple[BlockId, VersionId]:
    block = agreement.block or agreement.member
    if block is None or agreement.version is None:
        msg = f"a pass lets only a version of an agreement be frozen: {agreement}"
        raise TypeError(msg)
    return BlockId(block.text), VersionId(agreement.version.text)
