"""Laws that hold for every rulebook and every record, each with its own limits."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.world import (
    AS_OF,
    STATE,
    agreement,
    equivalencies,
    policy,
    record,
    rulebook_of,
    took,
)

from articulate.engine.evaluate import evaluate
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import Mark
from articulate.model.line import Line, Status
from articulate.model.option import Choice
from articulate.model.settlement import Settlement, settle
from articulate.model.totals import totals_of
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.rulebook import Rulebook

STRICT = "minimum m: grade >= C- else deny repeat r: best grade prefer larger sets"
LATE = """minimum m: grade >= C else requirements only repeat r: last
  duplicate keep first otherwise elective same subject"""
RECENT = """accept from accredited institutions on completed else deny surplus drop
  recency s: subjects CSCI completed within 5 years before admitted else deny"""
STATEMENTS = ("", STRICT, LATE, RECENT)
RULES = """
rule one: CIS 120 -> CSCI 141 when grade >= C
rule two overrides one: CIS 120 -> CSCI 131 when grade >= A
rule set: CIS 120 + CIS 130 -> CSCI 241 [4 cr] + elective CSCI [rest]
partial half of set: CIS 130 -> elective CSCI lower [2 cr]
rule pick: 2 of (CIS 120, CIS 130, CIS 140) -> CSCI 480 [4 cr]
rule open: CIS 140 -> CSCI 131 when decision "depth" = "yes"
rule later: CIS 140 -> elective CSCI when has CSCI 141
rule either: CHEM 110 -> CHEM 121 | CHEM 131
deny old: CHEM 110 because "old" when completed < 2020-01-01
rule same: CHEM 110 -> CHEM 121 when grade >= A
"""
OWN = """
rule e1: CIS 1** -> elective CSCI lower
rule e2: CHEM 110 -> CHEM 121
rule e3: CIS 130 -> CSCI 141
"""
BOOKS = tuple(
    rulebook_of(policy(one) + agreement(RULES) + equivalencies(OWN))
    for one in STATEMENTS
)
NAMES = ("CIS 120", "CIS 130", "CIS 140", "CHEM 110", "HIST 1")
GRADES = ("A", "B", "C", "C-", "D", "F", "P", "W", "IP", None)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Draw a policy, and some of the rules in any order."""
    book = draw(st.sampled_from(BOOKS))
    rules = list(book.agreements[0].rules)
    kept = draw(st.lists(st.sampled_from(rules), unique_by=lambda one: one.head.id))
    held = {one.head.id for one in kept}
    whole = [one for one in kept if getattr(one, "partial_of", None) in (None, *held)]
    return replace(book, agreements=(replace(book.agreements[0], rules=tuple(whole)),))


ATTEMPTS = st.builds(
    lambda name, grade, on, credit: took(f"NCC:{name}", grade, credit, on),
    st.sampled_from(NAMES),
    st.sampled_from(GRADES),
    st.sampled_from(["2019-06-01", "2022-06-01", "2024-06-01", None]),
    st.sampled_from(["5 quarter", "4.5 quarter", "5", None]),
)
RECORDS = st.lists(ATTEMPTS, min_size=1, max_size=5)


def outcome(book: Rulebook, courses: list[CourseAttempt]) -> Evaluation:
    """Evaluate courses under a rulebook."""
    return evaluate(book, record(*courses), AS_OF, receiving=STATE)


def plain(line: Line) -> Line:
    """Leave out what was merely near, which names the rules that are there."""
    return replace(line, considered=())


def choices(evaluation: Evaluation) -> list[list[list[Line]]]:
    """List the options of every choice."""
    return [
        [[plain(line) for line in option.lines] for option in choice.options]
        for choice in evaluation.choices
    ]


@given(rulebooks(), RECORDS, st.randoms(use_true_random=False))
def test_no_order_of_rules_or_rows_changes_anything(
    book: Rulebook, courses: list[CourseAttempt], random: Random
) -> None:
    shuffled = list(courses)
    rules = list(book.agreements[0].rules)
    random.shuffle(shuffled)
    random.shuffle(rules)
    other = replace(book, agreements=(replace(book.agreements[0], rules=tuple(rules)),))
    one, two = outcome(book, courses), outcome(other, shuffled)
    assert one.lines == two.lines
    assert choices(one) == choices(two)


