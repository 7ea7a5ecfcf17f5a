"""A compiled rule in words is read as the same rule."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, reject
from tests.language.strategies import partials, rules, sources

from articulate.diagnostics.report import Report
from articulate.language.lower.agreements import credit_rules
from articulate.language.lower.codes import Sides
from articulate.language.parse import parse
from articulate.language.syntax.agreements import (
    AgreementBlock,
    Deny,
    Partial,
    Refer,
    Rule,
)
from articulate.language.wording.codes import NOWHERE
from articulate.language.wording.reading import read_rules
from articulate.language.wording.rules import RuleKind, RuleWords, rule_words
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId
from articulate.rulebook.conditions import Fact as AFact
from articulate.rulebook.conditions import FactName, Has, Includes, Not
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import AwardSource, BlockSource, SomeOf, Together
from articulate.rulebook.targets import BlockTarget, EveryTarget, NoTarget
from articulate.rulebook.version import BlockHead, BlockKind, RuleHead

HEAD = BlockHead(
    BlockKind.AGREEMENT,
    BlockId("pathway"),
    NOWHERE,
    sending=(InstitutionId("SEND"),),
    receiving=InstitutionId("HOME"),
)
BOTH = replace(HEAD, sending=(InstitutionId("SEND"), InstitutionId("OTHER")))
STATEMENTS = {
    "one to one": "rule r: CS 1 -> CSCI 141",
    "codes of other shapes": "rule r: `MATH (804) 197` -> `COM SCI` 31",
    "a course elsewhere": "rule r: OTHER:CS 1 -> CSCI 141",
    "sets in a choice": "rule r: (CS 1 + CS 2) | CS 3 -> CSCI 141 [4 cr]",
    "a choice in a set": "rule r: (CS 1 | CS 2) + CS 3 -> CSCI 141 [8/3 cr]",
    "some of several": "rule r: 2 of (CS 1, CS 2 + CS 3, CS 4) -> CSCI 141",
    "a range, a pattern, a subject": "rule r: CS 001..099 | CS 3** | MA * -> none",
    "a conferred award": 'rule r: award "A \\"new\\" degree" -> block "All" [30 cr]',
    "several targets": "rule r: CS 1 -> CSCI 141 [3 semester] + elective CSCI [rest]",
    "a choice of targets": "rule r: CS 1 -> (CSCI 141 + CSCI 142) | CSCI 143",
    "electives": "rule r: CS 1 -> elective same subject lower + elective `COM SCI`",
    "requirements": "rule r: CS 1 -> requirement GE.HUM + requirement GE.* [catalog]",
    "what was earned": "rule r: CS 1 -> elective [earned min 3 cr max 4 cr]",
    "either bound": "rule r: CS 1 -> elective [earned max 4 cr]",
    "a grade of its own": 'rule r: CS 1 -> CSCI 141 graded CR because "Honors"',
    "citations": 'rule r: CS 1 -> CSCI 141 cites "Catalog", "Memorandum 7, p. 3"',
    "an override": "rule r overrides x, other@2/y: CS 1 -> CSCI 141",
    "a part": "partial r of x: CS 1 | CS 2 -> elective [1 cr]",
    "a denial": 'deny r: CS 1 because "Below" ground level when grade >= C',
    "a referral": 'refer r: CS 1 to "Dean" because "Syllabus" when credits < 3 cr',
    "a referral to nobody": "refer r: CS 1",
    "and, or, not": (
        "rule r: CS 1 -> CSCI 141 when (grade >= C or underlying >= C) and not"
        " attribute honors and not (delivery = online and level = lower)"
    ),
    "grades of other shapes": "rule r: CS 1 -> CSCI 141 when grade in (`2:1`, A, 1.7)",
    "days and terms": (
        "rule r: CS 1 -> CSCI 141 when completed >= HOME:2024FA and"
        " completed < 2026-01-31"
    ),
    "within": "rule r: CS 1 -> CSCI 141 when completed within 5 years before admitted",
    "after": "rule r: CS 1 -> CSCI 141 when completed within 1 term after declared",
    "what a person found": (
        'rule r: CS 1 -> CSCI 141 when decision "content match" >= 80'
    ),
    "a name without a letter": 'rule r: CS 1 -> CSCI 141 when result "" = 0',
    "a flag": "rule r: CS 1 -> CSCI 141 when flag licensed-rn and gap > 2 terms",
    "what assessors found": (
        "rule r: CS 1 -> CSCI 141 when each criterion >= 3 or count (criterion < 3) = 1"
    ),
    "sums": "rule r: CS 1 + CS 2 -> CSCI 141 when total credits + credits >= 6",
    "a grade of one": "rule r: CS 1 + CS 2 -> CSCI 141 when grade of CS 2 >= B",
    "the whole record": (
        "rule r: CS 1 -> CSCI 141 when has CSCI 241 with grade >= C and"
        ' not has attempted OTHER:CHEM 3** and has award "AA"'
    ),
    "what is asked of the record": (
        "rule r: CS 1 -> CSCI 141 when has in progress CSCI 241 from residence and"
        " has attribute GE.* from (transfer except OTHER) with grade >= C,"
        " credits >= 3 quarter, attribute honors and degrees pursued >= 2"
    ),
}


def compiled(statement: str, head: BlockHead) -> CreditRule:
    parties = f"from {', '.join(head.sending)} to {head.receiving}"
    policy, report = parse(f"agreement a {parties} {{\n{statement}\n}}\n", "a.art")
    assert not report.diagnostics
    assert policy is not None
    (block,) = policy.blocks
    assert isinstance(block, AgreementBlock)
    (rule,) = credit_rules(block.statements, Sides.of(head))
    return rule


def nowhere(rule: CreditRule) -> CreditRule:
    return replace(rule, head=replace(rule.head, origin=NOWHERE))


@pytest.mark.parametrize("head", [HEAD, BOTH], ids=["one sender", "two senders"])
@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_rule_comes_back_from_its_words(statement: str, head: BlockHead) -> None:
    rule = compiled(statement, head)
    words = rule_words(rule, head)
    assert words is not None
    (back,) = read_rules([words], head)
    assert not isinstance(back, Report), back
    assert nowhere(back) == nowhere(rule)


@given(rules(sources) | partials)
def test_whatever_can_be_compiled_has_words_that_mean_it(
    statement: Rule | Partial | Deny | Refer,
) -> None:
    sides = Sides.of(HEAD)
    try:
        (rule,) = credit_rules((statement,), sides)
    except (TypeError, ValueError):  # what the passes do not let through
        reject()
    words = rule_words(rule, HEAD)
    assume(words is not None)
    assert words is not None
    assert words.statement is not None
    assert nowhere(compiled(words.statement, HEAD)) == nowhere(rule)


CS_1 = OneCourse(CourseCode(InstitutionId("SEND"), "CS", "1"))  # type: ignore[arg-type] # a subject
PLAIN = EquivalencyRule(RuleHead(RuleId("r"), NOWHERE), CS_1, NoTarget())
UNSAID = {
    "the block itself": replace(PLAIN, source=BlockSource()),
    "a title of two lines": replace(PLAIN, source=AwardSource("a\nb")),
    "a set with such a title": replace(
        PLAIN, source=Together((CS_1, AwardSource("a\nb")))
    ),
    "some of such": replace(PLAIN, source=SomeOf(1, (AwardSource("a\nb"),))),
    "a block of two lines": replace(PLAIN, target=BlockTarget("a\nb")),
    "one of several such": replace(
        PLAIN, target=EveryTarget((NoTarget(), BlockTarget("a\nb")))
    ),
    "evidence of two lines": replace(
        PLAIN, condition=Includes(AFact(FactName.EVIDENCE), "a\nb")
    ),
    "credit of a block": replace(PLAIN, condition=Not(Has(block="ap-calc"))),
    "a reason of two lines": replace(PLAIN, because="a\nb"),
    "a citation of two lines": replace(
        PLAIN, head=RuleHead(RuleId("r"), NOWHERE, cites=("a\nb",))
    ),
}


@pytest.mark.parametrize("rule", UNSAID.values(), ids=UNSAID)
def test_what_no_statement_says_has_no_words(rule: CreditRule) -> None:
    assert rule_words(rule, HEAD) is None


GOOD = RuleWords("a", RuleKind.RULE, "CS 1", target="CSCI 141")
WRONG = {
    "a mistake of writing": (replace(GOOD, when="grade >="), "AR1"),
    "a comment": (replace(GOOD, target="CSCI 141 #", when="grade >= C"), "AR659"),
    "two rules": (replace(GOOD, target="CSCI 141 rule b: CS 2 -> CSCI 142"), "AR659"),
    "the end of the block": (
        replace(GOOD, target="CSCI 141 } agreement x from A to B {"),
        "AR659",
    ),
    "another id": (replace(GOOD, id="a: CS 0 -> CSCI 1 rule b"), "AR659"),
    "a target elsewhere": (replace(GOOD, target="OTHER:CSCI 141"), "AR223"),
    "things of different kinds": (replace(GOOD, when="completed >= 2015"), "AR232"),
    "words of two lines": (replace(GOOD, because="a\nb"), "AR659"),
}


@pytest.mark.parametrize(("words", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_reported_and_the_others_are_read(
    words: RuleWords, code: str
) -> None:
    after = replace(GOOD, id="z")
    first, wrong, last = read_rules([GOOD, words, after], HEAD)
    assert isinstance(wrong, Report)
    assert {one.code[: len(code)] for one in wrong.errors} == {code}
    assert not isinstance(first, Report)
    assert not isinstance(last, Report)
    assert (first.head.id, last.head.id) == ("a", "z")


def test_a_plain_code_without_a_sender_is_a_mistake() -> None:
    alone = replace(HEAD, kind=BlockKind.EQUIVALENCIES, sending=())
    (wrong,) = read_rules([replace(GOOD, when="grade of CS 1 >= C")], alone)
    assert isinstance(wrong, Report)
    assert {one.code for one in wrong.errors} == {"AR222"}
    (right,) = read_rules([replace(GOOD, source="SEND:CS 1")], alone)
    assert not isinstance(right, Report)
    words = rule_words(right, alone)
    assert words is not None
    assert words.source == "SEND:CS 1"


def test_many_rows_are_read_in_parts() -> None:
    many = [replace(GOOD, id=f"r{at}", source=f"CS {at}") for at in range(1201)]
    read = read_rules(many, HEAD)
    assert [one.head.id for one in read if not isinstance(one, Report)] == [
        f"r{at}" for at in range(1201)
    ]
