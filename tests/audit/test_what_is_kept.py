"""What is kept beside a rulebook changes no audit, and keeps no learner."""

from dataclasses import replace
from datetime import date
from gc import collect
from weakref import ref

import pytest
from benchmarks.audit.office import STATE
from benchmarks.audit.ordinary import learners, ordinary_office

from articulate.audit import (
    at_hand,
    eligibility,
    membership,
    outline,
    read_once,
    standing,
    whens,
    worth,
)
from articulate.audit.audit import audit
from articulate.audit.candidates import candidates_of
from articulate.audit.membership import Surroundings, belongs
from articulate.audit.recount import answers as recount_answers
from articulate.audit.recount import degree as recount_degree
from articulate.audit.recount.answers import Answers, Inside
from articulate.audit.standing import NumberedPools
from articulate.model.identifiers import Attribute, BlockId
from articulate.rulebook.course_identity import identities_of
from articulate.rulebook.pools import AttributePool
from articulate.rulebook.rulebook import Rulebook

BOUNDS = (
    (at_hand, "MOST"),
    (at_hand, "MOST_DAYS"),
    (eligibility, "MOST_GRADES"),
    (membership, "MOST_LISTS"),
    (outline, "MOST_OUTLINES"),
    (read_once, "MOST_AT_ONCE"),
    (recount_answers, "_MOST"),
    (recount_degree, "_KEPT"),
    (standing, "MOST_KINDS"),
    (whens, "MOST_DEGREES"),
    (worth, "MOST_DAYS"),
)
OFFICE = ordinary_office()
SOME = [
    (degree, OFFICE.evaluated(degree, taken)) for degree, taken in learners(6, seed=3)
]


def anew() -> Rulebook:
    """The same rulebook, with nothing kept beside it."""
    return replace(OFFICE.rulebook)


def test_an_audit_is_the_same_whoever_was_audited_before() -> None:
    kept = anew()
    for degree, evaluation in (*SOME, *reversed(SOME)):
        after_others = audit(kept, evaluation, BlockId(degree))
        assert after_others == audit(anew(), evaluation, BlockId(degree))


def test_an_audit_is_the_same_where_nothing_can_be_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [audit(anew(), one, BlockId(degree)) for degree, one in SOME]
    for module, bound in BOUNDS:
        monkeypatch.setattr(module, bound, 0)
    kept = anew()
    assert before == [audit(kept, one, BlockId(degree)) for degree, one in SOME]


def test_a_course_that_pools_see_otherwise_is_another_to_them() -> None:
    rulebook = anew()
    everyone = candidates_of(rulebook, SOME[0][1], date(2020, 1, 1))
    identities = identities_of(rulebook, STATE)
    around = Surroundings(rulebook.institution, identities, date(2020, 1, 1))
    hum = AttributePool(Attribute("GE.HUM"))
    answers, pools = Answers(around), NumberedPools(((hum, ()),), around)
    for marks in ((), ("GE.HUM",), ("GE.ART", "GE.HUM.OLD"), ("GE.ART",)):
        given = tuple(map(Attribute, marks))
        marked = [
            one._replace(award=replace(one.award, attributes=given)) for one in everyone
        ]
        every = list(range(len(marked)))
        there = [k for k in every if belongs(hum, marked[k], around)]
        assert Inside.of(answers, marked).pool(hum, every) == there
        assert Inside.of(answers, marked).pool(hum, every) == there
        for _ in range(2):
            stand = pools.standings(marked)
            assert [k for k in every if 0 in stand[k].within] == there
            assert stand == [pools.standing(one) for one in marked]


def test_an_evaluation_is_read_once_and_not_kept() -> None:
    rulebook = anew()
    evaluation = replace(SOME[0][1])
    day = date(2020, 1, 1)
    found = candidates_of(rulebook, evaluation, day)
    assert candidates_of(rulebook, evaluation, day) is found
    other = candidates_of(rulebook, replace(evaluation), day)
    assert other == found
    assert other is not found
    gone = ref(evaluation)
    del evaluation
    collect()
    assert gone() is None
    (kept,) = (
        one for one in vars(rulebook).values() if isinstance(one, read_once.ReadOnce)
    )
    assert kept == read_once.ReadOnce()
