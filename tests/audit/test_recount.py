"""What the checker keeps beside a rulebook changes nothing that it says."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.test_check import RULEBOOK, audited, drawn, with_group
from tests.audit.world import About, Audited, audit_of, own

from articulate.audit.check import check
from articulate.audit.recount_degree import words_of
from articulate.audit.relief import Relief
from articulate.engine.evaluate import evaluate
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.identifiers import BlockId, LearnerId

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
        moved = replace(one, group=(other.id,), member="")
        raised = replace(one, credits=one.credits + random.choice([-1, 1]))
        places += random.choice([[], [moved], [raised], [one, moved]])
    return with_group(found, replace(group, applied=tuple(places)))


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
