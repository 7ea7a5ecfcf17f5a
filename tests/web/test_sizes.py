"""What is too large is refused with a page or an object, whatever it is."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import client_of

from articulate.bootstrap.serving import WebDesk
from articulate.web.settings import WebSettings
from articulate.web.sizes import MEBIBYTE

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(desk: WebDesk) -> Iterator[TestClient]:
    """An office that takes two mebibytes at once."""
    with client_of(desk, WebSettings(largest_mebibytes=2)) as one:
        yield one


def pieces(size: int) -> Iterator[bytes]:
    """Send a body without saying how long it is."""
    for _ in range(0, size, 64 * 1024):
        yield b"a" * 64 * 1024


def test_a_body_that_says_it_is_too_large_is_not_read(small: TestClient) -> None:
    came = small.post("/what-counts", content=b"a" * (MEBIBYTE + 1), headers=FORM)
    assert came.status_code == 413
    assert "AR739" in came.text
    assert "This is too much at once" in came.text
    came = small.post(
        "/api/v1/what-counts", content=b"a" * (MEBIBYTE + 1), headers=FORM
    )
    assert came.status_code == 413
    assert came.json()["diagnostics"][0]["code"] == "AR739"


@pytest.mark.parametrize("path", ["/what-counts", "/api/v1/what-counts"])
def test_a_body_that_does_not_say_is_stopped(small: TestClient, path: str) -> None:
    came = small.post(path, content=pieces(3 * MEBIBYTE), headers=FORM)
    assert came.status_code == 413
    assert "AR739" in came.text


def test_a_length_that_is_no_number_gains_nothing(small: TestClient) -> None:
    for said in (b"-1", b"9" * 5000, b"1e9", "\u0663".encode()):
        headers = {b"Content-Type": b"text/plain", b"Content-Length": said}
        body = pieces(2 * MEBIBYTE)
        came = small.post("/what-counts", content=body, headers=headers)
        assert came.status_code in {413, 422}, said


def test_a_file_may_be_larger_than_a_form(small: TestClient) -> None:
    course = b"institution,code,title\n"
    fits = course + b" " * (MEBIBYTE + 1)
    came = small.post("/what-counts", files={"file": ("transcript.csv", fits)})
    assert came.status_code in {200, 422}
    assert "AR739" not in came.text
    came = small.post("/what-counts", files={"file": ("t.csv", b"a" * (2 * MEBIBYTE))})
    assert came.status_code == 413


def test_a_form_has_so_many_fields(small: TestClient) -> None:
    many = "&".join(f"a{number}=1" for number in range(1001))
    came = small.post("/what-counts", content=many, headers=FORM)
    assert came.status_code == 422
    assert "AR735" in came.text
    assert "too many fields" in came.text
    files = {f"a{number}": ("a.csv", b"") for number in range(1001)}
    came = small.post("/api/v1/what-counts", files=files)
    assert came.status_code == 422
    assert came.json()["diagnostics"][0]["code"] == "AR735"


def test_an_address_and_headers_have_an_end(small: TestClient) -> None:
    came = small.get("/look-up", params={"brought": "a" * 9000})
    assert came.status_code == 414
    assert "AR739" in came.text
    assert len(came.text) < 9000
    came = small.get("/api/v1/look-up", headers={"X-Long": "a" * 20_000})
    assert came.status_code == 431
    assert came.json()["diagnostics"][0]["code"] == "AR739"


WRONG = {
    "deep": b"[" * 500_000,
    "cut off": b'{"settle": [',
    "no text": b"\xff\xfe\x00",
    "a long number": b'{"settle": ' + b"9" * 100_000 + b"}",
    "not a number": b'{"settle": NaN}',
    "half a letter": rb'{"settle": ["\ud800"], "reason": "\ud800"}',
    "nothing": b"",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_what_is_no_object_is_said_to_be_none(desk: WebDesk, body: bytes) -> None:
    with client_of(desk) as client:
        client.post("/sign-in", data={"who": "ada"})
        came = client.post("/api/v1/requests/r-1001/decide", content=body, headers=JSON)
        assert came.status_code == 422, came.text
        assert came.json()["diagnostics"]
        assert json.loads(came.text)["schema"] == "articulate.check/1"
