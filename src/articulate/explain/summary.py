"""A result in one sentence: how many lines came to each status."""

from collections.abc import Sequence

from articulate.explain.naming import status_name
from articulate.explain.outline import Row
from articulate.model.line import Status


def counts_sentence(rows: Sequence[Row]) -> str:
    """Say how many lines there are, and of which status."""
    counted = [
        (status, sum(row.line.status is status for row in rows)) for status in Status
    ]
    words = [f"{some} {status_name(status)}" for status, some in counted if some]
    lines = f"{len(rows)} line{'' if len(rows) == 1 else 's'}"
    return f"{lines}: {', '.join(words)}." if words else "Nothing to evaluate."
