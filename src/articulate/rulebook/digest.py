"""The content hash that names a rulebook, and the rulebook that carries it.

Where a rule was written is not what it says: origins stay out of the hash, so that
another order of files or blocks, another blank or comment, is the same rulebook.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from typing import cast

from articulate.diagnostics.origin import origin_key
from articulate.rulebook.codec import canonical_bytes
from articulate.rulebook.in_force import Headed
from articulate.rulebook.rulebook import Rulebook
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
}


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
    hashed = sha256(canonical_bytes(replace(rulebook, digest=""), origins=False))
    return f"sha256:{hashed.hexdigest()}"


def _canonical_place(
    block: Headed,
) -> tuple[str, str, str, tuple[int, str, str, int, int]]:
    head = block.head
    return (head.kind, head.id, head.version or "", origin_key(head.origin))
