"""Academic exceptions on the web: a form, a second person, and the audit after it."""

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

PAGE = "/requests/r-1001"
FORM = {"type": "waive", "what": "bs-cs/core", "reason": "As the <dean> says"}


def proposed(client: TestClient, **more: str) -> int:
    """Propose, and return the number by which it is approved."""
    came = client.post(f"{PAGE}/exceptions", data=FORM | more)
    assert came.status_code == 303, came.text
    waiting = client.get(f"/api/v1{PAGE}").json()["proposed"]
    return int(waiting[-1]["number"])


def test_one_person_proposes_another_approves_and_the_audit_names_it(
    signed_in: SignedIn,
) -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    assert "None was granted" in ada.get(PAGE).text
    number = proposed(ada, cites="Senate memo 3")
    text = ada.get(PAGE).text
    assert "waits for a second person" in text
    assert "As the &lt;dean&gt; says" in text
    own = ada.post(f"{PAGE}/exceptions/{number}", data={"verdict": "approve"})
    assert own.status_code == 403
    assert "AR728" in own.text
    ada_again = ada.get(f"/api/v1{PAGE}").json()
    assert ada_again["exceptions"] == []
    dan = signed_in("cho")
    came = dan.post(f"{PAGE}/exceptions/{number}", data={"verdict": "approve"})
    assert came.status_code == 303, came.text
    (one,) = ada.get(f"/api/v1{PAGE}").json()["exceptions"]
    assert one["exception"] == f"e-r-1001-{number}"
    assert one["by"] == "cho"
    for path in (PAGE, f"{PAGE}/audit"):
        shown = ben.get(path).text
        assert f"e-r-1001-{number}" in shown
        assert "Senate memo 3" in shown
    audit = ben.get(f"/api/v1{PAGE}/audit").json()
    assert audit["exceptions"] == [one]
    assert "waived" in ben.get(f"{PAGE}/audit").text


def test_what_is_not_there_is_shown_beside_what_was_typed(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    came = ada.post(f"{PAGE}/exceptions", data=FORM | {"what": "bs-cs/cores"})
    assert came.status_code == 422
    assert "AR727" in came.text
    assert "did you mean `core`" in came.text
    assert 'value="bs-cs/cores"' in came.text
    assert "<details open>" in came.text
    other = ada.post(f"{PAGE}/exceptions", data=FORM | {"type": "set"})
    assert other.status_code == 422
    assert "AR735" in other.text


def test_it_is_declined_with_a_reason(signed_in: SignedIn) -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    number = proposed(ada)
    here = f"{PAGE}/exceptions/{number}"
    bare = ada.post(here, data={"verdict": "decline"})
    assert bare.status_code == 422
    assert "AR710" in bare.text
    form = {"verdict": "decline", "reason": "Not yet"}
    assert ada.post(here, data=form).status_code == 303
    assert "Not yet" in ben.get(PAGE).text
    assert ada.post(here, data={"verdict": "approve"}).status_code == 404


@pytest.mark.parametrize("who", ["lee", "hana", "ivo", "eli"])
def test_others_neither_propose_nor_approve(signed_in: SignedIn, who: str) -> None:
    number = proposed(signed_in("ada"))
    client = signed_in(who)
    assert client.post(f"{PAGE}/exceptions", data=FORM).status_code == 403
    here = f"{PAGE}/exceptions/{number}"
    assert client.post(here, data={"verdict": "approve"}).status_code == 403


def test_a_program_proposes_and_another_approves(signed_in: SignedIn) -> None:
    ada, cho = signed_in("ada"), signed_in("cho")
    here = f"/api/v1{PAGE}/exceptions"
    body = {"says": "waive bs-cs/core", "reason": "As it is", "key": "k-1"}
    for _ in range(2):
        came = ada.post(here, json=body)
        assert came.status_code == 200, came.text
        assert came.json()["move"] == "except"
    number = came.json()["number"]
    done = cho.post(f"{here}/{number}", json={"verdict": "approve", "key": "k-2"})
    assert done.status_code == 200, done.text
    assert done.json()["move"] == "grant"
