"""Every role at every route, about oneself and about somebody else: no leak.

What each may do is read from `services.access`, so that what is tested is that pages
and resources hold to it, whatever stands in their address.
"""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.model.person import VISITOR, Person
from articulate.services.access import may
from articulate.web.table import API, PAGES, Page

OWN, OTHER = "r-1001", "r-1002"
LEARNERS = {OWN: "L-1001", OTHER: "L-1002"}
PEOPLE = ("", "ada", "ben", "cho", "dina", "eli", "hana", "ivo", "lee")
FILLED = {"place": "1", "number": "2", "code": "AR201"}

SENT = {"move": "appeal", "reason": "why", "settle": [], "to": "", "key": "k"}


def cases() -> Iterator[tuple[Page, str]]:
    """Each route; one that is about a request, about each of two learners."""
    for page in PAGES:
        if page.path.startswith(("/sign-in", "/sign-out")):
            continue
        about = "{name}" in page.path and "/requests/" in page.path
        for request in (OWN, OTHER) if about else ("",):
            yield page, request


def filled(page: Page, request: str) -> str:
    name = request or "ncc-computing@2024"
    path = page.path.replace("{name}", name)
    for part, said in FILLED.items():
        path = path.replace(f"{{{part}}}", said)
    return path


def allowed(person: Person, page: Page, request: str) -> bool:
    return may(person, page.task, LEARNERS.get(request))


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_gets_what_their_roles_do_not_allow(
    who: str, signed_in: SignedIn, visitor: TestClient, desk: WebDesk
) -> None:
    client = signed_in(who) if who else visitor
    people = {one.id: one for one in desk.office.people}
    person = people[who] if who else VISITOR
    wrong = []
    for page, request in cases():
        body = SENT if page.path.startswith(API) and page.method == "POST" else None
        came = client.request(page.method, filled(page, request), json=body)
        refused = came.status_code in (401, 403) or "/sign-in?to" in came.headers.get(
            "location", ""
        )
        if allowed(person, page, request) and refused and page.method == "GET":
            wrong.append(f"{page.method} {filled(page, request)} is refused")
        if not allowed(person, page, request):
            if not refused:
                wrong.append(f"{page.method} {filled(page, request)} is not refused")
            elif LEARNERS.get(request, "no learner") in came.text:
                wrong.append(f"{filled(page, request)} names the learner")
    assert not wrong


def test_every_resource_of_the_interface_is_in_the_table(visitor: TestClient) -> None:
    described = visitor.get(f"{API}/openapi.json").json()["paths"]
    routes = {
        (method.upper(), path) for path in described for method in described[path]
    }
    assert routes == {
        (page.method, page.path) for page in PAGES if page.path.startswith(API)
    }
