"""Tasks and reminders on the queue: with why, and done with a reason."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn, client_of
from tests.web.matrix import peopled
from tests.web.watched import looked_at_later

from articulate.bootstrap.serving import WebDesk

LATE = "A request waits longer than its clock"


def open_ones(client: TestClient, query: str = "") -> list[dict[str, object]]:
    came = client.get(f"/api/v1/signals{query}")
    assert came.status_code == 200, came.text
    found: list[dict[str, object]] = came.json()["signals"]
    return found


def test_nothing_is_pointed_out_before_anybody_looked(signed_in: SignedIn) -> None:
    assert "Nothing is pointed out" in signed_in("ada").get("/queue").text


def test_what_is_pointed_out_stands_on_the_queue_with_why(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    looked_at_later(desk)
    text = signed_in("ada").get("/queue").text
    assert LATE in text
    assert "request r-1001: due on" in text
    assert 'href="/policies/desk%402024#late"' in text
    assert "Registrar&#39;s handbook, section 4" in text
    assert "policies/state/watches.art" in text
    assert 'id="late"' in signed_in("ada").get("/policies/desk@2024").text


def test_one_role_and_one_learner_can_be_asked_for(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    looked_at_later(desk)
    ada = signed_in("ada")
    assert {one["for"] for one in open_ones(ada, "?desk=registrar")} == {"registrar"}
    assert "evaluator" not in {one["for"] for one in open_ones(ada, "?desk=registrar")}
    (one,) = open_ones(ada, "?learner=L-1001&desk=registrar")
    assert one["learner"] == "L-1001"
    assert open_ones(ada, "?kind=task&learner=L-1001") == []
    assert "that fits what is asked for" in ada.get("/queue?learner=nobody").text


def test_one_is_done_with_a_reason(signed_in: SignedIn, desk: WebDesk) -> None:
    looked_at_later(desk)
    ada = signed_in("ada")
    (one,) = open_ones(ada, "?learner=L-1001&desk=registrar")
    path = f"/queue/signals/{one['signal']}/done"
    without = ada.post(path, data={"reason": " "})
    assert without.status_code == 422
    assert "is done without a reason" in without.text
    form = {"reason": "Called <Lee>", "back": "learner=L-1001"}
    came = ada.post(path, data=form)
    assert came.headers["location"] == "/queue?learner=L-1001"
    assert open_ones(ada, "?learner=L-1001&desk=registrar") == []
    (done,) = open_ones(ada, "?learner=L-1001&over=true")
    assert (done["done_by"], done["reason"]) == ("ada", "Called <Lee>")
    assert ada.post(path, data=form).status_code == 409


def test_a_program_marks_one_as_done_once(signed_in: SignedIn, desk: WebDesk) -> None:
    looked_at_later(desk)
    ben = signed_in("ben")
    name = open_ones(ben)[0]["signal"]
    body = {"reason": "Seen", "key": "k-1"}
    first = ben.post(f"/api/v1/signals/{name}/done", json=body)
    again = ben.post(f"/api/v1/signals/{name}/done", json=body)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert (
        ben.post("/api/v1/signals/none/done", json=body | {"key": "k-2"}).status_code
        == 404
    )


def test_who_only_reads_the_queue_is_offered_nothing_to_do(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    looked_at_later(desk)
    ivo = signed_in("ivo")
    text = ivo.get("/queue").text
    assert LATE in text
    assert "What was done" not in text
    name = open_ones(ivo)[0]["signal"]
    assert (
        ivo.post(f"/queue/signals/{name}/done", data={"reason": "x"}).status_code == 403
    )


@pytest.fixture(params=["tia", "sam"])
def limited(request: pytest.FixtureRequest, desk: WebDesk) -> Iterator[TestClient]:
    """An evaluator of STATE alone, to whom the cases are, and a registrar of SEND."""
    looked_at_later(desk)
    with client_of(peopled(desk)) as client:
        assert client.post("/sign-in", data={"who": request.param}).status_code == 303
        yield client


@pytest.mark.parametrize("limited", ["tia"], indirect=True)
def test_who_works_for_one_institution_marks_what_is_about_its_cases(
    limited: TestClient,
) -> None:
    name = open_ones(limited, "?learner=L-1001&desk=registrar")[0]["signal"]
    assert f'action="/queue/signals/{name}/done"' in limited.get("/queue").text
    came = limited.post(f"/queue/signals/{name}/done", data={"reason": "Called"})
    assert came.headers["location"] == "/queue"
    (done,) = open_ones(limited, "?learner=L-1001&desk=registrar&over=true")
    assert (done["signal"], done["done_by"]) == (name, "tia")


@pytest.mark.parametrize("limited", ["sam"], indirect=True)
def test_who_works_for_another_sees_none_and_marks_none(
    limited: TestClient, signed_in: SignedIn
) -> None:
    assert open_ones(limited) == []
    name = open_ones(signed_in("ada"))[0]["signal"]
    for sent in (name, "none"):
        came = limited.post(f"/queue/signals/{sent}/done", data={"reason": "x"})
        assert came.status_code == 403
        assert "AR731" in came.text
