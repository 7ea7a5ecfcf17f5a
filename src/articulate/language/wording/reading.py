"""Rules that came word by word, compiled as the statements of a policy would be."""

from collections.abc import Sequence
from dataclasses import replace

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.language.compile import PASSES
from articulate.language.lower.agreements import credit_rules
from articulate.language.lower.codes import Sides
from articulate.language.parse import parse
from articulate.language.resolve import resolve
from articulate.language.syntax.agreements import (
    AgreementBlock,
    Deny,
    Partial,
    Refer,
    Rule,
)
from articulate.language.syntax.policy import Policy
from articulate.language.wording.codes import NOWHERE
from articulate.language.wording.rules import RuleWords
from articulate.rulebook.credit_rules import CreditRule
from articulate.rulebook.version import BlockHead

_AT_ONCE = 500
_ELSEWHERE = frozenset({Code.UNKNOWN_RULE, Code.DUPLICATE_ID})
"""What only the whole table shows; whoever has it looks for it."""

_OPENING = 2  # the first rule stands on the second line


def read_rules(
    words: Sequence[RuleWords], head: BlockHead
) -> list[CreditRule | Report]:
    """Compile each rule for a block that opens so, or report what is wrong with it.

    The places of the report and of the rule are nowhere: the caller knows the row.
    """
    found: list[CreditRule | Report] = []
    for start in range(0, len(words), _AT_ONCE):
        several = words[start : start + _AT_ONCE]
        read = _read(several, head)
        if read is None:
            for one in several:
                alone = _read([one], head)
                found += _report_on(one, head) if alone is None else alone
        else:
            found += read
    return found


def _read(words: Sequence[RuleWords], head: BlockHead) -> list[CreditRule] | None:
    """Compile rules together; None where anything at all is wrong with one of them."""
    policy, report = parse(_text(words, head), "")
    if policy is None or report.diagnostics or _problems(policy):
        return None
    statements = _one_each(policy, words)
    if statements is None:
        return None
    sides = Sides.of(head)
    return [rule for one in statements for rule in credit_rules((one,), sides)]


def _text(words: Sequence[RuleWords], head: BlockHead) -> str:
    parties = f"from {', '.join(head.sending)} to" if head.sending else "for"
    opening = f"{head.kind} rows {parties} {head.receiving} version 1"
    lines = [one.statement or "" for one in words]
    body = "\n".join(lines)
    return f"{opening} effective 2000-01-01 {{\n{body}\n}}\n"


def _one_each(
    policy: Policy, words: Sequence[RuleWords]
) -> list[Rule | Partial | Deny | Refer] | None:
    """Return the statement of each row; None where a row holds more, or less, or `#`.

    What stands behind a comment sign would be dropped without a word.
    """
    block = policy.blocks[0] if len(policy.blocks) == 1 else None
    if policy.comments or not isinstance(block, AgreementBlock):
        return None
    statements = [
        one
        for one in block.statements
        if isinstance(one, Rule | Partial | Deny | Refer)
    ]
    said = [(one.span.line - _OPENING, one.id.text) for one in statements]
    if len(block.statements) != len(words) or said != [
        (at, one.id) for at, one in enumerate(words)
    ]:
        return None
    return statements


def _problems(policy: Policy) -> list[Diagnostic]:
    checked = resolve([policy], {}, complete=False)
    found = [problem for each in PASSES for problem in each(checked)]
    return [one for one in Report.of(found).errors if one.code not in _ELSEWHERE]


def _report_on(words: RuleWords, head: BlockHead) -> list[CreditRule | Report]:
    """Say what is wrong with one rule, in the words of the passes where they know."""
    policy, report = parse(_text([words], head), "")
    found = list(report.errors)
    if policy is not None and not found and _one_each(policy, [words]) is not None:
        found = _problems(policy)
    if not found:
        found = [_not_one_rule(words)]
    return [Report.of(replace(one, place=NOWHERE, also=()) for one in found)]


def _not_one_rule(words: RuleWords) -> Diagnostic:
    return Diagnostic(
        Code.RULE_ROW_UNCLEAR,
        NOWHERE,
        f"the row of `{words.id}` does not say exactly one rule",
        "write one rule in each row, and no `#`, brace or keyword of another part in"
        " its cells",
    )
