"""Courses: subject and number at one institution, and what a catalog says of them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.identifiers import Attribute, InstitutionId, Subject

_DIGITS = re.compile(r"\d+")


class CourseLevel(StrEnum):
    """The level of a course, lowest first."""

    DEVELOPMENTAL = "developmental"
    LOWER = "lower"
    UPPER = "upper"
    GRADUATE = "graduate"


@dataclass(frozen=True, slots=True, order=True)
class CourseCode:
    """A course as an institution numbers it.

    Blanks are single, the subject is everything before the last blank.

    >>> str(CourseCode.read("NCC", "CSCI  141L"))
    'NCC:CSCI 141L'
    >>> CourseCode.read("NCC", "MATH (804) 197").subject
    'MATH (804)'
    """

    institution: InstitutionId
    subject: Subject
    number: str

    @classmethod
    def read(cls, institution: str, written: str) -> "CourseCode":
        """Read a code as reported: every run of blanks of any kind is one blank."""
        subject, _, number = " ".join(written.split()).rpartition(" ")
        if not subject:
            subject, number = number, ""
        return cls(InstitutionId(institution), Subject(subject), number)

    @property
    def local(self) -> str:
        """The code as the institution itself writes it: `CSCI 141L`."""
        return f"{self.subject} {self.number}".strip()

    @property
    def digits(self) -> int | None:
        """The first run of digits in the number, as a number; None without one."""
        found = _DIGITS.search(self.number)
        return int(found.group()) if found else None

    def __str__(self) -> str:
        return f"{self.institution}:{self.local}"


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """A course as one catalog describes it.

    Credit is in the institution's own unit; `least` and `most` differ for a course of
    variable credit. `same_as` names cross-listed courses, which are one course.
    """

    code: CourseCode
    title: str
    least: Fraction
    most: Fraction
    level: CourseLevel | None = None
    attributes: tuple[Attribute, ...] = ()
    same_as: tuple[CourseCode, ...] = ()


def has_attribute(attributes: tuple[Attribute, ...], wanted: str) -> bool:
    """Say whether one of *attributes* is *wanted*; `GE.*` is every one below `GE`.

    >>> has_attribute((Attribute("GE.HUM"),), "GE.*")
    True
    >>> has_attribute((Attribute("GE"),), "GE.*")
    False
    """
    if wanted.endswith(".*"):
        return any(known.startswith(wanted[:-1]) for known in attributes)
    return wanted in attributes
