"""Who watches: durable-rules where it can be had, and its twin everywhere else."""

import sys

import pytest

from articulate.bootstrap.watcher import usual_watcher, watcher_name
from articulate.cases.plain_watch import plain_watch


def test_durable_rules_watches_where_it_can_be_had() -> None:
    there = sys.version_info < (3, 13)
    name = "durable-rules" if there else "the plain watcher"
    assert watcher_name(usual_watcher()) == name


def test_where_it_cannot_be_had_its_twin_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "durable", None)  # as if it were not installed
    assert usual_watcher() is plain_watch
    assert watcher_name(usual_watcher()) == "the plain watcher"


def test_the_plain_watcher_can_be_asked_for() -> None:
    assert usual_watcher(plain=True) is plain_watch
