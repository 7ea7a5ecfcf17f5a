"""What the matrix is made of: every route with what is sent to it, people and cases.

Routes, and the fields of each, are read from OpenAPI: of the interface as it is served,
and of the pages as if they were part of it. A new route is in the matrix at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from tests.store.panelling import judged_panel
from tests.store.world import opened_elsewhere

from articulate.bootstrap.serving import WebDesk
from articulate.model.entry import Entry
from articulate.model.identifiers import InstitutionId, LearnerId
from articulate.model.person import VISITOR, Person, Role
from articulate.services.access import MAY, WITHOUT_LOGIN
from articulate.services.open_case import OpenRequest
from articulate.web.app import SCREENS
from articulate.web.table import Page, page_of


@dataclass(frozen=True)
class Case:
    """Something that is somebody's: a request or a panel, and whose."""

    name: str
    learner: str = ""
    institution: str = ""
    seats: frozenset[str] = frozenset()


REQUESTS = (
    Case("r-1001", "L-1001", "STATE"),
    Case("r-1002", "L-1002", "STATE"),
    Case("r-3", "L-88", "SEND"),
    Case("r-missing"),
)
PANELS = (
    Case("r-77.p1", "L-77", "HOME", frozenset({"eli", "fay"})),
    Case("r-missing.p1"),
)
NO_CASE = Case("ncc-computing@2024")
LEARNERS = {one.learner: one.institution for one in (*REQUESTS, *PANELS) if one.learner}


def _person(
    name: str, *roles: Role, learner: str | None = None, only: str | None = None
) -> Person:
    institutions = frozenset() if only is None else frozenset({InstitutionId(only)})
    whose = None if learner is None else LearnerId(learner)
    return Person(name, name, frozenset(roles), whose, institutions=institutions)


ADDED = (
    _person("max", Role.LEARNER),
    _person("tia", Role.EVALUATOR, only="STATE"),
    _person("sam", Role.REGISTRAR, only="SEND"),
    _person("uma", Role.AUDITOR, only="NOWHERE"),
    _person("vic"),
)
PEOPLE = (
    *("", "ada", "ben", "cho", "dina", "eli", "gus", "hana", "ivo", "lee"),
    *(one.id for one in ADDED),
)
"""One of each role, and those who differ by whose cases they may see."""


def peopled(desk: WebDesk) -> WebDesk:
    """The office with those people beside its own."""
    people = (*desk.office.people, *ADDED)
    return replace(desk, office=replace(desk.office, people=people))


def person_of(desk: WebDesk, who: str) -> Person:
    found = [one for one in desk.office.people if one.id == who]
    return found[0] if found else VISITOR


def filled_in(desk: WebDesk) -> WebDesk:
    """Add to the demonstration a panel, and a request for another institution."""
    for work in (judged_panel, lambda conn: opened_elsewhere(conn, "r-3", "L-88")):
        came = desk.store.write(work)
        assert isinstance(came, Entry | OpenRequest), came
    return peopled(desk)


@dataclass(frozen=True)
class Asked:
    """One route as it is asked: what for, whose case it is about, and what is sent."""

    page: Page
    case: Case
    path: str
    body: dict[str, object] | None
    kind: str

    def __str__(self) -> str:
        return f"{self.page.method} {self.path} about {self.case.name}"


def asked() -> Iterator[Asked]:
    """Yield each route of OpenAPI, about each case that it can be about."""
    described = everything_described()
    for path, operations in described["paths"].items():
        if path.startswith(("/sign-", "/static/")):
            continue
        for method, operation in operations.items():
            page = page_of(method.upper(), path)
            assert page is not None, path
            kind, fields = _body(operation, described)
            for case in _cases(path, fields):
                yield Asked(
                    page,
                    case,
                    _filled(path, case),
                    None if fields is None else _sent(fields, case, described),
                    kind,
                )


def everything_described() -> dict[str, Any]:
    """Describe pages and resources together, as OpenAPI."""
    routes = [
        route
        for bring in SCREENS
        for screen in (bring(),)
        for route in (*screen.pages.routes, *screen.api.routes)
        if isinstance(route, APIRoute)
    ]
    return get_openapi(title="all", version="1", routes=routes)


def may_ask(person: Person, page: Page, case: Case) -> bool:
    """Say who may: by role, and by whose case it is."""
    if page.task in WITHOUT_LOGIN:
        return True
    having = person.roles & MAY[page.task]
    if not having:
        return False
    if case in PANELS and having == {Role.ASSESSOR}:
        return person.id in case.seats
    if case in (*REQUESTS, *PANELS):
        if having == {Role.LEARNER}:
            return person.learner is not None and person.learner == case.learner
        return not person.institutions or case.institution in person.institutions
    return not (person.institutions and "verify" in page.task)


def may_read_of(person: Person, learner: str) -> bool:
    """Say whether anything about a learner may be shown to somebody."""
    own = Role.LEARNER in person.roles and person.learner == learner
    counsels = person.roles & (MAY_SEE_LEARNERS)
    theirs = not person.institutions or LEARNERS[learner] in person.institutions
    seat = any(one.learner == learner and person.id in one.seats for one in PANELS)
    return own or bool(counsels and theirs) or seat


MAY_SEE_LEARNERS = frozenset(
    {Role.ADVISOR, Role.EVALUATOR, Role.REGISTRAR, Role.APPROVER, Role.AUDITOR}
)
_SENT: dict[str, object] = {
    "to": "ben",
    "assessor": "gus",
    "settle": ["c1=denied"],
    "levels": {},
    "comments": {},
    "reason": "because",
    "conflict": "none",
    "kind": "essay",
}
"""What is sent in fields of these names, so that it can be read."""
_FILLED = {"place": "1", "number": "2", "code": "AR201"}


def _cases(path: str, fields: dict[str, Any] | None) -> tuple[Case, ...]:
    if "/requests/{name}" in path:
        return REQUESTS
    if "/panels/{name}" in path:
        return PANELS
    if "request" in (fields or {}).get("properties", {}):
        return REQUESTS
    return (NO_CASE,)


def _filled(path: str, case: Case) -> str:
    for part, said in {**_FILLED, "name": case.name}.items():
        path = path.replace(f"{{{part}}}", said)
    return path


def _body(
    operation: dict[str, Any], described: dict[str, Any]
) -> tuple[str, dict[str, Any] | None]:
    content = operation.get("requestBody", {}).get("content", {})
    for kind, said in content.items():
        return kind, _resolved(said["schema"], described)
    return "", None


def _resolved(schema: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "allOf" in schema:
        if "allOf" in schema:
            schema = schema["allOf"][0]
            continue
        name = schema["$ref"].rpartition("/")[2]
        schema = described["components"]["schemas"][name]
    return schema


def _sent(
    fields: dict[str, Any], case: Case, described: dict[str, Any]
) -> dict[str, object]:
    """Fill in every field that must be, and the case where it is named."""
    sent: dict[str, object] = {}
    for name, said in fields.get("properties", {}).items():
        schema = _resolved(said, described)
        if name == "request":
            sent[name] = case.name
        elif name in _SENT:
            sent[name] = _SENT[name]
        elif name in fields.get("required", ()):
            sent[name] = _made(schema)
    return sent


def _made(schema: dict[str, Any]) -> object:
    if schema.get("format") == "binary" or "contentMediaType" in schema:
        return b"a file"
    if "enum" in schema:
        return schema["enum"][0]
    made = {"array": ["x"], "object": {}, "integer": 1, "boolean": False}
    return made.get(schema.get("type", "string"), "x")
