"""The register of codes: a problem's stable name, never reused.

AR1xx writing; AR2xx names and meaning; AR3xx versions and periods; AR4xx rules that
disagree; AR5xx questions for a person; AR6xx workbooks and transcripts; AR7xx
publishing, storing, cases; AR8xx other systems' formats; AR9xx our own mistakes.
"""

from enum import StrEnum


class Code(StrEnum):
    """A problem's stable name, such as AR201. Its page is `docs/errors/<code>.md`."""

    UNEXPECTED_WORD = "AR101"
    UNKNOWN_NAME = "AR201"
