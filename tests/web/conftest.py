"""The demonstration office, served to a client that is on the same machine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.import_desk import ImportDesk
from articulate.bootstrap.serving import WebDesk
from articulate.bootstrap.working_files import WorkingFiles
from articulate.web.app import create_app
from articulate.web.settings import WebSettings

HERE = "http://localhost"
OWN = {"Sec-Fetch-Site": "same-origin"}
SignedIn = Callable[[str], TestClient]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The office is built once: one worker runs all tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("web"))


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Policies that were compiled before are read, as they are in an office."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARTICULATE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration office with a store, as `articulate serve` makes it."""
    folder = tmp_path_factory.mktemp("web") / "office"
    assert isinstance(demonstrated_desk(folder), WebDesk)
    return folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    """That office, for one test."""
    return Path(shutil.copytree(built, tmp_path / "office"))


@pytest.fixture
def desk(office: Path) -> WebDesk:
    """Its desk."""
    found = demonstrated_desk(office)
    assert isinstance(found, WebDesk)
    return found


FEW = (
    *("policies/institutions", "policies/ncc", "policies/state/catalog-2024.art"),
    *("policies/state/catalog-2018.art", "policies/state/transfer-policy-2023.art"),
    *("policies/state/transfer-policy-2018.art", "policies/state/equivalencies"),
)
"""What of the office's policies an import of Northfield's list meets."""


@pytest.fixture
def few(office: Path) -> WebDesk:
    """A desk of that office, which works on fewer policies: all that is quicker."""
    found = demonstrated_desk(office)
    assert isinstance(found, WebDesk)
    paths = tuple(office / one for one in FEW)
    files = WorkingFiles(paths, office / "registrars/state", office)
    return replace(found, imports=ImportDesk(found.store, files))


@pytest.fixture
def visitor(desk: WebDesk) -> Iterator[TestClient]:
    """A client on the same machine who is not signed in."""
    with ExitStack() as stack:
        yield stack.enter_context(client_of(desk))


@pytest.fixture
def signed_in(desk: WebDesk) -> Iterator[SignedIn]:
    """Clients, each signed in as a person of the office."""
    with ExitStack() as stack:

        def enter(who: str) -> TestClient:
            client = stack.enter_context(client_of(desk))
            came = client.post("/sign-in", data={"who": who})
            assert came.status_code == 303, came.text
            return client

        yield enter


def client_of(
    desk: WebDesk, settings: WebSettings | None = None, address: str = "127.0.0.1"
) -> TestClient:
    """A client whose browser says that its forms come from here."""
    return TestClient(
        create_app(desk, settings),
        base_url=HERE,
        headers=OWN,
        follow_redirects=False,
        raise_server_exceptions=False,
        client=(address, 50_000),
    )
