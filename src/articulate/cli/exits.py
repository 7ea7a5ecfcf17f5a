"""Exit codes: what a command came to, for the shell that called it."""

from enum import IntEnum


class Exit(IntEnum):
    """The contract's five, and one for our own mistakes (`EX_SOFTWARE`)."""

    DONE = 0
    INPUT_WRONG = 1
    USAGE_WRONG = 2
    CHECK_FAILED = 3
    PERSON_NEEDED = 4
    OUR_MISTAKE = 70
