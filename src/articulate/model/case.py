"""A request: the states it can be in, and the moves that lead from one to another."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands; what may follow is written in `cases.states`."""

    RECEIVED = "received"
    """The record is on file, and nothing has been said of it."""
    EVALUATED = "evaluated"
    """The rules have spoken, and a person may adopt what they said."""
    REFERRED = "referred"
    """A person must decide something that the rules leave open."""
    DECIDED = "decided"
    APPEALED = "appealed"
    """The learner asked for a decision to be reconsidered."""
    SUPERSEDED = "superseded"
    """Another request took its place, which is named."""


class Move(StrEnum):
    """What can happen to a request; each is one entry of its stream in the ledger."""

    RECEIVE = "receive"
    EVALUATE = "evaluate"
    REFER = "refer"
    REVIEW = "review"
    """A decision waits for a second person, as the policy wants it."""
    ASSIGN = "assign"
    """Somebody of the office takes it on, or gives it back."""
    PAUSE = "pause"
    """The clock stands, as when the office waits for the learner."""
    RESUME = "resume"
    EXCEPT = "except"
    """Somebody proposes an academic exception for the learner."""
    GRANT = "grant"
    """A second person approves one; the request is evaluated with it."""
    DECLINE = "decline"
    """A second person does not."""
    DECIDE = "decide"
    APPEAL = "appeal"
    SUPERSEDE = "supersede"


BESIDE = frozenset(
    {Move.ASSIGN, Move.PAUSE, Move.RESUME, Move.EXCEPT, Move.GRANT, Move.DECLINE}
)
"""Moves by which a request stays as it is."""

OVER = frozenset({RequestState.DECIDED, RequestState.SUPERSEDED})
"""States in which a request waits for nobody."""
