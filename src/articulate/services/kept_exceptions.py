"""Academic exceptions as a request keeps them: beside its rules, which are everybody's.

Rules that many requests share are kept once, and no learner's name stands in them; so
an exception goes when what is kept about its learner is erased.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.codec import as_bytes, decode, encode
from articulate.rulebook.digest import digest_of
from articulate.rulebook.rulebook import Rulebook
from articulate.store.contents import content_of, keep_content
from articulate.store.transaction import Connection

EXCEPTIONS = "exceptions"
"""The role of the exceptions that an evaluation goes by."""


def exceptions_bytes(exceptions: Iterable[AcademicException]) -> bytes:
    """Write exceptions as they are kept."""
    return as_bytes([encode(one) for one in exceptions])


def exceptions_in(written: bytes) -> tuple[AcademicException, ...]:
    """Read exceptions back; nothing kept is none.

    >>> exceptions_in(exceptions_bytes(()))
    ()
    """
    if not written:
        return ()
    return tuple(decode(AcademicException, one) for one in json.loads(written))


def kept_exceptions(
    conn: Connection, contents: Mapping[str, str]
) -> tuple[AcademicException, ...]:
    """Return the exceptions that an evaluation went by, by what it rests on."""
    if EXCEPTIONS not in contents:
        return ()
    return exceptions_in(content_of(conn, contents[EXCEPTIONS]) or b"")


def keep_exceptions(
    conn: Connection, exceptions: Iterable[AcademicException]
) -> dict[str, str]:
    """Keep exceptions, and say under which digest; none are not kept."""
    some = tuple(exceptions)
    return {EXCEPTIONS: keep_content(conn, exceptions_bytes(some))} if some else {}


def with_exceptions(
    rulebook: Rulebook, exceptions: Iterable[AcademicException], digest: str = ""
) -> Rulebook:
    """Return the rules with a learner's exceptions among them, under its own digest.

    *digest* is that, where it is known already.
    """
    some = tuple(exceptions)
    if not some:
        return rulebook
    whole = replace(rulebook, exceptions=(*rulebook.exceptions, *some))
    return replace(whole, digest=digest or digest_of(whole))
