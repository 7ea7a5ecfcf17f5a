"""Which version speaks, and what is said of those that do not."""

from dataclasses import replace
from datetime import date

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

from articulate.model.line import GoverningAxis, Status


def versions(governed: str, *blocks: tuple[str, str, str]) -> str:
    """Write versions of one agreement: how each opens, and what CIS 120 is worth."""
    return "".join(
        f'agreement a from NCC to STATE version {name} {opening} {{ cites "x" '
        f"{governed} rule r: CIS 120 -> {target} }}\n"
        for name, opening, target in blocks
    )


TWO = versions(
    "governed by completed",
    ("1", "effective 2020-01-01 through 2022-12-31", "CSCI 131"),
    ("2", "effective 2023-01-01", "CSCI 141"),
)
APART = versions(
    "governed by completed",
    ("1", "effective 2020-01-01 through 2022-12-31", "CSCI 131"),
    ("2", "effective 2023-06-01", "CSCI 141"),
)


@pytest.mark.parametrize(
    ("on", "target"),
    [
        ("2022-12-31", "CSCI 131"),
        ("2023-01-01", "CSCI 141"),
    ],
    ids=["the last day is inside", "the first day is inside"],
)
def test_the_governing_day_picks_the_version(on: str, target: str) -> None:
    (found,) = came(policy() + TWO, took("NCC:CIS 120", on=on))
    assert f"awarded {target}" in found


def test_a_line_names_the_day_the_clause_and_what_was_passed_over() -> None:
    only = line(policy() + TWO, took("NCC:CIS 120", on="2023-02-01"))
    assert only.governing is not None
    assert only.governing.clock is GoverningAxis.COMPLETED
    assert only.governing.date == date(2023, 2, 1)
    assert only.governing.clause == "governed by completed"
    assert [(one.version, one.reason) for one in only.passed_over] == [
        ("a@1", "not in force on 2023-02-01")
    ]


def test_a_day_between_two_versions_is_never_bridged() -> None:
    only = line(policy() + APART, took("NCC:CIS 120", on="2023-03-01"))
    assert only.status is Status.REFERRED
    assert reasons(only)[0] == "version-gap"
    assert [one.version for one in only.passed_over] == ["a@1", "a@2"]


def test_a_gap_says_nothing_of_learning_the_block_does_not_name() -> None:
    only = line(policy() + APART, took("NCC:HIST 101", on="2023-03-01"))
    assert only.status is Status.UNARTICULATED


ENDED = versions(
    "governed by completed",
    ("1", "effective 2020-01-01 through 2022-12-31", "CSCI 131"),
)


def test_after_the_last_version_the_block_is_over_which_is_no_gap() -> None:
    only = line(policy() + ENDED, took("NCC:CIS 120", on="2023-01-01"))
    assert only.status is Status.UNARTICULATED
    assert [one.reason for one in only.passed_over] == ["not in force on 2023-01-01"]


def test_before_the_first_version_no_version_covers_the_day() -> None:
    only = line(policy() + ENDED, took("NCC:CIS 120", on="2019-12-31"))
    assert only.status is Status.REFERRED
    assert reasons(only)[0] == "version-gap"
    assert [one.reason for one in only.passed_over] == ["not in force on 2019-12-31"]


def test_before_the_first_version_what_else_speaks_goes_before_it() -> None:
    own = """
    equivalencies own from NCC to STATE version 1 effective 2000-01-01 {
      rule r: CIS 120 -> CSCI 131
    }
    """
    only = line(policy() + ENDED + own, took("NCC:CIS 120", on="2019-12-31"))
    assert (only.status, only.rule) == (Status.AWARDED, "own@1/r")


def test_left_out_the_day_of_the_learning_governs() -> None:
    text = versions(
        "",
        ("1", "effective 2020-01-01", "CSCI 131"),
        ("2", "effective 2023-01-01 supersedes 1", "CSCI 141"),
    )
    only = line(policy() + text, took("NCC:CIS 120", on="2022-06-01"))
    assert only.rule == "a@1/r"
    assert only.governing is not None
    assert only.governing.clock is GoverningAxis.LEARNING


