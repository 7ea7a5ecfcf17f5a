"""Agreements on the web: how they stand on a day, and versions side by side."""

from dataclasses import replace
from datetime import date

from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.rulebook.rulebook import Rulebook
from articulate.services.agreement_pages import Wanted, agreements_on

API = "/api/v1/agreements"


def listed(client: TestClient, query: str) -> dict[str, dict[str, object]]:
    found = client.get(f"{API}?{query}").json()["agreements"]
    return {one["agreement"]: one for one in found}


def test_each_agreement_stands_as_it_did_on_the_day(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    then, now = listed(ada, "on=2022-03-01"), listed(ada, "on=2025-03-01")
    assert then["ncc-computing"]["version"] == "2021"
    assert now["ncc-computing"]["version"] == "2024"
    before = listed(ada, "on=1990-01-01")
    assert {one["state"] for one in before.values()} == {"not yet"}


def test_filters_are_in_the_address(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    text = ada.get("/agreements?on=2025-03-01&sending=RVC&words=biol").text
    assert "rvc-biology" in text
    assert "ncc-computing" not in text
    assert 'value="RVC" selected' in text
    assert 'value="2025-03-01"' in text


def test_rules_are_loaded_once_while_nothing_is_published(desk: WebDesk) -> None:
    said: list[str] = []
    anew = replace(desk, loaded=lambda: said.append("loaded"), _known={})
    assert anew.rules() is anew.rules()
    assert said == ["loaded"]


def test_an_agreement_expires_when_no_version_follows(desk: WebDesk) -> None:
    rules = desk.rules()
    assert isinstance(rules, Rulebook)
    act = desk.store.act("ada")
    whole = agreements_on(rules, Wanted(date(2025, 3, 1)), act)
    assert isinstance(whole, tuple)
    ending = [one for one in whole if one.last is not None]
    assert ending, "the demonstration has an agreement that ends"
    one = ending[0]
    assert one.last is not None
    for days in (30, 60, 90, 180):
        day = date.fromordinal(one.last.toordinal() - days)
        found = agreements_on(rules, Wanted(day, within=days), act)
        assert isinstance(found, tuple)
        assert [row.left for row in found if row.head.id == one.head.id] == [days]
        sooner = agreements_on(rules, Wanted(day, within=days - 1), act)
        assert isinstance(sooner, tuple)
        assert one.head.id not in {row.head.id for row in sooner}
    later = date.fromordinal(one.last.toordinal() + 1)
    after = agreements_on(rules, Wanted(later), act)
    assert isinstance(after, tuple)
    (row,) = [row for row in after if row.head.id == one.head.id]
    assert row.state == "ended"


def test_a_version_that_another_follows_does_not_expire(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    row = listed(ada, "on=2022-03-01&words=ncc-computing")["ncc-computing"]
    later = listed(ada, "on=2025-03-01&words=ncc-computing")["ncc-computing"]
    assert row["version"] != later["version"]
    assert row["last"] == later["last"]


def test_two_versions_stand_side_by_side_by_meaning(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    text = ada.get("/agreements/ncc-computing?before=2021&after=2024").text
    assert "From ncc-computing@2021 to ncc-computing@2024" in text
    page = ada.get(f"{API}/ncc-computing?before=2021&after=2024").json()
    back = ada.get(f"{API}/ncc-computing?before=2024&after=2021").json()
    assert {one["id"] for one in page["added"]} == {one["id"] for one in back["ended"]}
    assert page["changed"] or page["added"] or page["ended"]
    same = ada.get(f"{API}/ncc-computing?before=2024&after=2024").json()
    assert [same[one] for one in ("added", "changed", "ended")] == [[], [], []]


def test_the_last_two_versions_are_compared_where_none_is_named(
    signed_in: SignedIn,
) -> None:
    page = signed_in("ada").get(f"{API}/ncc-computing").json()
    assert (page["before"], page["after"]) == (
        "ncc-computing@2021",
        "ncc-computing@2024",
    )


def test_what_there_is_not_has_the_nearest(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    came = ada.get("/agreements/ncc-computin")
    assert came.status_code == 404
    assert "did you mean `ncc-computing`?" in came.text
    assert ada.get("/agreements/ncc-computing?before=2020").status_code == 404
    assert ada.get("/agreements?within=soon&on=someday").status_code == 200


def test_an_assessor_and_a_learner_do_not_see_agreements(signed_in: SignedIn) -> None:
    for who in ("eli", "lee"):
        client = signed_in(who)
        assert client.get("/agreements").status_code == 403
        assert 'href="/agreements"' not in client.get("/").text
