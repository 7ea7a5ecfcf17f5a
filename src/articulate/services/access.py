"""Who may ask for what: the roles for each task, and a problem where one has none.

A person is named in an act by whoever let them in. An act without one comes from the
command line, where the rights are those over the store itself.
"""

from enum import StrEnum

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry
from articulate.model.person import Person, Role
from articulate.services.acting import Act
from articulate.store.institutions import institution_of
from articulate.store.transaction import Connection


class Task(StrEnum):
    """What a person may ask of an office."""

    LOOK_UP = "look up what counts"
    SEE_POLICIES = "read the policies"
    SEE_QUEUE = "see the queue"
    SEE_REQUEST = "see a request"
    SEE_RECORD = "see a learner's record"
    OPEN_REQUEST = "open a request"
    ASSIGN = "assign a request"
    MOVE = "refer, stop or resume a request"
    WATCH = "watch over cases"
    DO_SIGNAL = "say that a task is done"
    DECIDE = "decide a request"
    APPEAL = "appeal a decision"
    EXCEPT = "propose an academic exception"
    APPROVE_EXCEPTION = "approve an academic exception"
    ASSESS = "assess prior learning"
    SEE_PANEL = "see a panel"
    CONVENE = "convene a panel"
    SEE_AGREEMENTS = "see agreements"
    IMPORT = "import a workbook"
    WRITE_POLICY = "draft or propose a policy"
    SEE_IMPACT = "see what a policy would change"
    APPROVE_POLICY = "approve a policy"
    ERASE = "erase a learner"
    SEE_LEDGER = "see the ledger"
    VERIFY_LEDGER = "verify the ledger"


_R = Role
_DESK = frozenset({_R.EVALUATOR, _R.REGISTRAR})
_OFFICE = _DESK | {_R.APPROVER, _R.AUDITOR}
_COUNSEL = _OFFICE | {_R.ADVISOR}
EVERYBODY = frozenset(Role)

MAY: dict[Task, frozenset[Role]] = {
    Task.LOOK_UP: EVERYBODY,
    Task.SEE_POLICIES: EVERYBODY,
    Task.SEE_QUEUE: _OFFICE,
    Task.SEE_REQUEST: _COUNSEL | {_R.LEARNER},
    Task.SEE_RECORD: _COUNSEL | {_R.LEARNER},
    Task.OPEN_REQUEST: _DESK | {_R.LEARNER},
    Task.ASSIGN: _DESK,
    Task.MOVE: _DESK,
    Task.WATCH: _DESK,
    Task.DO_SIGNAL: _DESK,
    Task.DECIDE: _DESK,
    Task.APPEAL: _DESK | {_R.LEARNER},
    Task.EXCEPT: _DESK,
    Task.APPROVE_EXCEPTION: frozenset({_R.APPROVER, _R.REGISTRAR}),
    Task.ASSESS: frozenset({_R.ASSESSOR}),
    Task.SEE_PANEL: _OFFICE | {_R.ASSESSOR},
    Task.CONVENE: _DESK,
    Task.SEE_AGREEMENTS: _COUNSEL | {_R.AUTHOR},
    Task.IMPORT: _DESK | {_R.AUTHOR},
    Task.WRITE_POLICY: frozenset({_R.AUTHOR}),
    Task.SEE_IMPACT: _OFFICE,
    Task.APPROVE_POLICY: frozenset({_R.APPROVER}),
    Task.ERASE: frozenset({_R.REGISTRAR}),
    Task.SEE_LEDGER: frozenset({_R.REGISTRAR, _R.AUDITOR}),
    Task.VERIFY_LEDGER: frozenset({_R.REGISTRAR, _R.AUDITOR}),
}
"""For each task, the roles that may ask for it; one of them is enough."""

WHOLE_OFFICE = frozenset({Task.ERASE, Task.VERIFY_LEDGER})
"""What nobody may ask for who works for some institutions of the office only."""
WITHOUT_LOGIN = frozenset({Task.LOOK_UP, Task.SEE_POLICIES})
"""What anybody may ask for without saying who they are."""


NOBODY = ""
"""Whom a case is about that is not there: refused as somebody else's would be."""


def may(
    person: Person, task: Task, learner: str | None = None, institution: str = ""
) -> bool:
    """Say whether a person may ask for a task, about a learner where there is one.

    Whoever is only a learner is asked about nobody but themselves; whoever works for
    some institutions, about no case that is for another.

    >>> from articulate.model.identifiers import LearnerId
    >>> lee = Person("lee", "Lee", frozenset({Role.LEARNER}), LearnerId("L-7"))
    >>> may(lee, Task.SEE_RECORD, "L-7"), may(lee, Task.SEE_RECORD, "L-8")
    (True, False)
    """
    if task in WITHOUT_LOGIN:
        return True
    having = person.roles & MAY[task]
    if having == {Role.LEARNER}:
        return learner is None or (
            person.learner is not None and person.learner == learner
        )
    if having and person.institutions:
        theirs = learner is None or institution in person.institutions
        return theirs and task not in WHOLE_OFFICE
    return bool(having)


def refusal(
    act: Act, task: Task, learner: str | None = None, institution: str = ""
) -> Diagnostic | None:
    """Say why an act is not its person's to do; None where it is."""
    person = act.person
    if person is None or may(person, task, learner, institution):
        return None
    if not person.id:
        return Diagnostic(
            code=Code.SIGN_IN_NEEDED,
            place=act.at(),
            message=f"to {task}, one must be signed in",
            help="sign in, as somebody whose role allows it",
        )
    roles = ", ".join(sorted(person.roles)) or "no role"
    return Diagnostic(
        code=Code.NOT_ALLOWED,
        place=act.at(),
        message=f"{person.id} ({roles}) may not {task}",
        help=_way_out(person, task),
    )


def case_refusal(
    conn: Connection, act: Act, task: Task, entry: Entry | None
) -> Diagnostic | None:
    """Say why an act on a case is not its person's to do; *entry* is any of its own.

    Without one there is no such case, and whoever might not have seen it is told what
    they would be told of somebody else's.
    """
    if act.person is None:
        return None
    if entry is None:
        return refusal(act, task, NOBODY)
    institution = ""
    if act.person.institutions:
        institution = institution_of(conn, entry.stream)
    return refusal(act, task, entry.learner, institution)


def works_for(act: Act) -> tuple[str, ...]:
    """Return the institutions to whose cases an act is limited; none is all."""
    return () if act.person is None else tuple(sorted(act.person.institutions))


def _way_out(person: Person, task: Task) -> str:
    having = person.roles & MAY[task]
    if not having:
        return f"ask somebody who is {', '.join(sorted(MAY[task]))}"
    if having == {Role.LEARNER}:
        return "a learner may ask about nobody but themselves"
    return (
        f"{person.id} works for {', '.join(sorted(person.institutions))} only; ask"
        " somebody who works for the whole office"
    )
