"""The door for the clock: only here and in `cli` does anyone ask what day it is."""

from datetime import date


def today() -> date:
    """Return the current day; the default of `--as-of`, and of nothing else."""
    return date.today()  # noqa: DTZ011 - the day where the person sits
