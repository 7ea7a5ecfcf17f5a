"""Rules packed as they are read: values, and rules of which only the codes are known.

Most rules of a table are alike but for their ids, their rows and the codes they name.
What is the same in all of them is packed once, from one example in which all of these
stand open; a rule is then packed without ever having been a value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import cast

from articulate.model.identifiers import InstitutionId, RuleId
from articulate.rulebook.block_index import BlockIndex, course_keys
from articulate.rulebook.codec import encode_as
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.stored_rows import (
    BETWEEN,
    StoredRules,
    packed_index,
    same_in,
    skeleton_of,
    write_leaf,
)
from articulate.rulebook.version import BlockHead

OPEN_ID = RuleId("\ue000")
OPEN_ROW = -1
"""What stands in an example for the id and the row of the rules that are like it."""


def open_code(number: int) -> tuple[str, str]:
    """Return the subject and the number of a course that an example leaves open."""
    return f"\ue001{number}", f"\ue002{number}"


_Packed = tuple[str, ...]
"""How a rule is packed, and under what the courses that it names are indexed."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Rules that are alike but for id, row and codes.

    `line` is how one of them is packed. The first `sources` codes are asked for, and
    are courses of `sender`.
    """

    line: str
    sender: InstitutionId
    sources: int

    def packed(
        self, ids: Sequence[str], rows: Sequence[int], codes: Sequence[Sequence[str]]
    ) -> Iterator[_Packed]:
        """Pack some of them: codes of each are subject, number, subject, number, … .

        All of them are plain: JSON writes them as they are, between quotes.
        """
        parts = [*zip(*codes, strict=True)]
        line, asked = self.line, range(0, 2 * self.sources, 2)
        lines = [line % one for one in zip(ids, rows, *parts, strict=True)]
        keys = [course_keys(self.sender, parts[at], parts[at + 1]) for at in asked]
        return zip(lines, *keys, strict=True)


@dataclass(slots=True)
class _Shape:
    skeleton: str
    same: list[str | None]
    waiting: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class RulePacker:
    """Packs the rules of one block, as they are read."""

    _shapes: list[_Shape] = field(default_factory=list)
    _open: dict[str, list[int]] = field(default_factory=dict)
    _added: list[tuple[str, CreditRule | _Packed]] = field(default_factory=list)

    def alike(self, example: CreditRule, codes: int) -> Alike | None:
        """Take rules that are like an example in which id, row and codes stand open.

        None where any of them does not occur exactly once and in its order, since then
        a rule is not told by them.
        """
        leaves: list[str] = []
        skeleton = skeleton_of(encode_as(CreditRule, example), leaves)
        named = [part for number in range(codes) for part in open_code(number)]
        wanted = [write_leaf(one) for one in (OPEN_ID, OPEN_ROW, *named)]
        at = [place for place, leaf in enumerate(leaves) if leaf in wanted]
        sources = _asked_for(example)
        if [leaves[place] for place in at] != wanted or sources is None:
            return None
        same = [None if leaf in wanted else leaf for leaf in leaves]
        number = len(self._shapes)
        self._shapes.append(_Shape(skeleton, same))
        self._open.setdefault(skeleton, []).append(number)
        line = BETWEEN.join((str(number), '"%s"', "%d", *(['"%s"'] * 2 * codes)))
        return Alike(line, *sources)

    def add(
        self,
        alike: Alike,
        ids: Sequence[str],
        rows: Sequence[int],
        codes: Sequence[Sequence[str]],
    ) -> None:
        """Add rules that are like others: of each its id, its row and its codes."""
        if ids:
            self._added += zip(ids, alike.packed(ids, rows, codes), strict=True)

    def rule(self, rule: CreditRule) -> None:
        """Add a rule by its value."""
        self._added.append((rule.head.id, rule))

    def block(self, head: BlockHead) -> AgreementBlock:
        """Return the block of all rules, in the order of their ids.

        Those with one id, which several senders may give, stay in the order they came.
        """
        count = len(self._added)
        if not count:
            return AgreementBlock(head)
        lines, index = self._packed()
        shapes = write_leaf([[shape.skeleton, shape.same] for shape in self._shapes])
        stored = StoredRules[CreditRule](
            CreditRule,
            "\n".join((shapes, *lines)).encode(),
            count,
            institutions=index.institutions,
            about_awards=bool(index.awards),
            indexed=packed_index(index),
        )
        # It stands in for the tuple of its rules, to which it is equal.
        return AgreementBlock(head, rules=cast("tuple[CreditRule, ...]", stored))

    def _packed(self) -> tuple[list[str], BlockIndex]:
        index = BlockIndex()
        lines: list[str] = []
        self._added.sort(key=itemgetter(0))
        values = iter(self._values())
        for place, (_, said) in enumerate(self._added):
            if not isinstance(said, tuple):
                lines.append(next(values))
                index.note(said, place)
                continue
            line, *keys = said
            lines.append(line)
            for key in keys:
                index.note_course(key, place)
        return lines, index

    def _values(self) -> list[str]:
        """Pack the values, in the shapes of others where they are like them."""
        rows: list[tuple[int, list[str]]] = []
        own: dict[str, int] = {}
        for _, rule in self._added:
            if isinstance(rule, tuple):
                continue
            leaves: list[str] = []
            skeleton = skeleton_of(encode_as(CreditRule, rule), leaves)
            number = self._fitting(skeleton, leaves)
            if number is None:
                number = own.setdefault(skeleton, len(self._shapes))
                if number == len(self._shapes):
                    self._shapes.append(_Shape(skeleton, []))
            rows.append((number, leaves))
        mine = set(own.values())
        for number, same in same_in([one for one in rows if one[0] in mine]).items():
            self._shapes[number].same = same
        return [self._line(number, leaves) for number, leaves in rows]

    def _line(self, number: int, leaves: Sequence[str]) -> str:
        same = self._shapes[number].same
        open_ = [leaf for place, leaf in enumerate(leaves) if same[place] is None]
        return BETWEEN.join((str(number), *open_))

    def _fitting(self, skeleton: str, leaves: Sequence[str]) -> int | None:
        for number in self._open.get(skeleton, ()):
            pairs = zip(self._shapes[number].same, leaves, strict=True)
            if all(kept is None or kept == leaf for kept, leaf in pairs):
                return number
        return None


def _asked_for(example: CreditRule) -> tuple[InstitutionId, int] | None:
    """Return whose courses an example asks for, and how many; None for other things."""
    codes = [
        leaf.code for leaf in leaves_of(example.source) if isinstance(leaf, OneCourse)
    ]
    senders = {code.institution for code in codes}
    first = [open_code(number) for number in range(len(codes))]
    if len(senders) != 1 or [(one.subject, one.number) for one in codes] != first:
        return None
    return senders.pop(), len(codes)
