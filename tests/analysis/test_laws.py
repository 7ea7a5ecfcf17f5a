"""Laws: whoever is shown shows it, and who could be shown is."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.analysis.found import evaluator, problems
from tests.engine.world import (
    agreement,
    equivalencies,
    policy,
    record,
    rulebook_of,
    took,
)

from articulate.diagnostics.codes import Code
from articulate.model.evaluation import Evaluation
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, InstitutionId, LearnerId, LearningId
from articulate.model.learner import Learner
from articulate.model.reason import ReasonCode
from articulate.model.record import LearnerRecord

STATE = InstitutionId("STATE")
CLAUSES = [
    *("grade >= B", "grade < B", "grade >= C", "grade = A", "grade < A"),
    *("attribute honors", "not attribute honors", "flag rn", "not flag rn"),
    *("completed < 2020-01-01", "completed >= 2020-01-01"),
    *("admitted >= 2021-01-01", "completed within 2 years before admitted"),
]
MARKS = ["A", "B", "C", "D", "F", "W"]
DAYS = ["2018-06-10", "2020-01-01", "2022-06-10"]
AS_OF = date(2024, 9, 1)
ADMITTED = [date(2020, 6, 1), date(2023, 6, 1)]

conditions = st.recursive(
    st.sampled_from(CLAUSES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or ({two[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=3,
)


@st.composite
def lists_of_rules(draw: st.DrawFn) -> str:
    """A few rules about two courses, some of which override others."""
    rules = []
    for number in range(draw(st.integers(2, 4))):
        name = "rstu"[number]
        kind = draw(st.sampled_from(["rule", "rule", "rule", "deny"]))
        before = [one for one in "rstu"[:number] if draw(st.integers(0, 3)) == 0]
        overrides = f" overrides {', '.join(before)}" if before else ""
        source = draw(
            st.sampled_from(
                ["CIS 120", "CIS 120", "CIS 1**", "CIS 120 + CIS 121", "CIS 121"]
            )
        )
        target = draw(st.sampled_from(["CSCI 141", "CSCI 131"]))
        says = f" -> {target}" if kind == "rule" else ' because "x"'
        when = f" when {draw(conditions)}" if draw(st.booleans()) else ""
        rules.append(f"{kind} {name}{overrides}: {source}{says}{when}")
    split = draw(st.integers(0, len(rules)))
    own = draw(st.booleans()) and all("overrides" not in one for one in rules)
    if not own:
        return agreement("\n".join(rules))
    owned = equivalencies("\n".join(rules[split:]))
    # both begin on one day, since all of these learners ask on one day
    return agreement("\n".join(rules[:split])) + owned.replace(
        "effective 2000", "effective 2020"
    )


def every_learner() -> Iterator[LearnerRecord]:
    """Every learner of a small world: what they took, how, when, and who they are."""
    for mark, honors, day, flag, admitted in product(
        MARKS, ((), ("honors",)), DAYS, (True, False), ADMITTED
    ):
        learner = Learner(LearnerId("x"), admitted=admitted, flags=(("rn", flag),))
        one = took("NCC:CIS 120", mark, on=day, attributes=honors)
        other = took("NCC:CIS 121", mark, on=day, attributes=honors)
        for brought in ((one,), (other,), (one, other)):
            yield record(*brought, learner=learner)


def disagreeing(evaluation: Evaluation) -> set[tuple[str, ...]]:
    """The rules that some line is referred for because they conflict."""
    return {
        reason.about
        for line in evaluation.lines
        for reason in line.reasons
        if reason.code is ReasonCode.RULES_CONFLICT
    }


def conflicts(text: str) -> set[frozenset[str]]:
    """The pairs that are reported, by the names that witnesses are referred for."""
    return {
        frozenset(str(place) for place in (one.diagnostic.place, *one.diagnostic.also))
        for one in problems(text)
        if one.diagnostic.code is Code.RULES_DISAGREE
    }


@settings(max_examples=20, phases=(Phase.generate,))  # each is some 300 evaluations
@given(lists_of_rules())
def test_a_conflict_is_reported_just_where_some_learner_meets_it(rules: str) -> None:
    text = policy() + rules
    book = rulebook_of(text)
    origin = {
        block.head.rule_name(rule.head.id): str(rule.head.origin)
        for block in (*book.agreements, *book.equivalencies)
        for rule in block.rules
    }
    met = set[frozenset[str]]()
    for learner in every_learner():
        for about in disagreeing(evaluator(STATE)(book, learner, AS_OF)):
            met.add(frozenset(origin[one] for one in about))
    reported = conflicts(text)
    # of three rules that meet two may say the same: they are named, but no conflict
    assert all(any(pair <= names for names in met) for pair in reported)
    assert all(any(pair <= names for pair in reported) for names in met)


@settings(max_examples=20)
@given(lists_of_rules())
def test_every_witness_shows_what_is_claimed(rules: str) -> None:
    text = policy() + rules
    book = rulebook_of(text)
    for one in problems(text):
        if one.witness is None:
            assert one.diagnostic.code is Code.NEVER_SPEAKS
            continue
        came = evaluator(STATE)(book, one.witness.record, one.witness.as_of)
        if one.diagnostic.code is Code.RULES_DISAGREE:
            assert disagreeing(came)
        else:
            assert all(
                str(line.origin) != str(one.diagnostic.place) for line in came.lines
            )


@settings(max_examples=20)
@given(lists_of_rules())
def test_a_rule_that_is_never_heard_decides_no_learner(rules: str) -> None:
    text = policy() + rules
    book = rulebook_of(text)
    silent = {
        str(one.diagnostic.place)
        for one in problems(text)
        if one.diagnostic.code in (Code.NEVER_SPEAKS, Code.NEVER_DECIDES)
    }
    if not silent:
        return
    for learner in every_learner():
        for line in evaluator(STATE)(book, learner, AS_OF).lines:
            assert str(line.origin) not in silent


SCORES = [
    f"score {op} {n}" for op in ("=", "<", "<=", ">", ">=", "!=") for n in (2, 3, 4)
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SCORES), min_size=2, max_size=3))
def test_of_an_exam_every_score_that_two_rules_dispute_is_found(
    bands: list[str],
) -> None:
    targets = ("MATH 121", "MATH 122", "STAT 120")
    rules = " ".join(
        f"rule r{at} -> {targets[at]} when {band}" for at, band in enumerate(bands)
    )
    text = policy() + (
        "exam e for STATE version 1 effective 2000-01-01 "
        f'{{ cites "x" scores 1..5 {rules} }}'
    )
    book = rulebook_of(text)
    met = False
    for score in range(1, 6):
        sitting = ExamSitting(
            LearningId("e"), BlockId("e"), Fraction(score), taken=date(2023, 1, 1)
        )
        came = evaluator(STATE)(book, record(sitting), AS_OF)
        met = met or bool(disagreeing(came))
    found = [one.diagnostic.code for one in problems(text)]
    assert (Code.SCORE_BAND_OVERLAP in found) is met
