"""Mutants: each is what it says, at the place it says, and nothing else.

`mutants.art` has every statement; `mutants.expected` every change of it, line by line,
and `parts.expected` every part that a test can exercise.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from articulate.diagnostics.span import Span
from articulate.language.checked import Checked
from articulate.language.compile import check_policies
from articulate.language.lower.blocks import lowered_rulebook
from articulate.language.mutants.mutants import Mutant, mutants_of, parts_of
from articulate.rulebook.digest import rulebook_of
from articulate.rulebook.rulebook import Rulebook

HERE = Path(__file__).parent
TEXT = (HERE / "mutants.art").read_text(encoding="utf-8")
Snapshot = Callable[[str, Path], None]


def written(text: str) -> Checked:
    """A policy as it is written, without mistakes."""
    checked, report = check_policies({"mutants.art": text})
    assert not report.errors, report.errors
    return checked


CHECKED = written(TEXT)
MUTANTS = tuple(mutants_of(CHECKED))
BOOK = lowered_rulebook(CHECKED)


def position(line: int, column: int) -> int:
    """Where a line and a column are in the text."""
    before = TEXT.splitlines(keepends=True)[: line - 1]
    return sum(map(len, before)) + column - 1


def edges(place: Span) -> slice:
    """A place as a slice of the text."""
    ends = position(place.end_line, place.end_column)
    return slice(position(place.line, place.column), ends)


def compiled(mutant: Mutant) -> Rulebook:
    """The rulebook with the change, under a digest of its own."""
    block = mutant.block()
    assert block is not None
    return rulebook_of(BOOK.with_block(mutant.head, block).blocks())


def test_every_change_is_listed(snapshot: Snapshot) -> None:
    lines = [f"{one.place.line}: {one.was} => {one.now}".strip() for one in MUTANTS]
    snapshot("\n".join(lines) + "\n", HERE / "mutants.expected")


def test_every_part_is_listed(snapshot: Snapshot) -> None:
    lines = [
        f"{one.place.line}: {one.text} ({len(one.without)})"
        for one in parts_of(CHECKED)
    ]
    snapshot("\n".join(lines) + "\n", HERE / "parts.expected")


def test_no_change_is_without_effect() -> None:
    digests = {compiled(one).digest for one in MUTANTS}
    assert BOOK.digest not in digests
    assert len(digests) == len(MUTANTS), "two changes come to the same"


def test_a_change_is_what_would_have_been_written() -> None:
    tried = 0
    for one in MUTANTS[::3]:  # each takes a whole compilation
        here = edges(one.place)
        if one.now and TEXT[here] == one.was:
            changed = TEXT[: here.start] + one.now + TEXT[here.stop :]
            checked, report = check_policies({"mutants.art": changed})
            if not report.errors:
                tried += 1
                assert lowered_rulebook(checked).digest == compiled(one).digest, one
    assert tried > 50


def test_a_change_stands_in_its_statement_and_keeps_its_rule() -> None:
    named = {one.rule for one in MUTANTS}
    assert {"one", "base", "two-year", "core", "final", ""} <= named
    for one in MUTANTS:
        assert one.statement.line <= one.place.line <= one.statement.end_line


def test_what_changes_only_lines_is_known() -> None:
    lines = {one.rule for one in MUTANTS if one.of_lines}
    assert {"one", "base", "science", "remedial", "now"} <= lines
    assert not {"two-year", "core", "final"} & lines


def test_a_clause_is_asked_for_in_both_answers() -> None:
    (part,) = (one for one in parts_of(CHECKED) if one.text == "grade > D")
    assert len({compiled(one).digest for one in part.without} | {BOOK.digest}) == 4


@pytest.mark.parametrize("kind", ["scale", "institution", "catalog"])
def test_what_is_no_rule_is_not_changed(kind: str) -> None:
    assert all(one.head.kind != kind for one in MUTANTS)


def test_a_number_in_a_fraction_and_one_at_nothing_stay() -> None:
    policy = TEXT.replace("credits < 3", "credits < 0").replace(
        "gpa > 2.25", "gpa > 9/4"
    )
    said = [(one.was, one.now) for one in mutants_of(written(policy))]
    assert [now for was, now in said if was == "credits < 0"] == ["credits <= 0"]
    assert [now for was, now in said if was == "gpa > 9/4" and now] == ["gpa >= 9/4"]


def test_a_grade_without_a_scale_has_no_neighbor() -> None:
    policy = TEXT.replace("points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0", "pass A, B, C, D")
    said = [(one.was, one.now) for one in mutants_of(written(policy))]
    assert [now for was, now in said if was == "grade > D" and now] == ["grade >= D"]
