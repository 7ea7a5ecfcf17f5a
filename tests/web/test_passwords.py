"""Signing in by a password: what it lets in, what it costs, and what ends it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from ipaddress import ip_network

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from tests.web.conftest import client_of

from articulate.bootstrap.passwords import Argon2
from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.passwords import set_password
from articulate.services.people import person_named
from articulate.store.passwords import hash_of
from articulate.store.tables import passwords
from articulate.store.transaction import Connection
from articulate.web.settings import WebSettings

QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
RIGHT = "correct horse battery"
CLOSED = WebSettings(development_login=False)


@pytest.fixture
def with_password(desk: WebDesk) -> WebDesk:
    """The office, where Ada has a password; hashed quickly, so that tests are quick."""
    quick = replace(desk, hasher=Argon2(QUICK))
    given(quick, "ada", RIGHT)
    return quick


@pytest.fixture
def client(with_password: WebDesk) -> Iterator[TestClient]:
    with ExitStack() as stack:
        yield stack.enter_context(client_of(with_password, CLOSED))


def given(desk: WebDesk, who: str, password: str | None) -> None:
    person = person_named(desk.office.people, who)
    assert person is not None
    act, hasher = desk.store.act("root"), desk.hasher
    came = desk.store.write(
        lambda conn: set_password(conn, person, password, act, hasher=hasher)
    )
    assert not isinstance(came, Diagnostic), came


def tried(client: TestClient, who: str, password: str) -> int:
    came = client.post(
        "/sign-in/password", data={"who": who, "password": password, "to": "/queue"}
    )
    if came.status_code == 303:
        assert came.headers["location"] == "/queue"
    else:
        assert password not in came.text
    return came.status_code


def who_is(client: TestClient) -> str | None:
    found: str | None = client.get("/api/v1/me").json()["id"]
    return found


def test_a_person_signs_in_by_a_password(client: TestClient) -> None:
    assert 'type="password"' in client.get("/sign-in").text
    assert tried(client, "ada", RIGHT) == 303
    assert who_is(client) == "ada"


@pytest.mark.parametrize(
    ("who", "password"),
    [
        ("ada", "wrong horse battery"),
        ("ada", ""),
        ("ada", RIGHT.upper()),
        ("ada", f"{RIGHT} "),
        ("ben", RIGHT),  # of the office, and has none
        ("eve", RIGHT),
        ("", RIGHT),
        ("' OR 1=1 --", RIGHT),
    ],
)
def test_anything_else_lets_nobody_in_and_says_the_same(
    client: TestClient, who: str, password: str
) -> None:
    came = client.post("/sign-in/password", data={"who": who, "password": password})
    if not who or not password:
        assert came.status_code in {403, 422}
    else:
        assert came.status_code == 403
        assert "nobody here has this name and this password" in came.text
    assert who_is(client) is None


@dataclass(frozen=True)
class Counting:
    """A hasher that counts what it was asked to compare, and by which parameters."""

    inner: Argon2
    compared: list[str]

    def hashed(self, password: str) -> str:
        return self.inner.hashed(password)

    def is_it(self, password: str, kept: str | None) -> bool:
        self.compared.append("nothing" if kept is None else kept.split("$p", 1)[0])
        return self.inner.is_it(password, kept)

    def is_old(self, kept: str) -> bool:
        return self.inner.is_old(kept)


def test_whoever_is_unknown_costs_one_comparison_as_a_wrong_password_does(
    with_password: WebDesk,
) -> None:
    counting = Counting(with_password.hasher, [])
    with client_of(replace(with_password, hasher=counting), CLOSED) as client:  # type: ignore[arg-type] # a stand-in
        for who in ("ada", "ben", "eve"):
            assert tried(client, who, "wrong horse battery") == 403
    assert len(counting.compared) == 3
    assert counting.compared[1:] == ["nothing", "nothing"]


def test_what_is_compared_for_nobody_has_the_parameters_of_a_password() -> None:
    hasher = Argon2(QUICK)
    assert not hasher.is_it("\0", None)  # even by what it stands for
    assert not hasher.is_old(hasher.nobody)
    assert hasher.nobody.split("$")[3] == hasher.hashed(RIGHT).split("$")[3]


def test_names_and_addresses_are_tried_so_often_a_minute(
    with_password: WebDesk,
) -> None:
    settings = WebSettings(development_login=False, signing_in_per_minute=3)
    tries = []
    for number in range(4):  # one name, from an address after the other
        with client_of(with_password, settings, f"127.0.0.{number + 1}") as client:
            tries.append(tried(client, "ada", "wrong horse battery"))
    assert tries == [403, 403, 403, 403]  # each client has an app of its own
    with client_of(with_password, settings) as client:
        tries = [tried(client, f"eve{one}", "wrong horse battery") for one in range(4)]
    assert tries == [403, 403, 403, 429]


def test_one_name_is_tried_so_often_from_wherever(with_password: WebDesk) -> None:
    settings = WebSettings(
        host="192.0.2.1",
        hosts=("office.example",),
        proxies=(ip_network("192.0.2.9"),),
        signing_in_per_minute=3,
    )
    with client_of(with_password, settings, "192.0.2.9") as client:
        client.base_url = "https://office.example"
        tries = []
        for number in range(4):
            client.headers["X-Forwarded-For"] = f"198.51.100.{number}"
            client.headers["X-Forwarded-Proto"] = "https"
            tries.append(tried(client, "ada", "wrong horse battery"))
    assert tries == [403, 403, 403, 429]


def test_a_password_by_older_parameters_is_hashed_again(
    with_password: WebDesk,
) -> None:
    newer = replace(
        with_password,
        hasher=Argon2(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)),
    )
    with newer.store.store.reading() as conn:
        before = hash_of(conn, "ada")
    with client_of(newer, CLOSED) as client:
        assert tried(client, "ada", "wrong horse battery") == 403
        assert tried(client, "ada", RIGHT) == 303
    with newer.store.store.reading() as conn:
        after = hash_of(conn, "ada")
    assert before is not None
    assert after is not None
    assert "t=1" in before
    assert "t=2" in after
    with client_of(newer, CLOSED) as client:
        assert tried(client, "ada", RIGHT) == 303


@pytest.mark.parametrize("then", ["another horse battery", None])
def test_sessions_end_when_the_password_changes(
    client: TestClient, with_password: WebDesk, then: str | None
) -> None:
    assert tried(client, "ada", RIGHT) == 303
    given(with_password, "ben", "a fine password of ben's")
    assert who_is(client) == "ada"  # somebody else's changed
    given(with_password, "ada", then)
    assert who_is(client) is None
    assert tried(client, "ada", RIGHT) == 403
    if then:
        assert tried(client, "ada", then) == 303


def test_a_letter_is_the_same_however_it_was_typed(
    client: TestClient, with_password: WebDesk
) -> None:
    given(with_password, "ben", "caf\u00e9 au lait trois")
    assert tried(client, "ben", "cafe\u0301 au lait trois") == 303


def test_whoever_left_the_office_is_out_at_once(with_password: WebDesk) -> None:
    with client_of(with_password, CLOSED) as client:
        assert tried(client, "ada", RIGHT) == 303
        cookies = dict(client.cookies)
    others = tuple(one for one in with_password.office.people if one.id != "ada")
    gone = replace(with_password, office=replace(with_password.office, people=others))
    with client_of(gone, CLOSED) as client:
        client.cookies.update(cookies)
        assert who_is(client) is None
        assert tried(client, "ada", RIGHT) == 403


def test_a_password_goes_over_no_open_network(with_password: WebDesk) -> None:
    settings = WebSettings(host="192.0.2.1", hosts=("office.example",))
    with client_of(with_password, settings, "198.51.100.7") as client:
        client.base_url = "http://office.example"
        assert 'type="password"' not in client.get("/sign-in").text
        assert tried(client, "ada", RIGHT) == 403
        assert who_is(client) is None


def test_a_password_is_in_no_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        assert tried(client, "ada", RIGHT) == 303
        assert tried(client, "ada", "wrong horse battery") == 403
    assert "horse" not in caplog.text
    assert "argon2" not in caplog.text


def test_an_error_of_the_engine_names_no_values(with_password: WebDesk) -> None:
    with pytest.raises(DBAPIError) as raised:
        with_password.store.store.write(twice)
    assert "a secret hash" not in str(raised.value)


def twice(conn: Connection) -> None:
    for _ in range(2):
        row = {"person": "zoe", "hash": "a secret hash", "set_at": "2024"}
        conn.execute(insert(passwords).values(row))
