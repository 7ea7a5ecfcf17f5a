"""When are two cells alike, so that what was understood of one holds for the other?

Cells of courses that name them plainly are alike whatever the courses; an id is like
any other id; of what no rule says anything, one text is as good as another. In every
other column only cells that hold the same are alike. A cell that could make a
difference in any other way is like no other, and its row is read by itself.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat, zip_longest

from articulate.intake.cell_language import CellLanguage, is_chained
from articulate.intake.columns import Table
from articulate.intake.identities import WRITTEN_ID
from articulate.intake.layout import Holds, Layout, Written
from articulate.intake.normalize.phrases import is_total, phrase, title_phrase
from articulate.intake.normalize.text import folded
from articulate.intake.plain_codes import (
    is_plain_subject,
    plain_codes,
    plain_letter,
)
from articulate.intake.resolutions import Resolution
from articulate.intake.sheet import CellKind, column_letters
from articulate.intake.tokens import Token

BLANK = 0
UNLIKE = -1
"""A cell like no other."""

_LONGEST = 4_000
_RULE_ID = re.compile(f" *((?!(?:sub|grand)?-?total|page|printed){WRITTEN_ID}) *")
"""An id that an author can give, unless it could be a line of totals."""

_SPREAD = 2  # how much larger than what stands in them rows may be, side by side
_NUMBER = re.compile(r"[0-9]{1,5}[A-Z]?")
_SUBJECT = re.compile(r"[A-Z]{2,8}")
_SAYS_NOTHING = frozenset(
    {Holds.IGNORED, Holds.SENDING_TITLE, Holds.SENDING_CREDITS, Holds.SENDING_UNIT}
)
"""Columns of which the rules of a table say nothing, as long as they hold texts."""

_COURSES = frozenset({Holds.SENDING_COURSE, Holds.RECEIVING_COURSE})
_TEXT, _A_NUMBER, _ERROR = map(str, (CellKind.TEXT, CellKind.NUMBER, CellKind.ERROR))
_PLAINLY = (_TEXT, "")
_Opened = tuple[Hashable, tuple[str, ...]]
"""What a cell says beside its codes or its id, and these."""


@dataclass(slots=True)
class Kinds:
    """The kinds of cells met in one table, by number; 0 is one that holds nothing."""

    numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, kind: Hashable) -> int:
        """Return the number of a kind of cell."""
        return self.numbers.setdefault(kind, len(self.numbers) + 1)


class CellKinds(dict[Token, int]):
    """The kinds of the cells of one column, by what they hold.

    A column that is *closed* should hold nothing. `parts` are the parts of the codes
    that plain cells of courses name, or the text of a plain id, by what the cell holds;
    `open_kinds` are the numbers of the kinds of such cells.
    """

    def __init__(
        self,
        holds: Holds | None,
        how: CellLanguage | None,
        kinds: Kinds,
        chosen: frozenset[str],
        *,
        closed: bool,
    ) -> None:
        super().__init__()
        self.holds = holds
        self.parts: dict[Token, tuple[str, ...]] = {}
        self.open_kinds: set[int] = set()
        self._kinds = kinds
        self._chosen = chosen
        self._closed = closed
        self._guarded = closed or bool(chosen)
        self._plain: dict[Hashable, int] = {}
        self._read = _reads(holds, how)

    def __missing__(self, token: Token) -> int:
        found = self[token] = self._number(token)
        return found

    def learn(self, tokens: Iterable[Token]) -> None:
        """Number the texts among *tokens* that leave something open, which most are.

        Each gets the number that it would get by itself.
        """
        if self._guarded:
            return
        new = [
            one
            for one in set(tokens).difference(self)
            if isinstance(one, str) and len(one) <= _LONGEST
        ]
        plain, parts = self._plain, self.parts
        read = map(self._read, new, repeat(_TEXT))
        for token, opened in zip(new, read, strict=True):
            if opened is not None:
                said, parts[token] = opened
                number = plain.get(said)
                self[token] = number or self._open(token, _PLAINLY, opened)

    def _open(self, token: Token, shown: tuple[str, str], opened: _Opened) -> int:
        said, parts = opened
        self.parts[token] = parts
        number = self._kinds.number((self.holds, shown, said))
        self.open_kinds.add(number)
        if shown == _PLAINLY:
            self._plain[said] = number
        return number

    def _number(self, token: Token) -> int:
        if isinstance(token, str):
            text, kind, shade = token, _TEXT, ""
        else:
            text, kind, shade = token[0], token[1], token[4]
        if kind == _ERROR or len(text) > _LONGEST:
            return UNLIKE
        if not text or text.isspace():
            return BLANK
        if self._closed or (self._chosen and folded(text) in self._chosen):
            return UNLIKE
        opened = self._read(text, kind)
        if opened is not None:
            return self._open(token, (kind, shade), opened)
        if self.holds is Holds.GROUP or is_total(text):
            return UNLIKE
        return self._kinds.number(self._closed_kind(token))

    def _closed_kind(self, token: Token) -> Hashable:
        """Return the kind of a cell that leaves nothing open."""
        if not isinstance(token, str):
            return token
        if self.holds in _SAYS_NOTHING:
            return (self.holds,)
        if self.holds is Holds.RECEIVING_TITLE:
            return (self.holds, title_phrase(token), phrase(token) is not None)
        return token


# The same courses come again and again in tables of one receiver.


@lru_cache(maxsize=1 << 15)
def _several_codes(text: str, kind: str) -> _Opened | None:
    return _codes(text, chained=True) if kind == _TEXT else None


@lru_cache(maxsize=1 << 15)
def _one_code(text: str, kind: str) -> _Opened | None:
    return _codes(text, chained=False) if kind == _TEXT else None


def _codes(text: str, *, chained: bool) -> _Opened | None:
    codes = plain_codes(text, chained=chained)
    return None if codes is None else ((codes.every, codes.letters), codes.parts)


def _subject(text: str, kind: str) -> _Opened | None:
    bare = text.strip(" ")
    plain = kind == _TEXT and _SUBJECT.fullmatch(bare) and is_plain_subject(bare)
    return ("", (bare,)) if plain else None


def _number(text: str, kind: str) -> _Opened | None:
    bare = text.strip(" ")
    if _NUMBER.fullmatch(bare) is None:
        return None
    if kind == _A_NUMBER:
        return ("", (bare,)) if bare.isdigit() and bare == text else None
    letter = plain_letter(bare) if kind == _TEXT else None
    return None if letter is None else (letter, (bare,))


def _rule_id(text: str, kind: str) -> _Opened | None:
    found = _RULE_ID.fullmatch(text) if kind == _TEXT else None
    return None if found is None else ("", (found[1],))


def _nothing_open(text: str, kind: str) -> _Opened | None:
    del text, kind
    return None


_Reads = Callable[[str, str], _Opened | None]
_READS: dict[Holds | None, _Reads] = {
    Holds.SENDING_SUBJECT: _subject,
    Holds.RECEIVING_SUBJECT: _subject,
    Holds.SENDING_NUMBER: _number,
    Holds.RECEIVING_NUMBER: _number,
    Holds.RULE_ID: _rule_id,
}


def _reads(holds: Holds | None, how: CellLanguage | None) -> _Reads:
    if holds not in _COURSES:
        return _READS.get(holds, _nothing_open)
    if how is None:
        return _nothing_open
    return _several_codes if is_chained(how) else _one_code


def kinds_of_columns(
    table: Table, layout: Layout, hidden: frozenset[str], chosen: Iterable[Resolution]
) -> "Columns":
    """Return how the cells of each column of a table are compared.

    A cell for which somebody has *chosen* a reading is like no other.
    """
    held: dict[str, list[Holds]] = {}
    for holds, columns in table.columns.items():
        for column in columns:
            held.setdefault(column, []).append(holds)
    return Columns(layout, held, hidden, tuple(chosen))


class Columns:
    """How the cells of each column are compared, by its place from the left."""

    def __init__(
        self,
        layout: Layout,
        held: dict[str, list[Holds]],
        hidden: frozenset[str],
        chosen: tuple[Resolution, ...],
    ) -> None:
        self.cells: list[CellKinds] = []
        self._kinds = Kinds()
        self._layout = layout
        self._held = held
        self._hidden = hidden
        self._chosen = chosen

    def kinds(self, rows: Sequence[Sequence[Token]]) -> Iterator[tuple[int, ...]]:
        """Return the kinds of the cells of each row, looked at column by column.

        Rows of which most would be blank, so put side by side, are looked at alone.
        """
        widths = [*map(len, rows)]
        widest = max(widths, default=0)
        if not widest:
            return repeat((), len(rows))
        if widest * len(rows) > _SPREAD * sum(widths):
            return chain.from_iterable(self.kinds([row]) for row in rows)
        cells = self.cells
        while len(cells) < widest:
            cells.append(self._column(column_letters(len(cells) + 1)))
        columns = [*zip_longest(*rows, fillvalue="")]
        for known, column in zip(cells, columns, strict=False):
            known.learn(column)
        return zip(
            *(
                map(known.__getitem__, column)
                for known, column in zip(cells, columns, strict=False)
            ),
            strict=True,
        )

    def _column(self, column: str) -> CellKinds:
        held = self._held.get(column, [])
        closed = not held or column in self._hidden
        holds = held[0] if len(held) == 1 else None
        chosen = frozenset(
            folded(one.written) for one in self._chosen if one.holds in held
        )
        how = None if holds is None else self._layout.how(holds)
        described = None if holds is None else self._layout.column(holds)
        if described is not None and described.written is Written.CODE_TITLE_CREDITS:
            how = None
        return CellKinds(holds, how, self._kinds, chosen, closed=closed)
