"""The door for the clock: only here and in `cli` does anyone ask what day it is."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the current day; the default of `--as-of`, and of nothing else."""
    return date.today()  # noqa: DTZ011 - the day where the person sits


def moment() -> str:
    """Return this moment as the ledger records it: UTC, text that sorts by time."""
    now = datetime.now(UTC)
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")
