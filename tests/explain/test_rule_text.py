"""A compiled rule is written as its author would, whatever it was read from."""

from fractions import Fraction

import pytest

from articulate.diagnostics.cell import CellRef
from articulate.explain.rule_text import rule_text, source_text, target_text
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import InstitutionId, Mark, RuleId, Subject
from articulate.rulebook.conditions import (
    Comparison,
    Fact,
    FactName,
    GradeValue,
    Operator,
)
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    Ground,
    ReferRule,
)
from articulate.rulebook.pools import CourseRange, OneCourse, WholeSubject
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import (
    BlockTarget,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    NoTarget,
    OneTarget,
    RequirementTarget,
    RestAmount,
    Target,
)
from articulate.rulebook.version import RuleHead

HEAD = RuleHead(RuleId("r"), CellRef("list.xlsx", "A", "B", 2))
C_OR_BETTER = Comparison(Fact(FactName.GRADE), Operator.AT_LEAST, GradeValue(Mark("C")))


def one(code: str) -> OneCourse:
    return OneCourse(CourseCode.read("NCC", code))


def course(code: str) -> CourseTarget:
    return CourseTarget(CourseCode.read("STATE", code))


A, B, C = one("A 1"), one("B 2"), one("C 3")
SOURCES: dict[str, Source] = {
    "NCC:A 1": A,
    "NCC:A 1 + NCC:B 2": Together((A, B)),
    "NCC:A 1 + (NCC:B 2 | NCC:C 3)": Together((A, Either((B, C)))),
    "2 of (NCC:A 1, NCC:B 2, NCC:C 3)": SomeOf(2, (A, B, C)),
    "NCC:A 050..099": CourseRange(InstitutionId("NCC"), Subject("A"), 50, 99),
    "NCC:A *": WholeSubject(InstitutionId("NCC"), Subject("A")),
    'award "Diploma"': AwardSource("Diploma"),
    "": BlockSource(),
}
FOUR = Fraction(4)
TARGETS: dict[str, Target] = {
    "STATE:X 1": course("X 1"),
    "STATE:X 1 [4 cr]": CourseTarget(
        CourseCode.read("STATE", "X 1"), FixedAmount(FOUR)
    ),
    "elective": ElectiveTarget(),
    "elective X lower [rest]": ElectiveTarget(
        Subject("X"), CourseLevel.LOWER, RestAmount()
    ),
    "elective X [earned max 4 cr]": ElectiveTarget(
        Subject("X"), None, EarnedAmount(most=FOUR)
    ),
    "elective X [earned min 4 cr]": ElectiveTarget(
        Subject("X"), None, EarnedAmount(least=FOUR)
    ),
    "requirement GE.HUM [catalog]": RequirementTarget("GE.HUM", CatalogAmount()),
    'block "Nursing" [4 quarter]': BlockTarget(
        "Nursing", FixedAmount(FOUR, CreditUnit.QUARTER)
    ),
    "none": NoTarget(),
    "STATE:X 1 + (STATE:Y 2 | STATE:Z 3)": EveryTarget(
        (course("X 1"), OneTarget((course("Y 2"), course("Z 3"))))
    ),
}
RULES: dict[str, CreditRule] = {
    "NCC:A 1 -> STATE:X 1 when grade >= C": EquivalencyRule(
        HEAD, A, course("X 1"), C_OR_BETTER
    ),
    "-> STATE:X 1": EquivalencyRule(HEAD, BlockSource(), course("X 1")),
    'deny NCC:A 1 because "Not ours" ground level': DenyRule(
        HEAD, A, "Not ours", Ground.LEVEL
    ),
    'refer NCC:A 1 to "Dean" because "Odd" when grade >= C': ReferRule(
        HEAD, A, "Dean", "Odd", C_OR_BETTER
    ),
    'refer NCC:A 1 to "Dean"': ReferRule(HEAD, A, "Dean"),
}


@pytest.mark.parametrize(("text", "source"), SOURCES.items(), ids=list(SOURCES))
def test_a_source(text: str, source: Source) -> None:
    assert source_text(source) == text


@pytest.mark.parametrize(("text", "target"), TARGETS.items(), ids=list(TARGETS))
def test_a_target(text: str, target: Target) -> None:
    assert target_text(target) == text


@pytest.mark.parametrize(("text", "rule"), RULES.items(), ids=list(RULES))
def test_a_rule(text: str, rule: CreditRule) -> None:
    assert rule_text(rule) == text
