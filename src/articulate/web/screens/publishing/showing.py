"""How a policy is shown on its way: to whom which step is open, and what it does."""

from collections.abc import Sequence
from urllib.parse import quote

from fastapi.responses import HTMLResponse

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.plain_rule import plain_rule
from articulate.explain.rule_text import rule_text
from articulate.services.access import Task, may
from articulate.services.impact import impact_rows
from articulate.services.policy_impact import Affected, PolicyImpact
from articulate.services.policy_steps import (
    HOLDS,
    policies_standing,
    policy_standing_of,
)
from articulate.web.problems import answered, status_of
from articulate.web.visit import Visit

MOST_SHOWN = 200
USUAL = "policies"
"""What a policy is called where the office has none yet."""


def list_page(visit: Visit, problems: Sequence[Diagnostic] = ()) -> HTMLResponse:
    """Show every policy; to an author, what a draft of the files would change."""
    act, desk = visit.act(), visit.desk
    policies = visit.read(lambda conn: policies_standing(conn, act))
    writes = may(visit.person, Task.WRITE_POLICY) or may(visit.person, Task.IMPORT)
    now = None
    if writes and desk.imports is not None:
        now = answered(desk.publishing()).now(act)
    only = policies[0] if len(policies) == 1 else None
    return visit.page(
        "publishing/list.html",
        status=status_of(tuple(problems)) if problems else 200,
        found=problems,
        policies=policies,
        now=now,
        may_draft=may(visit.person, Task.WRITE_POLICY),
        usual=USUAL if only is None else only[0],
        number=0 if only is None else only[1].number,
        most=MOST_SHOWN,
        plain=plain_rule,
        text=rule_text,
        key=desk.new_name(),
    )


def policy_page(
    visit: Visit, name: str, problems: Sequence[Diagnostic] = ()
) -> HTMLResponse:
    """Show how a policy stands, with the steps that are open to who asks."""
    act, person = visit.act(), visit.person
    standing = visit.read(lambda conn: policy_standing_of(conn, name, act))
    tasks = {
        "propose": Task.WRITE_POLICY,
        "approve": Task.APPROVE_POLICY,
        "enforce": Task.APPROVE_POLICY,
        "release": Task.APPROVE_POLICY,
        "end": Task.APPROVE_POLICY,
    }
    moves = [str(one) for one in standing.moves]
    steps = [one for one in tasks if one in moves and may(person, tasks[one])]
    if not standing.hold and "release" in steps:
        steps.remove("release")
    return visit.page(
        "publishing/policy.html",
        status=status_of(tuple(problems)) if problems else 200,
        found=problems,
        standing=standing,
        at=path_of(name),
        steps=steps,
        wrote=standing.wrote(person.id),
        waits=standing.changes is not None,
        may_see_impact=may(person, Task.SEE_IMPACT),
        holds=tuple(HOLDS),
        names={one.id: one.name for one in visit.desk.office.people},
        most=MOST_SHOWN,
        plain=plain_rule,
        text=rule_text,
        key=visit.desk.new_name(),
    )


def impact_page(
    visit: Visit,
    found: PolicyImpact,
    shown: Sequence[Affected],
    *,
    first: int,
    most: int,
) -> HTMLResponse:
    """Show an impact: in sum, by rule, and for whom."""
    return visit.page(
        "publishing/impact.html",
        found=found,
        rows=tuple(impact_rows(found.impact)),
        rules=found.by_rule[:MOST_SHOWN],
        shown=shown,
        first=first,
        most=most,
        at=path_of(found.policy),
    )


def path_of(name: str) -> str:
    """Return the address of a policy on its way."""
    return f"/publishing/{quote(name, safe='')}"
