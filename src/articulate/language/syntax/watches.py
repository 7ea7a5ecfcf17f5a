"""Watches: what the desk is told of, while nothing is decided by it."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Name, Node, Number
from articulate.language.syntax.quantities import Duration

PlainWords = Literal[
    "every assessor has submitted",
    "every part of a set is on the record",
    "no line uses the set",
    "credit is applied",
    "a request waits longer than its clock",
    "a request is unassigned",
]
NearingWords = Literal[
    "credit passes its recency limit",
    "a request is due",
    "a teachout makes its last award",
    "a teachout closes applications",
]


@dataclass(frozen=True, slots=True)
class PlainSign(Node):
    """`every assessor has submitted`: a sentence that has nothing to fill in."""

    says: PlainWords


@dataclass(frozen=True, slots=True)
class DifferingSign(Node):
    """`assessors differ by more than 1 level`."""

    by: Number


@dataclass(frozen=True, slots=True)
class NearingSign(Node):
    """`credit passes its recency limit within 180 days`."""

    what: NearingWords
    within: Duration


@dataclass(frozen=True, slots=True)
class FlagSign(Node):
    """`the learner has flag veteran`."""

    flag: Name


@dataclass(frozen=True, slots=True)
class DegreeSign(Node):
    """`the learner pursues bs-cs or ba-math`; any of several."""

    degrees: tuple[Name, ...]


Sign = PlainSign | DifferingSign | NearingSign | FlagSign | DegreeSign


@dataclass(frozen=True, slots=True)
class WatchStatement(Node):
    """`task differ "Assessors differ" for registrar: every assessor has submitted`.

    Every sign must be there. A task stays until somebody does it; a reminder goes when
    what it reminds of is no longer so.
    """

    kind: Literal["task", "remind"]
    id: Name
    says: str
    desk: Literal["evaluator", "registrar"]
    signs: tuple[Sign, ...]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchBlock(Braced):
    """`watch desk "…" for STATE version 2024 effective 2024-08-15 { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[WatchStatement, ...]
