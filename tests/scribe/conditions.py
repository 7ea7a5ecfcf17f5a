"""Conditions of a degree-audit language as they come, without blanks, to a small tree.

Blanks were taken out before the text reached us, so `CONC<>HISTORYORCONC<>LAW` has to
be cut where a known name follows a joining word: names are learnt from where a bracket
opens, and from the list below.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAMES = (
    *("CONC", "MAJOR", "MINOR", "DEGREE", "ADMITCD", "FRESHSEM", "FRNCOURSE"),
    *("ITLCOURSE", "SPNCOURSE", "UCHINPLACE", "UARABPLACE", "UFRENPLACE"),
    *("HONORS", "SPEECHPROF", "FRNSCORE", "ITLSCORE"),
)
_OPENED = re.compile(r"\(([A-Za-z][A-Za-z0-9_-]*?)(?:<>|[<>]=?|=)")
_FAMILIES = (r"[A-Z0-9]+-SC[A-Z]", r"PRI-DEG-[A-Z]+")  # scores; earlier degrees
_STATE = (
    r"(?P<verb>is|was)(?P<not>nt)?"
    r"(?P<state>passed|found|taken|inprogress|transferred|failed)"
)
_COURSE = (
    r"(?P<subject>[A-Z]{2,6}?|@)\.?(?P<number>[0-9@][0-9A-Z@.]*?)(?::(?P<top>[0-9]+))?"
)
_WITH = r"(?:\(with(?P<with>[^()]*)\))?"
_JOIN = re.compile(r"(or|and)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compared:
    """`CONC<>ENGLISH`, `ACTM2-SCH>54`."""

    name: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """`MATH1201(WITHDWGRADE>B-)WASPASSED`; `top` is the end of a range."""

    subject: str
    number: str
    top: str
    having: tuple[Compared, ...]
    state: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions, all of them or any."""

    word: str
    parts: tuple["Condition", ...]


Condition = Compared | Taken | Joined


class NotReadError(ValueError):
    """A condition that this grammar does not read."""


def names_in(conditions: Iterable[str]) -> frozenset[str]:
    """Learn the names that are compared: those that stand after a bracket."""
    found = {name.upper() for one in conditions for name in _OPENED.findall(one)}
    return frozenset({name for name in found if name[:4] != "WITH"} | set(_NAMES))


class Reader:
    """Reads conditions in which these names are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        longest = sorted(names, key=lambda name: (-len(name), name))
        named = "|".join([*_FAMILIES, *map(re.escape, longest)])
        compared = rf"(?P<name>{named})(?P<operator><>|[<>]=?|=)"
        course = rf"{_COURSE}{_WITH}(?:{_STATE}|=(?P<equal>passed|taken|inprogress))"
        self._course = re.compile(course, re.IGNORECASE)
        self._compared = re.compile(compared, re.IGNORECASE)
        follows = rf"\(|(?:{named})(?:<>|[<>]=?|=)|{_COURSE}{_WITH}(?:is|was|=)"
        follows = re.sub(r"\?P<[a-z]+>", "?:", follows)
        value = rf'"[^"]*"|[^()"]*?(?=\)|$|(?:or|and)(?:{follows}))'
        self._value = re.compile(value, re.IGNORECASE)

    def read(self, text: str) -> Condition:
        """Read one whole condition."""
        found, at = self._joined(text, 0)
        if at != len(text):
            msg = f"at {at}: {text[at : at + 30]}"
            raise NotReadError(msg)
        return found

    def _joined(self, text: str, at: int) -> tuple[Condition, int]:
        """Read alternatives, each of which may be several joined by `and`."""
        found, at = self._one(text, at)
        alternatives: list[list[Condition]] = [[found]]
        while joining := _JOIN.match(text, at):
            found, at = self._one(text, joining.end())
            if joining.group().lower() == "or":
                alternatives.append([found])
            else:
                alternatives[-1].append(found)
        together = [_join("and", parts) for parts in alternatives]
        return _join("or", together), at

    def _one(self, text: str, at: int) -> tuple[Condition, int]:
        if text.startswith("(", at):
            found, at = self._joined(text, at + 1)
            if not text.startswith(")", at):
                msg = f"no bracket at {at}: {text[at : at + 30]}"
                raise NotReadError(msg)
            return found, at + 1
        if course := self._course.match(text, at):
            return self._taken(course), course.end()
        if compared := self._compared.match(text, at):
            value = self._value.match(text, compared.end())
            if value is not None:
                said = value.group().strip('"').upper()
                name = compared["name"].upper()
                return Compared(name, compared["operator"], said), value.end()
        msg = f"at {at}: {text[at : at + 30]}"
        raise NotReadError(msg)

    def _taken(self, found: re.Match[str]) -> Taken:
        asked = re.split("and", (found["with"] or "").upper(), flags=re.IGNORECASE)
        having = [
            Compared(*one.groups())
            for part in asked
            if (one := re.fullmatch(r"([A-Z]+)(<>|[<>]=?|=)(.+)", part))
        ]
        return Taken(
            found["subject"].upper(),
            found["number"].upper(),
            found["top"] or "",
            tuple(having),
            (found["state"] or found["equal"]).lower(),
            denied=bool(found["not"]),
        )


def _join(word: str, parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))
