"""The ids of rules from rows: the author's own, else made of what the row says.

Never of its position: rows can be sorted, added and taken out, and the ids stay.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.courses import codes
from articulate.intake.rows import ArticulationRow
from articulate.model.identifiers import RuleId

WRITTEN_ID = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
"""How an id is written that an author can give a rule."""

_ID = re.compile(WRITTEN_ID)
_NOT_ID = re.compile(r"[^a-z0-9]+")
_SUFFIX = 8
_MOST_COURSES = 4


@dataclass(frozen=True, slots=True)
class Named:
    """The rows with their ids, and what is wrong with ids that an author gave."""

    rows: tuple[tuple[RuleId, ArticulationRow], ...]
    problems: tuple[Diagnostic, ...] = ()


def is_rule_id(text: str) -> bool:
    """Say whether an author can give a rule this id."""
    return _ID.fullmatch(text) is not None


def named(rows: Iterable[ArticulationRow]) -> Named:
    """Give every row its id; a row whose author gave an unusable one is left out."""
    listed = list(rows)
    problems: list[Diagnostic] = []
    given: dict[str, list[ArticulationRow]] = {}
    made: dict[str, list[ArticulationRow]] = {}
    for row in listed:
        if not row.rule_id:
            made.setdefault(made_id(row), []).append(row)
        elif is_rule_id(row.rule_id):
            given.setdefault(row.rule_id, []).append(row)
        else:
            problems.append(_invalid(row))
    found: list[tuple[RuleId, ArticulationRow]] = []
    for name, same in given.items():
        if len(same) > 1:
            problems += [_repeated(row, same) for row in same]
        else:
            found.append((RuleId(name), same[0]))
    for name, same in made.items():
        alone = len(same) == 1 and name not in given
        found += [
            (RuleId(name if alone else f"{name}.{_content(row)}"), row) for row in same
        ]
    order = {row.place: place for place, row in enumerate(listed)}
    found.sort(key=lambda pair: order[pair[1].place])
    return Named(tuple(found), tuple(problems))


def made_id(row: ArticulationRow) -> str:
    """Make an id of what a row is about: its sending courses, and its first day."""
    courses = [_slug(str(code)) for code in codes(row.sources)]
    name = "-".join(courses[:_MOST_COURSES])
    if len(courses) > _MOST_COURSES:
        name += f".{len(courses)}-courses"
    return f"{name}.from-{_slug(str(row.start))}" if row.start is not None else name


def _slug(text: str) -> str:
    return _NOT_ID.sub("-", text.lower()).strip("-") or "x"


def _content(row: ArticulationRow) -> str:
    """Hash what a row says: equal rows have equal suffixes wherever they stand."""
    said = (
        *(row.sources, row.outcome, row.targets, row.credits, row.unit),
        *(row.least_grade, row.start, row.end, row.words, row.office),
    )
    text = "|".join(str(one) for one in said)
    return sha256(text.encode()).hexdigest()[:_SUFFIX]


def _invalid(row: ArticulationRow) -> Diagnostic:
    likely = _slug(row.rule_id)
    return Diagnostic(
        code=Code.ROW_ID_INVALID,
        place=row.place,
        message=f"`{row.rule_id}` cannot be the id of a rule",
        help="ids are lower-case letters and digits, parted by `-` or `.`:"
        f" `{likely}`?",
        severity=Severity.WARNING,
    )


def _repeated(row: ArticulationRow, same: list[ArticulationRow]) -> Diagnostic:
    others = tuple(other.place for other in same if other.place != row.place)
    return Diagnostic(
        code=Code.ROW_ID_INVALID,
        place=row.place,
        message=f"the id `{row.rule_id}` is given to {len(same)} rows that differ",
        help="give each rule an id of its own, or leave the column empty",
        also=others,
        severity=Severity.WARNING,
    )
