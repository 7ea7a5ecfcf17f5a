"""The allowed moves of an import, as a table."""

from articulate.model.importing import ImportMove, ImportState

_S, _M = ImportState, ImportMove
ALLOWED: dict[ImportState | None, dict[ImportMove, ImportState]] = {
    None: {_M.UPLOAD: _S.OPEN},
    _S.OPEN: {
        _M.ASK: _S.OPEN,
        _M.CHOOSE: _S.OPEN,
        _M.APPLY: _S.APPLIED,
        _M.FAIL: _S.OPEN,
        _M.DROP: _S.DROPPED,
    },
    _S.APPLIED: {_M.FAIL: _S.OPEN},
    _S.DROPPED: {},
}
"""From each state, what a move leads to; None is before there was anything."""


def import_after(state: ImportState | None, move: ImportMove) -> ImportState | None:
    """Return where a move leads, None where it is not allowed.

    >>> import_after(ImportState.DROPPED, ImportMove.APPLY) is None
    True
    """
    return ALLOWED[state].get(move)
