"""What a policy says of learning before it says how much it is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import agreement, came, line, policy, reasons, took

from articulate.model.identifiers import Attribute
from articulate.model.line import Status

ACCEPT = "accept from accredited institutions on completed else deny"
RULE = agreement("rule r: ACC 1 -> ACC 171", "SCC")


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("1969-12-31", Status.DENIED),
        ("1970-01-01", Status.AWARDED),
        ("2019-06-30", Status.AWARDED),
        ("2019-07-01", Status.DENIED),
        (None, Status.REFERRED),
    ],
    ids=["before", "the first day", "the last day", "the day after", "no day"],
)
def test_accreditation_is_that_of_the_day(on: str | None, status: Status) -> None:
    only = line(policy(ACCEPT) + RULE, took("SCC:ACC 1", "B", "3 semester", on))
    assert only.status is status


def test_an_institution_nobody_accredits_is_denied_whatever_the_day() -> None:
    only = line(policy(ACCEPT), took("MTI:BUS 1", on=None))
    assert only.status is Status.DENIED
    assert reasons(only)[0] == "not-accredited"


def test_an_institution_nobody_described_is_a_question() -> None:
    only = line(policy(ACCEPT), took("ELSEWHERE:BUS 1", credit="3 semester"))
    assert only.status is Status.REFERRED
    assert reasons(only)[0] == "unknown-institution"


DEVELOPMENTAL = (
    'deny dev: transfer because "Developmental work" ground level '
    "when attribute developmental"
)


def test_a_policy_may_deny_by_itself() -> None:
    text = policy(DEVELOPMENTAL) + RULE
    marked = took(
        "SCC:ACC 1", credit="3 semester", attributes=(Attribute("developmental"),)
    )
    only = line(text, marked)
    assert only.rule == "p@1/dev"
    assert only.reasons[0].text == "Developmental work"
    assert only.reasons[0].wanted == "level"
    assert line(text, took("SCC:ACC 1", credit="3 semester")).status is Status.AWARDED


def test_a_policy_may_refer_by_itself() -> None:
    text = policy(
        'refer topics: transfer to "Dean" because "syllabus" when level = upper'
    )
    only = line(text + RULE, took("SCC:ACC 1", credit="3 semester"))
    assert only.status is Status.REFERRED
    assert [one.needs for one in only.reasons if one.needs] == ["its level"]


def test_the_severest_of_several_stands() -> None:
    text = policy(
        f"{ACCEPT} minimum m: grade >= C else elective "
        'refer r: transfer to "Dean" because "all of it"'
    )
    old = took("SCC:ACC 1", "D", "3 semester", "2020-06-01")
    assert came(text + RULE, old) == ["SCC:ACC 1: denied by p@1/accept"]
    recent = took("SCC:ACC 1", "D", "3 semester", "2018-06-01")
    assert came(text + RULE, recent) == ["SCC:ACC 1: referred by p@1/r"]


def test_a_remedy_may_leave_an_elective() -> None:
    text = policy("minimum m: grade >= C else elective") + RULE
    found = came(text, took("SCC:ACC 1", "D", "3 semester"))
    assert found == ["SCC:ACC 1: elective elective 3 by a@1/r"]


def test_an_elective_in_the_same_subject_is_written_so() -> None:
    text = policy("minimum m: grade >= C else elective same subject") + RULE
    found = came(text, took("SCC:ACC 1", "D", "3 semester"))
    assert found == ["SCC:ACC 1: elective elective ACC 3 by a@1/r"]


def test_a_policy_screens_what_no_rule_speaks_of_too() -> None:
    text = policy(f"{ACCEPT} minimum m: grade >= C else deny")
    assert "denied by p@1/m" in came(text, took("NCC:X 1", "D"))[0]
    assert "unarticulated" in came(text, took("NCC:X 1", "B"))[0]


def test_our_own_courses_need_no_acceptance_and_no_minimum() -> None:
    text = policy(f"{ACCEPT} minimum m: grade >= C else deny {DEVELOPMENTAL}")
    own = took("STATE:CSCI 141", "D", "4 semester", "1901-06-01")
    assert came(text, own) == ["STATE:CSCI 141: awarded CSCI 141 4"]


def test_a_partner_counts_as_residence_in_its_time() -> None:
    text = policy("accept at SCC as residence") + RULE
    assert line(text, took("SCC:ACC 1", credit="3 semester")).in_residence
    assert not line(text, took("NCC:ACC 1")).in_residence


@given(st.sampled_from("ABCDF"), st.sampled_from(["NCC", "SCC", "MTI", "ELSEWHERE"]))
def test_every_denial_cites_a_rule_or_says_it_was_not_passed(
    grade: str, sender: str
) -> None:
    text = policy(f"{ACCEPT} minimum m: grade >= C else deny") + RULE
    only = line(text, took(f"{sender}:ACC 1", grade, "3 semester"))
    if only.status is Status.DENIED:
        assert only.rule is not None or reasons(only)[0] == "not-passed"
