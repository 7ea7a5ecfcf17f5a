"""A request on the web: seen, explained, decided, moved and written about."""

import re

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.services.disclosures import disclosures_of

HIDDEN = re.compile(r'name="key" value="([^"]+)"')


def lines(client: TestClient, name: str) -> list[dict[str, object]]:
    sheet = client.get(f"/api/v1/requests/{name}").json()
    found: list[dict[str, object]] = sheet["evaluation"]["lines"]
    return found


def referred(client: TestClient, name: str) -> list[str]:
    return [
        str(one["learning"][0])  # type: ignore[index] # a list in JSON
        for one in lines(client, name)
        if one["status"] == "referred"
    ]


def test_a_worksheet_shows_each_line_and_opens_its_derivation(
    signed_in: SignedIn,
) -> None:
    ada = signed_in("ada")
    text = ada.get("/requests/r-1001").text
    for one in lines(ada, "r-1001"):
        assert str(one["rule"] or "—").split("/")[-1] in text.replace("<wbr/>", "")
    assert text.count("<summary>Derivation</summary>") == len(lines(ada, "r-1001"))
    assert "What was brought" in text
    assert "What it came to" in text


def test_a_derivation_names_clause_fact_citation_version_and_cell(
    signed_in: SignedIn,
) -> None:
    text = signed_in("ada").get("/requests/r-1001/lines/1").text
    assert "saw" in text
    assert "@20" in text
    assert re.search(r"\.(art|xlsx)", text)
    near = signed_in("ada").get("/requests/r-1001/lines/1?nearest=true").text
    assert "nearest changes" in near or "No change by which" in near
    missed = signed_in("ada").get("/requests/r-1001/lines/1?course=CSCI%20480").text
    assert "No rule gives" in missed or "<h3>" in missed


def test_a_referred_line_must_be_settled_with_a_reason(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    came = ada.post("/requests/r-1011/decide", data={"reason": ""})
    assert came.status_code == 422
    assert "AR709" in came.text
    open_lines = referred(ada, "r-1011")
    form = {
        "learning": open_lines,
        "status": ["elective"] * len(open_lines),
        "gives": ["general"] * len(open_lines),
        "amount": ["3"] * len(open_lines),
        "reason": "Confirmed by <telephone>",
    }
    without = ada.post("/requests/r-1011/decide", data=form | {"reason": ""})
    assert without.status_code == 422
    assert "AR710" in without.text
    assert 'value="general"' in without.text  # what was typed is still there
    preview = ada.post("/requests/r-1011/letter", data=form)
    assert "A preview: nothing is decided by it." in preview.text
    assert "Confirmed by &lt;telephone&gt;" in preview.text
    done = ada.post("/requests/r-1011/decide", data=form)
    assert done.status_code == 303, done.text
    sheet = ada.get("/api/v1/requests/r-1011").json()
    assert sheet["state"] == "decided"
    number = sheet["entries"][-1]["number"]
    document = ada.get(f"/requests/r-1011/decisions/{number}").text
    assert "it comes to the same" in document
    letter = ada.get("/requests/r-1011/letter").text
    assert "A preview" not in letter
    assert "counts as general, 3" in letter


def test_a_form_sent_twice_is_done_once(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    page = ada.get("/requests/r-1014").text
    (key, *_) = HIDDEN.findall(page)
    for _ in range(2):
        came = ada.post("/requests/r-1014/decide", data={"key": key})
        assert came.status_code == 303, came.text
    entries = ada.get("/api/v1/requests/r-1014").json()["entries"]
    assert [one["move"] for one in entries].count("decide") == 1
    again = ada.post("/requests/r-1014/decide", data={"key": "another"})
    assert again.status_code == 409
    assert "AR705" in again.text


def test_the_clock_is_stopped_with_a_reason_and_resumed(signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    stop = {"move": "pause", "reason": "The syllabus is asked for"}
    assert ben.post("/requests/r-1005/move", data=stop).status_code == 303
    assert "the clock stands" in ben.get("/requests/r-1005").text
    twice = ben.post("/requests/r-1005/move", data=stop)
    assert twice.status_code == 409
    assert "AR723" in twice.text
    assert ben.post("/requests/r-1005/move", data={"move": "resume"}).status_code == 303
    other = ben.post("/requests/r-1005/move", data=stop | {"move": "forget"})
    assert other.status_code == 422
    assert "AR735" in other.text
    asked = {"move": "refer", "to": "Mathematics", "reason": "Is this calculus?"}
    assert ben.post("/requests/r-1005/move", data=asked).status_code == 303
    assert "Mathematics" in ben.get("/queue").text


def test_each_look_at_a_record_is_entered_but_a_learners_own(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    for path in ("", "/lines/1", "/letter"):
        signed_in("hana").get(f"/requests/r-1001{path}")
        signed_in("lee").get(f"/requests/r-1001{path}")
    signed_in("hana").get("/api/v1/requests/r-1001")
    seen = desk.store.read(lambda conn: disclosures_of(conn, "L-1001"))
    assert isinstance(seen, tuple)
    assert [one.actor for one in seen] == ["hana"] * 4
    assert '"worksheet of r-1001"' in seen[0].body


@pytest.mark.parametrize("path", ["", "/lines/1", "/letter", "/decisions/2"])
def test_a_learner_sees_nothing_of_anybody_else(signed_in: SignedIn, path: str) -> None:
    lee = signed_in("lee")
    assert lee.get(f"/requests/r-1002{path}").status_code == 403
    assert lee.get("/api/v1/requests/r-1002").status_code == 403
    assert lee.get("/requests/r-1001").status_code == 200


def test_who_sees_a_request_does_not_decide_it(signed_in: SignedIn) -> None:
    for who in ("hana", "ivo", "lee", "cho"):
        client = signed_in(who)
        assert (
            '<button type="submit">Decide</button>'
            not in client.get("/requests/r-1001").text
        )
        assert client.post("/requests/r-1001/decide").status_code == 403
        move = client.post("/requests/r-1001/move", data={"move": "pause"})
        assert move.status_code == 403


def test_an_unknown_request_or_line_is_missing(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    assert ada.get("/requests/r-9999").status_code == 404
    assert "AR704" in ada.get("/requests/r-9999").text
    assert ada.get("/requests/r-1001/lines/99").status_code == 404
    assert ada.get("/requests/r-1001/decisions/1").status_code == 404
    assert ada.get("/requests/r-1001/decisions/no").status_code == 422


def test_a_program_decides_as_the_command_line_does(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    open_lines = referred(ada, "r-1018")
    body = {
        "settle": [f"{one}=denied" for one in open_lines],
        "reason": "No syllabus came",
    }
    came = ada.post("/api/v1/requests/r-1018/decide", json=body)
    assert came.status_code == 200, came.text
    assert came.json()["schema"] in {"articulate.decided/1", "articulate.waiting/1"}
