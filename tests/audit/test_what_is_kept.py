"""What is kept beside a rulebook changes no audit, and keeps no learner."""

from dataclasses import replace
from datetime import date
from gc import collect
from weakref import ref

import pytest
from benchmarks.audit.ordinary import learners, ordinary_office

from articulate.audit import (
    at_hand,
    eligibility,
    membership,
    outline,
    read_once,
    standing,
    worth,
)
from articulate.audit.audit import audit
from articulate.audit.candidates import candidates_of
from articulate.model.identifiers import BlockId
from articulate.rulebook.rulebook import Rulebook

BOUNDS = (
    (at_hand, "MOST"),
    (at_hand, "MOST_DAYS"),
    (eligibility, "MOST_GRADES"),
    (membership, "MOST_LISTS"),
    (outline, "MOST_OUTLINES"),
    (read_once, "MOST_AT_ONCE"),
    (standing, "MOST_KINDS"),
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
