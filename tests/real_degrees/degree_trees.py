"""Degree trees: 27 published programs and three rule files as policy text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.real_degrees.writing import (
    Course,
    From,
    Listed,
    Page,
    Part,
    Person,
    Some,
    code_text,
    office_text,
    pool_of,
)

HERE = "UNI"
_DEFINE = re.compile(r"DEFINE %(\w+)%\s+(.*)")
_REQUIRE = re.compile(r'REQUIRE "([^"]*)"\s+(\w+)\s+(\d+)\s+(.*)')
_GROUP = re.compile(r"GROUP (.*)")


@dataclass
class Translated:
    """A degree as policy text, the courses it names, and what it could not say."""

    text: str
    courses: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    leaves: int = 0


def degree_from_tree(path: Path, name: str, core: Path) -> Translated:
    """Translate one program; its core is the rule file, which may be shared with it."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    out = Translated("")
    page = Page()
    major = Some(
        tuple(_part(one, out) for one in tree["requirements"]["major"]), None, "Major"
    )
    common = Some(
        tuple(part for _, part in rules_of(core, out)), None, "Core curriculum"
    )
    ids = [page.group(common), page.group(major)]
    hours = tree["minimum_credit_hours"]
    year = int(tree["year"][:4])
    opening = f'degree {name} "{path.stem}" for {HERE} version {year}'
    out.text = "\n".join(
        [
            f"{opening} effective {year}-08-01 {{",
            f'  cites "{tree["catalog_uri"]}"',
            f"  credits at least {hours}",
            *page.lines,
            f"  share {ids[0]} with {ids[1]}",
            "}",
            "",
        ]
    )
    return out


def degree_from_rules(path: Path, name: str) -> Translated:
    """Translate one rule file: each `GROUP` is solved apart, so the groups share."""
    out = Translated("")
    page = Page()
    rules = dict(rules_of(path, out))
    wrapped = []
    told = _GROUP.findall(path.read_text(encoding="utf-8"))
    for place, words in enumerate(told, start=1):
        parts = tuple(rules[one] for one in words.split() if one in rules)
        out.lost += [f"GROUP names {one}" for one in words.split() if one not in rules]
        if parts:
            wrapped.append(page.group(Some(parts, None, f"Solved together {place}")))
    shares = [
        f"  share {one} with {other}"
        for k, one in enumerate(wrapped)
        for other in wrapped[k + 1 :]
    ]
    head = f'degree {name} "{path.stem}" for {HERE} version 1 effective 2020-08-01 {{'
    out.text = "\n".join(
        [head, f'  cites "{path.name}"', *page.lines, *shares, "}", ""]
    )
    return out


def rules_of(path: Path, out: Translated) -> Iterator[tuple[str, Part]]:
    """Read a rule file's requirements, each as so many hours from its matcher."""
    text = path.read_text(encoding="utf-8")
    defined: dict[str, str] = {}
    for name, matcher in _DEFINE.findall(text):
        defined[name] = _matcher(matcher.strip(), defined, out)
    for title, name, hours, matcher in _REQUIRE.findall(text):
        pool = _matcher(matcher.strip(), defined, out)
        out.leaves += 1
        yield name, Some((From(hours, pool, "cr"),), None, title)


def listed(code: str) -> Listed:
    """Describe a course by its number: level by the first digit, credit by the second.

    >>> listed("CS 4V95").credit, listed("CS 3341").level
    ('1..9', 'upper')
    """
    number = code.rpartition(" ")[2]
    credit = number[1] if len(number) > 1 and number[1].isdigit() else "1..9"
    level = "upper" if number[:1] in "34" else "lower"
    return Listed(code, "1" if credit == "0" else credit, level)


def prefix_text(prefix: str) -> str:
    """Write every course whose code begins so; numbers have four characters.

    >>> prefix_text("MECO"), prefix_text("SE 43")
    ('MECO *', 'SE 43**')
    """
    subject, _, digits = prefix.partition(" ")
    return f"{subject} {digits}{'*' * (4 - len(digits))}" if digits else f"{subject} *"


def office() -> str:
    """Write the institution."""
    return office_text(HERE)


