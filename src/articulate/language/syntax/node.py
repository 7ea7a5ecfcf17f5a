"""What every node of the tree has, and the words that nodes are made of."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from articulate.diagnostics.span import Span


@dataclass(frozen=True, slots=True)
class Node:
    """One production of the grammar. Two nodes are equal wherever they stand.

    >>> here, there = Span("a.art", 1, 1, 1, 4), Span("b.art", 7, 1, 7, 4)
    >>> Name("ncc", span=here) == Name("ncc", span=there)
    True
    """

    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Braced(Node):
    """A block; for the layout, it knows where its brace and its citations stand."""

    brace: Span | None = field(default=None, compare=False, repr=False, kw_only=True)
    cited: Span | None = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """What stands after a `#`; `alone` when nothing stands before it on its line."""

    text: str
    alone: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """An id, a version, or another bare word, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Text in double quotes, without them."""

    value: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact number as it is written: a decimal, a fraction or a percent.

    >>> Number("2/3", span=Span("a.art", 1, 1, 1, 4)).value
    Fraction(2, 3)
    >>> Number("25%", span=Span("a.art", 1, 1, 1, 4)).value
    Fraction(1, 4)
    """

    written: str

    @property
    def is_percent(self) -> bool:
        """Whether it was written with a percent sign."""
        return self.written.endswith("%")

    @property
    def value(self) -> Fraction:
        """What it comes to, exactly; a percent is counted in hundredths."""
        if self.is_percent:
            return Fraction(Decimal(self.written[:-1])) / 100
        above, stroke, below = self.written.partition("/")
        if stroke:
            return Fraction(Decimal(above)) / Fraction(Decimal(below))
        return Fraction(Decimal(above))


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A date, such as `2024-08-15`."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A block, a version of it, or something in it.

    `ncc-computing`, `ncc-computing@2024`, `ncc-computing@2024/cis120`, `bs-cs/core`.
    A bare name that points into its own block has a `member` and no `block`.
    """

    block: Name | None
    version: Name | None = None
    member: Name | None = None
