"""What a brace holds, and how a block opens."""

import datetime as dt
from collections.abc import Callable

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.assembly.draft import Build, Child, Draft, Part
from articulate.language.assembly.nodes import add_clauses
from articulate.language.scan import Word
from articulate.language.syntax.agreements import (
    AgreementBlock,
    Deny,
    Refer,
    Rule,
)
from articulate.language.syntax.degrees import WhenBlock
from articulate.language.syntax.expectations import PropertyBlock, TestBlock
from articulate.language.syntax.headers import Header, Parties, Version
from articulate.language.syntax.node import Day, Name, Node
from articulate.language.syntax.policies import CatalogRights
from articulate.language.syntax.policy import Policy
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock

_NO_DAY = dt.date(1, 1, 1)  # where none was written, which was reported
_VERSION = ("version", "effective", "through", "recorded", "supersedes")
_HEADER = ("title", "sending", "receiving", "for", "degrees", *_VERSION)


def start(draft: Draft, children: list[Child]) -> Child:
    """Build a whole file; comments are added by the reader, who kept them."""
    nothing = Span(draft.file, 1, 1, 1, 1)
    span = draft.span(children) if children else nothing
    return Policy(tuple(children), span=span)


def block(kind: Callable[..., Node]) -> Build:
    """Build a block with an ordinary header."""

    def build(draft: Draft, children: list[Child]) -> Child:
        opening, cites, statements = _opened(children)
        header = _header(draft, opening[1:])
        return kind(header, cites, statements, span=draft.span(children))

    return build


def agreement(draft: Draft, children: list[Child]) -> Child:
    """Build an agreement or own equivalencies, whose rules say what they speak of."""
    opening, cites, statements = _opened(children)
    header = _header(draft, opening[1:])
    for each in statements:
        if isinstance(each, Rule | Deny | Refer) and each.source is None:
            word = type(each).__name__.lower()
            draft.report(
                Code.RULE_WITHOUT_SOURCE,
                each.id.span,
                f"`{word} {each.id.text}` does not say for which course",
                way_out=f"write the course after a colon: `{word} {each.id.text}: …`",
            )
    kind = opening[0].text
    return AgreementBlock(kind, header, cites, statements, span=draft.span(children))


def prior_learning(draft: Draft, children: list[Child]) -> Child:
    """Build an exam, credential, training or portfolio, which is its rules' source."""
    opening, cites, statements = _opened(children)
    kind = opening[0].text
    for each in statements:
        if isinstance(each, Rule | Deny | Refer) and each.source is not None:
            draft.report(
                Code.RULE_WITH_SOURCE,
                each.source.span,
                f"the rules of this block speak of the {kind} itself",
                way_out="take away the colon and what stands after it",
            )
    header = _header(draft, opening[1:])
    span = draft.span(children)
    return PriorLearningBlock(kind, header, cites, statements, span=span)


def exception(draft: Draft, children: list[Child]) -> Child:
    """Build an academic exception, which says for whom, since when and by whom."""
    opening, cites, statements = _opened(children)
    name, clauses = opening[1], opening[2:]
    given: dict[str, object] = {"id": name, "title": None, "through": None}
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
    given.setdefault("learner", "")
    given.setdefault("by", "")
    given.setdefault("granted", Day(_NO_DAY, span=name.span))
    span = draft.span(children)
    return ExceptionBlock(**given, cites=cites, statements=statements, span=span)  # type: ignore[arg-type] # by name


def test(draft: Draft, children: list[Child]) -> Child:
    """Build a test."""
    opening, cites, statements = _opened(children)
    title, receiving = _titled(opening)
    span = draft.span(children)
    return TestBlock(title, receiving, cites, statements, span=span)


def property_block(draft: Draft, children: list[Child]) -> Child:
    """Build a property."""
    title, receiving = _titled(children)
    return PropertyBlock(title, receiving, children[-1], span=draft.span(children))


def _titled(opening: list[Child]) -> tuple[str, Name | None]:
    receiving = next((c.value for c in opening if isinstance(c, Part)), None)
    return opening[1].value, receiving


def rows(draft: Draft, children: list[Child]) -> Child:
    """Build what the rows of a table become: a kind of block, and its header."""
    header = _header(draft, children[1:])
    return Part("rows", (children[0].text, header), draft.span(children))


