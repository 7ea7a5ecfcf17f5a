"""A second oracle on durable-rules, for the fragment where more never takes away.

Rows of an agreement are facts, joined with facts about courses by two generic rules;
grades are places in the order, days are ordinals, credit is in hundredths. A row holds
for a course that is good enough, late enough and large enough; a set for two that are.

The library must be kept small: one session a record, facts one by one (a batch with
an unmatched fact and `delete_state` crash it), numbers only compared with numbers. What
goes wrong in an action is swallowed, so an action only notes what it saw.
"""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from durable.lang import assert_fact, c, m, ruleset, when_all

Held = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Row:
    """`rule NAME: CODE [+ OTHER] -> …`, with the least that it asks for."""

    name: str
    code: str
    other: str = ""
    grade: int = 0
    since: date = date.min
    credits: int = 0


@dataclass(frozen=True)
class Took:
    """A course of a record: its grade as a place counted from the worst."""

    learning: str
    code: str
    grade: int
    day: date
    credits: int


_found: list[Held] = []
_sessions = count(1)


with ruleset("articulation"):

    @when_all(  # type: ignore[untyped-decorator]  # it has no types
        c.row << m.kind == "single",
        c.took << (m.kind == "took")
        & (m.code == c.row.code)
        & (m.grade >= c.row.grade)
        & (m.day >= c.row.since)
        & (m.credits >= c.row.credits),
    )
    def _single(seen: Any) -> None:  # noqa: ANN401 - a thing of the library's
        _found.append((seen.row.name, frozenset({seen.took.learning})))

    @when_all(  # type: ignore[untyped-decorator]  # it has no types
        c.row << m.kind == "pair",
        c.one << (m.kind == "took")
        & (m.code == c.row.code)
        & (m.grade >= c.row.grade)
        & (m.day >= c.row.since)
        & (m.credits >= c.row.credits),
        c.two << (m.kind == "took")
        & (m.code == c.row.other)
        & (m.grade >= c.row.grade)
        & (m.day >= c.row.since)
        & (m.credits >= c.row.credits),
    )
    def _pair(seen: Any) -> None:  # noqa: ANN401 - a thing of the library's
        both = frozenset({seen.one.learning, seen.two.learning})
        _found.append((seen.row.name, both))


def held(rows: list[Row], courses: list[Took]) -> set[Held]:
    """Return every row that holds, and for which courses."""
    session = str(next(_sessions))
    _found.clear()
    for row in rows:
        fact = {
            "kind": "pair" if row.other else "single",
            "name": row.name,
            "code": row.code,
            "other": row.other,
            "grade": row.grade,
            "since": row.since.toordinal(),
            "credits": row.credits,
        }
        assert_fact("articulation", fact | {"sid": session, "id": f"row {row.name}"})
    for one in courses:
        fact = {
            "kind": "took",
            "learning": one.learning,
            "code": one.code,
            "grade": one.grade,
            "day": one.day.toordinal(),
            "credits": one.credits,
        }
        assert_fact("articulation", fact | {"sid": session, "id": one.learning})
    return set(_found)
