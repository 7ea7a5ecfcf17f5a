"""The degree audit on the web, and what if: nothing that is supposed is recorded."""

from tests.web.conftest import SignedIn


def test_an_audit_shows_its_tree_and_where_each_credit_went(
    signed_in: SignedIn,
) -> None:
    text = signed_in("hana").get("/requests/r-1001/audit").text
    assert 'class="tree"' in text
    assert "<svg" in text
    assert "Where each credit went" in text
    assert " of " in text
    assert "Still needed" in text
    assert " style=" not in text


def test_degrees_stand_side_by_side_with_a_plan(signed_in: SignedIn) -> None:
    hana = signed_in("hana")
    asked = "degree=bs-cs&degree=ba-hist&plan=CSCI+241+4+cr+grade+B"
    text = hana.get(f"/requests/r-1001/audit?{asked}").text
    assert text.count('class="tree"') == 2
    assert "CSCI 241 is passed with B" in text
    before = hana.get("/api/v1/requests/r-1001").json()["entries"]
    found = hana.get(f"/api/v1/requests/r-1001/audit?{asked}").json()["degrees"]
    assert len(found) == 2
    assert hana.get("/api/v1/requests/r-1001").json()["entries"] == before


def test_what_cannot_be_read_is_said_with_a_way_out(signed_in: SignedIn) -> None:
    hana = signed_in("hana")
    came = hana.get("/requests/r-1001/audit?degree=bs-sc")
    assert came.status_code == 422
    assert "did you mean" in came.text
    came = hana.get("/requests/r-1001/audit?plan=nonsense")
    assert came.status_code == 422
    assert "nonsense" in came.text


def test_a_learner_audits_nobody_else(signed_in: SignedIn) -> None:
    lee = signed_in("lee")
    assert lee.get("/requests/r-1001/audit").status_code == 200
    assert lee.get("/requests/r-1002/audit").status_code == 403
