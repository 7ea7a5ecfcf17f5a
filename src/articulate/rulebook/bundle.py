"""Bundles: a compiled rulebook as bytes, read back without compiling it again.

What is small is read at once. The rules of agreements and the courses of catalogs stay
packed, and each is read when it is first asked for: a learner from two institutions
never touches the tables of the others.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from articulate.model.course import CourseVersion
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.block_index import BlockIndex
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.codec import Json, as_bytes, decode, encode
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.stored_rows import (
    StoredRows,
    StoredRules,
    packed,
    packed_index,
)

_Section = list[Json]


def bundle_of(rulebook: Rulebook) -> bytes:
    """Pack a rulebook; `rulebook_in` reads it back, equal in every field."""
    parts: list[bytes] = []
    sections: dict[str, Json] = {
        "agreements": [_pack_rules(one.rules, parts) for one in rulebook.agreements],
        "equivalencies": [
            _pack_rules(one.rules, parts) for one in rulebook.equivalencies
        ],
        "catalogs": [_pack_courses(one.courses, parts) for one in rulebook.catalogs],
    }
    bare = replace(
        rulebook,
        agreements=tuple(replace(one, rules=()) for one in rulebook.agreements),
        equivalencies=tuple(replace(one, rules=()) for one in rulebook.equivalencies),
        catalogs=tuple(replace(one, courses=()) for one in rulebook.catalogs),
    )
    head = as_bytes({"rulebook": encode(bare), "sections": sections})
    return b"".join((head, b"\n", *parts))


def rulebook_in(bundle: bytes) -> Rulebook:
    """Read a rulebook back; bytes that `bundle_of` did not make are a `ValueError`."""
    head, _, rest = bundle.partition(b"\n")
    form = json.loads(head)
    bare = decode(Rulebook, form["rulebook"])
    stored = _Sections(rest)
    sections = form["sections"]
    return replace(
        bare,
        agreements=tuple(stored.agreements(bare.agreements, sections["agreements"])),
        equivalencies=tuple(
            stored.agreements(bare.equivalencies, sections["equivalencies"])
        ),
        catalogs=tuple(stored.catalogs(bare.catalogs, sections["catalogs"])),
    )


def _pack_rules(rules: Sequence[CreditRule], parts: list[bytes]) -> Json:
    if isinstance(rules, StoredRules):
        rows, looked_up = rules.text, rules.indexed
        named, awards = rules.institutions, rules.about_awards
    else:
        index = BlockIndex.of(rules)
        rows, looked_up = packed(rules, CreditRule), packed_index(index)
        named, awards = index.institutions, bool(index.awards)
    parts += (rows, looked_up)
    senders: list[Json] = [*sorted(named)]
    return [len(rules), len(rows), len(looked_up), senders, awards]


def _pack_courses(courses: Sequence[CourseVersion], parts: list[bytes]) -> Json:
    rows = packed(courses, CourseVersion)
    parts.append(rows)
    return [len(courses), len(rows)]


class _Sections:
    """The packed parts of a bundle, cut one after another."""

    def __init__(self, rest: bytes) -> None:
        self._rest = rest
        self._at = 0

    def agreements(
        self, blocks: Sequence[AgreementBlock], sections: Sequence[_Section]
    ) -> Iterator[AgreementBlock]:
        for block, section in zip(blocks, sections, strict=True):
            count, rows, looked_up, senders, awards = section
            stored = StoredRules[CreditRule](
                CreditRule,
                self._cut(rows),
                cast("int", count),
                institutions=frozenset(cast("list[InstitutionId]", senders)),
                about_awards=bool(awards),
                indexed=self._cut(looked_up),
            )
            # It stands in for the tuple of its rules, to which it is equal.
            yield replace(block, rules=cast("tuple[CreditRule, ...]", stored))

    def catalogs(
        self, blocks: Sequence[CatalogBlock], sections: Sequence[_Section]
    ) -> Iterator[CatalogBlock]:
        for block, section in zip(blocks, sections, strict=True):
            count, rows = section
            stored = StoredRows[CourseVersion](
                CourseVersion, self._cut(rows), cast("int", count)
            )
            yield replace(block, courses=cast("tuple[CourseVersion, ...]", stored))

    def _cut(self, length: Json) -> bytes:
        start, self._at = self._at, self._at + cast("int", length)
        return self._rest[start : self._at]
