"""Panels: who is wanted, when they disagree, and what they find together."""

from dataclasses import replace
from fractions import Fraction

import pytest

from articulate.cases.panels import (
    THIRD,
    apart,
    found,
    may_read,
    panel_state,
    settles,
    submitted,
    vacant,
    wanted,
)
from articulate.diagnostics.span import Span
from articulate.model.identifiers import BlockId
from articulate.model.panel import Judgement, PanelOutcome, PanelState, Seat
from articulate.rulebook.learning_blocks import Criterion, PortfolioBlock
from articulate.rulebook.version import BlockHead, BlockKind

MARKETS, FIRM = "Explains market structures", "Analyses a firm"
HEAD = BlockHead(
    BlockKind.PORTFOLIO, BlockId("business-110"), Span("panel.art", 1, 1, 1, 2)
)
BLOCK = PortfolioBlock(
    HEAD,
    assessors=2,
    blind=True,
    criteria=tuple(Criterion(one, Fraction(0), Fraction(4)) for one in (MARKETS, FIRM)),
    agree_within=Fraction(1),
    otherwise=THIRD,
)


def said(markets: int, firm: int) -> Judgement:
    return Judgement(
        ((MARKETS, Fraction(markets)), (FIRM, Fraction(firm))),
        ((MARKETS, "seen"), (FIRM, "seen")),
    )


def seats(*judged: Judgement | None) -> tuple[Seat, ...]:
    names = ("eli", "fay", "gus")
    return tuple(Seat(name, "", one) for name, one in zip(names, judged, strict=False))


def test_two_are_wanted_and_whoever_has_a_conflict_does_not_take_part() -> None:
    assert vacant(BLOCK, ()) == 2
    two = seats(said(3, 3), said(3, 3))
    assert vacant(BLOCK, two) == 0
    conflicted = (two[0], replace(two[1], conflict="is her employer"))
    assert vacant(BLOCK, conflicted) == 1
    assert submitted(conflicted) == (said(3, 3),)
    assert panel_state(BLOCK, conflicted, None) is PanelState.ASSESSING


@pytest.mark.parametrize(
    ("first", "second", "third_wanted"),
    [
        pytest.param((3, 3), (3, 3), False, id="the same"),
        pytest.param((3, 3), (4, 2), False, id="one level apart, which is allowed"),
        pytest.param((3, 4), (3, 2), True, id="two levels apart on one criterion"),
    ],
)
def test_a_third_assessor_is_wanted_where_two_differ_by_too_much(
    first: tuple[int, int], second: tuple[int, int], *, third_wanted: bool
) -> None:
    two = seats(said(*first), said(*second))
    assert wanted(BLOCK, two) == 2 + third_wanted
    assert vacant(BLOCK, two) == third_wanted
    state = PanelState.ASSESSING if third_wanted else PanelState.JUDGED
    assert panel_state(BLOCK, two, None) is state
    assert may_read(BLOCK, state) is not third_wanted


def test_the_median_of_three_stands_between_the_two_who_differ() -> None:
    three = seats(said(3, 4), said(3, 1), said(4, 3))
    assert apart(BLOCK, submitted(three)) == (FIRM,)
    assert panel_state(BLOCK, three, None) is PanelState.JUDGED
    assert wanted(BLOCK, three) == 3
    assert settles(BLOCK, submitted(three))
    levels = dict(found(BLOCK, submitted(three)))
    assert levels == {MARKETS: Fraction(3), FIRM: Fraction(3)}


def test_the_median_of_two_is_exactly_between_them() -> None:
    levels = dict(found(BLOCK, (said(3, 2), said(4, 3))))
    assert levels == {MARKETS: Fraction(7, 2), FIRM: Fraction(5, 2)}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("median", Fraction(3)),
        ("mean", Fraction(8, 3)),
        ("lowest", Fraction(1)),
        ("highest", Fraction(4)),
    ],
)
def test_the_policy_says_how_levels_become_one(word: str, level: Fraction) -> None:
    block = replace(BLOCK, decide_by=word)
    three = (said(3, 4), said(3, 1), said(4, 3))
    assert dict(found(block, three))[FIRM] == level


def test_a_block_without_a_rule_of_agreement_never_wants_a_third() -> None:
    block = replace(BLOCK, agree_within=None, otherwise="")
    two = seats(said(4, 4), said(0, 0))
    assert wanted(block, two) == 2
    assert settles(block, submitted(two))


def test_a_disagreement_that_is_referred_elsewhere_cannot_be_awarded() -> None:
    block = replace(BLOCK, otherwise="refer to Dean")
    two = seats(said(4, 4), said(0, 0))
    assert wanted(block, two) == 2
    assert not settles(block, submitted(two))
    assert settles(block, submitted(seats(said(4, 4), said(4, 3))))


def test_assessors_who_are_not_blind_may_be_read_at_once() -> None:
    assert may_read(replace(BLOCK, blind=False), PanelState.ASSESSING)
    assert not may_read(BLOCK, PanelState.ASSESSING)


def test_an_additional_assignment_is_no_conclusion() -> None:
    two = seats(said(3, 3), said(3, 3))
    additional = panel_state(BLOCK, two, PanelOutcome.ADDITIONAL)
    assert additional is PanelState.ADDITIONAL
    for outcome in (PanelOutcome.AWARD, PanelOutcome.REFUSE):
        assert panel_state(BLOCK, two, outcome) is PanelState.CONCLUDED
