"""Which course an attempt is of, and whose."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import agreement, came, line, needs, policy, reasons, took

from articulate.model.identifiers import InstitutionId, TermCode
from articulate.model.line import Status

RULE = agreement("rule r: CIS 120 -> CSCI 141")
SENDER = """
catalog NCC version 1 effective 2010-01-01 {
  cites "x"
  course CIS 120 "Programming" 5 quarter lower
  course CIS 120H "Honors Programming" 5 quarter lower same-as CIS 120
  course MATH 102 "Algebra" 5 quarter
  course MATH 103 "Functions" 5 quarter
  course ART 150 "New Media" 5 quarter
  renamed CIS 115 to CIS 120 from 2016-09-01
  renamed MATH 101 to MATH 102 from 2018-09-01
  renamed MATH 102 to MATH 103 from 2018-09-01
  retired ART 150 from 2012-08-15
}
"""


def test_an_old_number_is_the_course_it_became() -> None:
    found = came(policy() + RULE + SENDER, took("NCC:CIS 115", on="2014-06-01"))
    assert found == ["NCC:CIS 115: awarded CSCI 141 3.33 by a@1/r"]


def test_a_rule_may_still_name_the_old_number() -> None:
    text = agreement("rule r: CIS 115 -> CSCI 141")
    found = came(policy() + text + SENDER, took("NCC:CIS 120", on="2020-06-01"))
    assert found == ["NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r"]


SWAP = agreement("rule x: MATH 102 -> CSCI 131  rule y: MATH 103 -> STAT 120")


@pytest.mark.parametrize(
    ("code", "on", "target"),
    [
        ("NCC:MATH 101", "2018-08-31", "CSCI 131"),
        ("NCC:MATH 102", "2018-08-31", "STAT 120"),
        ("NCC:MATH 102", "2018-09-01", "CSCI 131"),
        ("NCC:MATH 103", "2018-09-01", "STAT 120"),
    ],
)
def test_numbers_that_move_up_together_keep_their_courses(
    code: str, on: str, target: str
) -> None:
    (found,) = came(policy() + SWAP + SENDER, took(code, on=on))
    assert f"awarded {target}" in found


def test_a_retired_number_used_again_is_another_course() -> None:
    text = policy() + agreement("rule r: ART 150 -> ART 110") + SENDER
    old, new = (
        took("NCC:ART 150", on="2010-06-01"),
        took("NCC:ART 150", on="2023-06-01"),
    )
    assert came(text, new) == ["NCC:ART 150: awarded ART 110 3.33 by a@1/r"]
    assert came(text, old) == ["NCC:ART 150: unarticulated"]


def test_a_cross_listed_course_is_the_course_it_is_the_same_as() -> None:
    found = came(policy() + RULE + SENDER, took("NCC:CIS 120H"))
    assert found == ["NCC:CIS 120H: awarded CSCI 141 3.33 by a@1/r"]


def test_a_rule_that_names_the_code_itself_is_nearer_than_a_cross_listing() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 141  rule h: CIS 120H -> CSCI 141H")
    found = came(policy() + text + SENDER, took("NCC:CIS 120H"))
    assert found == ["NCC:CIS 120H: awarded CSCI 141H 3.33 by a@1/h"]


def test_what_a_rule_gives_is_called_what_it_is_called_now() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 101")
    assert came(policy() + text, took("NCC:CIS 120")) == [
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r"
    ]


@pytest.mark.parametrize(
    "written",
    ["CIS\N{NO-BREAK SPACE}120", "CIS   120", " CIS\N{EM SPACE}120 "],
    ids=["non-breaking", "doubled", "wide"],
)
def test_blanks_of_every_kind_are_one_blank(written: str) -> None:
    (found,) = came(policy() + RULE, took(f"NCC:{written}"))
    assert "awarded CSCI 141" in found


@pytest.mark.parametrize(
    "written",
    [
        "\N{CYRILLIC CAPITAL LETTER ES}IS 120",
        "C\N{GREEK CAPITAL LETTER IOTA}S 120",
        "\N{FULLWIDTH LATIN CAPITAL LETTER C}IS 120",
        "CIS 12O",
        "cis 120",
        "CIS\N{ZERO WIDTH SPACE} 120",
    ],
    ids=["Cyrillic", "Greek", "full width", "letter for digit", "small", "invisible"],
)
def test_a_code_that_only_looks_right_is_a_question_with_the_likely_code(
    written: str,
) -> None:
    only = line(policy() + RULE, took(f"NCC:{written}"))
    assert only.status is Status.REFERRED
    assert only.reasons[0].code == "lookalike"
    assert only.reasons[0].wanted == "CIS 120"


def test_letters_of_another_alphabet_are_no_mistake_where_rules_name_them() -> None:
    text = agreement("rule r: `МАТ` 101 -> MATH 121")  # noqa: RUF001 - Cyrillic on purpose
    only = line(policy() + text, took("NCC:МАТ 101"))  # noqa: RUF001 - the same
    assert only.status is Status.AWARDED


def test_an_institution_may_be_named_by_a_name_it_had() -> None:
    attempt = took("NCC:CIS 120")
    named = replace(attempt.code, institution=InstitutionId("Northern Junior College"))
    (found,) = came(policy() + RULE, replace(attempt, code=named))
    assert found.endswith("awarded CSCI 141 3.33 by a@1/r")


def test_a_term_is_read_as_its_last_day() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 141 when completed <= 2023-12-08")
    only = line(policy() + text, took("NCC:CIS 120", on=None, term=TermCode("2023FA")))
    assert only.status is Status.AWARDED
    assert only.completed == date(2023, 12, 8)
    assert "term-read" in reasons(only)


def test_a_term_nobody_knows_leaves_the_day_open() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 141 when completed <= 2023-12-08")
    only = line(policy() + text, took("NCC:CIS 120", on=None, term=TermCode("1999XX")))
    assert needs(only) == ["the day it was completed"]


def test_our_own_course_is_awarded_under_its_present_name() -> None:
    own = took("STATE:CSCI 101", credit="4 semester", on="2018-12-10")
    only = line(policy(), own)
    assert only.in_residence
    assert only.rule is None
    assert reasons(only)[:2] == ["own-course", "renamed"]
    assert str(only.targets[0].code) == "STATE:CSCI 141"


@pytest.mark.parametrize("grade", ["F", "W", "NP"])
def test_our_own_course_that_was_not_passed_earns_nothing(grade: str) -> None:
    only = line(policy(), took("STATE:CSCI 141", grade, "4 semester"))
    assert only.status is Status.DENIED
    assert reasons(only) == ["not-passed"]
    assert not only.split.earned


@given(st.text(alphabet="\t \u00a0\u2003\u3000", min_size=1, max_size=4))
def test_no_blank_ever_changes_a_line(blank: str) -> None:
    (found,) = came(policy() + RULE, took(f"NCC:CIS{blank}120"))
    assert "awarded CSCI 141" in found
