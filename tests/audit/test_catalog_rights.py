"""Catalog rights: which version of a degree a learner is held to."""

import pytest
from tests.audit.world import About, Audited, audit_of, own

from articulate.model.audit import AuditStatus

DEGREES = """
degree d "D" for STATE version 2018 effective 2018-08-15 {
  cites "Catalog 2018" group core all of { course CSCI 141 }
}
degree d "D" for STATE version 2024 effective 2024-08-15 supersedes 2018 {
  cites "Catalog 2024" group core all of { course CSCI 141 course CSCI 241 }
}
"""
RIGHTS = """policy p "P" for STATE version 1 effective 2010-01-01 {{
  cites "x" governed by requested
  catalog rights {{
    candidates admitted, declared, graduated
    lapse when gap > 2 terms
    expire 10 years after admitted
    choose {choose}
  }} }}"""


def held(
    learner: str,
    *codes: str,
    choose: str = "",
    as_of: str = "2025-12-31",
    more: str = "",
) -> Audited:
    """Audit a learner under two versions of the degree."""
    rights = RIGHTS.format(choose=choose) if choose else ""
    about = About(
        policy=rights + more, learner=f"learner {learner} degree d", as_of=as_of
    )
    rows = [own(code) for code in codes or ("CSCI 141",)]
    return audit_of(DEGREES, *rows, about=about)


def test_without_catalog_rights_the_day_of_admission_decides() -> None:
    assert held("admitted 2023-08-21").audit.version == "2018"
    found = held("admitted 2024-08-20").audit
    assert (found.version, found.catalog_clause) == ("2024", "admitted")


def test_a_day_before_every_version_is_a_question() -> None:
    found = held("admitted 2010-08-21").audit
    assert (found.version, found.status) == ("", AuditStatus.INCOMPLETE)
    assert found.open_facts[0].saw == "2010-08-21"


def test_a_learner_without_a_day_of_admission_is_read_as_of_the_request() -> None:
    found = held("requested 2024-01-05").audit
    assert found.version == "2018"
    assert found.open_facts[0].needs == "the day of admission"


ENROLLED = (
    "enrolled STATE:2023FA, STATE:2024SP, STATE:2024FA, STATE:2025SP, STATE:2025FA"
)


@pytest.mark.parametrize(
    ("learner", "choose", "version"),
    [
        (f"admitted 2023-08-21 declared 2024-09-01 {ENROLLED}", "declared", "2024"),
        (
            f"admitted 2023-08-21 catalog 2024 {ENROLLED}",
            "election else admitted",
            "2024",
        ),
        (f"admitted 2023-08-21 {ENROLLED}", "election else admitted", "2018"),
        (f"admitted 2023-08-21 {ENROLLED}", "most favorable", "2018"),
        (f"admitted 2024-08-20 {ENROLLED}", "most favorable", "2024"),
        (f"admitted 2023-08-21 {ENROLLED}", "graduated", "2024"),
    ],
    ids=[
        "the day the degree was declared",
        "the catalog the learner elected",
        "no election, so the day of admission",
        "the version that asks for less",
        "the only version there is for them",
        "the day of graduation, expected or today",
    ],
)
def test_the_policy_says_how_to_choose(learner: str, choose: str, version: str) -> None:
    assert held(learner, choose=choose).audit.version == version


def test_a_learner_who_stayed_away_too_long_is_held_to_the_catalog_of_today() -> None:
    away = "admitted 2023-08-21 enrolled STATE:2023FA"
    found = held(away, choose="admitted")
    assert (found.audit.version, found.audit.catalog_clause) == (
        "2024",
        "catalog rights lapsed",
    )


def test_optional_terms_are_no_gap() -> None:
    always = "admitted 2023-08-21 enrolled STATE:2023FA, STATE:2024SP, STATE:2024FA"
    assert held(always, choose="admitted", as_of="2025-05-01").audit.version == "2018"


def test_enrollment_nobody_recorded_is_a_question_and_ends_nothing() -> None:
    found = held("admitted 2023-08-21", choose="admitted").audit
    assert (found.version, found.status) == ("2018", AuditStatus.INCOMPLETE)
    assert [one.needs for one in found.open_facts] == ["the terms of enrollment"]


def test_where_either_catalog_is_met_it_does_not_matter_whether_rights_lapsed() -> None:
    found = held("admitted 2023-08-21", "CSCI 141", "CSCI 241", choose="admitted").audit
    assert (found.version, found.status) == ("2018", AuditStatus.COMPLETE)
    assert found.certificate is not None
    assert found.certificate.checked


def test_where_either_way_one_version_holds_there_is_no_question() -> None:
    found = held("admitted 2024-08-21", "CSCI 141", "CSCI 241", choose="admitted").audit
    assert (found.version, found.status) == ("2024", AuditStatus.COMPLETE)
    assert not found.open_facts


def test_rights_that_may_have_expired_are_a_question() -> None:
    learner = f"declared 2023-08-21 {ENROLLED}"
    found = held(learner, choose="declared").audit
    assert (found.version, found.status) == ("2018", AuditStatus.INCOMPLETE)
    assert "the day the learner was admitted" in {x.needs for x in found.open_facts}


def test_catalog_rights_expire_ten_years_after_admission() -> None:
    last = held(
        f"admitted 2019-01-01 {ENROLLED}", choose="admitted", as_of="2029-01-01"
    )
    assert last.audit.version == "2018"
    over = held(
        f"admitted 2019-01-01 {ENROLLED}", choose="admitted", as_of="2029-01-02"
    )
    assert over.audit.version == "2024"


def test_an_exception_holds_a_learner_to_a_catalog() -> None:
    granted = """exception e-1 for learner "learner" granted 2025-01-01 by "Dean" {
      cites "x" set catalog 2024 }"""
    found = held("admitted 2023-08-21", more=granted).audit
    assert (found.version, found.catalog_clause) == (
        "2024",
        "held to catalog 2024 by e-1",
    )
