"""Every role at every route, about one's own case and about somebody else's: no leak.

The first wall is what services ask, on both kinds of store. Where it is taken away, the
second one, of PostgreSQL, still shows nobody anything of a case that is not theirs.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from tests.store import postgres
from tests.store.conftest import opened as connected
from tests.web.conftest import client_of
from tests.web.matrix import (
    LEARNERS,
    PEOPLE,
    Asked,
    asked,
    filled_in,
    may_ask,
    may_read_of,
    person_of,
)

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.desk import StoreDesk, make_store
from articulate.bootstrap.serving import WebDesk, web_desk
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Checkpoint
from articulate.model.person import Person
from articulate.services.access import WITHOUT_LOGIN
from articulate.services.backup import back_up, restore
from articulate.web.settings import WebSettings
from articulate.web.table import API, PAGES

OFTEN = WebSettings(per_minute=1_000_000)
LIMITED = ("", "gus", "lee", "tia")


@pytest.fixture(scope="module")
def served(built: Path, tmp_path_factory: pytest.TempPathFactory) -> WebDesk:
    """The demonstration office with a panel, on SQLite."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("matrix") / "office")
    desk = demonstrated_desk(folder)
    assert isinstance(desk, WebDesk)
    return filled_in(desk)


@pytest.fixture(scope="module")
def on_postgresql(served: WebDesk) -> Iterator[WebDesk]:
    """The same office, restored into PostgreSQL, as the role of the web page."""
    if why := postgres.missing():
        pytest.skip(why)
    cluster = postgres.made(durable=False)
    address = cluster.office("matrix")
    cluster.sql("CREATE ROLE page LOGIN", "GRANT USAGE ON SCHEMA matrix TO page")
    made = make_store(address, None, "page")
    assert not isinstance(made, Diagnostic)
    act = made.act("root")
    lines = served.store.read(lambda conn: list(back_up(conn, act)))
    assert isinstance(lines, list)
    came = made.write(lambda conn: restore(conn, lines, act))
    assert isinstance(came, Checkpoint), came
    store = StoreDesk(connected(cluster.address("matrix", "page")))
    desk = web_desk(store, None)
    assert isinstance(desk, WebDesk)
    yield WebDesk(store, served.office)
    store.store.engine.dispose()
    made.store.engine.dispose()
    cluster.stop()
    shutil.rmtree(cluster.folder)


def everything(desk: WebDesk, who: str) -> Iterator[tuple[Asked, Response]]:
    """Ask for everything there is, as one person."""
    with client_of(desk, OFTEN) as client:
        if who:
            assert client.post("/sign-in", data={"who": who}).status_code == 303
        for one in asked():
            if not who or one.page.task not in WITHOUT_LOGIN:
                yield one, answer(client, one)


def answer(client: TestClient, one: Asked) -> Response:
    if one.body is None:
        return client.request(one.page.method, one.path)
    if one.kind == "application/json":
        return client.request(one.page.method, one.path, json=one.body)
    files = {
        name: ("a.txt", said)
        for name, said in one.body.items()
        if isinstance(said, bytes)
    }
    data: Any = {name: said for name, said in one.body.items() if name not in files}
    return client.request(one.page.method, one.path, data=data, files=files or None)


def is_refused(came: Response) -> bool:
    to = came.headers.get("location", "")
    return came.status_code in {401, 403} or to.startswith("/sign-in?to")


def leaks(person: Person, came: Response) -> list[str]:
    """Name the learners of whom something is shown to somebody who may not see it."""
    return [
        learner
        for learner in LEARNERS
        if re.search(rf"{learner}\b", came.text) and not may_read_of(person, learner)
    ]


def plain(one: Asked, came: Response) -> tuple[int, str]:
    """What is said of a case, whatever its name."""
    said = came.text + came.headers.get("location", "")
    return came.status_code, said.replace(one.case.name, "CASE")


def wrong_for(desk: WebDesk, who: str) -> Iterator[str]:
    """Say what is wrong with what one person gets."""
    person = person_of(desk, who)
    refused: dict[tuple[str, str], dict[str, tuple[int, str]]] = {}
    for one, came in everything(desk, who):
        if came.status_code >= 500:
            yield f"{one}: {came.status_code}"
        if found := leaks(person, came):
            yield f"{one} shows {', '.join(found)}"
        if may_ask(person, one.page, one.case):
            if one.page.method == "GET" and one.case.learner and is_refused(came):
                yield f"{one} is refused"
            continue
        if not is_refused(came):
            yield f"{one} is not refused: {came.status_code}"
        route = (one.page.method, one.page.path)
        refused.setdefault(route, {})[one.case.name] = plain(one, came)
    for route, said in refused.items():
        if len(set(said.values())) > 1:
            yield f"{route} tells apart {', '.join(said)}"


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_gets_what_is_not_theirs(who: str, served: WebDesk) -> None:
    assert list(wrong_for(served, who)) == []


@pytest.mark.parametrize("who", LIMITED)
def test_nor_on_postgresql(who: str, on_postgresql: WebDesk) -> None:
    assert list(wrong_for(on_postgresql, who)) == []


@pytest.mark.parametrize("who", LIMITED)
def test_nor_where_services_ask_nothing(
    who: str, on_postgresql: WebDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articulate.services.access.may", lambda *_: True)
    monkeypatch.setattr("articulate.services.panel_case.only_assesses", lambda _: False)
    for room in ("access", "queue", "ledger_pages", "panel_case"):
        monkeypatch.setattr(f"articulate.services.{room}.works_for", lambda _: ())
    person, reached = person_of(on_postgresql, who), 0
    for one, came in everything(on_postgresql, who):
        assert not leaks(person, came), str(one)
        assert came.status_code < 500, str(one)
        reached += not is_refused(came)
    assert reached > 50  # nearly everything, and nothing is in it


def test_every_resource_of_the_interface_is_in_the_table(visitor: TestClient) -> None:
    described = visitor.get(f"{API}/openapi.json").json()["paths"]
    routes = {
        (method.upper(), path) for path in described for method in described[path]
    }
    assert routes == {
        (page.method, page.path) for page in PAGES if page.path.startswith(API)
    }
