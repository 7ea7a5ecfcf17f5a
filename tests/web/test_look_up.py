"""What anybody may ask, without saying who they are."""

import csv
from pathlib import Path

from fastapi.testclient import TestClient


def test_a_rule_is_found_by_either_side_with_condition_citation_and_days(
    visitor: TestClient,
) -> None:
    rules = visitor.get("/api/v1/look-up?brought=cis 120&on=2025-03-01").json()
    assert rules["official"] is False
    assert {one["learning"] for one in rules["rules"]} >= {"NCC:CIS 120"}
    one = rules["rules"][0]
    assert one["when"]
    assert one["cites"]
    assert one["from"]
    given = visitor.get("/api/v1/look-up?given=csci 141&on=2025-03-01").json()
    assert all("CSCI 141" in one["counts_as"] for one in given["rules"])
    assert given["rules"]
    assert "no official decision" in visitor.get("/look-up?brought=cis").text


def test_a_day_before_there_were_rules_has_none(visitor: TestClient) -> None:
    assert (
        visitor.get("/api/v1/look-up?brought=CIS&on=1990-01-01").json()["rules"] == []
    )
    assert "is no refusal" in visitor.get("/look-up?brought=CIS&on=1990-01-01").text


def test_the_table_has_the_same_rules(visitor: TestClient) -> None:
    asked = "brought=cis&on=2025-03-01"
    came = visitor.get(f"/look-up.csv?{asked}")
    assert "attachment" in came.headers["content-disposition"]
    table = list(csv.DictReader(came.text.splitlines()))
    rules = visitor.get(f"/api/v1/look-up?{asked}").json()["rules"]
    assert [one["rule"] for one in table] == [one["rule"] for one in rules]


def test_what_one_types_is_counted_and_not_kept(visitor: TestClient) -> None:
    typed = {
        "courses": "NCC:CIS 120 4 quarter grade B 2024-06-10",
        "receiving": "STATE",
    }
    text = visitor.post("/what-counts", data=typed).text
    assert "This is no official decision." in text
    assert "NCC:CIS 120" in text
    assert 'class="status' in text
    wrong = visitor.post("/what-counts", data={"courses": "?", "receiving": "STATE"})
    assert wrong.status_code == 422
    assert "CODE" in wrong.text


def test_a_file_is_counted_too(visitor: TestClient, office: Path) -> None:
    record = office / "registrars/state/learners/l-1001-from-northfield.json"
    came = visitor.post(
        "/api/v1/what-counts",
        data={"receiving": "STATE"},
        files={"file": ("mine.json", record.read_bytes())},
    )
    assert came.status_code == 200, came.text
    assert came.json()["lines"]
    wrong = visitor.post(
        "/what-counts",
        data={"receiving": "STATE"},
        files={"file": ("mine.json", b"{")},
    )
    assert wrong.status_code == 422
    assert "AR6" in wrong.text
