"""The table that is shipped with the grammar is the one that Lark makes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from articulate.language import parse
from articulate.language.grammar import grammar_text, table_text
from articulate.language.lalr import table_of
from articulate.language.parse import policy_table
from articulate.language.stored_table import table_in, written_table


def test_the_shipped_table_is_that_of_the_grammar(
    checkout: Path, snapshot: Callable[[str, Path], None]
) -> None:
    grammar = grammar_text()
    made = written_table(table_of(grammar), grammar)
    snapshot(made, checkout / "grammars" / "policy.table")


def test_a_table_comes_back_as_it_was_made() -> None:
    grammar = grammar_text()
    made = table_of(grammar)
    kept = table_in(written_table(made, grammar), grammar)
    assert kept is not None
    assert {state: kept.states[state] for state in made.states} == made.states
    assert (kept.start, kept.end) == (made.start, made.end)
    assert [*kept.keywords.items()] == [*made.keywords.items()]
    assert [*kept.marks.items()] == [*made.marks.items()]
    assert [*kept.shapes.items()] == [*made.shapes.items()]


def test_the_table_of_another_grammar_is_not_taken() -> None:
    grammar = grammar_text()
    assert table_in(table_text(), grammar) is not None
    assert table_in(table_text(), grammar + "// changed\n") is None


def test_what_is_no_table_is_not_taken() -> None:
    for written in ("", "{}", "[]", "no table"):
        assert table_in(written, grammar_text()) is None


def test_without_a_table_that_fits_it_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = policy_table.__wrapped__()
    monkeypatch.setattr(parse, "table_text", str)
    made = policy_table.__wrapped__()
    assert made is not shipped
    assert {state: shipped.states[state] for state in made.states} == made.states
