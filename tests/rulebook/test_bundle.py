"""A rulebook that was packed is read back as it was, each rule when it is asked for."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulate.diagnostics.span import Span
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId, Subject
from articulate.rulebook.block_index import BlockIndex, index_of
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.digest import rulebook_of
from articulate.rulebook.pools import OneCourse, WholeSubject
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import AwardSource, Either, SomeOf, Source, Together
from articulate.rulebook.stored_rows import StoredRows, packed
from articulate.rulebook.targets import CourseTarget, ElectiveTarget, NoTarget, Target
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead

WHERE = Span("a.art", 1, 1, 1, 2)
HERE = InstitutionId("HERE")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
CODES = st.builds(
    CourseCode,
    st.sampled_from((InstitutionId("NCC"), InstitutionId("SCC"))),
    st.sampled_from((Subject("CIS"), Subject("A&S"), Subject('MATH "x"\n'))),
    st.sampled_from(("101", "141L", "\x1f\x00")),
)
LEAVES: st.SearchStrategy[Source] = st.one_of(
    st.builds(OneCourse, CODES),
    st.builds(AwardSource, TEXTS),
    st.just(WholeSubject(InstitutionId("NCC"), Subject("ART"))),
)
SOURCES: st.SearchStrategy[Source] = st.one_of(
    LEAVES,
    st.builds(Together, st.tuples(LEAVES, LEAVES)),
    st.builds(Either, st.tuples(LEAVES, LEAVES)),
    st.builds(SomeOf, st.just(2), st.tuples(LEAVES, LEAVES, LEAVES)),
)
HEADS = st.builds(
    RuleHead,
    st.sampled_from([RuleId(f"r{number}") for number in range(9)]),
    st.just(WHERE),
    st.sampled_from(((), ("Memo 7",))),
    st.sampled_from(((), (RuleId("r1"),))),
)
TARGETS: st.SearchStrategy[Target] = st.one_of(
    st.builds(CourseTarget, CODES), st.just(ElectiveTarget()), st.just(NoTarget())
)
RULES: st.SearchStrategy[CreditRule] = st.one_of(
    st.builds(EquivalencyRule, HEADS, SOURCES, TARGETS),
    st.builds(
        EquivalencyRule, HEADS, SOURCES, TARGETS, partial_of=st.just(RuleId("r2"))
    ),
    st.builds(DenyRule, HEADS, SOURCES, TEXTS),
    st.builds(ReferRule, HEADS, SOURCES, TEXTS, TEXTS),
)


def book(*rules: CreditRule) -> Rulebook:
    head = BlockHead(BlockKind.AGREEMENT, BlockId("a"), WHERE, receiving=HERE)
    return rulebook_of([AgreementBlock(head, rules=rules)])


@settings(max_examples=100)
@given(st.lists(RULES, max_size=12))
def test_a_rulebook_comes_back_as_it_was(rules: list[CreditRule]) -> None:
    packed_book = book(*rules)
    read = rulebook_in(bundle_of(packed_book))
    assert read == packed_book
    assert read.digest == packed_book.digest
    (block,), (stored,) = packed_book.agreements, read.agreements
    assert index_of(stored.rules) == BlockIndex.of(block.rules)
    assert tuple(stored.rules) == block.rules


def row(number: int) -> EquivalencyRule:
    source = OneCourse(CourseCode(InstitutionId("NCC"), Subject("CIS"), str(number)))
    target = CourseTarget(CourseCode(HERE, Subject("CSCI"), str(number)))
    return EquivalencyRule(RuleHead(RuleId(f"r{number}"), WHERE), source, target)


def stored(count: int) -> StoredRows[CreditRule]:
    rows = packed([row(number) for number in range(count)], CreditRule)
    return StoredRows(CreditRule, rows, count)


def test_rows_alike_share_what_is_the_same_in_all() -> None:
    text = stored(100).text.decode()
    assert text.count("EquivalencyRule") == 1
    assert text.count("CIS") == 1


def test_a_row_is_read_when_it_is_asked_for() -> None:
    rows = stored(50)
    assert not rows.made
    assert rows[7] == row(7)
    assert rows[-1] is rows[49]
    assert set(rows.made) == {7, 49}
    assert rows[1:3] == (row(1), row(2))
    with pytest.raises(IndexError):
        rows[50]


def test_stored_rows_stand_in_for_a_tuple() -> None:
    rows, values = stored(3), tuple(row(number) for number in range(3))
    assert rows == values
    assert values == rows
    assert rows == rows  # noqa: PLR0124 - nothing is read for that
    assert rows != values[:2]
    assert rows != list(values)
    assert hash(rows) == hash(values)
    assert len(rows) == 3


def test_bytes_of_another_make_are_refused() -> None:
    head, _, rest = bundle_of(book(row(1))).partition(b"\n")
    form = json.loads(head)
    form["rulebook"]["surprise"] = 1
    with pytest.raises(ValueError, match="not the form of"):
        rulebook_in(json.dumps(form).encode() + b"\n" + rest)


def test_what_a_rule_goes_before_is_known_without_reading_the_others() -> None:
    first = row(1)
    second = replace(row(2), head=replace(row(2).head, overrides=(RuleId("r1"),)))
    read = rulebook_in(bundle_of(book(first, second)))
    assert index_of(read.agreements[0].rules).overrides == {"r2": ("r1",)}
