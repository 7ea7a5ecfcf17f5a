"""Behind a proxy that speaks https; and no way round it to the development login."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send
from tests.web.conftest import OWN, client_of

from articulate.bootstrap.serving import WebDesk
from articulate.web.app import create_app
from articulate.web.settings import WebSettings

PROXY = "10.0.0.5"
BEHIND = WebSettings(
    hosts=("office.example",),
    proxies=(ip_network("10.0.0.0/24"), ip_network("127.0.0.1")),
)


@pytest.fixture
def client(desk: WebDesk) -> Iterator[TestClient]:
    """A browser at office.example, by way of the proxy."""
    with client_of(desk, BEHIND, PROXY) as one:
        one.headers.update({"Host": "office.example", "X-Forwarded-Proto": "https"})
        yield one


def test_the_page_knows_that_it_is_asked_by_https(client: TestClient) -> None:
    came = client.get("/")
    assert came.headers["strict-transport-security"] == "max-age=31536000"
    went = client.post("/sign-out").headers["set-cookie"]
    assert went.startswith("__Host-articulate_session=")
    assert "Secure" in went
    assert "Path=/" in went
    assert "Domain" not in went


def test_nobody_else_is_believed_about_https(desk: WebDesk) -> None:
    with client_of(desk, BEHIND, "198.51.100.7") as client:
        client.headers.update({"Host": "office.example", "X-Forwarded-Proto": "https"})
        assert "strict-transport-security" not in client.get("/").headers
        assert "Secure" not in client.post("/sign-out").headers["set-cookie"]


@pytest.mark.parametrize("said", ['["*"]', '["office.example"]', '["10.0.0.1/8"]'])
def test_a_proxy_that_could_be_anybody_is_no_setting(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("ARTICULATE_WEB_PROXIES", said)
    with pytest.raises(ValueError, match="proxies"):
        WebSettings()


THROUGH: dict[str, dict[str, str]] = {
    "the usual header": {"X-Forwarded-For": "198.51.100.7"},
    "only the scheme": {"X-Forwarded-Proto": "https"},
    "only the host": {"X-Forwarded-Host": "office.example"},
    "the standard one": {"Forwarded": "for=198.51.100.7"},
    "a gateway": {"Via": "1.1 gateway"},
    "another usual one": {"X-Real-IP": "198.51.100.7"},
    "none, and a browser from elsewhere": {"Origin": "https://office.example"},
    "none, and another name": {"Host": "office.example"},
    "pretending to be near": {"X-Forwarded-For": "127.0.0.1"},
}


@pytest.mark.parametrize("headers", THROUGH.values(), ids=THROUGH)
def test_the_development_login_is_closed_to_who_comes_through_this_machine(
    desk: WebDesk, headers: dict[str, str]
) -> None:
    with client_of(desk) as client:
        assert "Ada Okafor" in client.get("/sign-in").text
        came = client.post("/sign-in", data={"who": "ada"}, headers=headers)
        assert came.status_code == 403
        shown = client.get("/sign-in", headers=headers).text
        assert "Ada Okafor" not in shown
        assert client.get("/api/v1/me").json()["id"] is None


def test_it_is_closed_to_the_older_form_of_http(desk: WebDesk) -> None:
    app = create_app(desk)

    async def older(scope: Scope, receive: Receive, send: Send) -> None:
        await app(dict(scope) | {"http_version": "1.0"}, receive, send)

    here = ("127.0.0.1", 50_000)
    with TestClient(older, base_url="http://localhost", client=here) as client:
        came = client.post("/sign-in", data={"who": "ada"}, headers=OWN)
        assert came.status_code == 403


SET = {
    "a proxy": WebSettings(proxies=(ip_network("127.0.0.1"),)),
    "another name": WebSettings(hosts=("office.example",)),
    "a provider": WebSettings(provider="https://login.example", provider_client="a"),
    "every address": WebSettings(host="0.0.0.0"),  # noqa: S104 - what is refused
    "switched off": WebSettings(development_login=False),
}


@pytest.mark.parametrize("settings", SET.values(), ids=SET)
def test_it_is_closed_where_something_is_set_for_other_machines(
    desk: WebDesk, settings: WebSettings
) -> None:
    with client_of(desk, settings) as client:
        assert "Ada Okafor" not in client.get("/sign-in").text
        assert client.post("/sign-in", data={"who": "ada"}).status_code == 403
