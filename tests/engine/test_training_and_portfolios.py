"""Training as its exhibit describes it, and portfolios as their panel found them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import came, line, needs, policy

from articulate.model.credential import Evidence
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.line import Status
from articulate.model.portfolio import Portfolio
from articulate.model.training import Training

MEDIC = """
training mos "Combat Medic" for STATE version 2019 effective 2019-01-01 {
  cites "x"
  exhibit "MOS-68W-005" offered 2019-10-01 through 2024-09-30
  rule skill -> BIOL 110 [3 cr] + elective HLTH lower [3 cr]
    when skill >= 20 and location in ("Fort Sam Houston", "Great Lakes")
}
"""
TRAINED = Training(
    LearningId("t1"),
    "MOS-68W-005",
    date(2021, 3, 1),
    "Fort Sam Houston",
    skill=Fraction(20),
)
TRAINING = {
    "as described": (TRAINED, Status.AWARDED),
    "on the last day": (replace(TRAINED, completed=date(2024, 9, 30)), Status.AWARDED),
    "a day later it is not the exhibit's": (
        *(replace(TRAINED, completed=date(2024, 10, 1)), Status.UNARTICULATED),
    ),
    "without a day": (replace(TRAINED, completed=None), Status.REFERRED),
    "another exhibit": (replace(TRAINED, exhibit="MOS-11B"), Status.UNARTICULATED),
    "too little skill": (replace(TRAINED, skill=Fraction(10)), Status.UNARTICULATED),
    "no skill on record": (replace(TRAINED, skill=None), Status.REFERRED),
    "another place": (replace(TRAINED, location="Elsewhere"), Status.UNARTICULATED),
}


@pytest.mark.parametrize(("training", "status"), TRAINING.values(), ids=TRAINING)
def test_training(training: Training, status: Status) -> None:
    assert line(policy() + MEDIC, training).status is status


def test_training_gives_what_the_rule_says() -> None:
    assert came(policy() + MEDIC, TRAINED) == [
        "MOS-68W-005: awarded BIOL 110 3, elective HLTH lower 3 by mos@2019/skill"
    ]


BUSINESS = """
portfolio bus "Business" for STATE version 2024 effective 2024-01-01 {
  cites "x"
  assessors 2 blind
  criterion "Explains" levels 0..4
  criterion "Analyses" levels 0..4
  evidence required "essay"
  agree within 1 level else third assessor
  decide by median
  rule award -> BUS 110 [3 cr] graded CR when each criterion >= 3
  rule later -> BUS 110 [3 cr] graded CR
    when count (criterion < 3) = 1 and decision "extra" = "passed"
}
"""


def judged(explains: int, analyses: int | None) -> Portfolio:
    criteria = [("Explains", Fraction(explains))]
    if analyses is not None:
        criteria.append(("Analyses", Fraction(analyses)))
    return Portfolio(
        LearningId("p1"), BlockId("bus"), tuple(criteria), date(2024, 6, 1)
    )


PORTFOLIOS = {
    "each criterion is good enough": (judged(3, 4), Status.AWARDED),
    "one is not, and nobody said more": (judged(2, 4), Status.REFERRED),
    "two are not": (judged(2, 1), Status.UNARTICULATED),
    "one was not rated": (judged(3, None), Status.REFERRED),
    "the panel has not concluded": (
        *(replace(judged(3, 4), decided=None), Status.REFERRED),
    ),
    "an additional assignment was passed": (
        *(replace(judged(2, 4), decisions=(("extra", "passed"),)), Status.AWARDED),
    ),
    "required evidence is not among what was brought": (
        *(replace(judged(3, 4), evidence=(Evidence("video"),)), Status.REFERRED),
    ),
}


@pytest.mark.parametrize(("portfolio", "status"), PORTFOLIOS.values(), ids=PORTFOLIOS)
def test_portfolios(portfolio: Portfolio, status: Status) -> None:
    assert line(policy() + BUSINESS, portfolio).status is status


def test_a_criterion_that_was_not_rated_is_named() -> None:
    only = line(policy() + BUSINESS, judged(3, None))
    assert 'criterion "Analyses"' in needs(only)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_a_better_rating_never_loses_credit(one: int, other: int, beside: int) -> None:
    low, high = min(one, other), max(one, other)
    worse, better = (
        line(policy() + BUSINESS, judged(level, beside)).status for level in (low, high)
    )
    assert (worse, better) != (Status.AWARDED, Status.UNARTICULATED)
