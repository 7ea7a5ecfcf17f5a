"""A case as flat facts: names, whole numbers and days by their number, never more.

What a watcher is handed has a kind and the fields of that kind, each always a text or
always a whole number. A fact that is not known has no field, so that nothing is seen
in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FactKind = str
Value = str | int

KINDS: dict[FactKind, dict[str, type]] = {
    "request": {"learner": str, "name": str, "assigned": int, "due": int},
    "panel": {"learner": str, "name": str, "submitted": str, "missing": int},
    "rating": {
        "learner": str,
        "panel": str,
        "assessor": str,
        "criterion": str,
        "level": int,
    },
    "set": {"learner": str, "rule": str, "learning": str, "used": int},
    "credit": {
        "learner": str,
        "learning": str,
        "rule": str,
        "applied": int,
        "last": int,
    },
    "teachout": {"learner": str, "name": str, "award": int, "apply": int},
    "flag": {"learner": str, "flag": str},
    "degree": {"learner": str, "degree": str},
}
"""The fields of each kind, and what stands in each."""

IDENTITY: dict[FactKind, tuple[str, ...]] = {
    "request": ("name",),
    "panel": ("name", "submitted"),
    "rating": (),
    "set": ("rule", "learning"),
    "credit": ("learning", "rule"),
    "teachout": ("name",),
    "flag": (),
    "degree": (),
}
"""The fields that make a fact this one and no other, where one is told of it.

What an assessor gave is nobody's to read while they are blind, and what is so of a
learner only narrows what is told.
"""

_LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One flat fact about a learner's case; `says` is the same for a person.

    >>> CaseFact("flag", {"learner": "L-1", "flag": "veteran"}, "a veteran").kind
    'flag'
    """

    kind: FactKind
    fields: Mapping[str, Value]
    says: str

    def __post_init__(self) -> None:
        known = KINDS[self.kind]
        for name, value in self.fields.items():
            fits = type(value) is known.get(name)
            if not fits or (isinstance(value, int) and abs(value) >= _LARGEST):
                msg = f"a fact of kind {self.kind} has no {name} of {value!r}"
                raise ValueError(msg)


def day_number(day: date) -> int:
    """Return the number of a day, by which days are compared."""
    return day.toordinal()
