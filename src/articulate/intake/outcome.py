"""What a row of a table comes to."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a row comes to."""

    COURSE = "course"
    ELECTIVE = "elective"
    REQUIREMENT = "requirement"
    NO_CREDIT = "no credit"
    REFER = "refer"
