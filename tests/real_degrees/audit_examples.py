"""Audit examples: published rules and records, and the tree one program printed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.real_degrees.writing import (
    From,
    Page,
    Part,
    Some,
    code_text,
    office_text,
)

HERE = "UNI"
Node = dict[str, Any]


@dataclass
class Example:
    """One record with its rules as policy text, and what was printed of it."""

    policies: str
    record: str
    degree: str
    expected: dict[str, bool]
    lost: list[str] = field(default_factory=list)


def example_from(folder: Path, number: int) -> Example:
    """Translate one example; a semester ends half a year after the one before."""
    code, year, semesters = _student(folder / "students" / f"{number}.test")
    name = f"{code}_{year}"
    rules = json.loads((folder / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    lost: list[str] = []
    page, shares = Page(), []
    for node in rules["req_list"]:
        page.group(_part(node, lost), node["name"])
    if any(
        node.get("name") == "Humanities and Social Sciences" for node in _all(rules)
    ):
        shares.append("  share four-areas with seven-total-courses")
    degree = name.lower().replace("_", "-")
    head = f'degree {degree} "{rules["name"]}" for {HERE} version {year}'
    text = "\n".join(
        [
            f"{head} effective {year}-01-01 {{",
            '  cites "rules"',
            *page.lines,
            *shares,
            "}",
        ]
    )
    policies = office_text(HERE) + _catalog(semesters) + text + "\n"
    (_, tree) = _documents(folder / "students" / f"{number}.test.expected")
    return Example(policies, _record(semesters), degree, dict(_printed(tree)), lost)


def semester_end(semester: int) -> date:
    """Return the day the nth semester of a record ends, counted from 1."""
    return date(2018 + semester // 2, 1 if semester % 2 else 6, 15)


def _part(node: Node, lost: list[str]) -> Part:
    title = node.get("name") or ""
    written = node.get("min_needed")
    least = written if isinstance(written, int) else 0
    bounds = _bounds(node)
    if "num_courses" in node:
        amount, day = node["num_courses"], node["completed_by_semester"]
        title = f"Complete {amount} courses by Semester {day}"
        return Some((From(str(amount), "any course", "courses", bounds),), None, title)
    inner = node.get("req_list") or []
    if not inner:
        count = str(least or node.get("max_counted") or 1)
        return Some((From(count, _pool(node), "courses", bounds),), None, title)
    if all(one.get("min_needed") is None and _is_pool(one) for one in inner):
        if any("name" in one and one["name"] for one in inner):
            parts = tuple(_part(one, lost) for one in inner)
            return Some(parts, least, title)
        pool = " or ".join(_pool(one) for one in inner)
        caps = [
            f"at most {one['max_counted']} courses from {_pool(one)}"
            for one in inner
            if one.get("max_counted") is not None
        ]
        if least == 1:
            caps = []
        return Some(
            (From(str(least), f"({pool})", "courses", (*bounds, *caps)),), None, title
        )
    asked = None if written == "ALL" else least
    if bounds:
        lost.append(f"{title}: {bounds[0]} is asked of each group inside")
    parts = tuple(_part(_dated(one, node), lost) for one in inner)
    return Some(parts, asked, title)


def _dated(inner: Node, outer: Node) -> Node:
    """Hand the semester of a node down to what is inside it."""
    by = outer.get("completed_by_semester")
    return inner if by is None else {"completed_by_semester": by} | inner


def _bounds(node: Node) -> tuple[str, ...]:
    by = node.get("completed_by_semester")
    return () if by is None else (f"completed before {semester_end(by + 1)}",)


def _is_pool(node: Node) -> bool:
    return bool(node.get("course_list") or node.get("dist_req"))


def _pool(node: Node) -> str:
    marks = node.get("dist_req") or []
    marks = [marks] if isinstance(marks, str) else marks
    named = [f"attribute DIST.{mark}" for mark in marks]
    for one in node.get("course_list") or []:
        codes = _codes(one.partition(":")[0])
        named += [_selector(code) for code in codes]
    unique = list(dict.fromkeys(named))
    return unique[0] if len(unique) == 1 else f"({' or '.join(unique)})"


def _selector(code: str) -> str:
    return code if "*" in code else code_text(code)


def _codes(written: str) -> list[str]:
    """Read `ELE 206/COS 306` and `COS340` as codes with a blank."""
    found = re.findall(r"([A-Z]{3,4})\s*([0-9*]+[A-Z]*)", written)
    return [f"{subject} {number}" for subject, number in found]


def _student(path: Path) -> tuple[str, str, list[list[Node]]]:
    code, year, rest = path.read_text(encoding="utf-8").split("\n", 2)
    return code.strip(), year.strip(), json.loads(rest)


def _documents(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    found, place = [], 0
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        value, place = json.JSONDecoder().raw_decode(text, place)
        found.append(value)
    return found


def _catalog(semesters: list[list[Node]]) -> str:
    lines = [f'catalog {HERE} "Catalog" version 1 effective 2000-01-01 {{']
    seen: set[str] = set()
    for course in (one for each in semesters for one in each):
        first, *others = _codes(course["name"])
        mark = (
            f" attributes DIST.{course['dist_area']}" if course.get("dist_area") else ""
        )
        for code in (first, *others):
            if code not in seen:
                seen.add(code)
                same = f" same-as {code_text(first)}" if code != first else ""
                lines.append(
                    f'  course {code_text(code)} "{code}" 4 cr lower{same}{mark}'
                )
    return "\n".join([*lines, "}", ""])


def _record(semesters: list[list[Node]]) -> str:
    courses = [
        {
            "id": f"c{k}-{place}",
            "code": _codes(course["name"])[0],
            "credits": "4",
            "unit": "semester",
            "grade": "A",
            "completed": semester_end(k).isoformat(),
        }
        for k, each in enumerate(semesters, start=1)
        for place, course in enumerate(each, start=1)
    ]
    return json.dumps(
        {
            "learner": {"id": "L-1", "admitted": "2018-09-01"},
            "requested": "2018-09-01",
            "transcripts": [{"institution": HERE, "courses": courses}],
        }
    )


def _printed(node: Node, path: str = "") -> Iterator[tuple[str, bool]]:
    for one in node.get("req_list", []):
        name = one.get("name") or ""
        here = f"{path}/{name}".strip("/")
        if name:
            yield here, bool(one["satisfied"])
        yield from _printed(one, here)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for one in node.get("req_list") or []:
        yield from _all(one)
