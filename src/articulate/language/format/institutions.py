"""Institutions, scales, calendars and catalogs as text."""

from articulate.language.format.clauses import Write, cites, days, listed
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.institutions import (
    Accredited,
    CalendarOf,
    CatalogCourse,
    CountsAs,
    Formerly,
    Grades,
    Ids,
    InProgressGrades,
    Kind,
    NoCreditGrades,
    PassGrades,
    Points,
    Renamed,
    Retired,
    Term,
    Unit,
)
from articulate.language.syntax.node import Node


def _ids(node: Ids) -> list[str]:
    known = (f"{each.scheme.text} {text_of(each.value)}" for each in node.ids)
    return [f"ids {', '.join(known)}"]


def _points(node: Points) -> list[str]:
    grades = (f"{text_of(each.grade)} {each.points.written}" for each in node.grades)
    return [f"points {', '.join(grades)}"]


def _accredited(node: Accredited) -> list[str]:
    return [f"accredited by {quoted(node.by)}", *days(node.from_, node.through)]


def _formerly(node: Formerly) -> list[str]:
    return [f"formerly {quoted(node.title)}", *days(node.from_, node.through)]


def _term(node: Term) -> list[str]:
    title = f" {quoted(node.title)}" if node.title is not None else ""
    optional = " optional" if node.optional else ""
    stretch = f"from {text_of(node.from_)} to {text_of(node.to)}"
    return [f"term {node.term}{title}{optional} {stretch}"]


def _course(node: CatalogCourse) -> list[str]:
    words = ["course", text_of(node.code)]
    if node.title is not None:
        words.append(quoted(node.title))
    words.append(text_of(node.credits))
    if node.level is not None:
        words.append(node.level)
    same_as = [f"same-as {listed(node.same_as)}"] if node.same_as else []
    marks = [f"attributes {listed(node.attributes)}"] if node.attributes else []
    return [" ".join(words), *same_as, *marks, *cites(node.cites)]


def _renamed(node: Renamed) -> list[str]:
    old, new = text_of(node.old), text_of(node.new)
    return [f"renamed {old} to {new} from {text_of(node.from_)}"]


def _retired(node: Retired) -> list[str]:
    return [f"retired {text_of(node.course)} from {text_of(node.from_)}"]


WRITES: dict[type[Node], Write] = {
    Ids: _ids,
    Kind: lambda node: [f"kind {node.kind.text}"],
    Unit: lambda node: [f"unit {node.unit}"],
    Grades: lambda node: [f"grades {node.scale.text}"],
    CalendarOf: lambda node: [f"calendar {node.calendar.text}"],
    Accredited: _accredited,
    Formerly: _formerly,
    Points: _points,
    PassGrades: lambda node: [f"pass {listed(node.grades)}"],
    NoCreditGrades: lambda node: [f"no-credit {listed(node.grades)}"],
    InProgressGrades: lambda node: [f"in-progress {listed(node.grades)}"],
    CountsAs: lambda node: [f"{text_of(node.grade)} counts as {text_of(node.as_)}"],
    Term: _term,
    CatalogCourse: _course,
    Renamed: _renamed,
    Retired: _retired,
}
