"""Names: what the rule of a code is called in each version, and what it gives."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from articulate.cohort.numbered import Numbers
from articulate.rulebook.telling import Told


class Names:
    """The names of the rules of codes, and of their courses, to be laid beside rows."""

    def __init__(self, told: Sequence[Told | None]) -> None:
        rules: list[str | None] = [None]
        courses: list[str | None] = [None]
        codes, versions, starts = [], [], [0]
        for code, one in enumerate(told):
            for named in () if one is None else one.named:
                codes.append(code)
                versions.append(named.version)
                starts.append(len(courses))
                rules.append(named.rule)
                courses += map(str, named.courses)
        self._most = max(versions, default=0) + 1
        key = np.array(codes, dtype=np.int64) * self._most
        key += np.array(versions, dtype=np.int64)
        self._place = np.zeros(max(1, len(told)) * self._most, dtype=np.int32)
        self._place[key] = np.arange(1, len(key) + 1)
        self._start = np.array(starts, dtype=np.int64)
        self.rules = pl.Series(rules, dtype=pl.String)
        self.courses = pl.Series(courses, dtype=pl.String)

    def rule(self, code: Numbers, version: Numbers) -> Numbers:
        """Number the rule of each code in a version; nought where none speaks."""
        found = self._place[code * self._most + np.clip(version, 0, self._most - 1)]
        return np.where(version >= 0, found, 0)

    def course(self, rule: Numbers, place: Numbers) -> Numbers:
        """Number the course that a rule gives in a place; nought where that is -1."""
        return np.where(place >= 0, self._start[rule] + place, 0)
