"""Who one is: signing in, staying signed in, and out."""

from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn, client_of

from articulate.bootstrap.serving import WebDesk
from articulate.web.cookies import COOKIE
from articulate.web.settings import WebSettings


def test_a_person_of_the_office_signs_in_and_out(visitor: TestClient) -> None:
    assert "Ada Okafor" in visitor.get("/sign-in").text
    came = visitor.post("/sign-in", data={"who": "ada", "to": "/codes/AR201"})
    assert (came.status_code, came.headers["location"]) == (303, "/codes/AR201")
    cookie = came.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert visitor.get("/api/v1/me").json()["roles"] == ["registrar"]
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.get("/api/v1/me").json()["id"] is None


def test_a_session_that_was_ended_lets_nobody_in_again(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    secret = ada.cookies[COOKIE]
    ada.post("/sign-out")
    ada.cookies.set(COOKIE, secret)
    assert ada.get("/api/v1/me").json()["id"] is None


def test_the_store_keeps_no_secret_that_signs_in(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    secret = signed_in("ada").cookies[COOKIE]
    with desk.store.store.reading() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM sessions").fetchall()
    assert [row.person for row in rows] == ["ada"]
    assert secret not in str(rows)


def test_a_session_is_over_after_its_hours(desk: WebDesk) -> None:
    settings = WebSettings(session_hours=0)
    with client_of(desk, settings) as client:
        client.post("/sign-in", data={"who": "ada"})
        assert client.get("/api/v1/me").json()["id"] is None


def test_nobody_signs_in_as_somebody_unknown(visitor: TestClient) -> None:
    came = visitor.post("/sign-in", data={"who": "eve"})
    assert came.status_code == 422
    assert "AR735" in came.text


def test_after_signing_in_one_stays_in_the_office(visitor: TestClient) -> None:
    for away in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        came = visitor.post("/sign-in", data={"who": "ada", "to": away})
        assert came.headers["location"] == "/"


def test_the_development_login_is_closed_to_other_machines(desk: WebDesk) -> None:
    open_to_all = WebSettings(host="192.0.2.7", hosts=("localhost",))
    switched_off = WebSettings(development_login=False)
    for settings in (open_to_all, switched_off):
        with client_of(desk, settings) as client:
            assert "Ada" not in client.get("/sign-in").text
            came = client.post("/sign-in", data={"who": "ada"})
            assert came.status_code == 403
            assert "AR736" in came.text
