"""Kappa: published examples, and what holds for all assessors."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from articulate.cases.agreement import cohen, fleiss

LEVEL = st.integers(0, 4).map(Fraction)
PAIRS = st.lists(st.tuples(LEVEL, LEVEL), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda raters: st.lists(
        st.lists(LEVEL, min_size=raters, max_size=raters), min_size=1, max_size=10
    )
)


def test_cohens_kappa_of_fifty_proposals() -> None:
    """Two readers of 50 proposals: both yes 20, both no 15, and 5 and 10 otherwise."""
    yes, no = Fraction(1), Fraction(0)
    rows = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    assert cohen(rows) == Fraction(2, 5)


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters() -> None:
    """The worked example that is often printed: it comes to 0.210."""
    counts = [
        (0, 0, 0, 0, 14),
        (0, 2, 6, 4, 2),
        (0, 0, 3, 5, 6),
        (0, 3, 9, 2, 0),
        (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0),
        (2, 5, 3, 2, 2),
        (6, 5, 2, 1, 0),
        (0, 2, 2, 3, 7),
    ]
    rows = [
        [Fraction(level) for level, many in enumerate(row) for _ in range(many)]
        for row in counts
    ]
    kappa = fleiss(rows)
    assert kappa is not None
    assert round(kappa, 3) == Fraction(210, 1000)


def test_chance_alone_says_nothing() -> None:
    three = Fraction(3)
    assert cohen([]) is None
    assert cohen([(three, three)] * 4) is None
    assert fleiss([]) is None
    assert fleiss([[three]]) is None
    assert fleiss([[three, three], [three]]) is None
    assert fleiss([[three] * 3] * 4) is None


@given(st.lists(LEVEL, min_size=2).filter(lambda some: len(set(some)) > 1))
def test_perfect_agreement_is_one(levels: list[Fraction]) -> None:
    assert cohen([(one, one) for one in levels]) == 1
    assert fleiss([[one, one, one] for one in levels]) == 1


@given(PAIRS)
def test_the_order_of_two_assessors_is_irrelevant(
    rows: list[tuple[Fraction, Fraction]],
) -> None:
    assert cohen(rows) == cohen([(b, a) for a, b in rows])
    assert cohen(rows) == cohen(rows[::-1])


@given(TABLES)
def test_the_order_of_assessors_and_rows_is_irrelevant(
    rows: list[list[Fraction]],
) -> None:
    assert fleiss(rows) == fleiss([sorted(row) for row in rows[::-1]])


@given(PAIRS, TABLES)
def test_kappa_is_never_above_one(
    pairs: list[tuple[Fraction, Fraction]], rows: list[list[Fraction]]
) -> None:
    for kappa in (cohen(pairs), fleiss(rows)):
        assert kappa is None or kappa <= 1
