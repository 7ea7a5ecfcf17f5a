"""What the checker keeps beside a rulebook changes nothing that it says."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.test_check import RULEBOOK, audited, drawn, with_group
from tests.audit.world import About, Audited, audit_of, own, sent

from articulate.audit.check import check
from articulate.audit.recount.amounts import average_of, in_parts, parts_of_an_hour
from articulate.audit.recount.degree import words_of
from articulate.audit.relief import Relief
from articulate.engine.evaluate import evaluate
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.identifiers import BlockId, LearnerId

CREDIT = st.fractions(min_value=-5, max_value=40, max_denominator=12)
RANDOM = st.randoms(use_true_random=False)
MANY = settings().max_examples
SUBSTITUTED = About(
    policy="""exception e-1 for learner "learner" granted 2025-03-01 by "Dean"
      { cites "Minutes" substitute STAT 135 for MATH 121 because "Not offered" }"""
)


def made_worse(found: DegreeAudit, random: Random) -> DegreeAudit:
    """Move, drop or raise something in an audit."""
    group = random.choice(found.groups)
    other = random.choice(found.groups)
    places = list(group.applied)
    if places:
        one = places.pop(random.randrange(len(places)))
        moved = one._replace(group=(other.id,), member="")
        raised = one._replace(credits=one.credits + random.choice([-1, 1]))
        places += random.choice([[], [moved], [raised], [one, moved]])
    return with_group(found, group._replace(applied=tuple(places)))


@given(RANDOM)
@settings(max_examples=MANY // 2)
def test_what_was_asked_for_others_changes_no_objection(random: Random) -> None:
    found = audited(drawn(random))
    worse = made_worse(found.audit, random)
    anew = replace(RULEBOOK)  # nothing is kept beside it yet
    for one in (found.audit, worse):
        said = check(RULEBOOK, found.evaluation, one)
        assert said == check(anew, found.evaluation, one)


def _of_another_learner(found: Audited) -> Audited:
    record = found.evaluation.record
    record = replace(record, learner=replace(record.learner, id=LearnerId("another")))
    evaluation = evaluate(
        found.rulebook,
        record,
        found.evaluation.as_of,
        None,
        receiving=found.evaluation.receiving,
        degrees=(BlockId("d"),),
    )
    return replace(found, evaluation=evaluation)


def test_a_substitute_for_one_learner_stands_in_for_no_other() -> None:
    found = audit_of(
        "group math all of { course MATH 121 }", own("STAT 135"), about=SUBSTITUTED
    )
    assert found.audit.status is AuditStatus.COMPLETE
    other = _of_another_learner(found)
    for _ in range(2):  # whoever came first
        assert check(found.rulebook, found.evaluation, found.audit) == ()
        assert "math: MATH 121 is not this" in check(
            other.rulebook, other.evaluation, found.audit
        )


def test_readings_of_a_degree_are_kept_but_not_without_end() -> None:
    found = audit_of("group math all of { course MATH 121 }", own("MATH 121"))
    (degree,) = found.rulebook.degrees
    rulebook = replace(found.rulebook)

    def read(day: date, relief: Relief) -> object:
        known = replace(found.evaluation, known_at=day)
        return words_of(rulebook, known, degree, relief)

    first = date(2026, 1, 1)
    assert read(first, Relief()) is read(first, Relief())
    for k in range(200):
        read(first + timedelta(days=k), Relief())
    (kept,) = [
        one for name, one in vars(rulebook).items() if name == "words of degrees"
    ]
    assert len(kept) <= 64


@given(st.lists(CREDIT), CREDIT)
def test_credit_in_parts_is_the_same_credit(
    many: list[Fraction], any_: Fraction
) -> None:
    parts = parts_of_an_hour(many)
    whole = [in_parts(one, parts) for one in many]
    assert all(isinstance(one, int) for one in whole)
    assert [Fraction(one, parts) for one in whole] == many
    assert Fraction(in_parts(any_, parts), parts) == any_


@given(st.lists(st.tuples(CREDIT, st.integers(min_value=1, max_value=40))))
def test_an_average_is_exact(graded: list[tuple[Fraction, int]]) -> None:
    weight = sum(credit for _, credit in graded)
    quality = sum((points * credit for points, credit in graded), Fraction(0))
    assert average_of(graded) == (quality / weight if graded else None)


def test_credit_in_thirds_is_cut_and_checked_in_thirds() -> None:
    policy = """policy p "P" for STATE version 1 effective 2020-01-01 {
      cites "x" governed by requested
      limit two-year: at most 3 cr from two-year institutions }"""
    found = audit_of(
        "credits at least 7 group world 5 cr from HIST 101 or PHIL 110 or HIST 210",
        sent("HIS 101", credit="8/3"),
        sent("PHI 110", credit="8/3"),
        own("HIST 210", credit="10/3"),
        about=About(policy=policy),
    )
    (cut,) = found.audit.settlement.cuts
    assert cut.amount == Fraction(7, 3)
    less = replace(cut, amount=Fraction(2))
    worse = replace(
        found.audit, settlement=replace(found.audit.settlement, cuts=(less,))
    )
    assert "p@1/two-year is exceeded" in check(found.rulebook, found.evaluation, worse)
