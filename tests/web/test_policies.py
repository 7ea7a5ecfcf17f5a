"""Policies, for anybody to read: source and plain English, on any day."""

import re

from fastapi.testclient import TestClient


def test_each_version_has_its_address_source_and_plain_english(
    visitor: TestClient,
) -> None:
    listed = visitor.get("/policies?on=2025-03-01").text
    assert '/policies/ncc-computing%402024?on=2025-03-01"' in listed
    text = visitor.get("/policies/ncc-computing@2024?on=2025-03-01").text
    assert "In plain English" in text
    assert "counts as" in text
    assert re.search(r"<pre[^>]*>\s+\d+  agreement ncc-computing", text)
    assert "on 2025-03-01: yes" in text
    assert 'href="/policies/ncc-computing%402021?' in text


def test_a_day_says_which_versions_hold(visitor: TestClient) -> None:
    def holding(on: str) -> set[str]:
        blocks = visitor.get(f"/api/v1/policies?on={on}").json()["blocks"]
        return {one["name"] for one in blocks if one["in_force"]}

    assert "ncc-computing@2024" in holding("2025-03-01")
    assert "ncc-computing@2021" in holding("2022-03-01")
    assert "ncc-computing@2024" not in holding("2022-03-01")


def test_what_tests_say_stands_with_what_is_published(visitor: TestClient) -> None:
    text = visitor.get("/policies").text
    assert re.search(r'<th scope="row">demonstration</th><td>enforced|in force', text)
    assert "<td>none</td>" in text


def test_nobody_reads_an_academic_exception_here(visitor: TestClient) -> None:
    blocks = visitor.get("/api/v1/policies").json()["blocks"]
    assert "exception" not in {one["kind"] for one in blocks}


def test_an_unknown_policy_is_missing(visitor: TestClient) -> None:
    came = visitor.get("/policies/ncc-computing@1999")
    assert came.status_code == 404
    assert "did you mean" in came.text
    assert visitor.get("/policies?on=never").status_code == 200


def test_policies_and_degrees_are_in_plain_english_beside_their_source(
    visitor: TestClient,
) -> None:
    policy = visitor.get("/policies/undergraduate@2023?on=2025-03-01").text
    assert "At most 60 credits may come from two-year institutions." in policy
    assert "limit two-year" in policy
    assert 'href="?on=2025-03-01#two-year"' in policy
    degree = visitor.get("/policies/bs-cs@2024?on=2025-03-01").text
    assert "“Systems”; each with a grade of at least C" in degree
    assert 'id="systems" class="depth-1"' in degree
    rules = visitor.get("/api/v1/policies/bs-cs@2024").json()["rules"]
    assert {"id": "credits", "plain": "At least 120 credits in all."}.items() <= (
        rules[0].items()
    )
