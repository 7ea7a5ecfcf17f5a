"""Publishing on the web: what is seen is what is approved, and never by its writers."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.model.identifiers import InstitutionId
from articulate.model.person import Person, Role
from articulate.services.disclosures import DISCLOSURE
from articulate.store.entries import latest_entries

API = "/api/v1/publishing"
POLICY = "demonstration"
AT = f"/publishing/{POLICY}"


@pytest.fixture
def desk(few: WebDesk) -> WebDesk:
    """The office, where zoe evaluates and approves, and yan works for Rivermouth."""
    zoe = Person("zoe", "Zoe Lam", frozenset({Role.EVALUATOR, Role.APPROVER}))
    cho = next(one for one in few.office.people if one.id == "cho")
    yan = replace(cho, id="yan", institutions=frozenset({InstitutionId("RVC")}))
    people = (*few.office.people, zoe, yan)
    return replace(few, office=replace(few.office, people=people))


def standing(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = client.get(f"{API}/{POLICY}").json()
    return found


def step(client: TestClient, move: str, **form: object) -> int:
    """Send the form of a step, as the page shows it now."""
    data = {"seen": standing(client)["seen"]} | form
    return client.post(f"{AT}/{move}", data=data).status_code


def drafted(client: TestClient) -> None:
    files = client.get(f"{API}/files").json()
    number = standing(client)["seen"]
    form = {"policy": POLICY, "seen": files["seen"], "number": number}
    came = client.post("/publishing", data=form)
    assert came.status_code == 303, came.text


def imported(client: TestClient, office: Path) -> None:
    """Apply Northfield's list from a day on."""
    content = (office / "registrars/state/agreements/ncc-2026.csv").read_bytes()
    came = client.post("/api/v1/imports", files={"file": ("ncc-2026.csv", content)})
    at = f"/api/v1/imports/{came.json()['import']}"
    how = {"into": "ncc-general", "mode": "replace-from", "on": "2030-08-15"}
    seen = client.post(f"{at}/how", json=how).json()["seen"]
    came = client.post(f"{at}/apply", json={"seen": seen})
    assert came.json()["state"] == "applied", came.text


def test_an_import_comes_into_force_by_three_people(
    signed_in: SignedIn, office: Path
) -> None:
    ada, dina, cho = signed_in("ada"), signed_in("dina"), signed_in("cho")
    imported(ada, office)
    assert "equivalencies ncc-general@2030 is new" in dina.get("/publishing").text
    drafted(dina)
    assert standing(dina)["writers"] == ["ada", "dina"]
    assert step(dina, "propose") == 303
    assert step(dina, "approve") == 403
    text = cho.get(AT).text
    assert "2 changed" in text
    assert "NCC:PHIL 115 counts as STATE:PHIL 110" in text
    assert step(cho, "approve") == 303
    assert step(cho, "enforce") == 303
    assert standing(cho)["state"] == "in force"
    listed = ada.get("/api/v1/agreements?on=2030-09-01&words=ncc-general").json()
    assert [one["version"] for one in listed["agreements"]] == ["2030"]


def test_whoever_imported_is_an_editor_and_cannot_approve(
    signed_in: SignedIn, office: Path
) -> None:
    zoe, dina = signed_in("zoe"), signed_in("dina")
    imported(zoe, office)
    drafted(dina)
    assert step(dina, "propose") == 303
    assert "You wrote or edited this revision" in zoe.get(AT).text
    came = zoe.post(f"{AT}/approve", data={"seen": standing(zoe)["seen"]})
    assert came.status_code == 403
    assert "AR718" in came.text
    assert standing(zoe)["state"] == "proposed"


def test_nobody_approves_what_they_have_not_looked_at(signed_in: SignedIn) -> None:
    dina, cho = signed_in("dina"), signed_in("cho")
    drafted(dina)
    assert step(dina, "propose") == 303
    looked = standing(cho)["seen"]
    drafted(dina)
    assert step(dina, "propose") == 303
    came = cho.post(f"{AT}/approve", data={"seen": looked})
    assert came.status_code == 409
    assert "has moved on since you looked at it" in came.text
    form = {"seen": standing(cho)["seen"], "key": "once"}
    for _ in range(2):  # a form that is sent twice is done once
        assert cho.post(f"{AT}/approve", data=form).status_code == 303
    assert standing(cho)["state"] == "approved"


def test_a_draft_is_of_the_files_as_they_were_shown(
    signed_in: SignedIn, office: Path
) -> None:
    dina = signed_in("dina")
    files = dina.get(f"{API}/files").json()
    policy = office / "policies/state/equivalencies/ncc-general.art"
    policy.write_text(policy.read_text("utf-8") + "\n# by hand\n", "utf-8")
    form = {"policy": POLICY, "seen": files["seen"], "number": standing(dina)["seen"]}
    came = dina.post("/publishing", data=form)
    assert came.status_code == 409
    assert "AR661" in came.text
    assert standing(dina)["state"] == "in force"
    form["seen"] = dina.get(f"{API}/files").json()["seen"]
    assert dina.post("/publishing", data=form | {"policy": " "}).status_code == 422
    assert dina.post("/publishing", data=form | {"number": 1}).status_code == 409


def test_impact_is_shown_to_those_who_may_see_records_and_each_look_is_entered(
    signed_in: SignedIn, desk: WebDesk
) -> None:
    dina, cho = signed_in("dina"), signed_in("cho")
    before = cho.get(f"{AT}/impact")
    assert before.status_code == 404
    drafted(dina)
    found = cho.get(f"{API}/{POLICY}/impact").json()
    assert found["effects"]["lost"]["learners"] > 0
    assert found["left"] == 0
    named = {one["learner"] for one in found["affected"]}
    assert named
    assert dina.get(f"{AT}/impact").status_code == 403
    assert dina.get(f"{API}/{POLICY}/impact").status_code == 403
    assert "Whom it would change" not in dina.get(AT).text
    looks = desk.store.read(lambda conn: latest_entries(conn, DISCLOSURE))
    assert isinstance(looks, tuple)
    seen_by = {one.stream.removeprefix(DISCLOSURE): one.actor for one in looks}
    assert {seen_by[one] for one in named} == {"cho"}
    elsewhere = signed_in("yan").get(f"{API}/{POLICY}/impact").json()
    assert (elsewhere["requests"], elsewhere["affected"]) == (0, [])
    pages = [cho.get(f"{AT}/impact?from={first}").text for first in (0, 50, 100)]
    assert all(any(one in page for page in pages) for one in named)


def test_losses_are_held_and_released_with_a_reason(signed_in: SignedIn) -> None:
    dina, cho = signed_in("dina"), signed_in("cho")
    drafted(dina)
    assert step(dina, "propose") == 303
    assert step(cho, "approve", hold=["losses"]) == 303
    assert step(cho, "enforce") == 303
    assert standing(cho)["hold"] == ["lost"]
    assert "Release what is held" in cho.get(AT).text
    assert step(cho, "release", reason=" ") == 422
    assert step(cho, "release", reason="The senate agreed") == 303
    assert standing(cho)["hold"] == []
    assert "Release what is held" not in cho.get(AT).text


def test_who_may_not_take_a_step_is_not_offered_it(signed_in: SignedIn) -> None:
    ivo, dina = signed_in("ivo"), signed_in("dina")
    drafted(dina)
    text = ivo.get(AT).text
    assert "Propose it" not in text
    assert "Nothing, by you, as it stands" in text
    assert "Propose it" in dina.get(AT).text
    assert ivo.get("/publishing/demonstratio").status_code == 404
