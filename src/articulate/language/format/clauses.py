"""What trails a statement as text: conditions, remedies, reasons and citations.

A statement is written as parts: what must stay together, and the clauses after it. A
line too long for the page is broken between two parts, never inside one.
"""

from collections.abc import Callable
from typing import Any, assert_never

from articulate.language.format.expressions import elective_text
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.conditions import Condition
from articulate.language.syntax.node import Day, Node, Reference
from articulate.language.syntax.policies import (
    Completed,
    CourseCount,
    DenyRemedy,
    ElectiveRemedy,
    PercentOf,
    Quantity,
    ReferRemedy,
    Remedy,
    RequirementsOnly,
    Unarticulated,
)
from articulate.language.syntax.quantities import Credits, Duration, Grade

# A statement's parts. What it takes is known by the table it stands in.
Write = Callable[[Any], list[str]]


def counted(count: int, noun: str) -> str:
    """Write how many there are of something.

    >>> counted(1, "course"), counted(4, "course")
    ('1 course', '4 courses')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def quoted_list(texts: tuple[str, ...]) -> str:
    """Write several texts, parted by commas."""
    return ", ".join(quoted(text) for text in texts)


def listed(nodes: tuple[Node, ...]) -> str:
    """Write several words, parted by commas."""
    return ", ".join(text_of(node) for node in nodes)


def cites(texts: tuple[str, ...]) -> list[str]:
    """Write citations, if there are any."""
    return [f"cites {quoted_list(texts)}"] if texts else []


def when(condition: Condition | None, word: str = "when") -> list[str]:
    """Write a condition, if there is one."""
    return [] if condition is None else [f"{word} {text_of(condition)}"]


def because(text: str | None) -> list[str]:
    """Write a reason, if there is one."""
    return [] if text is None else [f"because {quoted(text)}"]


def ground(word: str | None) -> list[str]:
    """Write a ground, if there is one."""
    return [] if word is None else [f"ground {word}"]


def refer_to(text: str | None) -> list[str]:
    """Write to whom something is referred, if it is said."""
    return [] if text is None else [f"to {quoted(text)}"]


def graded(grade: Grade | None) -> list[str]:
    """Write the grade that credit carries, if one is given."""
    return [] if grade is None else [f"graded {text_of(grade)}"]


def days(from_: Day | None, through: Day | None) -> list[str]:
    """Write from and through when, where it is said."""
    first = [] if from_ is None else [f"from {text_of(from_)}"]
    return first if through is None else [*first, f"through {text_of(through)}"]


def overrides(references: tuple[Reference, ...]) -> str:
    """Write what a rule takes the place of, with a blank before it."""
    return f" overrides {listed(references)}" if references else ""


def remedy(each: Remedy) -> str:
    """Write what becomes of learning that is turned away."""
    match each:
        case DenyRemedy():
            return " ".join(["deny", *because(each.because), *ground(each.ground)])
        case ReferRemedy():
            return " ".join(["refer", *refer_to(each.to), *because(each.because)])
        case ElectiveRemedy():
            return elective_text(each.subject, each.level, same=each.same_subject)
        case RequirementsOnly():
            return "requirements only"
        case Unarticulated():
            return "unarticulated"
        case _:
            assert_never(each)


def otherwise(each: Remedy | None) -> list[str]:
    """Write a remedy after `else`, if there is one."""
    return [] if each is None else [f"else {remedy(each)}"]


def quantity(each: Quantity | Duration) -> str:
    """Write how much or how many: credit, courses, or a percent of something."""
    match each:
        case Credits() | Duration():
            return text_of(each)
        case CourseCount():
            return counted(each.count, "course")
        case PercentOf():
            groups = " or ".join(text_of(group) for group in each.groups)
            within = f" in {groups}" if groups else ""
            return f"{each.percent.written} of {each.of}{within}"
        case _:
            assert_never(each)


def completed(each: Completed) -> str:
    """Write when learning must have ended."""
    within = f" within {text_of(each.within)}" if each.within else ""
    return f"completed{within} {each.direction} {text_of(each.anchor)}"
