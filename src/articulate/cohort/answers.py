"""Answers: what attempts come to, each asked about once, kept for the next study.

The same attempt of any code of one family comes to the same, and attempts are the same
that agree in everything a table has of them. What is kept says what to count; the
engine's own number of an outcome is asked for again where a new line is to be made.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from articulate.cohort.kept import Kept
from articulate.cohort.numbered import ATTEMPT, Numbers
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.telling import Came, Teller

_NONE: Final = -1
_ATTEMPTS: Final = dict.fromkeys(ATTEMPT, pl.String())
_ANSWERS: Final = dict.fromkeys(("family", "attempt", "came"), pl.Int64())
_CAME: Final = {
    **dict.fromkeys(("outcome", "version", "stretch"), pl.Int64()),
    **dict.fromkeys(("by_it", "given"), pl.Boolean()),
    "alone": pl.Int64(),
}
_FAMILIES: Final = 1 << 32


class Answers:
    """What attempts of a table came to, by numbers in `outcomes`; -1 if not plain.

    An outcome is numbered as the teller does, after those that were kept.
    """

    def __init__(self, attempts: pl.DataFrame, teller: Teller, kept: Kept) -> None:
        self._teller = teller
        self._attempts, place = _placed(attempts, kept)
        self._place: list[int] = place.tolist()
        self.outcomes = _came_of(kept.table("came", _CAME))
        self._first = 1 + max((one.outcome for one in self.outcomes), default=_NONE)
        self._numbers = {came: number for number, came in enumerate(self.outcomes)}
        family, attempt, came = kept.table("answers", _ANSWERS).iter_columns()
        key = family.to_numpy() * _FAMILIES + attempt.to_numpy()
        self._came = dict(zip(key.tolist(), came.to_list(), strict=True))

    @property
    def known(self) -> int:
        """How many are known."""
        return len(self._came)

    def about(self, pair: tuple[int, int], read: Callable[[], CourseAttempt]) -> int:
        """Say what an attempt, by its number, of a code of a family came to."""
        key = self._key(pair)
        came = self._came.get(key)
        if came is None:
            answer = self._teller.came(read())
            came = self._came[key] = _NONE if answer is None else self._new(answer)
        return came

    def live(
        self, came: int, pair: tuple[int, int], attempt: CourseAttempt
    ) -> int | None:
        """Return the teller's own number of what the attempt of a pair came to."""
        kept = self.outcomes[came].outcome
        if kept >= self._first:
            return kept - self._first
        answer = self._teller.came(attempt)
        if answer is not None and came != self._came[self._key(pair)]:
            answer = answer.alone
        return None if answer is None else answer.outcome

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return all that is known as it is kept."""
        keys = np.array([*self._came], dtype=np.int64)
        answers = {
            "family": keys // _FAMILIES,
            "attempt": keys % _FAMILIES,
            "came": [*self._came.values()],
        }
        rows = [
            (
                *(one.outcome, one.version, one.stretch, one.by_it, one.given),
                _NONE if one.alone is None else self._numbers[one.alone],
            )
            for one in self.outcomes
        ]
        return {
            "attempts": self._attempts,
            "answers": pl.DataFrame(answers, schema=_ANSWERS),
            "came": pl.DataFrame(rows, schema=_CAME, orient="row"),
        }

    def _key(self, pair: tuple[int, int]) -> int:
        family, attempt = pair
        return family * _FAMILIES + self._place[attempt]

    def _new(self, answer: Came) -> int:
        """Number an answer that was given just now, after those that were kept."""
        alone = answer.alone
        if alone is not None:
            alone = replace(alone, outcome=alone.outcome + self._first)
        return self._number(
            replace(answer, outcome=answer.outcome + self._first, alone=alone)
        )

    def number(self, came: Came) -> int:
        """Return the number of an outcome."""
        return self._numbers[came]

    def _number(self, came: Came) -> int:
        number = self._numbers.setdefault(came, len(self.outcomes))
        if number == len(self.outcomes):
            self.outcomes.append(came)
            if came.alone is not None:
                self._number(came.alone)
        return number


def _placed(attempts: pl.DataFrame, kept: Kept) -> tuple[pl.DataFrame, Numbers]:
    """Put attempts of a table after those kept, and say where each stands."""
    known = kept.table("attempts", _ATTEMPTS)
    names = [*_ATTEMPTS]
    found = attempts.select(names).join(
        known.with_row_index("place"),
        on=names,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["place"]
    place = found.cast(pl.Int64).fill_null(_NONE).to_numpy().copy()
    new = np.flatnonzero(place < 0)
    place[new] = np.arange(len(new)) + len(known)
    return pl.concat([known, attempts.select(names)[new]]), place


def _came_of(table: pl.DataFrame) -> list[Came]:
    """Make answers of their rows; one that has another names its row."""
    made = [
        Came(outcome, version, stretch, by_it=by_it, given=given)
        for outcome, version, stretch, by_it, given, _ in table.iter_rows()
    ]
    return [
        one if alone < 0 else replace(one, alone=made[alone])
        for one, alone in zip(made, table["alone"].to_list(), strict=True)
    ]
