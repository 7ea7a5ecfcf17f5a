"""Watches: what can be written, what it comes to, and what is said of mistakes."""

from fractions import Fraction

from articulate.language.compile import Compiled, compile_policies
from articulate.model.duration import Duration, DurationUnit
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.watches import (
    Sign,
    SignalKind,
    SignName,
    sign_text,
    watch_text,
)

WORLD = 'institution STATE "State University" { unit semester }\n'
OPENING = 'watch desk "Desk" for STATE version 1 effective 2024-08-15 {\n  cites "H"\n'


def compiled(*statements: str) -> Compiled:
    text = f"{WORLD}{OPENING}{chr(10).join(statements)}\n}}\n"
    return compile_policies({"desk.art": text})


def problems(*statements: str) -> list[tuple[str, str]]:
    found = compiled(*statements).report.diagnostics
    return [(str(one.code), one.message) for one in found]


def test_a_task_and_a_reminder_come_to_what_they_say() -> None:
    result = compiled(
        'task late "It waits" for registrar: a request waits longer than its clock',
        'remind ages "It ages" for evaluator: credit is applied'
        " and credit passes its recency limit within 180 days",
    )
    assert not result.report.diagnostics
    assert result.rulebook is not None
    (block,) = result.rulebook.watches
    ages, late = block.rules
    assert (late.kind, late.says, late.desk) == (
        SignalKind.TASK,
        "It waits",
        "registrar",
    )
    assert ages.kind is SignalKind.REMINDER
    assert ages.signs == (
        Sign(SignName.APPLIED),
        Sign(SignName.AGES_OUT, within=Duration(180, DurationUnit.DAYS)),
    )
    assert block.head.rule_name(ages.head.id) == "desk@1/ages"


def test_every_sign_can_be_written_and_is_written_back() -> None:
    written = (
        "every assessor has submitted",
        "assessors differ by more than 3/2 levels",
        "every part of a set is on the record",
        "no line uses the set",
        "credit is applied",
        "credit passes its recency limit within 180 days",
        "a request waits longer than its clock",
        "a request is due within 3 business days",
        "a request is unassigned",
        "a teachout makes its last award within 1 year",
        "a teachout closes applications within 6 months",
        "the learner has flag veteran",
        "the learner pursues bs-cs or ba-math",
    )
    assert len(written) == len(SignName)
    statement = f'task all "All" for registrar: {" and ".join(written)}'
    rulebook = compiled(statement).rulebook
    assert rulebook is not None
    (rule,) = rulebook.watches[0].rules
    assert tuple(sign_text(sign) for sign in rule.signs) == written
    assert rule.signs[1].more_than == Fraction(3, 2)
    assert watch_text(rule) == statement.replace("task all", "task")


def test_a_rulebook_with_a_watch_is_the_same_from_its_bundle() -> None:
    rulebook = compiled('task a "A" for registrar: a request is unassigned').rulebook
    assert rulebook is not None
    assert rulebook_in(bundle_of(rulebook)) == rulebook


def test_rules_without_watches_keep_their_name() -> None:
    """What was decided names its rules by their content, which is what it was."""
    alone = compile_policies({"a.art": WORLD}).rulebook
    watched = compiled('task a "A" for registrar: a request is unassigned').rulebook
    assert alone is not None
    assert watched is not None
    assert alone.digest != watched.digest
    assert '"watches"' not in bundle_of(alone).decode(errors="replace")


def test_a_sign_stands_once() -> None:
    said = "a request is due within 3 days"
    (problem,) = problems(f'task a "A" for registrar: {said} and {said[:-6]}5 days')
    said_again = "`a request is due within 5 days` says again what was said"
    assert problem == ("AR114", said_again)


def test_two_flags_are_two_signs() -> None:
    assert not problems(
        'task a "A" for registrar: the learner has flag x and the learner has flag y'
    )


def test_one_id_means_one_statement() -> None:
    one = 'task a "A" for registrar: credit is applied'
    assert [code for code, _ in problems(one, one)] == ["AR216"]


def test_a_watch_does_not_count_in_terms() -> None:
    (problem,) = problems('remind a "A" for registrar: a request is due within 2 terms')
    assert problem[0] == "AR101"


def test_a_watch_is_for_those_who_work_at_the_desk() -> None:
    (problem,) = problems('task a "A" for learner: credit is applied')
    assert problem[0] == "AR101"
    assert "evaluator" in problem[1] or "learner" in problem[1]


def test_a_watch_says_for_whom_and_which_version_it_is() -> None:
    text = f'{WORLD}watch desk {{ task a "A" for registrar: credit is applied }}'
    codes = {str(one.code) for one in compile_policies({"a.art": text}).report.errors}
    assert codes == {"AR151", "AR152"}
