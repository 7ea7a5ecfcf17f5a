"""The words of a statement as text: names, numbers, dates, codes and their like."""

import re
from functools import singledispatch

from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.node import Day, Name, Node, Number, Reference, Text
from articulate.language.syntax.quantities import (
    Attribute,
    CreditRange,
    Credits,
    Duration,
    Grade,
    TermRef,
)

_SUBJECT = re.compile(r"[A-Z][A-Z0-9&]*")
_NUMBER = re.compile(r"[0-9]+[A-Z]*")
_GRADE = re.compile(r"[A-Z][A-Za-z0-9]*[+-]?|[0-9]+(\.[0-9]+)?")
_ATTRIBUTE = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


def quoted(text: str) -> str:
    """Put text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ticked(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) else f"`{text}`"


def subject_text(subject: str) -> str:
    """Write a subject, in backticks where its shape asks for them."""
    return _ticked(subject, _SUBJECT)


def _qualified(institution: str | None, code: str) -> str:
    return code if institution is None else f"{institution}:{code}"


@singledispatch
def text_of(node: Node) -> str:
    """Write one node as it stands inside a statement."""
    msg = f"{type(node).__name__} does not stand inside a statement"
    raise TypeError(msg)


# --- words ----------------------------------------------------------------------------


@text_of.register
def _(node: Name) -> str:
    return node.text


@text_of.register
def _(node: Text) -> str:
    return quoted(node.value)


@text_of.register
def _(node: Number) -> str:
    return node.written


@text_of.register
def _(node: Day) -> str:
    return node.value.isoformat()


@text_of.register
def _(node: Grade) -> str:
    return _ticked(node.written, _GRADE)


@text_of.register
def _(node: TermRef) -> str:
    return f"{node.institution.text}:{node.term}"


@text_of.register
def _(node: Attribute) -> str:
    if node.below:
        return f"{node.name}.*"
    return _ticked(node.name, _ATTRIBUTE)


@text_of.register
def _(node: Reference) -> str:
    if node.block is None:
        return node.member.text if node.member else ""
    version = f"@{node.version.text}" if node.version else ""
    member = f"/{node.member.text}" if node.member else ""
    return f"{node.block.text}{version}{member}"


@text_of.register
def _(node: Credits) -> str:
    return f"{node.amount.written} {node.unit}"


@text_of.register
def _(node: CreditRange) -> str:
    return f"{node.low.written}..{node.high.written} {node.unit}"


@text_of.register
def _(node: Duration) -> str:
    unit = node.unit[:-1] if node.count.written == "1" else node.unit
    return f"{node.count.written} {unit}"


# --- codes ----------------------------------------------------------------------------


@text_of.register
def _(node: CourseCode) -> str:
    if node.subject is None:
        return _qualified(node.institution, f"`{node.number}`")
    code = f"{subject_text(node.subject)} {node.number}"
    return _qualified(node.institution, code)


@text_of.register
def _(node: CourseRange) -> str:
    low, high = (f"{end:0{node.width}d}" for end in (node.low, node.high))
    return _qualified(node.institution, f"{subject_text(node.subject)} {low}..{high}")


@text_of.register
def _(node: CoursePattern) -> str:
    code = f"{subject_text(node.subject)} {node.pattern}"
    return _qualified(node.institution, code)


@text_of.register
def _(node: WholeSubject) -> str:
    return _qualified(node.institution, f"{subject_text(node.subject)} *")
