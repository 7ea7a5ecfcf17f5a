"""Handed: who is left to the engine, why, and by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from articulate.cohort.numbered import Numbers


class Why(StrEnum):
    """Why a learner is left to the engine; the first that holds is said."""

    DAYS = "days"
    """An academic exception or a teach-out changes what is asked of learners."""
    RULE = "rule"
    """A rule about one of the courses needs the rest of the record, or is not plain."""
    COURSE = "course"
    """It is not plain which course a code is."""
    ATTEMPT = "attempt"
    """An attempt without grade, credit or day, or one that a policy asks more about."""
    SHARED = "shared"
    """Two courses come to the same, or only a part of a set is there."""
    LIMIT = "limit"
    """More credit is given than the narrowest limit allows."""


@dataclass
class Handed:
    """How many learners are left to the engine and why, and the rules that need it."""

    learners: dict[Why, int] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)

    def add(self, why: Why, many: int) -> None:
        """Count learners."""
        if many:
            self.learners[why] = self.learners.get(why, 0) + many

    def add_each(self, left: Mapping[Why, Numbers]) -> None:
        """Count learners by why they are left."""
        for why, numbers in left.items():
            self.add(why, len(numbers))
