"""The content hash that names a rulebook, and the rulebook that carries it.

Where a rule was written is not what it says: origins stay out of the hash, so that
another order of files or blocks, another blank or comment, is the same rulebook.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import cast

from articulate.diagnostics.origin import origin_key
from articulate.rulebook.canonical_rules import canonical_rules
from articulate.rulebook.codec import Json, as_bytes, encode
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.in_force import Headed
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.stored_rows import StoredRules
from articulate.rulebook.version import BlockKind

# Each kind of block has its place in the book, which a type checker cannot see.
_bound = cast("Callable[..., Rulebook]", Rulebook)
_PLACES = {
    BlockKind.INSTITUTION: "institutions",
    BlockKind.SCALE: "scales",
    BlockKind.CALENDAR: "calendars",
    BlockKind.CATALOG: "catalogs",
    BlockKind.AGREEMENT: "agreements",
    BlockKind.EQUIVALENCIES: "equivalencies",
    BlockKind.EXAM: "exams",
    BlockKind.CREDENTIAL: "credentials",
    BlockKind.TRAINING: "trainings",
    BlockKind.PORTFOLIO: "portfolios",
    BlockKind.POLICY: "policies",
    BlockKind.DEGREE: "degrees",
    BlockKind.TEACHOUT: "teach_outs",
    BlockKind.EXCEPTION: "exceptions",
    BlockKind.WATCH: "watches",
}
_HOLDS_RULES = ("agreements", "equivalencies")
_RULES = "rules"


def rulebook_of(blocks: Iterable[Headed]) -> Rulebook:
    """Put blocks in canonical order and name the book by its content.

    >>> rulebook_of([]).digest[:14]
    'sha256:44136fa'
    """
    book = unnamed_rulebook_of(blocks)
    return replace(book, digest=digest_of(book))


def unnamed_rulebook_of(blocks: Iterable[Headed]) -> Rulebook:
    """Put blocks in canonical order; what is only looked into needs no name."""
    kinds: dict[str, list[Headed]] = {}
    for block in sorted(blocks, key=_canonical_place):
        kinds.setdefault(_PLACES[block.head.kind], []).append(block)
    return _bound(**{place: tuple(many) for place, many in kinds.items()})


def digest_of(rulebook: Rulebook) -> str:
    """Return the hash of a rulebook's canonical form, its name and origins aside."""
    hashed = sha256()
    for piece in _canonical_pieces(replace(rulebook, digest="")):
        hashed.update(piece)
    return f"sha256:{hashed.hexdigest()}"


def _canonical_pieces(rulebook: Rulebook) -> Iterator[bytes]:
    """Yield the canonical form of a rulebook; packed rules are not read for it."""
    bare = _without_packed(rulebook)
    form = cast("dict[str, Json]", encode(bare, origins=False))
    yield b"{"
    for number, name in enumerate(sorted(form)):
        yield b"," * (number > 0) + as_bytes(name) + b":"
        if name in _HOLDS_RULES:
            yield from _agreement_pieces(getattr(rulebook, name), form[name])
        else:
            yield as_bytes(form[name])
    yield b"}"


def _agreement_pieces(blocks: Sequence[AgreementBlock], forms: Json) -> Iterator[bytes]:
    mark = b"["
    for block, form in zip(blocks, cast("list[dict[str, Json]]", forms), strict=True):
        yield mark
        mark = b","
        if not isinstance(block.rules, StoredRules) or not block.rules:
            yield as_bytes(form)
            continue
        before = {name: part for name, part in form.items() if name < _RULES}
        after = {name: part for name, part in form.items() if name > _RULES}
        # What stands before and after the rules is written without its outer braces.
        yield as_bytes(before)[:-1] + b"," * bool(before) + b'"rules":['
        yield ",".join(canonical_rules(block.rules)).encode()
        yield b"]" + b"," * bool(after) + as_bytes(after)[1:]
    yield b"]"


def _without_packed(rulebook: Rulebook) -> Rulebook:
    return replace(
        rulebook,
        agreements=tuple(map(_bare, rulebook.agreements)),
        equivalencies=tuple(map(_bare, rulebook.equivalencies)),
    )


def _bare(block: AgreementBlock) -> AgreementBlock:
    return replace(block, rules=()) if isinstance(block.rules, StoredRules) else block


def _canonical_place(
    block: Headed,
) -> tuple[str, str, str, tuple[int, str, str, int, int]]:
    head = block.head
    return (head.kind, head.id, head.version or "", origin_key(head.origin))
