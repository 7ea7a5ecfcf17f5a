"""The hash chain: what an entry's digest is taken of.

Every column of the row is in it, in a fixed order, and with `previous` all that came
before in the stream. The body repeats what the entry rests on, so that is in it too.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import RowMapping

from articulate.model.entry import Entry

FORM = "articulate.entry/1"
"""Names the form below; entries of another form would carry another name."""

HASHED = (
    *("stream", "number", "kind", "state", "learner", "actor"),
    *("recorded_at", "key", "asked", "body", "previous"),
)


def body_of(said: Mapping[str, object], contents: Mapping[str, str]) -> str:
    """Write what was said, and what an entry rests on, as canonical JSON.

    >>> body_of({"reason": "a"}, {})
    '{"contents":{},"said":{"reason":"a"}}'
    """
    whole = {"contents": dict(contents), "said": said}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def said_in(entry: Entry) -> dict[str, Any]:
    """Read back what was said in an entry."""
    said: dict[str, Any] = json.loads(entry.body)["said"]
    return said


def digest_of_row(row: Mapping[str, Any] | RowMapping) -> str:
    """Return the digest of an entry from every other column of its row.

    A value of a kind that never stands there, put in by force, is hashed as it looks.
    """
    hashed = [FORM, *(row[name] for name in HASHED)]
    written = json.dumps(hashed, separators=(",", ":"), ensure_ascii=True, default=repr)
    return f"sha256:{sha256(written.encode()).hexdigest()}"
