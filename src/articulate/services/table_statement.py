"""The statement that puts a rule table in force, and the one whose place it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from articulate.diagnostics.origin import Origin
from articulate.diagnostics.span import Span
from articulate.language.format.words import quoted
from articulate.language.parse import parse
from articulate.language.reformat import reformat
from articulate.language.syntax.tables import TableBlock
from articulate.rulebook.credit_rules import AgreementBlock


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """Where a version stands: its file, its text, and the table that it names, if any.

    `comments` counts the comments between its first and its last word.
    """

    file: str
    span: Span
    table: str | None = None
    layout: str = ""
    comments: int = 0


def written_block(origin: Origin, texts: Mapping[str, str]) -> WrittenBlock:
    """Find how the block that opens at *origin* is written."""
    if not isinstance(origin, Span):
        msg = f"a block is opened by a policy, not by {origin}"
        raise TypeError(msg)
    policy, _ = parse(texts[origin.file], origin.file)
    blocks = () if policy is None else policy.blocks
    comments = () if policy is None else policy.comments
    inside = sum(_within(one.span, origin) for one in comments)
    for block in blocks:
        if block.span == origin and isinstance(block, TableBlock):
            return WrittenBlock(
                origin.file, origin, block.file, block.layout.text, inside
            )
    return WrittenBlock(origin.file, origin, comments=inside)


def statement_of(block: AgreementBlock, name: str, file: str, layout: str) -> str:
    """Write the statement that makes the rows of a file this version of a block."""
    head = block.head
    parties = f"from {', '.join(head.sending)} to" if head.sending else "for"
    opening = [
        f"table {name} from {quoted(file)} layout {layout} as {head.kind} {head.id}",
        quoted(head.title) if head.title else "",
        f"{parties} {head.receiving}",
        f"for {head.degree}" if head.degree else "",
        f"version {head.version} effective {head.effective.start}",
        f"through {head.effective.last}" if head.effective.last else "",
        f"recorded {head.recorded}" if head.recorded else "",
        f"supersedes {head.supersedes}" if head.supersedes else "",
    ]
    held = [f"cites {', '.join(map(quoted, head.cites))}"] if head.cites else []
    held += [f"signed {day} by {quoted(who)}" for day, who in block.signed]
    held += [f"governed by {block.governed_by}"] if block.governed_by else []
    braces = f" {{ {' '.join(held)} }}" if held else ""
    text = f"{' '.join(word for word in opening if word)}{braces}\n"
    return reformat(text, f"{name}.art")[0]


def in_its_place(text: str, span: Span, statement: str) -> str:
    """Put a statement where another stands in a policy."""
    lines = text.split("\n")
    before = [*lines[: span.line - 1], lines[span.line - 1][: span.column - 1]]
    after = [lines[span.end_line - 1][span.end_column - 1 :], *lines[span.end_line :]]
    return "\n".join(before) + statement.strip() + "\n".join(after)


def _within(inner: Span, outer: Span) -> bool:
    first = (outer.line, outer.column) <= (inner.line, inner.column)
    return first and (inner.line, inner.column) < (outer.end_line, outer.end_column)
