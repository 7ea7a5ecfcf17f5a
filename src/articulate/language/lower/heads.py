"""How blocks and rules open: ids, parties, versions and days."""

import re
from datetime import date

from articulate.diagnostics.span import Span
from articulate.language.syntax.agreements import AgreementBlock
from articulate.language.syntax.degrees import DegreeBlock
from articulate.language.syntax.headers import Header, Version
from articulate.language.syntax.institutions import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.language.syntax.node import Day, Name, Reference
from articulate.language.syntax.policies import PolicyBlock
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock, TeachOutBlock
from articulate.language.syntax.watches import WatchBlock
from articulate.model.calendar import ALWAYS, Period
from articulate.model.identifiers import BlockId, InstitutionId, RuleId, VersionId
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead

Opened = (
    InstitutionBlock
    | ScaleBlock
    | CalendarBlock
    | CatalogBlock
    | AgreementBlock
    | PriorLearningBlock
    | PolicyBlock
    | DegreeBlock
    | TeachOutBlock
    | WatchBlock
    | TableBlock
)
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def block_head(block: Opened) -> BlockHead:
    """Compile how a block opens; a table opens as the block that its rows become."""
    header, version = block.header, block.header.version
    kind = _kind(block)
    sending, receiving, degree = _parties(kind, header)
    return BlockHead(
        kind=kind,
        id=BlockId(header.id.text),
        origin=block.span,
        title=header.title or "",
        sending=sending,
        receiving=receiving,
        degree=degree,
        version=None if version is None else VersionId(version.id.text),
        effective=ALWAYS if version is None else _effective(version),
        recorded=None if version is None else day_of(version.recorded),
        supersedes=_superseded(version),
        cites=block.cites,
    )


def exception_head(block: ExceptionBlock, receiving: str | None) -> BlockHead:
    """Compile the opening of an academic exception; it holds from the day granted."""
    return BlockHead(
        kind=BlockKind.EXCEPTION,
        id=BlockId(block.id.text),
        origin=block.span,
        title=block.title or "",
        receiving=None if receiving is None else InstitutionId(receiving),
        effective=Period.through(block.granted.value, day_of(block.through)),
        cites=block.cites,
    )


def rule_head(
    identifier: Name | str,
    span: Span,
    *,
    cites: tuple[str, ...] = (),
    overrides: tuple[Reference, ...] = (),
) -> RuleHead:
    """Compile what every rule carries; overrides elsewhere keep their block's name."""
    written = identifier if isinstance(identifier, str) else identifier.text
    return RuleHead(
        RuleId(written),
        span,
        cites=cites,
        overrides=tuple(RuleId(reference_text(one)) for one in overrides),
    )


def reference_text(reference: Reference) -> str:
    """Write a reference as its author did: `ncc-computing@2024/cis120`.

    >>> here = Span("a.art", 1, 1, 1, 2)
    >>> block, member = Name("bs-cs", span=here), Name("core", span=here)
    >>> reference_text(Reference(block, None, member, span=here))
    'bs-cs/core'
    """
    if reference.block is None:
        return "" if reference.member is None else reference.member.text
    block = reference.block.text
    if reference.version is not None:
        block = f"{block}@{reference.version.text}"
    return block if reference.member is None else f"{block}/{reference.member.text}"


def spelled_id(*words: str) -> str:
    """Spell the id of a statement that is given none, from what it says.

    >>> spelled_id("accept", "PARTNER"), spelled_id("substitute", "MATH 135")
    ('accept-partner', 'substitute-math-135')
    """
    parts = (_NOT_IN_IDS.sub("-", word.lower()).strip("-") for word in words)
    return "-".join(part for part in parts if part)


def day_of(day: Day | None) -> date | None:
    """Return the day written, if any."""
    return None if day is None else day.value


def _kind(block: Opened) -> BlockKind:
    match block:
        case InstitutionBlock():
            return BlockKind.INSTITUTION
        case ScaleBlock():
            return BlockKind.SCALE
        case CalendarBlock():
            return BlockKind.CALENDAR
        case CatalogBlock():
            return BlockKind.CATALOG
        case PolicyBlock():
            return BlockKind.POLICY
        case DegreeBlock():
            return BlockKind.DEGREE
        case TeachOutBlock():
            return BlockKind.TEACHOUT
        case WatchBlock():
            return BlockKind.WATCH
        case TableBlock(kind="exams"):
            return BlockKind.EXAM
        case AgreementBlock() | PriorLearningBlock() | TableBlock():
            return BlockKind(block.kind)


def _parties(
    kind: BlockKind, header: Header
) -> tuple[tuple[InstitutionId, ...], InstitutionId | None, BlockId | None]:
    if kind is BlockKind.CATALOG:
        return (), InstitutionId(header.id.text), None
    if header.parties is None:
        return (), None, None
    sending = dict.fromkeys(name.text for name in header.parties.sending)
    degrees = header.parties.degrees
    return (
        tuple(InstitutionId(code) for code in sending),
        InstitutionId(header.parties.receiving.text),
        BlockId(degrees[0].text) if degrees else None,
    )


def _effective(version: Version) -> Period:
    return Period.through(version.effective.value, day_of(version.through))


def _superseded(version: Version | None) -> VersionId | None:
    if version is None or version.supersedes is None:
        return None
    return VersionId(version.supersedes.text)
