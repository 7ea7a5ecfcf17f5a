"""Rules that were set aside go when others took their place."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from weakref import ref

import pytest

from articulate.bootstrap.set_aside import set_rules_aside
from articulate.rulebook.rulebook import Rulebook


@pytest.fixture(autouse=True)
def _looked_through_again() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def _loaded() -> Rulebook:
    """Make rules that hold what holds them, as what is read with them does."""
    rules = replace(Rulebook())
    vars(rules)["beside"] = [rules]
    return rules


def test_rules_that_were_replaced_go() -> None:
    rules = _loaded()
    set_rules_aside()
    before, rules = ref(rules), _loaded()
    gc.collect()
    assert before() is not None, "what was set aside is not looked through"
    set_rules_aside()
    assert before() is None
    assert vars(rules)["beside"] == [rules]


def test_what_was_made_since_is_looked_through() -> None:
    set_rules_aside()
    learner = ref(_loaded())
    gc.collect()
    assert learner() is None


def test_what_is_made_in_passing_is_looked_through_less_often() -> None:
    before = gc.get_threshold()
    set_rules_aside()
    assert gc.get_threshold() > before
