"""A day in an address or an object: written as 2024-09-01, and in no other way."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written(said: object) -> object:
    """Let through a day as it is written; a number is none, nor is a moment."""
    if said is None or isinstance(said, date):
        return said
    if isinstance(said, str) and _DAY.fullmatch(said):
        return said
    msg = "a day is written as 2024-09-01"
    raise ValueError(msg)


Day = Annotated[date, BeforeValidator(_written)]
"""A day that somebody sends."""
