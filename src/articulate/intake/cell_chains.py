"""Cells of several courses, or of unusual ones: read by the grammar of cells.

The only intake module that knows Lark, and loaded with the first cell that needs it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from articulate.diagnostics.codes import Code
from articulate.intake.cell_language import (
    CAPITALS,
    NO_SUBJECTS,
    CellLanguage,
    CellReading,
    not_a_course,
)
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    WrittenCode,
    codes,
    joined,
)
from articulate.intake.grammar import cell_grammar
from articulate.intake.normalize.connectives import in_english
from articulate.intake.normalize.unread import Unread, could_mean

_LONGEST = 300
_CODE = re.compile(r"(?P<subject>.*?[^0-9-])-?(?P<number>[0-9].*)")
_DISCIPLINE = re.compile(r" ?\(")


def read_chain(text: str, how: CellLanguage) -> CellReading | Unread:
    """Read the courses of a cell, or say why it has no reading or several."""
    if len(text) > _LONGEST or "{" in text:
        return not_a_course(text)
    capitals = in_english(text.translate(CAPITALS), how.language)
    subjects = sorted(
        {one.translate(CAPITALS) for one in how.subjects}, key=len, reverse=True
    )
    for number, subject in enumerate(subjects):
        bounded = rf"(?<![A-Z0-9&]){re.escape(subject)}(?![A-Z0-9&])"
        capitals = re.sub(bounded, f"{{{number}}}", capitals)
    try:
        tree = _parser().parse(capitals)
    except LarkError:
        return not_a_course(text)
    reader = _Reader(tuple(subjects), how.bracketed_credits)
    read = reader.chain(_child(tree, "chain"))
    return read if isinstance(read, Unread) else reader.checked(read, text)


@cache
def _parser() -> Lark:
    return Lark(cell_grammar(), parser="lalr", maybe_placeholders=False)


@dataclass
class _Reader:
    """Reads a parsed cell from left to right, remembering the subject before."""

    subjects: tuple[str, ...]
    bracketed_credits: bool
    subject: str = ""
    marks: list[str] = field(default_factory=list)
    credits: list[Fraction] = field(default_factory=list)

    def chain(self, tree: Tree[Token]) -> CourseExpression | Unread:
        """Read courses with what stands between them."""
        lead = ""
        parts: list[CourseExpression] = []
        joiners: list[str] = []
        for child in _trees(tree):
            match str(child.data):
                case "all" | "any" as lead:
                    continue
                case "course":
                    part = self._course(child)
                case "group":
                    part = self.chain(_child(child, "chain"))
                case joiner:
                    joiners.append(joiner)
                    continue
            if isinstance(part, Unread):
                return part
            parts.append(part)
        return _joined(lead, parts, joiners)

    def checked(self, expression: CourseExpression, text: str) -> CellReading | Unread:
        """Refuse words that are no subjects, and courses named twice."""
        named = tuple(codes(expression))
        if any(code.subject in NO_SUBJECTS for code in named):
            return not_a_course(text)
        if len(set(named)) < len(named):
            return Unread(
                Code.NOT_A_COURSE,
                f"`{text}` names a course twice",
                "name each course once",
            )
        return CellReading(expression, tuple(self.marks), tuple(self.credits))

    def _course(self, tree: Tree[Token]) -> CourseExpression | Unread:
        number = ""
        for token in tree.scan_values(lambda value: isinstance(value, Token)):
            match token.type:
                case "SUBJECT":
                    self.subject = self._named(token)
                case "CODE":
                    found = _CODE.fullmatch(token)
                    if found is None:
                        return not_a_course(str(token))
                    self.subject, number = (
                        self._named(found["subject"]),
                        found["number"],
                    )
                case "NUMBER" | "LETTERED":
                    number = str(token)
                case "MARK":
                    self.marks.append(str(token))
                case "BRACKETED" if self.bracketed_credits:
                    self.credits.append(Fraction(token[1:-1]))
                case "BRACKETED":
                    self.marks.append(str(token))
                case _:
                    continue
        if not self.subject:
            return not_a_course(number)
        return WrittenCode(self.subject, number)

    def _named(self, subject: str) -> str:
        """Put back a subject that the layout names; one blank before a discipline."""
        for number, known in enumerate(self.subjects):
            subject = subject.replace(f"{{{number}}}", known)
        return _DISCIPLINE.sub(" (", subject).strip()


def _joined(
    lead: str, parts: list[CourseExpression], joiners: list[str]
) -> CourseExpression | Unread:
    kinds = set(joiners)
    if len(parts) == 1:
        return parts[0] if not lead else not_a_course(f"{lead} of {parts[0]}")
    every, either = joined(AllOf, parts), joined(AnyOne, parts)
    if "and_or" in kinds or {"and_", "or_"} <= kinds:
        return _mixed(parts, joiners)
    if lead == "any" and kinds <= {"separator", "or_"}:
        return either
    if lead == "all" and kinds <= {"separator", "and_"}:
        return every
    if lead:
        return _mixed(parts, joiners)
    readings = (str(every), str(either))
    if "dash" in kinds:
        first, last = parts[0], parts[-1]
        through = f"every course from {first} to {last}"
        return Unread(
            Code.RANGE_OR_PAIR,
            f"a dash between `{first}` and `{last}` can mean a range or a pair",
            could_mean((*readings, through)),
            (*readings, through),
        )
    if "separator" in kinds:
        return Unread(
            Code.SEPARATOR_UNEXPLAINED,
            f"nothing says whether `{parts[0]}` and `{parts[1]}` are both meant or"
            " one of them",
            could_mean(readings),
            readings,
        )
    return every if kinds == {"and_"} else either


def _mixed(parts: list[CourseExpression], joiners: list[str]) -> Unread:
    words = {
        "and_": "and",
        "or_": "or",
        "and_or": "and/or",
        "separator": ",",
        "dash": "-",
    }
    shown = str(parts[0])
    for joiner, part in zip(joiners, parts[1:], strict=True):
        shown += f" {words[joiner]} {part}"
    return Unread(
        Code.MIXED_AND_OR,
        f"`{shown}` mixes and with or, and no brackets say which goes first",
        "put brackets around what belongs together, such as `(A and B) or C`",
    )


def _trees(tree: Tree[Token]) -> Iterator[Tree[Token]]:
    return (child for child in tree.children if isinstance(child, Tree))


def _child(tree: Tree[Token], name: str) -> Tree[Token]:
    return next(child for child in _trees(tree) if child.data == name)
