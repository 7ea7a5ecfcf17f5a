"""What a brace holds, and how a block opens."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.assembly.draft import Build, Child, Draft, Part
from articulate.language.assembly.nodes import add_clauses
from articulate.language.assembly.opening import header_of, opened
from articulate.language.scan import Word
from articulate.language.syntax.agreements import (
    AgreementBlock,
    Deny,
    Refer,
    Rule,
)
from articulate.language.syntax.degrees import WhenBlock
from articulate.language.syntax.expectations import PropertyBlock, TestBlock
from articulate.language.syntax.node import Day, Name, Node
from articulate.language.syntax.policies import CatalogRights
from articulate.language.syntax.policy import Policy
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock

_NO_DAY = dt.date(1, 1, 1)  # where none was written, which was reported


def start(draft: Draft, children: list[Child]) -> Child:
    """Build a whole file; comments are added by the reader, who kept them."""
    nothing = Span(draft.file, 1, 1, 1, 1)
    span = draft.span(children) if children else nothing
    return Policy(tuple(children), span=span)


def block(kind: Callable[..., Node]) -> Build:
    """Build a block with an ordinary header."""

    def build(draft: Draft, children: list[Child]) -> Child:
        parted = opened(draft, children)
        return parted.build(kind, header_of(draft, parted.opening[1:]))

    return build


def agreement(draft: Draft, children: list[Child]) -> Child:
    """Build an agreement or own equivalencies, whose rules say what they speak of."""
    parted = opened(draft, children)
    for each in parted.statements:
        if isinstance(each, Rule | Deny | Refer) and each.source is None:
            word = type(each).__name__.lower()
            draft.report(
                Code.RULE_WITHOUT_SOURCE,
                each.id.span,
                f"`{word} {each.id.text}` does not say for which course",
                way_out=f"write the course after a colon: `{word} {each.id.text}: …`",
            )
    kind, *opening = parted.opening
    return parted.build(AgreementBlock, kind.text, header_of(draft, opening))


def prior_learning(draft: Draft, children: list[Child]) -> Child:
    """Build an exam, credential, training or portfolio, which is its rules' source."""
    parted = opened(draft, children)
    kind, *opening = parted.opening
    for each in parted.statements:
        if isinstance(each, Rule | Deny | Refer) and each.source is not None:
            draft.report(
                Code.RULE_WITH_SOURCE,
                each.source.span,
                f"the rules of this block speak of the {kind.text} itself",
                way_out="take away the colon and what stands after it",
            )
    return parted.build(PriorLearningBlock, kind.text, header_of(draft, opening))


def exception(draft: Draft, children: list[Child]) -> Child:
    """Build an academic exception, which says for whom, since when and by whom."""
    parted = opened(draft, children)
    _, name, *clauses = parted.opening
    given: dict[str, object] = {"title": None, "through": None}
    add_clauses(draft, ExceptionBlock, given, clauses)
    for field, missing, example in (
        ("learner", "for whom it is", 'for learner "L-1001"'),
        ("granted", "when it was granted", "granted 2025-03-01"),
        ("by", "who granted it", 'by "Dean of Science"'),
    ):
        if field not in given:
            draft.report(
                Code.MISSING_CLAUSE,
                name.span,
                f"exception `{name.text}` does not say {missing}",
                way_out=f"add it before the brace: `{example}`",
            )
    given.setdefault("granted", Day(_NO_DAY, span=name.span))
    fields = ("title", "learner", "granted", "by", "through")
    return parted.build(ExceptionBlock, name, *(given.get(f, "") for f in fields))


def test(draft: Draft, children: list[Child]) -> Child:
    """Build a test."""
    parted = opened(draft, children)
    return parted.build(TestBlock, *_titled(parted.opening))


def property_block(draft: Draft, children: list[Child]) -> Child:
    """Build a property."""
    title, receiving = _titled(children)
    return PropertyBlock(title, receiving, children[-1], span=draft.span(children))


def _titled(opening: list[Child]) -> tuple[str, Name | None]:
    receiving = next((c.value for c in opening if isinstance(c, Part)), None)
    return opening[1].value, receiving


def rows(draft: Draft, children: list[Child]) -> Child:
    """Build what the rows of a table become: a kind of block, and its header."""
    header = header_of(draft, children[1:])
    return Part("rows", (children[0].text, header), draft.span(children))


def table(draft: Draft, children: list[Child]) -> Child:
    """Build a table."""
    name, file, layout = (c for c in children if not isinstance(c, Word | Part))
    found = {c.name: c.value for c in children if isinstance(c, Part)}
    kind, header = found["rows"]
    sheet = found["sheet"].value if "sheet" in found else None
    fields = (name, file.value, sheet, layout, kind, header)
    if "body" in found:
        parted = replace(found["body"], span=draft.span(children))
        return parted.build(TableBlock, *fields)
    return TableBlock(*fields, span=draft.span(children))


def table_body(draft: Draft, children: list[Child]) -> Child:
    """Carry what stands in a table's braces."""
    return Part("body", opened(draft, children), draft.span(children))


def catalog_rights(draft: Draft, children: list[Child]) -> Child:
    """Build `catalog rights { … }`."""
    return opened(draft, children).build(CatalogRights)


def when_block(draft: Draft, children: list[Child]) -> Child:
    """Build `when … { … } else { … }`."""
    parted = opened(draft, children)
    second = next((c for c in children if isinstance(c, Part)), None)
    otherwise, divider = (second.value, second.span) if second else (None, None)
    condition = parted.opening[1]
    return WhenBlock(condition, parted.statements, otherwise, divider, span=parted.span)


def else_block(draft: Draft, children: list[Child]) -> Child:
    """Carry the second branch of a `when`."""
    statements = opened(draft, children).statements
    return Part("otherwise", statements, draft.span(children))