@given(rulebooks(), RECORDS)
def test_credit_is_conserved_in_every_reading(
    book: Rulebook, courses: list[CourseAttempt]
) -> None:
    evaluation = outcome(book, courses)
    for place, choice in enumerate(evaluation.choices):
        for option in range(len(choice.options)):
            taken = [0] * len(evaluation.choices)
            taken[place] = option
            settled = settle(evaluation, Settlement(tuple(taken)))
            assert totals_of(settled).conserved
            assert all(line.split.conserved for line in settled.lines)


@given(rulebooks(), RECORDS)
def test_every_learning_is_on_exactly_one_line_of_every_reading(
    book: Rulebook, courses: list[CourseAttempt]
) -> None:
    evaluation = outcome(book, courses)
    ids = sorted(one.id for one in courses)
    assert sorted(name for line in evaluation.lines for name in line.learning) == ids
    for choice in evaluation.choices:
        told = [_learnings(choice, option) for option in range(len(choice.options))]
        assert all(one == told[0] for one in told)


def _learnings(choice: Choice, option: int) -> list[str]:
    lines = choice.options[option].lines
    return sorted(name for line in lines for name in line.learning)


@given(rulebooks(), RECORDS, st.sampled_from(["yes", "no"]))
def test_unknown_never_becomes_no(
    book: Rulebook, courses: list[CourseAttempt], found: str
) -> None:
    """What a decision settles was referred before, or does not hang on it at all."""
    decided = [replace(one, decisions=(("depth", found),)) for one in courses]
    before, after = outcome(book, courses), outcome(book, decided)
    if len(before.lines) != len(after.lines):
        return  # another reading came first
    for one, other in zip(before.lines, after.lines, strict=True):
        settled = one.status in (Status.DENIED, Status.UNARTICULATED)
        if settled and one.learning == other.learning:
            assert other.status in (one.status, Status.REFERRED, Status.SUPERSEDED)


@given(rulebooks(), st.sampled_from(GRADES), RECORDS)
def test_an_unrelated_entry_changes_nothing_else(
    book: Rulebook, grade: str | None, courses: list[CourseAttempt]
) -> None:
    unrelated = took("SCC:DANCE 1", grade, "3 semester")
    alone, together = outcome(book, courses), outcome(book, [*courses, unrelated])
    assert alone.lines == tuple(
        one for one in together.lines if unrelated.id not in one.learning
    )


LADDER = ("A", "B", "C", "C-", "D", "F")


@settings(max_examples=60)
@given(st.sampled_from(LADDER), st.sampled_from(LADDER), st.sampled_from(NAMES[:4]))
def test_a_better_grade_never_loses_credit_where_no_rule_asks_for_less(
    one: str, other: str, name: str
) -> None:
    """The monotone fragment: no `deny`, no upper bound, no `has`, no conflict."""
    book = BOOKS[1]
    rules = tuple(
        rule
        for rule in book.agreements[0].rules
        if rule.head.id in ("one", "set", "half", "either")
    )
    monotone = replace(book, agreements=(replace(book.agreements[0], rules=rules),))
    better, worse = sorted((one, other), key=LADDER.index)
    rest = [took(f"NCC:{beside}", "B") for beside in NAMES[:4] if beside != name]

    def counted(grade: str) -> Fraction:
        courses = [*rest, took(f"NCC:{name}", grade)]
        best = outcome(monotone, courses)
        return max(
            totals_of(settle(best, Settlement(tuple(picked)))).counted
            for picked in _readings(best)
        )

    assert counted(better) >= counted(worse)


def _readings(evaluation: Evaluation) -> list[list[int]]:
    readings: list[list[int]] = [[]]
    for choice in evaluation.choices:
        readings = [
            [*one, option] for one in readings for option in range(len(choice.options))
        ]
    return readings


def test_the_same_inputs_give_the_same_evaluation() -> None:
    courses = [took(f"NCC:{name}", Mark("B"), on="2022-06-01") for name in NAMES]
    assert outcome(BOOKS[1], courses) == outcome(BOOKS[1], courses)
    assert outcome(BOOKS[1], courses).as_of == date(2024, 9, 1)
