"""The ledger on the web: who did what and when, verified, and sent as a file."""

import json

from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk


def test_an_auditor_sees_who_did_what_from_which_revision(signed_in: SignedIn) -> None:
    ivo = signed_in("ivo")
    text = ivo.get("/ledger").text
    assert "evaluate" in text
    assert "sha256:" in text
    assert "Articulate 0" in text
    only = ivo.get("/api/v1/ledger?stream=policy:").json()["entries"]
    assert [one["what"] for one in only] == ["enforce", "approve", "propose", "draft"]
    assert {one["by"] for one in only} == {"cho", "dina"}
    none = ivo.get("/api/v1/ledger?until=2001-01-01").json()["entries"]
    assert none == []


def test_pages_follow_each_other_without_a_gap(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    for number in range(1001, 1015):
        for _ in range(6):
            ada.get(f"/api/v1/requests/r-{number}")
    first = ada.get("/api/v1/ledger").json()
    assert len(first["entries"]) == 100
    second = ada.get("/api/v1/ledger", params={"before": first["next"]}).json()
    both = [(one["stream"], one["number"]) for one in first["entries"]]
    both += [(one["stream"], one["number"]) for one in second["entries"]]
    assert len(both) == len(set(both))
    sent = ada.get("/ledger/export.jsonl")
    assert "attachment" in sent.headers["content-disposition"]
    lines = [json.loads(line) for line in sent.text.splitlines()]
    assert [(one["stream"], one["number"]) for one in lines[: len(both)]] == both
    assert "Further back" in ada.get("/ledger").text


def test_a_ledger_is_verified_and_an_altered_row_is_named(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    ivo = signed_in("ivo")
    assert "The ledger is whole" in ivo.post("/ledger/verify").text
    assert ivo.post("/api/v1/ledger/verify").json()["whole"] is True
    with desk.store.store.engine.connect() as conn:
        conn.exec_driver_sql("DROP TRIGGER entries_no_update")
        conn.exec_driver_sql(
            "UPDATE entries SET actor = 'eve' WHERE stream = 'request:r-1003'"
        )
        conn.commit()
    text = ivo.post("/ledger/verify").text
    assert "The ledger was altered" in text
    assert "request:r-1003" in text
    assert "AR707" in text


def test_the_ledger_is_not_everybodys(signed_in: SignedIn) -> None:
    for who in ("lee", "hana", "ben", "dina"):
        client = signed_in(who)
        for path in ("/ledger", "/ledger/export.jsonl", "/ledger/checkpoint.json"):
            assert client.get(path).status_code == 403
        assert client.post("/ledger/verify").status_code == 403
