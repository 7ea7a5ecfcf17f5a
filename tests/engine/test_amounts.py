"""How much credit a line gives, and where all of it went."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    CONVERT,
    agreement,
    as_text,
    came,
    counted,
    evaluated,
    line,
    needs,
    policy,
    reasons,
    took,
)

from articulate.model.line import Status
from articulate.model.totals import totals_of

AMOUNTS = {
    "what was earned, converted": ("ACC 171", "awarded ACC 171 3.33", "0", "0"),
    "a fixed amount leaves the rest accepted": (
        *("ACC 171 [3 cr]", "awarded ACC 171 3"),
        *("0.33", "0"),
    ),
    "a fixed amount may grant": ("ACC 171 [4 cr]", "awarded ACC 171 4", "0", "0.67"),
    "the rest is kept as an elective": (
        *("ACC 171 [3 cr] + elective ACC [rest]",),
        *("awarded ACC 171 3, elective ACC 0.33", "0", "0"),
    ),
    "no hours at all": ("ACC 171 [0 cr]", "awarded ACC 171 0", "3.33", "0"),
    "no more than": ("ACC 171 [earned max 2 cr]", "awarded ACC 171 2", "1.33", "0"),
    "no less than": ("ACC 171 [earned min 4 cr]", "awarded ACC 171 4", "0", "0.67"),
    "what the catalog says": ("ACC 171 [catalog]", "awarded ACC 171 3", "0.33", "0"),
    "shared as the catalog shares it": (
        *("WRIT 101 + WRIT 101L",),
        *("awarded WRIT 101 2.4975, WRIT 101L 0.8325", "0", "0"),
    ),
    "a requirement carries no credit": (
        *("requirement GE.HUM", "awarded requirement GE.HUM 0"),
        *("3.33", "0"),
    ),
    "a requirement beside an elective": (
        *("requirement GE.HUM + elective HIST lower",),
        *("awarded requirement GE.HUM 0, elective HIST lower 3.33", "0", "0"),
    ),
    "an amount in another unit is converted": (
        *("ACC 171 [3 quarter] + elective ACC [rest]",),
        *("awarded ACC 171 2, elective ACC 1.33", "0", "0"),
    ),
    "a course in place of what was earned as a block": (
        *('block "Business" [2 cr]', "awarded block Business 2"),
        *("1.33", "0"),
    ),
}


@pytest.mark.parametrize(
    ("target", "expected", "accepted", "granted"), AMOUNTS.values(), ids=AMOUNTS
)
def test_amounts(target: str, expected: str, accepted: str, granted: str) -> None:
    text = policy() + agreement(f"rule r: ACC 110 -> {target}")
    evaluation = evaluated(text, (took("NCC:ACC 110"),))
    (only,) = evaluation.lines
    assert as_text(evaluation, only) == f"NCC:ACC 110: {expected} by a@1/r"
    under = dict(only.split.by_status)
    assert under.get(Status.ACCEPTED, Fraction(0)) == Fraction(accepted)
    assert only.split.granted == Fraction(granted)


UNKNOWN = {
    "a course of variable credit": (
        "CSCI 480 [catalog]",
        "the credit of STATE:CSCI 480",
    ),
    "an elective that shares with a course": (
        *("WRIT 101 + elective ENGL", "an amount for this credit"),
    ),
}


@pytest.mark.parametrize(("target", "lacking"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_amount_nobody_states_is_a_question(target: str, lacking: str) -> None:
    only = line(
        policy() + agreement(f"rule r: ACC 110 -> {target}"), took("NCC:ACC 110")
    )
    assert only.status is Status.REFERRED
    assert needs(only) == [lacking]


def test_credit_without_a_unit_is_never_converted() -> None:
    text = policy() + agreement("rule r: ACC 110 -> ACC 171 [3 cr]")
    only = line(text, took("NCC:ACC 110", credit="5"))
    assert only.status is Status.REFERRED
    assert reasons(only)[0] == "unit-unknown"


def test_credit_without_a_conversion_on_file_is_a_question() -> None:
    text = policy(convert="") + agreement("rule r: ACC 110 -> ACC 171 [3 cr]")
    only = line(text, took("NCC:ACC 110", credit="5 ects"))
    assert only.status is Status.REFERRED
    assert reasons(only)[0] == "no-conversion"


def test_credit_nobody_reported_matters_only_where_an_amount_rests_on_it() -> None:
    fixed = policy() + agreement("rule r: ACC 110 -> ACC 171 [3 cr]")
    assert line(fixed, took("NCC:ACC 110", credit=None)).split.granted == 3
    earned = policy() + agreement("rule r: ACC 110 -> ACC 171")
    only = line(earned, took("NCC:ACC 110", credit=None))
    assert only.status is Status.REFERRED
    assert needs(only) == ["its credit"]


SURPLUS = {
    "kept by itself": ("", "awarded ACC 171 3.33", "0"),
    "kept": ("surplus keep", "awarded ACC 171 3.33", "0"),
    "dropped": ("surplus drop", "awarded ACC 171 3", "0.33"),
    "an elective in the course's own subject": (
        *("surplus elective same subject",),
        *("awarded ACC 171 3, elective ACC 0.33", "0"),
    ),
    "an elective in general": (
        *("surplus elective", "awarded ACC 171 3, elective 0.33"),
        *("0",),
    ),
}


@pytest.mark.parametrize(
    ("surplus", "expected", "accepted"), SURPLUS.values(), ids=SURPLUS
)
def test_surplus(surplus: str, expected: str, accepted: str) -> None:
    text = policy(surplus) + agreement("rule r: ACC 110 -> ACC 171")
    evaluation = evaluated(text, (took("NCC:ACC 110"),))
    (only,) = evaluation.lines
    assert expected in as_text(evaluation, only)
    under = dict(only.split.by_status)
    assert under.get(Status.ACCEPTED, Fraction(0)) == Fraction(accepted)


EXACT = "convert quarter -> semester by 2/3"
WHOLE = "convert quarter -> semester by 2/3 round half-up to 0.01 per total"


@pytest.mark.parametrize(
    ("convert", "total", "away"),
    [
        (EXACT, Fraction(120), Fraction(0)),
        (WHOLE, Fraction(120), Fraction(0)),
        (CONVERT, Fraction("120.15"), Fraction(0)),
    ],
    ids=["unrounded", "rounded on the total", "rounded per course"],
)
def test_forty_five_courses_of_four_quarter_credits(
    convert: str, total: Fraction, away: Fraction
) -> None:
    text = policy("otherwise elective", convert)
    courses = tuple(took(f"NCC:GEN {100 + n}", credit="4 quarter") for n in range(45))
    totals = totals_of(evaluated(text, courses))
    assert totals.counted == total
    assert totals.rounding == away
    assert totals.conserved


def test_the_total_is_rounded_once_and_the_line_is_not() -> None:
    text = policy("otherwise elective", WHOLE)
    evaluation = evaluated(text, (took("NCC:GEN 1", credit="4 quarter"),))
    totals = totals_of(evaluation)
    assert evaluation.lines[0].targets[0].credits == Fraction(8, 3)
    assert totals.counted == Fraction("2.67")
    assert totals.rounding == Fraction(8, 3) - Fraction("2.67")
    assert totals.conserved


def test_the_same_unit_needs_no_conversion() -> None:
    text = policy(convert="") + agreement("rule r: ACC 1 -> ACC 171", "SCC")
    found = came(text, took("SCC:ACC 1", credit="3 semester"))
    assert found == ["SCC:ACC 1: awarded ACC 171 3 by a@1/r"]


TARGETS = (
    *("ACC 171", "ACC 171 [3 cr]", "ACC 171 [4 cr]", "ACC 171 [catalog]"),
    *("WRIT 101 + WRIT 101L", "ACC 171 [2 cr] + elective ACC [rest]", "none"),
    *("requirement GE.HUM", "elective [earned max 3 cr]", "CHEM 121 | CHEM 131"),
)
GRADES = ("A", "C", "D", "F", "P", "W", "IP", None)


@given(
    st.sampled_from(TARGETS),
    st.sampled_from(GRADES),
    st.sampled_from(["0 quarter", "4 quarter", "4.5 quarter", "3 semester", "3", None]),
    st.sampled_from(["deny", "requirements only", "elective"]),
)
def test_credit_is_conserved(
    target: str, grade: str | None, credit: str | None, remedy: str
) -> None:
    text = policy(f"minimum m: grade >= C else {remedy}")
    text += agreement(f"rule r: ACC 110 -> {target}")
    evaluation = evaluated(text, (took("NCC:ACC 110", grade, credit),))
    assert all(one.split.conserved for one in evaluation.lines)
    assert totals_of(evaluation).conserved
    assert counted(evaluation) >= 0
