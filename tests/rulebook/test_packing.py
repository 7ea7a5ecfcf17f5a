"""Rules that are packed as they are read say what they said, and have one name."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rulebook.test_bundle import HERE, RULES, WHERE

from articulate.diagnostics.cell import CellRef
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId, Subject
from articulate.rulebook.block_index import BlockIndex, index_of
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.canonical_rules import canonical_rules, ids_of
from articulate.rulebook.codec import canonical_bytes
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    DenyRule,
    EquivalencyRule,
)
from articulate.rulebook.digest import digest_of, rulebook_of
from articulate.rulebook.packing import OPEN_ID, OPEN_ROW, RulePacker, open_code
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import AwardSource, Source, Together
from articulate.rulebook.stored_rows import StoredRules
from articulate.rulebook.targets import CourseTarget, ElectiveTarget, Target
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead

HEAD = BlockHead(BlockKind.AGREEMENT, BlockId("a"), WHERE, receiving=HERE)
NCC = InstitutionId("NCC")
IDS = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,2})?", fullmatch=True)
CODE = st.tuples(
    st.sampled_from(("CIS", "MATH")), st.from_regex(r"[0-9]{1,3}", fullmatch=True)
)


def course(code: tuple[str, str], institution: InstitutionId = NCC) -> CourseCode:
    return CourseCode(institution, Subject(code[0]), code[1])


def rule_like(
    name: str, row: int, codes: list[tuple[str, str]], because: str
) -> CreditRule:
    """A rule of a table: two courses to one, or a denial of one course."""
    place = CellRef("50 %.csv", "", "B", row)
    head = RuleHead(RuleId(name), place, ("100 % sure",))
    if len(codes) == 1:
        return DenyRule(head, OneCourse(course(codes[0])), because)
    first, second, given_for = codes
    both = Together((OneCourse(course(first)), OneCourse(course(second))))
    return EquivalencyRule(head, both, CourseTarget(course(given_for, HERE)))


def example(count: int, because: str) -> CreditRule:
    opened = [open_code(number) for number in range(count)]
    return rule_like(OPEN_ID, OPEN_ROW, opened, because)


ROWS = st.lists(
    st.tuples(
        IDS,
        st.integers(1, 10**6),
        st.one_of(
            st.lists(CODE, min_size=3, max_size=3),
            st.lists(CODE, min_size=1, max_size=1),
        ),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=100)
@given(ROWS, st.lists(RULES, max_size=6), st.sampled_from(("no", 'a "%s" \x1f\ue000')))
def test_packed_rules_are_the_rules(
    rows: list[tuple[str, int, list[tuple[str, str]], bool]],
    others: list[CreditRule],
    because: str,
) -> None:
    packer = RulePacker()
    alike = {count: packer.alike(example(count, because), count) for count in (1, 3)}
    for rule in others:
        packer.rule(rule)
    values = [*others]
    for name, row, codes, by_value in rows:
        rule = rule_like(name, row, codes, because)
        shape = alike[len(codes)]
        if by_value or shape is None:
            packer.rule(rule)
            values.append(rule)
        else:
            parts = [part for code in codes for part in code]
            packer.add(shape, [name], [row], [parts])
            values.append(rule)
    block = packer.block(HEAD)
    assert sorted(map(repr, block.rules)) == sorted(map(repr, values))
    made = AgreementBlock(HEAD, rules=tuple(block.rules))
    assert [rule.head.id for rule in made.rules] == sorted(
        rule.head.id for rule in values
    )
    assert index_of(block.rules) == BlockIndex.of(made.rules)
    assert list(ids_of(block.rules)) == [rule.head.id for rule in made.rules]
    book, other = rulebook_of([block]), rulebook_of([made])
    assert book == other
    assert book.digest == other.digest
    assert rulebook_in(bundle_of(book)) == other


def test_the_name_of_a_packed_rulebook_is_the_hash_of_its_canonical_form() -> None:
    packer = RulePacker()
    packer.rule(rule_like("r2", 3, [("CIS", "1")], "no"))
    packer.rule(rule_like("r1", 2, [("CIS", "1"), ("CIS", "2"), ("CS", "3")], ""))
    block = replace(packer.block(HEAD), signed=(("2024-01-02", "A. Dean"),))
    made = replace(block, rules=tuple(block.rules))
    book = rulebook_of([block])
    whole = canonical_bytes(replace(rulebook_of([made]), digest=""), origins=False)
    assert book.digest == f"sha256:{sha256(whole).hexdigest()}"
    assert isinstance(block.rules, StoredRules)
    (first, second) = canonical_rules(block.rules)
    assert f'"rules":[{first},{second}]'.encode() in whole


def test_nothing_is_read_for_naming_and_packing() -> None:
    packer = RulePacker()
    packer.rule(rule_like("r1", 2, [("CIS", "1")], "no"))
    book = rulebook_of([packer.block(HEAD)])
    bundle_of(book)
    (block,) = book.agreements
    assert isinstance(block.rules, StoredRules)
    assert not block.rules.made


def test_rules_with_one_id_stay_in_the_order_they_came() -> None:
    packer = RulePacker()
    shape = packer.alike(example(1, "no"), 1)
    assert shape is not None
    packer.add(shape, ["r1"], [5], [("CIS", "7")])
    packer.rule(rule_like("r1", 4, [("CIS", "6")], "no"))
    packer.add(shape, ["r1"], [3], [("CIS", "5")])
    packer.rule(rule_like("r0", 9, [("CIS", "8")], "no"))
    block = packer.block(HEAD)
    assert [rule.head.origin.row for rule in block.rules] == [9, 5, 4, 3]  # type: ignore[union-attr] # all are cells


def test_no_rules_are_no_packed_rules() -> None:
    assert RulePacker().block(HEAD) == AgreementBlock(HEAD)
    packer = RulePacker()
    shape = packer.alike(example(1, "no"), 1)
    assert shape is not None
    packer.add(shape, [], [], [])
    assert packer.block(HEAD) == AgreementBlock(HEAD)
    read = rulebook_in(bundle_of(rulebook_of([AgreementBlock(HEAD)])))
    assert digest_of(read) == read.digest


ANOTHER_COURSE = OneCourse(course(("CIS", "9")))
NOT_TOLD_APART: dict[str, tuple[Source, Target]] = {
    "the id twice": (OneCourse(course(open_code(0))), ElectiveTarget(Subject(OPEN_ID))),
    "a code that is fixed": (ANOTHER_COURSE, CourseTarget(course(open_code(0)))),
    "no course at all": (AwardSource("AA"), CourseTarget(course(open_code(0)))),
    "a code too few": (OneCourse(course(("CIS", "9"))), ElectiveTarget()),
}


@pytest.mark.parametrize("name", NOT_TOLD_APART)
def test_an_example_that_is_not_told_by_what_is_open_is_refused(name: str) -> None:
    source, target = NOT_TOLD_APART[name]
    head = RuleHead(OPEN_ID, CellRef("a.csv", "", "B", OPEN_ROW))
    assert RulePacker().alike(EquivalencyRule(head, source, target), 1) is None
