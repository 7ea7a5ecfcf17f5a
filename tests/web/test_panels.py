"""A panel on the web: two who disagree, a third one, and what it comes to."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from tests.store.panelling import FIRM, MARKETS, received
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.services.disclosures import disclosures_of
from articulate.services.open_case import OpenRequest

PAGE = "/panels/r-77.p1"


@pytest.fixture
def chair(desk: WebDesk, signed_in: SignedIn) -> TestClient:
    """A registrar who has convened the panel of a portfolio."""
    assert isinstance(desk.store.write(received), OpenRequest)
    ada = signed_in("ada")
    done(ada.post("/panels", data={"request": "r-77", "learning": "p1"}))
    return ada


def done(came: Response) -> None:
    """See that a form was done, which sends the browser on."""
    assert came.status_code == 303, came.text


def assigned(chair: TestClient, *names: str) -> None:
    for name in names:
        done(chair.post(f"{PAGE}/assign", data={"assessor": name}))


def judging(who: TestClient, markets: int, firm: int, why: str = "The essay") -> None:
    done(who.post(f"{PAGE}/declare", data={"has": "false"}))
    done(who.post(f"{PAGE}/submit", data=sheet(markets, firm, why)))


def sheet(markets: object, firm: object, why: str = "The essay") -> dict[str, object]:
    return {
        "criterion": [MARKETS, FIRM],
        "level": [str(markets), str(firm)],
        "comment": [f"{why}, of markets", f"{why}, of a firm"],
    }


def concluded(chair: TestClient, outcome: str, reason: str = "As found") -> Response:
    form = {"outcome": outcome, "reason": reason}
    return chair.post(f"{PAGE}/conclude", data=form)


def lines(client: TestClient) -> list[dict[str, object]]:
    found = client.get("/api/v1/requests/r-77").json()["evaluation"]["lines"]
    return list(found)


def test_two_who_disagree_are_joined_by_a_third_and_the_median_is_found(
    chair: TestClient, signed_in: SignedIn
) -> None:
    eli, fay, gus = (signed_in(one) for one in ("eli", "fay", "gus"))
    assert [one["status"] for one in lines(chair)] == ["referred"]
    assigned(chair, "eli", "fay")
    judging(eli, 3, 4, "Eli saw <b>much</b>")
    assert "Eli saw" not in fay.get(PAGE).text
    judging(fay, 3, 1, "Fay saw little")

    # They differ by three levels: a third is wanted, and nobody reads anything yet.
    for reader in (chair, fay, signed_in("ivo")):
        assert "Eli saw" not in reader.get(PAGE).text
        assert '"4"' not in reader.get(f"/api/v1{PAGE}").text
    assert "Assign (1 wanted)" in chair.get(PAGE).text
    assert concluded(chair, "award").status_code == 409
    assigned(chair, "gus")
    assert "Fay saw" not in gus.get(PAGE).text
    judging(gus, 4, 3, "Gus saw enough")

    text = chair.get(PAGE).text
    assert "Eli saw &lt;b&gt;much&lt;/b&gt;, of markets" in text
    assert f"too far apart on {FIRM}" in text
    shown = chair.get(f"/api/v1{PAGE}").json()
    assert shown["found"] == {MARKETS: "3", FIRM: "3"}
    assert shown["apart"] == [FIRM]
    assert (
        "\N{MINUS SIGN}0." in text
    )  # Fleiss' kappa of three who agree less than by chance

    against = concluded(chair, "refuse")
    assert against.status_code == 422
    assert "these levels come to `awarded`" in against.text
    done(concluded(chair, "award", "Two of three saw a firm analysed"))
    (line,) = lines(chair)
    assert line["status"] == "awarded"
    assert str(line["rule"]).endswith("business-110@2024/award")
    entries = chair.get("/api/v1/requests/r-77").json()["entries"]
    assert entries[-1]["move"] == "evaluate"
    assert '"panel:r-77.p1/' in chair.get("/api/v1/requests/r-77").text
    assert "Two of three saw" in eli.get("/panels/precedents?words=firm+two").text
    assert "L-77" not in eli.get("/panels/precedents").text
    assert "There is none yet" in eli.get("/panels/precedents?words=absent").text


def test_the_request_leads_to_the_panel_of_its_portfolio(
    desk: WebDesk, signed_in: SignedIn
) -> None:
    assert isinstance(desk.store.write(received), OpenRequest)
    ada = signed_in("ada")
    assert "Convene a panel for p1" in ada.get("/requests/r-77").text
    done(ada.post("/panels", data={"request": "r-77", "learning": "p1"}))
    page = ada.get("/requests/r-77").text
    assert f'href="{PAGE}"' in page
    assert "Convene a panel" not in page


def test_whoever_has_a_conflict_of_interest_does_not_assess(
    chair: TestClient, signed_in: SignedIn
) -> None:
    eli = signed_in("eli")
    assigned(chair, "eli", "fay")
    early = eli.post(f"{PAGE}/submit", data=sheet(3, 3))
    assert early.status_code == 409
    form = {"has": "true", "conflict": "is her employer"}
    left = eli.post(f"{PAGE}/declare", data=form)
    done(left)
    assert left.headers["location"] == "/panels"
    assert eli.get(PAGE).status_code == 403
    assert "r-77" not in eli.get("/panels").text
    refused = eli.post(f"{PAGE}/submit", data=sheet(3, 3))
    assert refused.status_code == 403
    assert "is her employer" in chair.get(PAGE).text
    again = chair.post(f"{PAGE}/assign", data={"assessor": "eli"})
    assert "on this panel already" in again.text
    assigned(chair, "gus")


def test_every_criterion_wants_a_level_of_the_rubric_and_a_comment(
    chair: TestClient, signed_in: SignedIn
) -> None:
    eli = signed_in("eli")
    assigned(chair, "eli")
    done(eli.post(f"{PAGE}/declare", data={"has": "false"}))
    form = sheet(5, "") | {"comment": ["A <careful> essay", " "]}
    wrong = eli.post(f"{PAGE}/submit", data=form)
    assert wrong.status_code == 422
    for one in (MARKETS, FIRM):
        assert f"the criterion `{one}` has no level" in wrong.text
    assert f"`{FIRM}` has no comment" in wrong.text
    assert "A &lt;careful&gt; essay</textarea>" in wrong.text
    half = eli.post(f"{PAGE}/submit", data=sheet("5/2", 3))
    assert half.status_code == 422
    done(eli.post(f"{PAGE}/submit", data=sheet(3, 3)))
    assert eli.post(f"{PAGE}/submit", data=sheet(4, 4)).status_code == 409


def test_an_additional_assignment_is_passed_and_then_awarded(
    chair: TestClient, signed_in: SignedIn
) -> None:
    assigned(chair, "eli", "fay")
    judging(signed_in("eli"), 3, 2)
    judging(signed_in("fay"), 3, 2)
    assert concluded(chair, "award").status_code == 422
    assert concluded(chair, "award", " ").status_code == 422
    done(concluded(chair, "additional assignment", "Analyse one more firm"))
    assert [one["status"] for one in lines(chair)] == ["referred"]
    done(concluded(chair, "award", "The second analysis is sound"))
    (line,) = lines(chair)
    assert line["status"] == "awarded"
    assert str(line["rule"]).endswith("/later")


def test_a_portfolio_that_falls_short_is_refused(
    chair: TestClient, signed_in: SignedIn
) -> None:
    assigned(chair, "eli", "fay")
    judging(signed_in("eli"), 1, 2)
    judging(signed_in("fay"), 2, 2)
    done(concluded(chair, "refuse", "Neither criterion is reached"))
    (line,) = lines(chair)
    assert line["status"] != "awarded"
    assert "concluded" in chair.get("/panels").text
    late = concluded(chair, "award")
    assert late.status_code == 409


def test_evidence_is_handed_over_as_a_file_and_never_shown(
    chair: TestClient, signed_in: SignedIn
) -> None:
    page = b"<script>alert(1)</script>"
    sent = chair.post(
        f"{PAGE}/evidence",
        data={"kind": "reflective essay"},
        files={"file": ("../ess\u00e4y.html", page, "text/html")},
    )
    done(sent)
    assigned(chair, "eli")
    eli = signed_in("eli")
    assert "Required, and not there: work product" in eli.get(PAGE).text
    came = eli.get(f"{PAGE}/evidence/2")
    assert came.content == page
    assert came.headers["content-type"] == "application/octet-stream"
    assert came.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''ess%C3%A4y.html"
    )
    assert "sandbox" in came.headers["content-security-policy"]
    assert came.headers["x-content-type-options"] == "nosniff"
    assert eli.get(f"{PAGE}/evidence/1").status_code == 404
    assert signed_in("fay").get(f"{PAGE}/evidence/2").status_code == 403


def test_who_is_not_on_a_panel_sees_and_does_nothing(
    chair: TestClient, signed_in: SignedIn, visitor: TestClient
) -> None:
    assigned(chair, "eli")
    fay = signed_in("fay")
    assert fay.get(PAGE).status_code == 403
    assert "r-77" not in fay.get("/panels").text
    assert fay.post(f"{PAGE}/declare", data={"has": "false"}).status_code == 403
    assert fay.post(f"{PAGE}/assign", data={"assessor": "fay"}).status_code == 403
    for who in ("lee", "hana", "dina"):
        assert signed_in(who).get(PAGE).status_code == 403
    assert signed_in("ivo").get(PAGE).status_code == 200
    assert visitor.get(PAGE).status_code == 303
    assert visitor.get(f"/api/v1{PAGE}").status_code == 401
    assert chair.get("/panels/no.such").status_code == 404


def test_only_a_portfolio_with_a_rubric_gets_a_panel_and_only_one(
    chair: TestClient,
) -> None:
    again = chair.post("/panels", data={"request": "r-77", "learning": "p1"})
    assert again.status_code == 409
    none = chair.post("/panels", data={"request": "r-1001", "learning": "p1"})
    assert none.status_code == 422
    missing = chair.post("/panels", data={"request": "r-9", "learning": "p1"})
    assert missing.status_code == 404


def test_every_look_at_a_portfolio_is_entered(chair: TestClient, desk: WebDesk) -> None:
    chair.get(PAGE)
    seen = desk.store.read(lambda conn: disclosures_of(conn, "L-77"))
    assert isinstance(seen, tuple)
    assert '"panel r-77.p1"' in seen[-1].body


def test_a_program_does_all_that_the_pages_do(
    chair: TestClient, signed_in: SignedIn
) -> None:
    eli, fay = signed_in("eli"), signed_in("fay")
    here = f"/api/v1{PAGE}"
    for who, client in (("eli", eli), ("fay", fay)):
        body = {"assessor": who, "key": f"assign-{who}"}
        assert chair.post(f"{here}/assign", json=body).status_code == 200
        said = {"conflict": "", "key": f"declare-{who}"}
        assert client.post(f"{here}/declare", json=said).status_code == 200
        bare = client.post(f"{here}/submit", json={"levels": {}, "comments": {}})
        assert bare.status_code == 422
        assert len(bare.json()["diagnostics"]) == 4
        sheet = {
            "levels": {MARKETS: "4", FIRM: "3"},
            "comments": {MARKETS: f"{who} read", FIRM: f"{who} read"},
        }
        came = client.post(f"{here}/submit", json=sheet)
        assert came.status_code == 200, came.text
        read = [one["assessor"] for one in came.json()["assessors"] if one["levels"]]
        assert read == (["eli"] if who == "eli" else ["eli", "fay"])
    form = {"outcome": "award", "reason": "Both saw it"}
    came = chair.post(f"{here}/conclude", json=form)
    assert came.status_code == 200, came.text
    assert came.json()["state"] == "concluded"
    assert [one["status"] for one in lines(chair)] == ["awarded"]
    again = chair.post(
        "/api/v1/panels", json={"request": "r-77", "learning": "p1", "key": "k"}
    )
    assert again.status_code == 409


def test_the_page_for_programs_leads_from_a_portfolio_to_credit(
    signed_in: SignedIn,
) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "assess-a-portfolio.md"
    text = page.read_text(encoding="utf-8").partition("**For programs**")[2]
    asked = re.findall(r"^(\w+) (GET|POST) (\S+) ?(.*)$", text, re.MULTILINE)
    assert [one[1] for one in asked].count("POST") == 8
    people = {who: signed_in(who) for who in {one[0] for one in asked}}
    for who, method, path, body in asked:
        sent = json.loads(body) if body else None
        came = people[who].request(method, path, json=sent)
        assert came.status_code == 200, f"{who} {path}: {came.text}"
    status = {
        one["learning"][0]: one["status"] for one in came.json()["evaluation"]["lines"]
    }
    assert status == {"c1": "awarded", "p1": "awarded"}
