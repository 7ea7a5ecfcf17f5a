"""How recent learning must be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    LEARNER,
    agreement,
    came,
    evaluated,
    line,
    needs,
    policy,
    reasons,
    record,
    took,
)

from articulate.model.line import Status

RULE = agreement("rule r: BIO 101 -> BIOL 110  rule h: HIST 101 -> HIST 210")
SCIENCE = """recency science: subjects BIOL completed within 7 years before admitted
  unless flag licensed-rn else refer to "Director" because "May be validated" """

CASES = {
    "the limit day itself is recent enough": ("2017-08-20", Status.AWARDED),
    "a day older is too old": ("2017-08-19", Status.REFERRED),
    "a missing day is a question": (None, Status.REFERRED),
    "last year is recent": ("2023-06-01", Status.AWARDED),
}


@pytest.mark.parametrize(("on", "status"), CASES.values(), ids=CASES)
def test_recency_of_science(on: str | None, status: Status) -> None:
    assert line(policy(SCIENCE) + RULE, took("NCC:BIO 101", on=on)).status is status


def test_the_subject_is_that_of_the_award() -> None:
    old = took("NCC:HIST 101", on="1999-06-01")
    assert line(policy(SCIENCE) + RULE, old).status is Status.AWARDED


def test_a_flag_on_record_lifts_it() -> None:
    nurse = replace(LEARNER, flags=(("licensed-rn", True),))
    held = record(took("NCC:BIO 101", on="2001-06-01"), learner=nurse)
    (only,) = evaluated(policy(SCIENCE) + RULE, held).lines
    assert only.status is Status.AWARDED


def test_what_a_rule_asks_of_a_person_is_said() -> None:
    nobody = replace(LEARNER, flags=(("licensed-rn", False),))
    held = record(took("NCC:BIO 101", on="2001-06-01"), learner=nobody)
    (only,) = evaluated(policy(SCIENCE) + RULE, held).lines
    assert only.rule == "p@1/science"
    assert reasons(only)[0] == "too-old"
    assert "Director" in needs(only)


DENY = SCIENCE.replace('refer to "Director" because "May be validated"', "deny")


def test_an_exception_nobody_recorded_is_a_question_not_a_denial() -> None:
    only = line(policy(DENY) + RULE, took("NCC:BIO 101", on="2001-06-01"))
    assert only.status is Status.REFERRED
    assert needs(only) == ["flag licensed-rn"]


def test_nor_does_a_missing_admission_deny() -> None:
    bare = record(took("NCC:BIO 101"), learner=replace(LEARNER, admitted=None))
    (only,) = evaluated(policy(DENY) + RULE, bare).lines
    assert only.status is Status.REFERRED


LEAP = {
    "29 February is read down": ("down", "2024-02-28", Status.AWARDED),
    "a day later it is over": ("down", "2024-02-29", Status.DENIED),
    "29 February is read up": ("up", "2025-03-01", Status.AWARDED),
    "a day after that it is over": ("up", "2025-03-02", Status.DENIED),
    "nobody says how to read it": ("refuse", "2025-02-20", Status.REFERRED),
}


@pytest.mark.parametrize(("month_end", "admitted", "status"), LEAP.values(), ids=LEAP)
def test_29_february(month_end: str, admitted: str, status: Status) -> None:
    years, ended = (1, "2023-02-28") if month_end == "down" else (1, "2024-02-29")
    text = policy(
        f"recency r: subjects BIOL completed within {years} years before admitted "
        f"else deny month-end {month_end}"
    )
    learner = replace(LEARNER, admitted=date.fromisoformat(admitted))
    held = record(took("NCC:BIO 101", on=ended), learner=learner)
    (only,) = evaluated(text + RULE, held).lines
    assert only.status is status


OWN = policy(
    "recency own: residence and level lower completed within 6 years before graduated "
    'unless decision "revalidated" = "yes" else deny'
)


def own(on: str, revalidated: str | None = None) -> Status:
    decisions = () if revalidated is None else (("revalidated", revalidated),)
    held = took("STATE:CSCI 141", credit="4 semester", on=on, decisions=decisions)
    return line(OWN, held).status


def test_our_own_old_course_may_be_revalidated() -> None:
    assert own("2018-09-01") is Status.AWARDED
    assert own("2018-08-31", "no") is Status.DENIED
    assert own("2018-08-31", "yes") is Status.AWARDED
    assert own("2018-08-31") is Status.REFERRED


def test_until_graduation_a_line_says_when_it_will_age_out() -> None:
    only = line(OWN, took("STATE:CSCI 141", credit="4 semester", on="2019-05-10"))
    (out,) = [one for one in only.reasons if one.code == "ages-out"]
    assert out.wanted == "2025-05-10"


def test_the_expected_day_stands_for_graduation() -> None:
    soon = replace(LEARNER, expected=date(2026, 6, 1))
    held = took("STATE:CSCI 141", credit="4 semester", on="2020-05-31")
    (only,) = evaluated(OWN, record(held, learner=soon)).lines
    assert only.status is Status.REFERRED
    assert came(OWN, held) == ["STATE:CSCI 141: awarded CSCI 141 4"]


@given(st.dates(date(1990, 1, 1), date(2024, 8, 1)), st.integers(0, 9000))
def test_waiting_never_makes_old_learning_recent(ended: date, wait: int) -> None:
    text = policy(
        "recency r: subjects BIOL completed within 7 years before graduated else deny"
    )
    held = record(took("NCC:BIO 101", on=ended.isoformat()))
    now = date(2024, 9, 1)
    early, late = (
        evaluated(text + RULE, held, day).lines[0].status
        for day in (now, now + timedelta(days=wait))
    )
    assert (early, late) != (Status.DENIED, Status.AWARDED)