def _part(node: dict[str, Any], out: Translated) -> Part:
    title = node.get("metadata", {}).get("name", "")
    inner = node.get("requirements", [])
    out.leaves += not inner
    match node["matcher"]:
        case "CourseRequirement":
            out.courses.add(node["course"])
            return Course(node["course"])
        case "AndRequirement":
            return Some(tuple(_part(one, out) for one in inner), None, title)
        case "OrRequirement":
            return Some(tuple(_part(one, out) for one in inner), 1, title)
        case "SelectRequirement":
            count = int(node["required_count"])
            return Some(tuple(_part(one, out) for one in inner), count, title)
        case "HoursRequirement":
            pool = " or ".join(_pools(node, out))
            return Some(
                (From(str(node["required_hours"]), f"({pool})", "cr"),), None, title
            )
        case "FreeElectiveRequirement":
            without = "".join(f" except {code_text(c)}" for c in _excluded(node))
            pool = f"any course{without}"
            return From(str(node["required_hours"]), pool, "cr")
        case "PrefixBucketRequirement":
            return From("1", prefix_text(node["prefix"]))
        case "CSGuidedElectiveRequirement":
            also = [one["course"] for one in node["also_fulfills"]]
            out.courses.update(also)
            pool = " or ".join(
                [prefix_text(node["starts_with"]), *map(code_text, also)]
            )
            return From(str(node["required_count"]), f"({pool})")
        case "PsychologyPrefixesOrCourses":
            out.courses.update(node["accepted_courses"])
            subjects = [f"{one} *" for one in node["accepted_prefixes"]]
            pool = " or ".join([*subjects, *map(code_text, node["accepted_courses"])])
            return From(str(node["required_hours"]), f"({pool})", "cr")
        case other:
            out.lost.append(f"matcher {other}")
            return Person(other)


def _excluded(node: dict[str, Any]) -> list[str]:
    return [
        one["course"] if isinstance(one, dict) else str(one)
        for one in node["excluded_courses"]
    ]


def _pools(node: dict[str, Any], out: Translated) -> Iterator[str]:
    """Yield what counts toward hours; of what is joined, each course by itself."""
    for one in node["requirements"]:
        match one["matcher"]:
            case "CourseRequirement":
                out.courses.add(one["course"])
                yield code_text(one["course"])
            case "PrefixBucketRequirement":
                yield prefix_text(one["prefix"])
            case "AndRequirement":
                out.lost.append("hours from courses that must be taken together")
                yield from _pools(one, out)
            case "OrRequirement" | "SelectRequirement":
                yield from _pools(one, out)
            case other:
                out.lost.append(f"hours from {other}")


def _matcher(text: str, defined: dict[str, str], out: Translated) -> str:
    """Turn a matcher of a rule file into a pool."""
    if text.startswith("%"):
        return defined[text.strip("%")]
    name, _, rest = text.partition("(")
    arguments = _arguments(rest.rsplit(")", 1)[0])
    match name:
        case "NameList":
            codes = [_spaced(one) for one in arguments]
            out.courses.update(codes)
            return pool_of(codes)
        case "And":
            inner = [_matcher(one, defined, out) for one in arguments]
            plain = [one for one in inner if not one.startswith("(any course except")]
            without = [one for one in inner if one.startswith("(any course except")]
            joined = f"({' and '.join(plain)})"
            for one in without:
                joined = (
                    f"({joined}{one.removeprefix('(any course').removesuffix(')')})"
                )
            return joined
        case "Or":
            return f"({' or '.join(_matcher(one, defined, out) for one in arguments)})"
        case "Not":
            return f"(any course except {_matcher(arguments[0], defined, out)})"
        case "Department":
            return f"({' or '.join(f'{one} *' for one in arguments)})"
        case "Level":
            levels = {"1": "lower", "2": "lower", "3": "upper", "4": "upper"}
            named = dict.fromkeys(levels[one] for one in arguments)
            return f"({' or '.join(f'level {one}' for one in named)})"
        case "Any":
            return "any course"
        case _:
            out.lost.append(f"matcher {name}")
            return "any course"


def _arguments(text: str) -> list[str]:
    """Part arguments at the commas outside of parentheses."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append(text[start:place].strip())
            start = place + 1
    return [*found, text[start:].strip()] if text.strip() else []


def _spaced(code: str) -> str:
    parts = re.fullmatch(r"([A-Z]+)\s*(\S+)", code)
    return f"{parts[1]} {parts[2]}" if parts else code
