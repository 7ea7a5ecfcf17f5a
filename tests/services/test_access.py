"""Who may ask for what, beneath every face of the house."""

import pytest

from articulate.diagnostics.codes import Code
from articulate.model.identifiers import LearnerId
from articulate.model.person import VISITOR, Person, Role
from articulate.services.access import WITHOUT_LOGIN, Task, may, refusal
from articulate.services.acting import Act


def act(person: Person | None) -> Act:
    return Act("office.db", "x", "2024-09-01T00:00:00.000000Z", "0", None, person)


def somebody(*roles: Role) -> Person:
    return Person("x", "X", frozenset(roles), LearnerId("L-7"))


@pytest.mark.parametrize("task", Task)
def test_whoever_has_the_store_itself_may_do_all(task: Task) -> None:
    assert refusal(act(None), task) is None


@pytest.mark.parametrize("task", Task)
def test_a_visitor_may_look_up_what_is_public_and_no_more(task: Task) -> None:
    refused = refusal(act(VISITOR), task)
    assert (refused is None) is (task in WITHOUT_LOGIN)
    assert refused is None or refused.code is Code.SIGN_IN_NEEDED


@pytest.mark.parametrize("task", [Task.SEE_RECORD, Task.SEE_REQUEST, Task.APPEAL])
def test_a_learner_asks_about_nobody_but_themselves(task: Task) -> None:
    lee = somebody(Role.LEARNER)
    assert may(lee, task, "L-7")
    assert not may(lee, task, "L-8")
    refused = refusal(act(lee), task, "L-8")
    assert refused is not None
    assert refused.code is Code.NOT_ALLOWED


def test_a_learner_without_a_record_asks_about_nobody() -> None:
    unknown = Person("x", "X", frozenset({Role.LEARNER}))
    assert not may(unknown, Task.SEE_RECORD, "L-7")


def test_a_second_role_opens_what_the_first_does_not() -> None:
    both = somebody(Role.LEARNER, Role.ADVISOR)
    assert may(both, Task.SEE_RECORD, "L-8")


def test_an_auditor_changes_nothing() -> None:
    changes = {
        *(Task.OPEN_REQUEST, Task.ASSIGN, Task.MOVE, Task.DECIDE, Task.APPEAL),
        *(Task.EXCEPT, Task.APPROVE_EXCEPTION, Task.ASSESS, Task.CONVENE),
        *(Task.IMPORT, Task.WRITE_POLICY, Task.APPROVE_POLICY),
    }
    assert not [task for task in changes if may(somebody(Role.AUDITOR), task)]


def test_no_author_approves() -> None:
    assert not may(somebody(Role.AUTHOR), Task.APPROVE_POLICY)
    assert not may(somebody(Role.APPROVER), Task.WRITE_POLICY)
