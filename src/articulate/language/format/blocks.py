"""Blocks as lines: how each opens, what its braces hold, where it closes."""

from collections.abc import Callable, Iterator
from typing import Protocol, assert_never

from articulate.diagnostics.span import Span
from articulate.language.format import (
    agreements,
    degrees,
    expectations,
    institutions,
    policies,
    teach_outs,
    watches,
)
from articulate.language.format.clauses import Write, cites, listed
from articulate.language.format.lines import (
    Line,
    Place,
    before_end,
    end_of,
    start_of,
)
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.agreements import AgreementBlock
from articulate.language.syntax.degrees import (
    AllOf,
    CourseMember,
    CoursesFrom,
    CreditsFrom,
    DegreeBlock,
    Group,
    Milestone,
    SomeOf,
    WhenBlock,
)
from articulate.language.syntax.expectations import (
    Monotone,
    PropertyBlock,
    TestBlock,
)
from articulate.language.syntax.headers import Header
from articulate.language.syntax.institutions import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.language.syntax.node import Braced, Name, Node
from articulate.language.syntax.policies import CatalogRights, PolicyBlock
from articulate.language.syntax.policy import Block
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock, TeachOutBlock
from articulate.language.syntax.watches import WatchBlock

_WRITES: dict[type[Node], Write] = {
    **institutions.WRITES,
    **agreements.WRITES,
    **policies.WRITES,
    **degrees.WRITES,
    **teach_outs.WRITES,
    **watches.WRITES,
    **expectations.WRITES,
}
_INLINE = 72
_Opened = (
    InstitutionBlock
    | ScaleBlock
    | CalendarBlock
    | CatalogBlock
    | AgreementBlock
    | PriorLearningBlock
    | PolicyBlock
    | DegreeBlock
    | TeachOutBlock
    | ExceptionBlock
    | WatchBlock
    | TableBlock
    | TestBlock
)

# Whether a comment stands inside a stretch of text, which then needs lines of its own.
HasComment = Callable[[Span], bool]


class _Cited(Protocol):
    """A block that can carry citations."""

    @property
    def cites(self) -> tuple[str, ...]: ...
    @property
    def cited(self) -> Span | None: ...


def block_lines(block: Block, has_comment: HasComment) -> Iterator[Line]:
    """Write a block, line by line."""
    if isinstance(block, PropertyBlock):
        yield _whole(0, [_property(block)], block)
        return
    if isinstance(block, TableBlock) and not (block.cites or block.statements):
        yield _whole(0, _opening(block), block)
        return
    *opening, last = _opening(block)
    start, brace = start_of(block.span), _brace(block)
    yield Line(0, (*opening, f"{last} {{"), start, brace, opens=True)
    yield from _cites(1, block, brace)
    for statement in block.statements:
        yield from _statement(1, statement, has_comment)
    yield Line(0, ("}",), before_end(block.span), end_of(block.span), closes=True)


def _statement(depth: int, node: Node, has_comment: HasComment) -> Iterator[Line]:
    match node:
        case Group(demand=AllOf() | SomeOf() as demand):
            yield from _group(depth, (node, demand), has_comment)
        case Group(demand=CoursesFrom() | CreditsFrom() | Milestone() as demand):
            yield _whole(depth, degrees.group_line(node, demand), node)
        case WhenBlock():
            yield from _when(depth, node, has_comment)
        case CatalogRights():
            yield from _catalog_rights(depth, node, has_comment)
        case _:
            yield _whole(depth, _WRITES[type(node)](node), node)


def _whole(depth: int, parts: list[str], node: Node) -> Line:
    return Line(
        depth,
        tuple(parts),
        start_of(node.span),
        end_of(node.span),
        columns=agreements.columns(node),
    )


def _brace(block: Braced) -> Place:
    return start_of(block.brace or block.span)


def _cites(depth: int, block: _Cited, after: Place) -> Iterator[Line]:
    """Write a block's citations, which stand behind its brace."""
    for words in cites(block.cites):
        start = start_of(block.cited) if block.cited else after
        ends = end_of(block.cited) if block.cited else after
        yield Line(depth, (words,), start, ends)


def _group(
    depth: int, group: tuple[Group, AllOf | SomeOf], has_comment: HasComment
) -> Iterator[Line]:
    node, demand = group
    some = "all of" if isinstance(demand, AllOf) else _some(demand)
    head = f"{degrees.group_head(node)} {some} {{"
    trailing = degrees.qualifiers(node)
    if not has_comment(demand.span) and all(
        isinstance(member, CourseMember) for member in demand.members
    ):
        members = "  ".join(_WRITES[type(m)](m)[0] for m in demand.members)
        inline = f"{head} {members} }}" if members else f"{head} }}"
        if len(inline) <= _INLINE:
            yield _whole(depth, [inline, *trailing], node)
            return
    start = start_of(node.span)
    yield Line(depth, (head,), start, start, opens=True)
    for member in demand.members:
        yield from _statement(depth + 1, member, has_comment)
    closing = (" ".join(["}", *trailing[:1]]), *trailing[1:])
    brace, ends = before_end(demand.span), end_of(node.span)
    yield Line(depth, closing, brace, ends, closes=True)


