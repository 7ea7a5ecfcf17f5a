"""Back an office's store up, and restore one: verified before anyone works with it."""

from collections.abc import Iterable, Iterator
from zlib import error as ZlibError  # noqa: N812 - named like the exception it is

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Checkpoint
from articulate.services.acting import Act
from articulate.store.backup import (
    DamagedError,
    backup_lines,
    is_empty,
    restore_lines,
)
from articulate.store.transaction import REFUSED, Connection

_UNREADABLE = (DamagedError, ZlibError, EOFError, OSError, *REFUSED)
_MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError)


def back_up(conn: Connection, act: Act) -> Iterator[str]:
    """Write the whole store as lines."""
    yield from backup_lines(conn, act.moment)


def restore(
    conn: Connection, lines: Iterable[str], act: Act
) -> Checkpoint | Diagnostic:
    """Fill an empty store from a backup, and verify every row of it.

    A backup that is damaged restores nothing.
    """
    if not is_empty(conn):
        return Diagnostic(
            code=Code.STORE_NOT_EMPTY,
            place=act.at(),
            message="something was entered in this store already",
            help="restore into a new store: name another with --store",
        )
    try:
        return restore_lines(conn, lines)
    except (*_UNREADABLE, *_MALFORMED) as error:
        return Diagnostic(
            code=Code.BACKUP_DAMAGED,
            place=act.at(),
            message=f"the backup is damaged: {_words(error)}",
            help="nothing was restored; take another backup",
        )


def _words(error: Exception) -> str:
    if isinstance(error, DamagedError | EOFError | OSError):
        return str(error)
    return f"something in it is not what it should be ({type(error).__name__})"
