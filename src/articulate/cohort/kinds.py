"""Kinds: rows with equal lines but for names, each line made once and kept.

Rows whose rule gives the same credit, with the same outcome and credit, have equal
lines but for the names of rules and courses. What is counted of such a line, and what
is shown of its awards, is kept for the next study.
"""

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from articulate.cohort.kept import Kept
from articulate.model.award import AwardKind, CreditAward
from articulate.model.exact import number_text
from articulate.model.line import CreditSplit, Line

Shown = tuple[str | None, ...]
"""The last columns of an award: its kind, code, subject, level, title and credit."""
SHOWN: Final = 6

Amounts = tuple[tuple[str, Fraction], ...]
_LINES: Final = {"kind": pl.String(), "line": pl.String()}
_NO_CREDIT: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is counted and shown of a line, for all rows that have its like.

    `by_it` says that the rule that speaks of the code decides; else `rule` names the
    rule of the policy. `places` numbers those of its awards that are courses of the
    code's rule, and has -1 for every other. `own` says that some credit is in a subject
    that differs from course to course.
    """

    status: str
    rule: str | None
    amounts: Amounts
    given: Fraction
    awards: tuple[Shown, ...]
    places: tuple[int, ...]
    own: bool
    by_it: bool

    @classmethod
    def of(cls, line: Line, *, by_it: bool) -> "Kind":
        """Take from a line what its like have in common."""
        return cls(
            str(line.status),
            line.rule,
            amounts_of(line.split),
            sum((one.credits for one in line.targets), _NO_CREDIT),
            tuple(shown(one) for one in (line.targets or (None,))),
            _places(line),
            any(
                one.kind is AwardKind.ELECTIVE and one.subject is not None
                for one in line.targets
            ),
            by_it,
        )

    def written(self) -> str:
        """Write it as it is kept."""
        amounts = [(name, str(amount)) for name, amount in self.amounts]
        parts = (self.status, self.rule, amounts, str(self.given), self.awards)
        return json.dumps([*parts, self.places, self.own, self.by_it])

    @classmethod
    def read(cls, written: str) -> "Kind":
        """Read what was written."""
        status, rule, amounts, given, awards, places, own, by_it = json.loads(written)
        return cls(
            status,
            rule,
            tuple((name, Fraction(amount)) for name, amount in amounts),
            Fraction(given),
            tuple(map(tuple, awards)),
            tuple(places),
            own,
            by_it,
        )


class Kinds:
    """Kinds by number, and by all that they hang on: texts, numbers, tuples of them."""

    def __init__(self, kept: Kept) -> None:
        table = kept.table("kinds", _LINES)
        before = (_tuples(json.loads(kind)) for kind in table["kind"])
        self._numbers: dict[Hashable, int] = {
            kind: number for number, kind in enumerate(before)
        }
        self._written = table["line"].to_list()
        self._made: dict[int, Kind] = {}

    @property
    def known(self) -> int:
        """How many are known."""
        return len(self._written)

    def find(self, hangs_on: Hashable, make: Callable[[], Kind]) -> int:
        """Return the number of what hangs on something, made if it is not known."""
        number = self._numbers.get(hangs_on)
        if number is None:
            made = make()
            number = self._numbers[hangs_on] = len(self._written)
            self._made[number] = made
            self._written.append(made.written())
        return number

    def kind(self, number: int) -> Kind:
        """Return the kind with a number."""
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = Kind.read(self._written[number])
        return found

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return all of them as they are kept."""
        rows = {"kind": [json.dumps(one) for one in self._numbers]}
        rows["line"] = self._written
        return {"kinds": pl.DataFrame(rows, schema=_LINES)}


def amounts_of(split: CreditSplit) -> Amounts:
    """List the credit of a line by what it became."""
    every = (
        ("earned", split.earned),
        ("granted", split.granted),
        *((str(kind), amount) for kind, amount in split.by_status),
        ("rounding", split.rounding),
    )
    return tuple((name, amount) for name, amount in every if amount)


def shown(award: CreditAward | None) -> Shown:
    """Return the last columns of an award; none where a line has no award."""
    if award is None:
        return (None,) * SHOWN
    named = award.kind in (AwardKind.REQUIREMENT, AwardKind.BLOCK)
    elective = award.kind is AwardKind.ELECTIVE
    return (
        str(award.kind),
        None if award.code is None else str(award.code),
        award.subject if elective else None,
        str(award.level) if award.level and elective else None,
        award.title if named else None,
        number_text(award.credits),
    )


def _places(line: Line) -> tuple[int, ...]:
    """Number the awards that are courses; -1 for every other."""
    places: list[int] = []
    courses = 0
    targets: Iterable[CreditAward | None] = line.targets or (None,)
    for award in targets:
        if award is not None and award.kind is AwardKind.COURSE:
            places.append(courses)
            courses += 1
        else:
            places.append(-1)
    return tuple(places)


def _tuples(form: object) -> Hashable:
    return tuple(map(_tuples, form)) if isinstance(form, list) else form
