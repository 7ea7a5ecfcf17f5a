"""The allowed moves of a request, as a table: nothing else is ever allowed."""

from articulate.model.case import Move, RequestState

_S = RequestState
ALLOWED: dict[RequestState | None, dict[Move, RequestState]] = {
    None: {Move.RECEIVE: _S.RECEIVED},
    _S.RECEIVED: {Move.EVALUATE: _S.EVALUATED, Move.SUPERSEDE: _S.SUPERSEDED},
    _S.EVALUATED: {
        Move.EVALUATE: _S.EVALUATED,
        Move.REFER: _S.REFERRED,
        Move.DECIDE: _S.DECIDED,
        Move.SUPERSEDE: _S.SUPERSEDED,
    },
    _S.REFERRED: {
        Move.EVALUATE: _S.EVALUATED,
        Move.REFER: _S.REFERRED,
        Move.DECIDE: _S.DECIDED,
        Move.SUPERSEDE: _S.SUPERSEDED,
    },
    _S.DECIDED: {Move.APPEAL: _S.APPEALED, Move.SUPERSEDE: _S.SUPERSEDED},
    _S.APPEALED: {
        Move.EVALUATE: _S.APPEALED,
        Move.DECIDE: _S.DECIDED,
        Move.SUPERSEDE: _S.SUPERSEDED,
    },
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
