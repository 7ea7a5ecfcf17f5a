"""Amounts with their unit, grades, terms, and the marks a course can carry."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.node import Name, Node, Number

CreditWord = Literal["cr", "semester", "quarter", "ects"]
UnitWord = Literal["semester", "quarter", "ects"]
DurationWord = Literal["years", "months", "terms", "weeks", "days", "business days"]
Level = Literal["developmental", "lower", "upper", "graduate"]


@dataclass(frozen=True, slots=True)
class Credits(Node):
    """Credit: `4 cr` in the receiving institution's own unit, or `4 quarter`."""

    amount: Number
    unit: CreditWord


@dataclass(frozen=True, slots=True)
class CreditRange(Node):
    """Credit that varies, both ends included: `1..4 cr`."""

    low: Number
    high: Number
    unit: CreditWord


@dataclass(frozen=True, slots=True)
class Duration(Node):
    """A stretch of time: `7 years`, `15 business days`."""

    count: Number
    unit: DurationWord


@dataclass(frozen=True, slots=True)
class Grade(Node):
    """A grade as it is printed, without the backticks it may have needed."""

    written: str


@dataclass(frozen=True, slots=True)
class TermRef(Node):
    """A term of an institution's calendar: `STATE:2024FA`."""

    institution: Name
    term: str


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """A mark of a course: `GE.HUM`; with `below`, all beneath it: `GE.*`."""

    name: str
    below: bool = False
