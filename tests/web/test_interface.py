"""The interface for programs keeps to what its OpenAPI says, whatever it is sent.

Schemathesis makes requests of the description, good ones and bad ones, and looks at
what comes: no mistake of ours, no status, no kind and no form of content that is not
described, and nothing bad that is taken for good. The same requests each time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)
from tests.web.conftest import HERE, OWN, client_of
from tests.web.matrix import filled_in

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.serving import WebDesk
from articulate.services.access import WITHOUT_LOGIN, Task
from articulate.web.cookies import COOKIE
from articulate.web.settings import WebSettings
from articulate.web.table import API, PAGES, Page

RESOURCES = [page for page in PAGES if page.path.startswith(API)]
EXAMPLES = 8
PATIENCE = 300
# What OpenAPI allows may still be no line, no person, no course: that is 422 by design.
LEFT_OUT = (positive_data_acceptance, ignored_auth)
REFUSED = ["401", "403", "404", "405", "409", "413", "414", "422", "429", "431"]
CONFIG = {"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}}
BY: dict[Task, str] = {
    Task.ASSESS: "eli",
    Task.APPROVE_EXCEPTION: "cho",
    Task.WRITE_POLICY: "dina",
    Task.APPROVE_POLICY: "cho",
}


@pytest.fixture(scope="module")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> WebDesk:
    folder = shutil.copytree(built, tmp_path_factory.mktemp("interface") / "office")
    desk = demonstrated_desk(folder)
    assert isinstance(desk, WebDesk)
    return filled_in(desk)


@pytest.fixture(scope="module")
def client(served: WebDesk) -> Iterator[TestClient]:
    often = WebSettings(per_minute=1_000_000, signing_in_per_minute=1_000_000)
    with client_of(served, often) as one:
        yield one


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    said: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return said


@pytest.fixture(scope="module")
def schema(client: TestClient, described: dict[str, Any]) -> BaseSchema:
    """The description, but for sessions: each request here has one."""
    paths = {
        path: {
            method: {name: said for name, said in one.items() if name != "security"}
            for method, one in operations.items()
        }
        for path, operations in described["paths"].items()
    }
    parts = {"schemas": described["components"]["schemas"]}
    plain = described | {"paths": paths, "components": parts}
    found = schemathesis.openapi.from_dict(
        plain, config=SchemathesisConfig.from_dict(CONFIG)
    )
    found.app = client.app
    return found


@pytest.mark.parametrize("named", [False, True], ids=["made up", "of real cases"])
@pytest.mark.parametrize(
    "page", RESOURCES, ids=lambda page: f"{page.method} {page.path}"
)
def test_a_resource_keeps_to_its_description(
    page: Page, schema: BaseSchema, client: TestClient, *, named: bool
) -> None:
    if named and "{" not in page.path:
        pytest.skip("it is about no case")
    came = client.post("/sign-in", data={"who": BY.get(page.task, "ada")})
    cookies = {COOKIE: came.cookies[COOKIE]}
    # What was bad of a case's name is good once it is a real one's.
    left_out = [*LEFT_OUT, negative_data_rejection] if named else list(LEFT_OUT)
    operation = schema[page.path][page.method]

    @seed(0)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    def holds(case: Case[Any]) -> None:
        if named:
            whole = {"name": _real(page), "number": 2, "place": 1}
            case.path_parameters = {
                name: whole[name] for name in case.path_parameters if name in whole
            }
        case.call_and_validate(
            base_url=HERE,
            headers=OWN,
            cookies=cookies,
            excluded_checks=left_out,
            timeout=PATIENCE,
        )

    holds()


def _real(page: Page) -> str:
    if "/panels/" in page.path:
        return "r-77.p1"
    return "ncc-computing@2024" if "/policies/" in page.path else "r-1001"


def test_who_must_be_signed_in_is_described(
    client: TestClient, described: dict[str, Any]
) -> None:
    client.cookies.clear()
    for page in RESOURCES:
        said = described["paths"][page.path][page.method.lower()]
        public = page.task in WITHOUT_LOGIN
        assert ("security" in said) is not public
        path = page.path.replace("{name}", "x").replace("{number}", "1")
        came = client.request(page.method, path.replace("{place}", "1"))
        assert (came.status_code == 401) is not public, page
