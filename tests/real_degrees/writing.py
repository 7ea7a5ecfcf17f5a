"""Writing: a tree of requirements, however it was published, as policy text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_PLAIN = re.compile(r"[A-Z][A-Z&]* \d+[A-Z]*")


@dataclass(frozen=True)
class Course:
    """One course, by its code."""

    code: str


@dataclass(frozen=True)
class From:
    """So many courses or credits from a pool, which is written as policy text."""

    amount: str
    pool: str
    unit: str = "courses"
    bounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Something that only a person can judge: a milestone."""

    what: str


@dataclass(frozen=True)
class Some:
    """At least so many of these; None is all of them."""

    parts: "tuple[Part, ...]"
    least: int | None = None
    title: str = ""


Part = Course | From | Person | Some


@dataclass
class Page:
    """Writes one degree; every group has an id of its own, in the order of the page."""

    lines: list[str] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    def group(self, part: Part, title: str = "", depth: int = 1) -> str:
        """Write a part as a group, and return its id."""
        pad = "  " * depth
        title = title or (part.title if isinstance(part, Some) else "")
        name = self._id(title or "group")
        named = f'{pad}group {name} "{_text(title or name)}"'
        match part:
            case Course(code=code):
                self.lines.append(f"{named} all of {{ course {code_text(code)} }}")
            case Person():
                self.lines.append(f"{named} milestone")
            case From(amount=amount, pool=pool, unit=unit, bounds=bounds):
                with_ = f" with {', '.join(bounds)}" if bounds else ""
                self.lines.append(f"{named} {amount} {unit} from {pool}{with_}")
            case Some(parts=parts, least=least):
                optional = [one for one in parts if asks_nothing(one)]
                if least is None:
                    parts = tuple(one for one in parts if one not in optional)
                count = "all" if least is None or least >= len(parts) else str(least)
                self.lines.append(f"{named} {count} of {{")
                for one in parts:
                    self._member(one, depth + 1)
                self.lines.append(f"{pad}}}")
        return name

    def _member(self, part: Part, depth: int) -> None:
        pad = "  " * depth
        if isinstance(part, Some) and part.least == 0:
            part = Some(part.parts, None, part.title)  # chosen, it is asked for whole
        if isinstance(part, Course):
            self.lines.append(f"{pad}course {code_text(part.code)}")
        elif isinstance(part, Some) and part.least == 1 and _only_courses(part):
            joined = " | ".join(dict.fromkeys(map(code_text, _codes(part))))
            self.lines.append(f"{pad}course {joined}")
        else:
            self.group(part, depth=depth)

    def _id(self, title: str) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "group"
        words = words[:40].strip("-")
        count = self.used.get(words, 0) + 1
        self.used[words] = count
        return words if count == 1 else f"{words}-{count}"


def asks_nothing(part: Part) -> bool:
    """Say whether a part may be filled and need not be: `{>=0}`."""
    return isinstance(part, Some) and part.least == 0


def code_text(code: str) -> str:
    """Write a code as policies do; one of another shape stands in backticks.

    >>> code_text("CS 1200"), code_text("6.0001")
    ('CS 1200', '`6.0001`')
    """
    return code if _PLAIN.fullmatch(code) else f"`{code}`"


def pool_of(codes: Iterable[str]) -> str:
    """Write a pool of courses, each once."""
    named = [code_text(code) for code in dict.fromkeys(codes)]
    return named[0] if len(named) == 1 else f"({' or '.join(named)})"


def office_text(institution: str, calendar: str = "") -> str:
    """Write an institution with a scale, as little as an audit needs."""
    return (
        f'institution {institution} "Receiving university" {{ kind four-year'
        f" unit semester grades letters{calendar} }}\n"
        "scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 pass P"
        " no-credit W in-progress IP }\n"
    )


@dataclass(frozen=True)
class Listed:
    """A course of a catalog: code, credit, level and attributes."""

    code: str
    credit: str
    level: str = "lower"
    attributes: tuple[str, ...] = ()
    same_as: str = ""


def catalog_text(institution: str, courses: Sequence[Listed]) -> str:
    """Write a catalog of the courses that requirements and records name."""
    lines = [f'catalog {institution} "Catalog" version 1 effective 2000-01-01 {{']
    for one in sorted({each.code: each for each in courses}.values(), key=_by_code):
        marks = f" attributes {', '.join(one.attributes)}" if one.attributes else ""
        same = f" same-as {code_text(one.same_as)}" if one.same_as else ""
        lines.append(
            f'  course {code_text(one.code)} "{one.code}" {one.credit} cr'
            f" {one.level}{same}{marks}"
        )
    return "\n".join([*lines, "}", ""])


def _by_code(one: Listed) -> str:
    return one.code


def _only_courses(part: Some) -> bool:
    return all(
        isinstance(one, Course)
        or (isinstance(one, Some) and one.least == 1 and _only_courses(one))
        for one in part.parts
    )


def _codes(part: Some) -> list[str]:
    found = []
    for one in part.parts:
        if isinstance(one, Course):
            found.append(one.code)
        elif isinstance(one, Some):
            found += _codes(one)
    return found


def _text(words: str) -> str:
    return words.replace("\\", "/").replace('"', "'")