def test_each_version_speaks_for_its_own_clause() -> None:
    text = versions(
        "governed by completed",
        ("1", "effective 2020-01-01 through 2022-12-31", "CSCI 131"),
    ) + versions("governed by requested", ("2", "effective 2023-01-01", "CSCI 141"))
    assert line(policy() + text, took("NCC:CIS 120", on="2022-06-01")).status is (
        Status.REFERRED
    )
    assert line(policy() + text, took("NCC:CIS 120", on="2023-06-01")).rule == "a@2/r"


def test_a_missing_governing_day_is_a_question() -> None:
    only = line(policy() + TWO, took("NCC:CIS 120", on=None))
    assert only.status is Status.REFERRED
    assert needs(only) == ["the day it was completed"]


def test_a_missing_admission_is_a_question_only_where_it_governs() -> None:
    text = versions("governed by admitted", ("1", "effective 2020-01-01", "CSCI 131"))
    bare = record(took("NCC:CIS 120"), learner=replace(LEARNER, admitted=None))
    (only,) = evaluated(policy() + text, bare).lines
    assert needs(only) == ["the day of admission"]
    other = agreement("rule r: CIS 120 -> CSCI 131")
    (only,) = evaluated(policy() + other, bare).lines
    assert only.status is Status.AWARDED


def test_a_request_without_a_day_is_made_on_the_day_of_the_evaluation() -> None:
    undated = replace(record(took("NCC:CIS 120")), requested=None)
    text = agreement("rule r: CIS 120 -> CSCI 131")
    (only,) = evaluated(policy() + text, undated, date(2024, 9, 1)).lines
    assert only.governing is not None
    assert only.governing.date == date(2024, 9, 1)


AMENDED = versions(
    "governed by requested",
    ("1", "effective 2020-01-01 recorded 2019-12-01", "CSCI 131"),
    ("2", "effective 2024-01-01 recorded 2024-10-01 supersedes 1", "CSCI 141"),
)


@pytest.mark.parametrize(
    ("known_at", "rule"),
    [(None, "a@2/r"), (date(2024, 10, 1), "a@2/r"), (date(2024, 9, 30), "a@1/r")],
    ids=["all that is known", "on the day it was recorded", "the day before"],
)
def test_an_amendment_cannot_rewrite_what_was_known_before(
    known_at: date | None, rule: str
) -> None:
    held = record(took("NCC:CIS 120"))
    (only,) = evaluated(policy() + AMENDED, held, known_at=known_at).lines
    assert only.rule == rule


def test_an_amendment_that_was_not_known_yet_says_so() -> None:
    held = record(took("NCC:CIS 120"))
    (only,) = evaluated(policy() + AMENDED, held, known_at=date(2024, 9, 30)).lines
    assert [(one.version, one.reason) for one in only.passed_over] == [
        ("a@2", "not recorded by 2024-09-30")
    ]


def test_a_gap_in_the_policy_refers_what_it_would_screen() -> None:
    inside = '{ cites "x" governed by requested }'
    first = "version 1 effective 2000-01-01 through 2024-01-01"
    second = "version 2 effective 2024-12-01"
    text = "".join(f"policy p for STATE {one} {inside}\n" for one in (first, second))
    text += agreement("rule r: CIS 120 -> CSCI 131 [3 cr]", "SCC")
    only = line(text, took("SCC:CIS 120", credit="3 semester"))
    assert only.status is Status.REFERRED
    assert "version-gap" in reasons(only)


@given(st.dates(date(2019, 1, 1), date(2026, 1, 1)))
def test_a_day_is_in_one_version_in_a_gap_or_outside(day: date) -> None:
    only = line(policy() + APART, took("NCC:CIS 120", on=day.isoformat()))
    if day < date(2020, 1, 1):
        assert "version-gap" in reasons(only)
    elif day <= date(2022, 12, 31):
        assert only.rule == "a@1/r"
    elif day < date(2023, 6, 1):
        assert "version-gap" in reasons(only)
    else:
        assert only.rule == "a@2/r"


def test_work_in_progress_without_a_day_waits_instead_of_asking_for_one() -> None:
    only = line(policy() + ENDED, took("NCC:CIS 120", "IP", on=None))
    assert only.status is Status.IN_PROGRESS


def test_finished_work_without_a_day_asks_for_it() -> None:
    only = line(policy() + ENDED, took("NCC:CIS 120", "B", on=None))
    assert only.status is Status.REFERRED
