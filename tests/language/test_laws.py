"""What holds for every policy that can be written."""

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.language.strategies import policies

from articulate.language.format.policy import format_policy
from articulate.language.parse import parse
from articulate.language.reformat import reformat
from articulate.language.syntax.policy import Policy
from articulate.language.walk import walk

# Blanks where a line may end: between words, outside of text and of course codes.
BLANK = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`|(?<=[a-z,{}]) (?=[a-z{}])|\n')


def read(text: str) -> Policy:
    policy, report = parse(text, "made.art")
    assert not report.diagnostics
    assert policy is not None
    return policy


@given(policies())
def test_what_is_written_reads_the_same(policy: Policy) -> None:
    assert read(format_policy(policy)) == policy


@given(policies())
def test_laying_out_twice_is_laying_out_once(policy: Policy) -> None:
    once = format_policy(policy)
    assert format_policy(read(once)) == once


@given(policies())
def test_every_node_stands_where_its_words_do(policy: Policy) -> None:
    text = format_policy(policy)
    lines = text.split("\n")
    whole = read(text)
    for node in walk(whole):
        span = node.span
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(lines)
        assert span.end_column <= len(lines[span.end_line - 1]) + 1


@given(policies(), st.randoms(use_true_random=False), st.integers(0, 8))
def test_no_comment_is_lost_and_none_changes_what_is_said(
    policy: Policy, random: Random, much: int
) -> None:
    plain = format_policy(policy)
    written = 0

    def comment(found: re.Match[str]) -> str:
        nonlocal written
        if not found.group().isspace() or random.randrange(10) >= much:
            return found.group()
        written += 1
        alone = "\n" * random.randrange(3) if random.randrange(2) else ""
        return f" {alone}# comment {written}\n"

    text = BLANK.sub(comment, plain)
    commented = read(text)
    assert commented.blocks == policy.blocks
    expected = [f" comment {number}" for number in range(1, written + 1)]
    assert [each.text for each in commented.comments] == expected
    laid_out, report = reformat(text, "made.art")
    assert not report.diagnostics
    assert read(laid_out) == commented
    assert reformat(laid_out, "made.art")[0] == laid_out


@given(policies(), st.data())
def test_no_mistake_ends_the_reading(policy: Policy, data: st.DataObject) -> None:
    text = format_policy(policy)
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 9))
    put = data.draw(
        st.sampled_from(["", " ", "}", "{", '"', "`", "rule", "(", "…", ":"])
    )
    broken = text[:at] + put + text[at + gone :]
    read_again, report = parse(broken, "made.art")
    assert report.diagnostics or read_again is not None
    assert parse(broken, "made.art") == (read_again, report)


@given(st.text(max_size=60))
def test_anything_at_all_can_be_read_or_complained_about(text: str) -> None:
    policy, report = parse(text, "made.art")
    assert policy is not None or report.errors
