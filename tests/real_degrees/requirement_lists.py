"""Requirement lists in a small text language, as policy text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.real_degrees.writing import (
    Course,
    From,
    Page,
    Part,
    Person,
    Some,
    code_text,
    office_text,
)

HERE = "UNI"
_MARK = re.compile(r"\{([^}]*)\}")
_TOKEN = re.compile(
    r'""(?P<person>.*?)""|"(?P<text>[^"]*)"|(?P<word>[^,/(){}"]+)|(?P<sign>[,/()])|(?P<mark>\{[^}]*\})'
)
_ATTRIBUTE = re.compile(r"(GIR:[A-Z0-9]+|HASS(-[A-Z]+)?|CI-[A-Z]+)")


@dataclass
class Translated:
    """A list as policy text, the subjects it names, and what it could not say."""

    text: str
    subjects: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    areas: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class _Reader:
    """Reads definitions and the requirements that use them."""

    out: Translated
    titles: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    reading: list[str] = field(default_factory=list)

    def named(self, name: str) -> Part:
        """Read what a name stands for."""
        if name in self.reading or name not in self.bodies:
            self.out.lost.append(f"the name {name} stands for nothing")
            return Person(name)
        self.reading.append(name)
        part = self.expression(self.bodies[name], self.titles.get(name) or name)
        self.reading.pop()
        return part

    def expression(self, text: str, title: str = "") -> Part:
        tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
        part, rest = self._joined(tokens, title)
        if rest:
            self.out.lost.append(f"not read: {rest[0].group()}")
        return part

    def _joined(
        self, tokens: list[re.Match[str]], title: str
    ) -> tuple[Part, list[re.Match[str]]]:
        parts, signs, mark = [], set(), ""
        while tokens:
            first, *tokens = tokens
            if first["mark"]:
                mark = first["mark"][1:-1]
                continue
            if first["sign"] == ")":
                break
            if first["sign"] in (",", "/"):
                signs.add(first["sign"])
                continue
            if first["sign"] == "(":
                part, tokens = self._joined(tokens, "")
            else:
                part = self._atom(first)
            parts.append(part)
        if len(signs) > 1:
            self.out.lost.append(f"`,` and `/` side by side in {title or 'a list'}")
        return self._marked(parts, signs == {"/"}, mark, title), tokens

    def _marked(self, parts: list[Part], either: bool, mark: str, title: str) -> Part:  # noqa: FBT001 - how the list is joined
        if not mark:
            if len(parts) == 1 and not title:
                return parts[0]
            return Some(tuple(parts), 1 if either else None, title)
        least, spread, cap = _limits(mark)
        if cap is not None:
            self.out.lost.append(f"{{{mark}}} caps {title}, which asks for nothing")
        if least.endswith("u"):
            amount = least.removesuffix("u")
            return self._counted(parts, (amount, "cr"), title, spread)
        if int(least or 0) == 0:
            return Some(tuple(parts), 0, title)
        if all(_is_counted(one) for one in parts):
            return self._counted(parts, (least, "courses"), title, spread)
        if spread:
            self.out.lost.append(f"{{{mark}}}: over how many parts a choice is spread")
        return Some(tuple(parts), int(least), title)

    def _counted(
        self, parts: list[Part], amount: tuple[str, str], title: str, spread: str
    ) -> Part:
        """Count over all that the parts list; each part is an area of its own."""
        pools = dict.fromkeys(_pools(parts))
        if any(isinstance(one, Person) for one in _leaves(parts)):
            self.out.lost.append(f"{title}: what a person judges adds no hours")
        bounds: tuple[str, ...] = ()
        if spread:
            areas = [f"AREA.{slug(title)}-{k}" for k in range(1, len(parts) + 1)]
            for area, part in zip(areas, parts, strict=True):
                for one in _leaves([part]):
                    if isinstance(one, Course):
                        self.out.areas.setdefault(one.code, []).append(area)
            side = "at most" if spread.startswith("<=") else "at least"
            count = spread.lstrip("<>=")
            bounds = (f"{side} {count} areas of ({', '.join(areas)})",)
        pool = " or ".join(pools)
        joined = f"({pool})" if len(pools) > 1 else pool
        number, unit = amount
        return Some((From(number, joined, unit, bounds),), None, title)

    def _atom(self, token: re.Match[str]) -> Part:
        if token["person"] is not None:
            return Person(token["person"])
        words = (token["text"] if token["text"] is not None else token["word"]).strip()
        if words in self.bodies:
            return self.named(words)
        if _ATTRIBUTE.fullmatch(words):
            return From("1", f"attribute {attribute_of(words)}")
        if token["text"] is not None:
            return Person(words)
        self.out.subjects.add(words)
        return Course(words)


def list_from(path: Path, name: str) -> Translated:
    """Translate one list; its requirements may share every course."""
    out = Translated("")
    first, top, reader = _read(path, out)
    page = Page()
    for one in top:
        part = reader.named(one)
        if isinstance(part, Some) and part.least == 0:
            out.lost.append(f"{one} is optional: nothing is asked")
            continue
        page.group(part, reader.titles.get(one) or one)
    head = f'degree {name} "{first}" for {HERE} version 2017 effective 2017-08-01 {{'
    cites = f'  cites "{path.name}"'
    out.text = "\n".join([head, cites, *page.lines, "  share all", "}", ""])
    return out


def office() -> str:
    """Write the institution; its units are counted as credit."""
    return office_text(HERE)


def attribute_of(words: str) -> str:
    """Write a published mark as an attribute: `GIR:CAL1` is `GIR.CAL1`."""
    if words == "HASS":
        return "HASS.*"
    return words.replace(":", ".").replace("-", ".", 1)


def _read(path: Path, out: Translated) -> tuple[str, list[str], _Reader]:
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines[0].split("#,#")[1] if "#,#" in lines[0] else path.stem
    bare = [line.partition("%%")[0].strip() for line in lines[1:]]
    reader = _Reader(out)
    for line in bare:
        left, sign, right = line.partition(":=")
        if sign:
            name, _, title = left.partition(",")
            reader.bodies[name.strip()] = right.strip()
            reader.titles[name.strip()] = title.strip().strip('"')
    top = [line for line in bare if line in reader.bodies]
    return first.strip(), list(dict.fromkeys(top)), reader


def _limits(mark: str) -> tuple[str, str, str | None]:
    """Part `>=4|>=3` into how many, over how many parts, and a cap."""
    main, _, second = mark.partition("|")
    cap = main.removeprefix("<=") if main.startswith("<=") else None
    least = "" if cap is not None else main.removeprefix(">=")
    return least, second, cap


def slug(title: str) -> str:
    """Make a word for an attribute.

    >>> slug("Areas II-IV")
    'AREAS-II-IV'
    """
    return re.sub(r"[^A-Z0-9]+", "-", title.upper()).strip("-")


def _is_counted(part: Part) -> bool:
    """Say whether what a part lists is counted course by course."""
    if isinstance(part, Some):
        plain = all(isinstance(one, Course | From | Person) for one in part.parts)
        return plain and part.least in (0, 1)
    return True


def _leaves(parts: Iterable[Part]) -> Iterator[Part]:
    for one in parts:
        if isinstance(one, Some):
            yield from _leaves(one.parts)
        else:
            yield one


def _pools(parts: Iterable[Part]) -> Iterator[str]:
    for one in _leaves(parts):
        if isinstance(one, Course):
            yield code_text(one.code)
        elif isinstance(one, From):
            yield one.pool
