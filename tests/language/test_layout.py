"""What the layout and the tree promise to the code that uses them."""

import pytest

from articulate.diagnostics.span import Span
from articulate.language.format.expressions import text_of
from articulate.language.literate import fences, is_literate
from articulate.language.parse import parse
from articulate.language.syntax.agreements import Rule
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.node import Name, Number
from articulate.language.syntax.policy import Policy
from articulate.language.walk import walk

RULE = """equivalencies own from NCC to STATE version 1 effective 2024-08-15 {
  rule cis120: (CIS 120 + CIS 121) | CIS 122 -> CSCI 141 when grade >= C
}
"""


def read(text: str) -> Policy:
    policy, report = parse(text, "a.art")
    assert not report.diagnostics
    assert policy is not None
    return policy


def test_a_block_is_not_written_inside_a_statement() -> None:
    with pytest.raises(TypeError):
        text_of(read(RULE))


def test_every_node_is_walked_once_and_in_the_order_of_the_text() -> None:
    nodes = list(walk(read(RULE)))
    assert len({id(node) for node in nodes}) == len(nodes)
    codes = [node.code for node in nodes if isinstance(node, CourseCode)]
    assert codes == ["CIS 120", "CIS 121", "CIS 122", "CSCI 141"]


def test_a_place_is_where_the_words_stand() -> None:
    rule = next(node for node in walk(read(RULE)) if isinstance(node, Rule))
    assert str(rule.id.span) == "a.art:2:8"
    assert rule.span == Span("a.art", 2, 3, 2, 73)


def test_a_statement_that_cannot_be_read_keeps_its_name() -> None:
    policy, report = parse(RULE.replace("->", "gives"), "a.art")
    assert report.errors
    assert policy is not None
    (broken,) = policy.broken
    here = Span("a.art", 2, 8, 2, 14)
    assert (broken.keyword, broken.id) == ("rule", Name("cis120", span=here))


def test_the_rest_of_a_broken_block_is_read() -> None:
    text = RULE.replace("}", "  rule broken: ->\n  rule cis130: CIS 130 -> CSCI 142\n}")
    policy, report = parse(text, "a.art")
    assert [problem.code for problem in report.diagnostics] == ["AR101"]
    assert policy is not None
    names = [node.id.text for node in walk(policy) if isinstance(node, Rule)]
    assert names == ["cis120", "cis130"]


def test_where_nothing_can_be_read_there_is_no_policy() -> None:
    policy, report = parse("“never mind”", "a.art")
    assert policy is None
    assert report.errors


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4", "4"),
        ("2.67", "267/100"),
        ("2/3", "2/3"),
        ("25%", "1/4"),
        ("0.5%", "1/200"),
    ],
)
def test_a_number_is_exact(written: str, value: str) -> None:
    number = Number(written, span=Span("a.art", 1, 1, 1, 2))
    assert str(number.value) == value


def test_a_code_in_backticks_is_the_code_itself() -> None:
    plain = read(RULE)
    assert read(RULE.replace("CIS 120", "`CIS 120`")) == plain
    assert read(RULE.replace("CIS 120", "`CIS` 120")) == plain
    assert read(RULE.replace("CIS 120", "CIS\N{NO-BREAK SPACE}120")) == plain
    assert read(RULE.replace("CIS 120", "`CIS-120`")) != plain


def test_only_a_name_that_says_so_is_markdown() -> None:
    assert is_literate("policies/ncc.art.md")
    assert not is_literate("policies/ncc.art")
    assert not is_literate("README.md")


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    (fence,) = fences("text\n```articulate\nscale s { }\n# a comment")
    assert (fence.first, fence.lines) == (2, ("scale s { }", "# a comment"))


def test_windows_line_ends_are_line_ends() -> None:
    assert read(RULE.replace("\n", "\r\n")) == read(RULE)
    commented = read(f"# one\r\n{RULE}")
    assert [comment.text for comment in commented.comments] == [" one"]