def table(draft: Draft, children: list[Child]) -> Child:
    """Build a table."""
    name, file, layout = (c for c in children if not isinstance(c, Word | Part))
    found = {c.name: c.value for c in children if isinstance(c, Part)}
    kind, header = found["rows"]
    cites, statements = found.get("body", ((), ()))
    return TableBlock(
        name,
        file.value,
        getattr(found.get("sheet"), "value", None),
        layout,
        kind,
        header,
        cites,
        statements,
        span=draft.span(children),
    )


def table_body(draft: Draft, children: list[Child]) -> Child:
    """Carry what stands in a table's braces."""
    _, cites, statements = _opened(children)
    return Part("body", (cites, statements), draft.span(children))


def catalog_rights(draft: Draft, children: list[Child]) -> Child:
    """Build `catalog rights { … }`."""
    _, cites, statements = _opened(children)
    return CatalogRights(cites, statements, span=draft.span(children))


def when_block(draft: Draft, children: list[Child]) -> Child:
    """Build `when … { … } else { … }`."""
    opening, _, then = _opened(children)
    second = next((c for c in children if isinstance(c, Part)), None)
    otherwise, divider = (second.value, second.span) if second else (None, None)
    span = draft.span(children)
    return WhenBlock(opening[1], then, otherwise, divider, span=span)


def else_block(draft: Draft, children: list[Child]) -> Child:
    """Carry the second branch of a `when`."""
    _, _, statements = _opened(children)
    return Part("otherwise", statements, draft.span(children))


def _opened(
    children: list[Child],
) -> tuple[list[Child], tuple[str, ...], tuple[Child, ...]]:
    """Part a block at its brace: what opens it, its citations, its statements."""
    brace = next(
        i for i, c in enumerate(children) if isinstance(c, Word) and c.text == "{"
    )
    inside = children[brace + 1 :]
    cites = tuple(
        text.value
        for part in inside
        if isinstance(part, Part) and part.name == "cites"
        for text in part.value
    )
    return (
        children[:brace],
        cites,
        tuple(each for each in inside if isinstance(each, Node)),
    )


def _header(draft: Draft, opening: list[Child]) -> Header:
    name = opening[0]
    found: dict[str, Part] = {}
    for clause in opening[1:]:
        if clause.name in found:
            draft.report(
                Code.SAID_TWICE,
                clause.span,
                f"`{clause.name}` is said twice before the brace",
                way_out="keep the one that is meant",
                also=(found[clause.name].span,),
            )
        found.setdefault(clause.name, clause)
    title = found.get("title")
    return Header(
        name,
        title.value.value if title else None,
        _parties(draft, name, found),
        _version(draft, found),
        span=draft.span(opening),
    )


def _parties(draft: Draft, name: Name, found: dict[str, Part]) -> Parties | None:
    said = [found[k] for k in ("sending", "receiving", "for", "degrees") if k in found]
    if not said:
        return None
    to, alone = found.get("receiving"), found.get("for")
    if (to is None) == (alone is None):
        draft.report(
            Code.MISSING_CLAUSE,
            said[0].span,
            f"`{name.text}` does not say plainly who receives",
            way_out="write `from NCC to STATE`, or `for STATE` where nobody sends",
        )
    sending: Child = found["sending"].value if "sending" in found else ()
    degrees: Child = found["degrees"].value if "degrees" in found else ()
    span = draft.span(said)
    receiving = to or alone
    if receiving is None:
        return Parties(sending, name, degrees, span=span)
    return Parties(sending, receiving.value, degrees, span=span)


def _version(draft: Draft, found: dict[str, Part]) -> Version | None:
    said = [found[k] for k in _VERSION if k in found]
    if not said:
        return None
    version, effective = found.get("version"), found.get("effective")
    if version is None or effective is None:
        missing = "version" if version is None else "effective"
        example = "version 2024" if version is None else "effective 2024-08-15"
        draft.report(
            Code.MISSING_CLAUSE,
            said[0].span,
            f"`{said[0].name}` stands here without `{missing}`",
            way_out=f"a version has an id and a first day: add `{example}`",
        )
        return None
    values = {k: found[k].value for k in _VERSION[2:] if k in found}
    return Version(version.value, effective.value, **values, span=draft.span(said))
