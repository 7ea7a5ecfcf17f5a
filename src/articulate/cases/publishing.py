"""The allowed moves of a policy, as a table, and who may approve one."""

from collections.abc import Iterable

from articulate.model.publication import PolicyMove, PolicyState

_S, _M = PolicyState, PolicyMove
ALLOWED: dict[PolicyState | None, dict[PolicyMove, PolicyState]] = {
    None: {_M.DRAFT: _S.DRAFT, _M.LOAD: _S.IN_FORCE},
    _S.DRAFT: {_M.DRAFT: _S.DRAFT, _M.PROPOSE: _S.PROPOSED, _M.END: _S.ENDED},
    _S.PROPOSED: {_M.DRAFT: _S.DRAFT, _M.APPROVE: _S.APPROVED, _M.END: _S.ENDED},
    _S.APPROVED: {_M.DRAFT: _S.DRAFT, _M.ENFORCE: _S.IN_FORCE, _M.END: _S.ENDED},
    _S.IN_FORCE: {
        _M.DRAFT: _S.DRAFT,
        _M.RELEASE: _S.IN_FORCE,
        _M.LOAD: _S.IN_FORCE,
        _M.END: _S.ENDED,
    },
    _S.ENDED: {_M.DRAFT: _S.DRAFT, _M.LOAD: _S.IN_FORCE},
}
"""From each state, what a move leads to; None is before there was anything."""

_BEGIN_ANEW = frozenset({_M.ENFORCE, _M.LOAD, _M.END})


def policy_after(state: PolicyState | None, move: PolicyMove) -> PolicyState | None:
    """Return where a move leads, None where it is not allowed.

    >>> policy_after(PolicyState.DRAFT, PolicyMove.ENFORCE) is None
    True
    """
    return ALLOWED[state].get(move)


def policy_moves(state: PolicyState | None) -> tuple[PolicyMove, ...]:
    """List the moves that are allowed."""
    return tuple(ALLOWED[state])


def writers(happened: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return who wrote or edited the newest revision, from moves and who made them.

    Names are compared without regard to case and blanks: one person is one person.

    >>> sorted(writers([("draft", "Ada "), ("propose", "bob"), ("draft", "cy")]))
    ['ada', 'cy']
    >>> writers([("draft", "ada"), ("enforce", "ada")])
    frozenset()
    """
    found: set[str] = set()
    for move, actor in happened:
        if move in _BEGIN_ANEW:
            found.clear()
        elif move == _M.DRAFT:
            found.add(same_person(actor))
    return frozenset(found)


def same_person(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())
