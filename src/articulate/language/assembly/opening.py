"""How a block opens: its header, and where its brace parts it."""

from collections.abc import Callable
from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.assembly.draft import Child, Draft, Part
from articulate.language.scan import Word
from articulate.language.syntax.headers import Header, Parties, Version
from articulate.language.syntax.node import Name, Node

_SAID = {"sending": "from", "receiving": "to", "degrees": "for"}
_VERSION = ("version", "effective", "through", "recorded", "supersedes")


@dataclass(frozen=True, slots=True)
class Opened:
    """A block parted at its brace: what opens it, and what it holds."""

    opening: list[Child]
    cites: tuple[str, ...]
    statements: tuple[Child, ...]
    brace: Span
    cited: Span | None
    span: Span

    def build(self, kind: Callable[..., Node], *fields: object) -> Node:
        """Make the block: what is its own, its citations, its statements."""
        return kind(
            *fields,
            self.cites,
            self.statements,
            brace=self.brace,
            cited=self.cited,
            span=self.span,
        )


def opened(draft: Draft, children: list[Child]) -> Opened:
    """Part a block at its brace."""
    brace = next(
        i for i, c in enumerate(children) if isinstance(c, Word) and c.text == "{"
    )
    inside = children[brace + 1 :]
    cited = [c for c in inside if isinstance(c, Part) and c.name == "cites"]
    return Opened(
        children[:brace],
        tuple(text.value for clause in cited for text in clause.value),
        tuple(each for each in inside if isinstance(each, Node)),
        children[brace].span(draft.file),
        draft.span(cited) if cited else None,
        draft.span(children),
    )


def header_of(draft: Draft, opening: list[Child]) -> Header:
    """Build a header from its id and clauses, in whatever order they stand."""
    name = opening[0]
    found: dict[str, Part] = {}
    for clause in opening[1:]:
        if clause.name in found:
            said = _SAID.get(clause.name, clause.name)
            draft.report(
                Code.SAID_TWICE,
                clause.span,
                f"`{said}` is said twice before the brace",
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
