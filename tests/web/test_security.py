"""What stands under every page: headers, forms from elsewhere, limits, the table."""

from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn, client_of

from articulate.bootstrap.serving import WebDesk
from articulate.services.access import MAY, WITHOUT_LOGIN, Task
from articulate.web.app import routes
from articulate.web.cookies import COOKIE
from articulate.web.settings import WebSettings
from articulate.web.table import PAGES

FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another name of the same site": {"Sec-Fetch-Site": "same-site"},
    "an older browser, elsewhere": {"Origin": "http://evil.example"},
    "an older browser, another port": {"Origin": "http://localhost:99"},
    "a browser that says nothing": {},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_a_form_from_elsewhere_is_refused(
    signed_in: SignedIn, headers: dict[str, str]
) -> None:
    ada = signed_in("ada")
    del ada.headers["Sec-Fetch-Site"]
    came = ada.post("/sign-out", headers=headers)
    assert came.status_code == 403
    assert "AR733" in came.text
    assert ada.get("/api/v1/me").json()["id"] == "ada"


def test_a_form_of_this_office_is_taken_from_an_older_browser(
    signed_in: SignedIn,
) -> None:
    ada = signed_in("ada")
    del ada.headers["Sec-Fetch-Site"]
    came = ada.post("/sign-out", headers={"Origin": "http://localhost"})
    assert came.status_code == 303


def test_an_office_is_not_reached_under_a_strange_name(visitor: TestClient) -> None:
    came = visitor.get("/", headers={"Host": "evil.example"})
    assert came.status_code == 403
    assert "AR733" in came.text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/static/desk.css"])
def test_every_answer_has_its_headers(visitor: TestClient, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert ("no-store" in headers["cache-control"]) is not path.startswith("/static/")


def test_a_page_has_no_script_and_no_style_of_its_own(visitor: TestClient) -> None:
    text = visitor.get("/sign-in").text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    assert text.count("<script") == 1


def test_who_asks_too_often_waits(desk: WebDesk) -> None:
    settings = WebSettings(per_minute=5, signing_in_per_minute=2)
    with client_of(desk, settings) as client:
        for _ in range(2):
            assert client.post("/sign-in", data={"who": "eve"}).status_code == 422
        came = client.post("/sign-in", data={"who": "ada"})
        assert came.status_code == 429
        assert "AR734" in came.text
        assert client.get("/").status_code == 200


def test_whoever_makes_up_sessions_waits_as_well(desk: WebDesk) -> None:
    with client_of(desk, WebSettings(per_minute=3)) as client:
        for number in range(4):
            client.cookies.set(COOKIE, f"made-up-{number}")
            came = client.get("/")
        assert came.status_code == 429


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert set(routes()) == {(page.method, page.path) for page in PAGES}
    assert len(PAGES) == len(set(routes()))


def test_every_task_has_its_roles() -> None:
    assert set(MAY) == set(Task)
    assert all(MAY.values())
    assert set(Task) > WITHOUT_LOGIN


def test_there_is_no_such_page(visitor: TestClient) -> None:
    came = visitor.get("/nowhere")
    assert came.status_code == 404
    assert "AR732" in came.text
    assert visitor.get("/codes/AR000").status_code == 404
    assert "AR201" in visitor.get("/codes/AR201").text


def test_a_program_reads_problems_as_json(visitor: TestClient) -> None:
    came = visitor.get("/api/v1/nowhere")
    assert came.status_code == 404
    assert came.json()["diagnostics"][0]["code"] == "AR732"


def test_a_mistake_of_ours_shows_no_trace(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        msg = "a secret of the house"
        raise RuntimeError(msg)

    monkeypatch.setattr("articulate.web.screens.home.routes.error_page", broken)
    came = visitor.get("/codes/AR201")
    assert came.status_code == 500
    assert "AR901" in came.text
    assert "Traceback" not in came.text


def test_htmx_is_the_file_that_was_pinned(visitor: TestClient) -> None:
    content = visitor.get("/static/htmx-2.0.11.min.js").content
    assert sha256(content).hexdigest() == (
        "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
    )
