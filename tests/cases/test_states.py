"""What may follow what, for requests and policies, as sentences."""

import pytest

from articulate.cases.publishing import ALLOWED as OF_POLICIES
from articulate.cases.publishing import policy_after, writers
from articulate.cases.states import ALLOWED, moves_from, state_after
from articulate.model.case import Move, RequestState
from articulate.model.publication import PolicyMove, PolicyState

S, M = RequestState, Move
P, N = PolicyState, PolicyMove
REQUESTS = {
    "a record comes first": (None, M.RECEIVE, S.RECEIVED),
    "nothing is decided before it is evaluated": (S.RECEIVED, M.DECIDE, None),
    "what the rules gave may be decided": (S.EVALUATED, M.DECIDE, S.DECIDED),
    "what is referred may be decided": (S.REFERRED, M.DECIDE, S.DECIDED),
    "what is decided is not decided again": (S.DECIDED, M.DECIDE, None),
    "what is decided is not evaluated again": (S.DECIDED, M.EVALUATE, None),
    "a decision may be appealed": (S.DECIDED, M.APPEAL, S.APPEALED),
    "what is not decided cannot be appealed": (S.REFERRED, M.APPEAL, None),
    "an appeal ends in a decision": (S.APPEALED, M.DECIDE, S.DECIDED),
    "another request may always take its place": (S.DECIDED, M.SUPERSEDE, S.SUPERSEDED),
    "what was superseded is over": (S.SUPERSEDED, M.DECIDE, None),
}
POLICIES = {
    "a draft comes first": (None, N.DRAFT, P.DRAFT),
    "a draft is not approved": (P.DRAFT, N.APPROVE, None),
    "a draft is not put in force": (P.DRAFT, N.ENFORCE, None),
    "what is proposed is not put in force": (P.PROPOSED, N.ENFORCE, None),
    "what is approved is": (P.APPROVED, N.ENFORCE, P.IN_FORCE),
    "an edit voids an approval": (P.APPROVED, N.DRAFT, P.DRAFT),
    "an edit voids a proposal": (P.PROPOSED, N.DRAFT, P.DRAFT),
    "another office's bundle does not overtake a draft": (P.DRAFT, N.LOAD, None),
    "what ended may begin anew": (P.ENDED, N.DRAFT, P.DRAFT),
}


@pytest.mark.parametrize(("state", "move", "after"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_moves_by_the_table(
    state: RequestState | None, move: Move, after: RequestState | None
) -> None:
    assert state_after(state, move) is after


@pytest.mark.parametrize(("state", "move", "after"), POLICIES.values(), ids=POLICIES)
def test_a_policy_moves_by_the_table(
    state: PolicyState | None, move: PolicyMove, after: PolicyState | None
) -> None:
    assert policy_after(state, move) is after


def test_every_state_is_in_its_table_and_can_be_reached() -> None:
    assert set(ALLOWED) == {None, *RequestState}
    assert set(OF_POLICIES) == {None, *PolicyState}
    assert {to for row in ALLOWED.values() for to in row.values()} == set(RequestState)
    reached = {to for row in OF_POLICIES.values() for to in row.values()}
    assert reached == set(PolicyState)
    assert moves_from(S.SUPERSEDED) == ()


def test_everybody_who_edited_is_a_writer() -> None:
    happened = [
        ("draft", "ada"),
        ("propose", "bob"),
        ("approve", "cy"),
        ("draft", "Cy"),
    ]
    assert writers(happened) == {"ada", "cy"}
    assert writers([*happened, ("enforce", "bob")]) == frozenset()
