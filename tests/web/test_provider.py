"""Signing in by a provider, against a real one that runs beside the tests."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from tests.web.conftest import client_of
from tests.web.openid import CLIENT, SECRET, OpenIdProvider, Spoil, running

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.serving import WebDesk
from articulate.web.cookies import AWAY, COOKIE
from articulate.web.settings import WebSettings


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def known(built: Path, tmp_path_factory: pytest.TempPathFactory) -> WebDesk:
    """The office, where the provider's account 8f2c is Ada's."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("provider") / "office")
    desk = demonstrated_desk(folder)
    assert isinstance(desk, WebDesk)
    return with_account(desk, "8f2c")


def with_account(desk: WebDesk, account: str) -> WebDesk:
    people = tuple(
        replace(one, account=account) if one.id == "ada" else one
        for one in desk.office.people
    )
    return replace(desk, office=replace(desk.office, people=people))


def settings_of(provider: OpenIdProvider, **more: object) -> WebSettings:
    settings = WebSettings(
        provider=provider.issuer,
        provider_client=CLIENT,
        provider_secret=SecretStr(SECRET),
        provider_name="Lakeland",
    )
    return settings.model_copy(update=more)


@pytest.fixture
def client(known: WebDesk, provider: OpenIdProvider) -> Iterator[TestClient]:
    with client_of(known, settings_of(provider)) as one:
        yield one


def there_and_back(client: TestClient, to: str = "/queue") -> str:
    """Go to the provider as a browser does; the address it sends one back to."""
    away = client.get("/sign-in/provider", params={"to": to})
    assert away.status_code == 303, away.text
    back = requests.get(away.headers["location"], allow_redirects=False, timeout=5)
    assert back.status_code == 302, back.text
    return back.headers["Location"]


def who(client: TestClient) -> str | None:
    found: str | None = client.get("/api/v1/me").json()["id"]
    return found


def test_a_person_signs_in_by_the_provider(
    client: TestClient, provider: OpenIdProvider
) -> None:
    assert "Sign in with Lakeland" in client.get("/sign-in").text
    came = client.get(there_and_back(client))
    assert (came.status_code, came.headers["location"]) == (303, "/queue")
    assert who(client) == "ada"
    assert client.get("/queue").status_code == 200
    assert provider.asked_for_keys == 1
    assert AWAY not in client.cookies


def test_roles_come_from_the_office_and_never_from_the_token(
    client: TestClient, provider: OpenIdProvider
) -> None:
    provider.extra = {"roles": ["auditor", "approver"], "groups": ["admin"]}
    client.get(there_and_back(client))
    assert client.get("/api/v1/me").json()["roles"] == ["registrar"]


def test_whom_the_office_does_not_name_stays_outside(
    client: TestClient, provider: OpenIdProvider
) -> None:
    provider.subject = "somebody"
    provider.extra = {"email": "ada", "name": "Ada Okafor", "preferred_username": "ada"}
    came = client.get(there_and_back(client))
    assert came.status_code == 403
    assert "nobody of this office has the account `somebody`" in came.text
    assert who(client) is None


def changed(**values: object) -> Spoil:
    return lambda claims: claims | values


def without(name: str) -> Spoil:
    return lambda claims: {one: said for one, said in claims.items() if one != name}