def _some(demand: SomeOf) -> str:
    most = f" to {demand.most}" if demand.most is not None else ""
    return f"{demand.least}{most} of"


def _when(depth: int, node: WhenBlock, has_comment: HasComment) -> Iterator[Line]:
    opening = f"when {text_of(node.condition)} {{"
    ends = end_of(node.condition.span)
    yield Line(depth, (opening,), start_of(node.span), ends, opens=True)
    for statement in node.then:
        yield from _statement(depth + 1, statement, has_comment)
    if node.otherwise is not None:
        at = start_of(node.divider or node.span)
        yield Line(depth, ("} else {",), at, at, opens=True, closes=True)
        for statement in node.otherwise:
            yield from _statement(depth + 1, statement, has_comment)
    yield Line(depth, ("}",), before_end(node.span), end_of(node.span), closes=True)


def _catalog_rights(
    depth: int, node: CatalogRights, has_comment: HasComment
) -> Iterator[Line]:
    start, brace = start_of(node.span), _brace(node)
    yield Line(depth, ("catalog rights {",), start, brace, opens=True)
    yield from _cites(depth + 1, node, brace)
    for statement in node.statements:
        yield from _statement(depth + 1, statement, has_comment)
    yield Line(depth, ("}",), before_end(node.span), end_of(node.span), closes=True)


# --- how a block opens ----------------------------------------------------------------


def _opening(block: _Opened) -> list[str]:
    match block:
        case InstitutionBlock() | ScaleBlock() | CalendarBlock() | CatalogBlock():
            word = type(block).__name__.removesuffix("Block").lower()
            return _header(word, block.header)
        case AgreementBlock() | PriorLearningBlock():
            return _header(block.kind, block.header)
        case PolicyBlock() | DegreeBlock() | TeachOutBlock() | WatchBlock():
            word = type(block).__name__.removesuffix("Block").lower()
            return _header(word, block.header)
        case ExceptionBlock():
            return _exception(block)
        case TableBlock():
            return _table(block)
        case TestBlock():
            return [f"test {quoted(block.title)}{_for(block.receiving)}"]
        case _:
            assert_never(block)


def _header(word: str, header: Header) -> list[str]:
    words = [word, header.id.text]
    if header.title is not None:
        words.append(quoted(header.title))
    if header.parties is not None:
        parties = header.parties
        to = parties.receiving.text
        if parties.sending:
            words.append(f"from {listed(parties.sending)} to {to}")
        else:
            words.append(f"for {to}")
        if parties.degrees:
            words.append(f"for {listed(parties.degrees)}")
    if header.version is None:
        return [" ".join(words)]
    version = header.version
    days = [f"version {version.id.text} effective {text_of(version.effective)}"]
    if version.through is not None:
        days.append(f"through {text_of(version.through)}")
    if version.recorded is not None:
        days.append(f"recorded {text_of(version.recorded)}")
    if version.supersedes is not None:
        days.append(f"supersedes {version.supersedes.text}")
    return [" ".join(words), " ".join(days)]


def _exception(block: ExceptionBlock) -> list[str]:
    title = f" {quoted(block.title)}" if block.title is not None else ""
    through = f" through {text_of(block.through)}" if block.through else ""
    return [
        f"exception {block.id.text}{title} for learner {quoted(block.learner)}",
        f"granted {text_of(block.granted)} by {quoted(block.by)}{through}",
    ]


def _table(block: TableBlock) -> list[str]:
    sheet = f" sheet {quoted(block.sheet)}" if block.sheet is not None else ""
    file = f"from {quoted(block.file)}{sheet} layout {block.layout.text}"
    first, *rest = _header(f"as {block.kind}", block.header)
    return [f"table {block.id.text} {file}", first, *rest]


def _for(receiving: Name | None) -> str:
    return f" for {receiving.text}" if receiving else ""


def _property(block: PropertyBlock) -> str:
    words = f"property {quoted(block.title)}{_for(block.receiving)}"
    claim = block.claim
    if isinstance(claim, Monotone):
        return f"{words} monotone in {listed(claim.facts)}"
    return f"{words} {text_of(claim.new)} no worse than {text_of(claim.old)}"
