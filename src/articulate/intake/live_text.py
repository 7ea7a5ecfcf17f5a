"""Texts that a spreadsheet program would take for a formula, made quiet and loud again.

A file of ours may be opened in any program, and whatever a partner wrote must stay text
there.
"""

import re

_LIVE = re.compile(r"[\s']*[=+\-@＝＋－＠]")  # noqa: RUF001  some programs take the wide signs too


def quiet(text: str) -> str:
    """Put a quote before a text that would be a formula, or that looks quoted so.

    >>> quiet("=1+1"), quiet("CIS 120")
    ("'=1+1", 'CIS 120')
    """
    return f"'{text}" if _LIVE.match(text) or text.startswith(("\t", "\r")) else text


def as_it_was(text: str) -> str:
    """Take away the quote that `quiet` put there, and no other.

    >>> as_it_was(quiet("'=1+1")), as_it_was("'til")
    ("'=1+1", "'til")
    """
    without = text.removeprefix("'")
    return without if without != text and quiet(without) != without else text