SPOILED: dict[str, Spoil] = {
    "another nonce": changed(nonce="of yesterday"),
    "no nonce": without("nonce"),
    "expired": lambda claims: claims | {"exp": claims["iat"] - 120},
    "no end": without("exp"),
    "not yet valid": lambda claims: claims | {"nbf": claims["iat"] + 600},
    "made tomorrow": lambda claims: claims | {"iat": claims["iat"] + 86_400},
    "for another audience": changed(aud="another-office"),
    "for several, and not ours": changed(aud=["one", "two"]),
    "for us among others, by another party": changed(aud=[CLIENT, "x"], azp="x"),
    "of another issuer": changed(iss="https://login.example"),
    "no issuer": without("iss"),
    "nobody": without("sub"),
    "a number for a name": changed(sub=8),
    "with the hash of another access token": changed(at_hash="AAAA"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_token_with_a_fault_lets_nobody_in(
    client: TestClient, provider: OpenIdProvider, spoil: Spoil
) -> None:
    provider.spoil = spoil
    came = client.get(there_and_back(client))
    assert came.status_code == 403
    assert "AR738" in came.text
    assert who(client) is None
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("by", ["none", "HS256"])
def test_a_token_that_anybody_could_have_made_lets_nobody_in(
    client: TestClient, provider: OpenIdProvider, by: str
) -> None:
    provider.signed_with = by
    came = client.get(there_and_back(client))
    assert came.status_code == 403
    assert who(client) is None


def test_a_token_by_an_unknown_key_lets_nobody_in(
    client: TestClient, provider: OpenIdProvider
) -> None:
    provider.new_key()
    provider.published.pop()
    came = client.get(there_and_back(client))
    assert came.status_code == 403
    assert "AR738" in came.text
    assert provider.asked_for_keys == 2  # it may have been a new one


def test_a_token_by_a_forged_key_of_the_same_name_lets_nobody_in(
    client: TestClient, provider: OpenIdProvider
) -> None:
    real = provider.key
    forged = RSAKey.generate_key(2048, {"kid": real.kid or "", "use": "sig"})
    provider.key, provider.published = forged, [real]
    assert client.get(there_and_back(client)).status_code == 403


def test_a_new_key_of_the_provider_is_found(
    client: TestClient, provider: OpenIdProvider
) -> None:
    client.get(there_and_back(client))
    client.post("/sign-out")
    provider.new_key()
    assert client.get(there_and_back(client)).status_code == 303
    assert who(client) == "ada"
    assert provider.asked_for_keys == 2


def test_a_state_is_good_once_and_in_the_browser_that_has_it(
    client: TestClient, known: WebDesk, provider: OpenIdProvider
) -> None:
    back = there_and_back(client)
    with client_of(known, settings_of(provider)) as another:
        came = another.get(back)  # a link that somebody was sent
        assert came.status_code == 403
        assert who(another) is None
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert client.get(back.replace(state, "another")).status_code == 403
    assert client.get(back).status_code == 403  # it was taken by that
    back = there_and_back(client)
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 403


def test_an_answer_of_another_provider_is_not_taken(client: TestClient) -> None:
    back = there_and_back(client)
    came = client.get(f"{back}&iss=https%3A%2F%2Fevil.example")
    assert came.status_code == 403


def test_whoever_the_provider_denies_is_told_so(
    client: TestClient, provider: OpenIdProvider
) -> None:
    provider.denies = True
    came = client.get(there_and_back(client))
    assert came.status_code == 403
    assert "the provider did not let anybody in" in came.text


def test_one_comes_back_into_the_office_only(client: TestClient) -> None:
    came = client.get(there_and_back(client, "//evil.example"))
    assert came.headers["location"] == "/"


def test_a_provider_that_calls_itself_otherwise_is_not_used(
    client: TestClient, provider: OpenIdProvider
) -> None:
    provider.calls_itself = "https://login.example"
    came = client.get("/sign-in/provider")
    assert came.status_code == 502
    assert "it calls itself `https://login.example`" in came.text


def test_a_provider_that_is_not_there_is_said(known: WebDesk) -> None:
    away = OpenIdProvider(port=9)
    with client_of(known, settings_of(away)) as client:
        came = client.get("/sign-in/provider")
        assert came.status_code == 502
        assert "AR750" in came.text
    plain = WebSettings(provider="http://login.example", provider_client=CLIENT)
    with client_of(known, plain) as client:
        assert "is not https" in client.get("/sign-in/provider").text


def test_a_wrong_secret_of_ours_lets_nobody_in(
    known: WebDesk, provider: OpenIdProvider
) -> None:
    wrong = settings_of(provider, provider_secret=SecretStr("x"))
    with client_of(known, wrong) as client:
        assert client.get(there_and_back(client)).status_code == 403
    assert SECRET not in repr(settings_of(provider))


def test_an_address_of_mail_counts_only_when_it_is_verified(
    known: WebDesk, provider: OpenIdProvider
) -> None:
    by_mail = with_account(known, "ada@lakeland.example")
    settings = settings_of(
        provider, provider_claim="email", provider_scope="openid email"
    )
    provider.extra = {"email": "ada@lakeland.example"}
    with client_of(by_mail, settings) as client:
        assert client.get(there_and_back(client)).status_code == 403
        provider.extra |= {"email_verified": True}
        assert client.get(there_and_back(client)).status_code == 303
        assert who(client) == "ada"


def test_without_a_provider_there_is_no_such_way(visitor: TestClient) -> None:
    assert visitor.get("/sign-in/provider").status_code == 403
    assert visitor.get("/sign-in/provider/return?code=a&state=b").status_code == 403
