"""The allowed moves of a request, as a table: nothing else is ever allowed."""

from articulate.model.case import BESIDE, Move, RequestState

_S, _M = RequestState, Move


def _beside(state: RequestState) -> dict[Move, RequestState]:
    """It is assigned, its clock stands, an exception is proposed, and it stays so."""
    return dict.fromkeys(sorted(BESIDE), state)


ALLOWED: dict[RequestState | None, dict[Move, RequestState]] = {
    None: {_M.RECEIVE: _S.RECEIVED},
    _S.RECEIVED: {_M.EVALUATE: _S.EVALUATED, _M.SUPERSEDE: _S.SUPERSEDED},
    _S.EVALUATED: {
        _M.EVALUATE: _S.EVALUATED,
        _M.REFER: _S.REFERRED,
        _M.REVIEW: _S.REFERRED,
        _M.DECIDE: _S.DECIDED,
        _M.SUPERSEDE: _S.SUPERSEDED,
    }
    | _beside(_S.EVALUATED),
    _S.REFERRED: {
        _M.EVALUATE: _S.EVALUATED,
        _M.REFER: _S.REFERRED,
        _M.REVIEW: _S.REFERRED,
        _M.DECIDE: _S.DECIDED,
        _M.SUPERSEDE: _S.SUPERSEDED,
    }
    | _beside(_S.REFERRED),
    _S.DECIDED: {_M.APPEAL: _S.APPEALED, _M.SUPERSEDE: _S.SUPERSEDED},
    _S.APPEALED: {
        _M.EVALUATE: _S.APPEALED,
        _M.REFER: _S.APPEALED,
        _M.REVIEW: _S.APPEALED,
        _M.DECIDE: _S.DECIDED,
        _M.SUPERSEDE: _S.SUPERSEDED,
    }
    | _beside(_S.APPEALED),
    _S.SUPERSEDED: {},
}
"""From each state, what a move leads to; None is before the record came."""


def state_after(state: RequestState | None, move: Move) -> RequestState | None:
    """Return where a move leads, None where it is not allowed.

    >>> str(state_after(RequestState.REFERRED, Move.DECIDE))
    'decided'
    >>> state_after(RequestState.DECIDED, Move.DECIDE) is None
    True
    """
    return ALLOWED[state].get(move)


def moves_from(state: RequestState | None) -> tuple[Move, ...]:
    """List the moves that are allowed."""
    return tuple(ALLOWED[state])
