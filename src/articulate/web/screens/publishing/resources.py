"""Publishing for programs: what the pages do, as resources of `/api/v1`."""

from typing import Annotated

from fastapi import Body, Query

from articulate.model.publication import PolicyMove
from articulate.services.history import policy_json
from articulate.services.policy_impact import (
    affected_for,
    impact_page_json,
    policy_impact,
)
from articulate.services.policy_steps import (
    PolicyStep,
    policies_standing,
    policy_standing_of,
    standing_json,
    take_step,
)
from articulate.services.revision_changes import changes_json
from articulate.web.problems import answered
from articulate.web.screen import Screen
from articulate.web.screens.publishing.drafting import draft
from articulate.web.visit import Visit, Visiting

Key = Annotated[str, Body(description="Said again, it is done once.")]
Seen = Annotated[int, Body(ge=0, description="The `seen` of what was shown.")]
Reason = Annotated[str, Body(description="In your own words.")]
MOST = 500


def add_resources(one: Screen) -> None:
    """Add the resources to a screen."""
    one.api.get("/publishing")(list_resource)
    one.api.get("/publishing/files")(files_resource)
    one.api.post("/publishing/{name}/draft")(draft_resource)
    one.api.get("/publishing/{name}")(see_resource)
    one.api.get("/publishing/{name}/impact")(impact_resource)
    one.api.post("/publishing/{name}/propose")(propose_resource)
    one.api.post("/publishing/{name}/approve")(approve_resource)
    one.api.post("/publishing/{name}/enforce")(enforce_resource)
    one.api.post("/publishing/{name}/release")(release_resource)
    one.api.post("/publishing/{name}/end")(end_resource)


def list_resource(visit: Visiting) -> dict[str, object]:
    """List every policy with its newest entry."""
    act = visit.act()
    found = visit.read(lambda conn: policies_standing(conn, act))
    return {"policies": [policy_json(entry) for _, entry in found]}


def files_resource(visit: Visiting) -> dict[str, object]:
    """Say what a draft of the office's files would change, and how they are named."""
    now = answered(visit.desk.publishing()).now(visit.act())
    return {
        "seen": now.seen,
        "changes": changes_json(now.changes),
        "errors": [str(one.code) for one in now.problems],
    }


def see_resource(name: str, visit: Visiting) -> dict[str, object]:
    """Return a policy as it stands, with what its newest revision would change."""
    return _seen(visit, name)


def impact_resource(
    name: str,
    visit: Visiting,
    first: Annotated[int, Query(ge=0, le=10_000_000, alias="from")] = 0,
) -> dict[str, object]:
    """Say whom the newest revision of a policy would change."""
    act = visit.act()
    found = visit.read(lambda conn: policy_impact(conn, name, act))
    shown = visit.write(
        lambda conn: affected_for(conn, found, act, first=first, most=MOST)
    )
    return dict(impact_page_json(found, shown))


def draft_resource(
    name: str,
    visit: Visiting,
    seen: Annotated[str, Body(description="The `seen` of the files.")],
    number: Annotated[int, Body(ge=0, description="The policy's newest entry.")] = 0,
    key: Key = "",
) -> dict[str, object]:
    """Draft a policy from the office's files, as they were shown."""
    draft(visit, name, seen, number=number, key=key)
    return _seen(visit, name)


def propose_resource(
    name: str, visit: Visiting, seen: Seen, key: Key = ""
) -> dict[str, object]:
    """Propose a draft to whoever approves."""
    least = visit.desk.office.coverage
    return _taken(visit, PolicyStep(name, PolicyMove.PROPOSE, seen, least=least), key)


def approve_resource(
    name: str,
    visit: Visiting,
    seen: Seen,
    hold: Annotated[tuple[str, ...], Body(description="`losses` and so on.")] = (),
    key: Key = "",
) -> dict[str, object]:
    """Approve what was proposed, as somebody who did not write it."""
    return _taken(visit, PolicyStep(name, PolicyMove.APPROVE, seen, hold=hold), key)


def enforce_resource(
    name: str, visit: Visiting, seen: Seen, key: Key = ""
) -> dict[str, object]:
    """Put in force what was approved."""
    return _taken(visit, PolicyStep(name, PolicyMove.ENFORCE, seen), key)


def release_resource(
    name: str, visit: Visiting, seen: Seen, reason: Reason, key: Key = ""
) -> dict[str, object]:
    """Approve what was held."""
    return _taken(visit, PolicyStep(name, PolicyMove.RELEASE, seen, reason), key)


def end_resource(
    name: str, visit: Visiting, seen: Seen, reason: Reason, key: Key = ""
) -> dict[str, object]:
    """End a policy, or give a revision of it up."""
    return _taken(visit, PolicyStep(name, PolicyMove.END, seen, reason), key)


def _taken(visit: Visit, step: PolicyStep, key: str) -> dict[str, object]:
    act = visit.act(key)
    visit.write(lambda conn: take_step(conn, step, act))
    return _seen(visit, step.policy)


def _seen(visit: Visit, name: str) -> dict[str, object]:
    act = visit.act()
    standing = visit.read(lambda conn: policy_standing_of(conn, name, act))
    return dict(standing_json(standing))
