"""A compiled value has one form; it can be stored in it, read back, and hashed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.span import Span
from articulate.model.calendar import Period
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, Mark, RuleId, Subject
from articulate.model.record import LearnerRecord
from articulate.rulebook.codec import Json, canonical_bytes, decode, encode
from articulate.rulebook.conditions import (
    Comparison,
    Every,
    Fact,
    FactName,
    GradeValue,
    Not,
    Operator,
)
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.digest import digest_of, rulebook_of
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Either, Together
from articulate.rulebook.targets import (
    CourseTarget,
    ElectiveTarget,
    FixedAmount,
    SameSubject,
)
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead

HERE = Span("ncc.art", 12, 3, 12, 40)
CELL = CellRef("ncc-2024.xlsx", "NCC", "B", 17)
AT_LEAST_C = Comparison(Fact(FactName.GRADE), Operator.AT_LEAST, GradeValue(Mark("C")))


def code(written: str) -> CourseCode:
    institution, _, local = written.partition(":")
    return CourseCode.read(institution, local)


RULE = EquivalencyRule(
    RuleHead(RuleId("cis130"), HERE, cites=("Memorandum 2024-117",)),
    Together(
        (
            OneCourse(code("NCC:CIS 130")),
            Either((OneCourse(code("NCC:CIS 131")), OneCourse(code("NCC:CIS 132")))),
        )
    ),
    CourseTarget(code("STATE:CSCI 241"), FixedAmount(Fraction(8, 3))),
    condition=Every((AT_LEAST_C, Not(AT_LEAST_C))),
)


def agreement(
    identifier: str, *rules: EquivalencyRule, line: int = 1
) -> AgreementBlock:
    head = BlockHead(
        BlockKind.AGREEMENT,
        BlockId(identifier),
        Span("ncc.art", line, 1, line, 9),
        effective=Period(date(2024, 8, 15)),
    )
    return AgreementBlock(head, rules=rules)


def test_a_rule_comes_back_as_it_was() -> None:
    assert decode(EquivalencyRule, encode(RULE)) == RULE


def test_a_number_is_written_exactly() -> None:
    form = encode(CourseTarget(code("STATE:CSCI 241"), FixedAmount(Fraction(8, 3))))
    assert isinstance(form, dict)
    assert form["amount"] == {"is": "FixedAmount", "amount": "8/3"}


def test_a_subject_that_reads_like_a_keyword_stays_a_subject() -> None:
    spelled = ElectiveTarget(Subject("same subject"))
    meant = ElectiveTarget(SameSubject.SAME)
    assert encode(spelled) != encode(meant)
    assert decode(ElectiveTarget, encode(spelled)) == spelled
    assert decode(ElectiveTarget, encode(meant)) == meant


def test_what_stands_at_its_default_is_left_out() -> None:
    assert encode(ElectiveTarget()) == {}


def test_a_rule_from_a_cell_says_the_same_as_one_from_text() -> None:
    from_a_cell = EquivalencyRule(
        RuleHead(RULE.head.id, CELL, cites=RULE.head.cites),
        RULE.source,
        RULE.target,
        RULE.condition,
    )
    assert canonical_bytes(RULE) != canonical_bytes(from_a_cell)
    assert canonical_bytes(RULE, origins=False) == canonical_bytes(
        from_a_cell, origins=False
    )


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        {"head": {}, "unheard": 1},
        {"code": {"institution": "STATE", "subject": 7, "number": "1"}},
        {"code": {"institution": "S", "subject": "A", "number": "1"}, "amount": "x"},
    ],
)
def test_another_form_is_refused(form: Json) -> None:
    with pytest.raises(ValueError, match="not the form"):
        decode(CourseTarget, form)


def test_what_is_no_value_of_the_field_has_no_form() -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        encode({"a": "mapping"})


def test_the_order_of_blocks_is_not_part_of_a_rulebook() -> None:
    one, other = agreement("a", RULE), agreement("b", line=7)
    assert rulebook_of([one, other]) == rulebook_of([other, one])


def test_where_a_block_stands_is_not_part_of_its_name() -> None:
    assert (
        rulebook_of([agreement("a", line=1)]).digest
        == rulebook_of([agreement("a", line=99)]).digest
    )


def test_another_rule_is_another_rulebook() -> None:
    assert (
        rulebook_of([agreement("a")]).digest
        != rulebook_of([agreement("a", RULE)]).digest
    )


def test_a_stored_rulebook_keeps_its_name() -> None:
    book = rulebook_of([agreement("a", RULE), agreement("b")])
    stored = decode(Rulebook, encode(book))
    assert stored == book
    assert digest_of(stored) == book.digest


KINDS = [EquivalencyRule, ExamBlock, LearnerRecord]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=8)
@given(data=st.data())
def test_every_value_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert decode(kind, encode(value)) == value
