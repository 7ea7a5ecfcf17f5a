"""What is written becomes rules: a table of sentences a registrar could check."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from articulate.language.compile import Compiled, compile_policies
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import InstitutionId, Mark, Subject
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.conditions import Fact, FactName
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    OneCourse,
    WholeSubject,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import (
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
    SameSubject,
    Target,
)

PRELUDE = (Path(__file__).parents[1] / "docs" / "prelude.art").read_text("utf-8")


def compiled(text: str) -> Compiled:
    result = compile_policies({"policy.art": text, "prelude.art": PRELUDE})
    assert not result.report.errors, result.report.errors
    return result


def rulebook_of(text: str) -> Rulebook:
    book = compiled(text).rulebook
    assert book is not None
    return book


def rules_of(statements: str, parties: str = "from NCC to STATE") -> list[CreditRule]:
    """The rules of an agreement with these statements, in the order of their ids."""
    head = f"agreement ncc {parties} version 2024 effective 2024-08-15"
    book = rulebook_of(f'{head} {{\n  cites "Memorandum"\n  {statements}\n}}\n')
    return [rule for block in book.agreements for rule in block.rules]


def the_rule(statement: str, parties: str = "from NCC to STATE") -> EquivalencyRule:
    (rule,) = rules_of(statement, parties)
    assert isinstance(rule, EquivalencyRule)
    return rule


def course(written: str) -> OneCourse:
    institution, _, local = written.partition(":")
    return OneCourse(CourseCode.read(institution, local))


NCC, STATE = InstitutionId("NCC"), InstitutionId("STATE")
SOURCES: dict[str, tuple[str, Source]] = {
    "a plain code is the sender's": ("CIS 120", course("NCC:CIS 120")),
    "a qualified code is whose it says": (
        "STATE:CSCI 131",
        course("STATE:CSCI 131"),
    ),
    "blanks inside a code are one": ("CIS  120", course("NCC:CIS 120")),
    "a subject of another shape": ("`COM SCI` 31", course("NCC:COM SCI 31")),
    "a code of another shape": (
        "NCC:`MATH (804) 197`",
        course("NCC:MATH (804) 197"),
    ),
    "all of them": (
        "CIS 130 + CIS 131",
        Together((course("NCC:CIS 130"), course("NCC:CIS 131"))),
    ),
    "any one of them": (
        "MATH 151 | MATH 151H",
        Either((course("NCC:MATH 151"), course("NCC:MATH 151H"))),
    ),
    "parentheses nest": (
        "A 1 + (B 1 | C 1)",
        Together((course("NCC:A 1"), Either((course("NCC:B 1"), course("NCC:C 1"))))),
    ),
    "some of them": (
        "2 of (ART 101, ART 102)",
        SomeOf(2, (course("NCC:ART 101"), course("NCC:ART 102"))),
    ),
    "a range by its digits": (
        "MATH 050..099",
        CourseRange(NCC, Subject("MATH"), 50, 99),
    ),
    "a pattern": ("HIST 2**", CoursePattern(NCC, Subject("HIST"), "2**")),
    "a whole subject": ("HIST *", WholeSubject(NCC, Subject("HIST"))),
    "a conferred award": (
        'award "Associate in Arts"',
        AwardSource("Associate in Arts"),
    ),
}


@pytest.mark.parametrize(("written", "source"), SOURCES.values(), ids=SOURCES)
def test_what_stands_left_of_the_arrow(written: str, source: Source) -> None:
    assert the_rule(f"rule r: {written} -> requirement GE.HUM").source == source


def test_with_several_senders_a_plain_code_is_the_code_at_each_of_them() -> None:
    rule = the_rule(
        "rule r: CIS 120 + RVC:CS 101 -> CSCI 141", "from NCC, RVC to STATE"
    )
    either = Either((course("NCC:CIS 120"), course("RVC:CIS 120")))
    assert rule.source == Together((either, course("RVC:CS 101")))


CSCI_141 = CourseCode.read("STATE", "CSCI 141")
ACC_171 = CourseCode.read("STATE", "ACC 171")
TARGETS: dict[str, tuple[str, Target]] = {
    "a plain code is the receiver's": ("CSCI 141", CourseTarget(CSCI_141)),
    "cr is the receiver's own unit": (
        "CSCI 141 [4 cr]",
        CourseTarget(CSCI_141, FixedAmount(Fraction(4))),
    ),
    "another unit is kept": (
        "CSCI 141 [4 quarter]",
        CourseTarget(CSCI_141, FixedAmount(Fraction(4), CreditUnit.QUARTER)),
    ),
    "no hours at all": (
        "CSCI 141 [0 cr]",
        CourseTarget(CSCI_141, FixedAmount(Fraction(0))),
    ),
    "what was earned": ("CSCI 141 [earned]", CourseTarget(CSCI_141, EarnedAmount())),
    "at most so much of it": (
        "CSCI 141 [earned max 2.5 cr]",
        CourseTarget(CSCI_141, EarnedAmount(most=Fraction(5, 2))),
    ),
    "at least so much": (
        "CSCI 141 [earned min 3 cr]",
        CourseTarget(CSCI_141, EarnedAmount(least=Fraction(3))),
    ),
    "what the catalog says": (
        "CSCI 141 [catalog]",
        CourseTarget(CSCI_141, CatalogAmount()),
    ),
    "several, and what they leave": (
        "ACC 171 [3 cr] + elective ACC [rest]",
        EveryTarget(
            (
                CourseTarget(ACC_171, FixedAmount(Fraction(3))),
                ElectiveTarget(Subject("ACC"), amount=RestAmount()),
            )
        ),
    ),
    "one of two": (
        "CSCI 141 | ACC 171",
        OneTarget((CourseTarget(CSCI_141), CourseTarget(ACC_171))),
    ),
    "an elective of a level": (
        "elective HIST lower",
        ElectiveTarget(Subject("HIST"), CourseLevel.LOWER),
    ),
    "an elective in the subject it came in": (
        "elective same subject",
        ElectiveTarget(SameSubject.SAME),
    ),
    "an elective in general": ("elective", ElectiveTarget()),
    "every requirement below": ("requirement GE.*", RequirementTarget("GE.*")),
    "nothing": ("none", NoTarget()),
}


@pytest.mark.parametrize(("written", "target"), TARGETS.values(), ids=TARGETS)
def test_what_stands_right_of_the_arrow(written: str, target: Target) -> None:
    assert the_rule(f"rule r: CIS 120 -> {written}").target == target


CONDITIONS = {
    "grade >= C": "grade >= C",
    "grade >= 1.7": "grade >= 1.7",
    "grade in (A, B)": "grade in (A, B)",
    "underlying >= C- and not completed < 2015-08-15": (
        "underlying >= C- and not completed < 2015-08-15"
    ),
    "(grade >= C or underlying >= C) and level = upper": (
        "(grade >= C or underlying >= C) and level = upper"
    ),
    "credits >= 3": "credits >= 3",
    "credits >= 4 quarter": "credits >= 4 quarter",
    "total credits >= 6 cr": "total credits >= 6 cr",
    "completed within 5 years before admitted": (
        "completed within 5 years before admitted"
    ),
    "completed >= STATE:2024FA": "completed >= STATE:2024FA",
    "attribute honors": "attribute honors",
    "flag licensed-rn": "flag licensed-rn",
    "decision revalidated = yes": 'decision "revalidated" = yes',
    "catalog = 2024": "catalog = 2024",
    "gap > 1 term": "gap > 1 term",
    "grade of CIS 131 >= B": "grade of NCC:CIS 131 >= B",
    "has CSCI 241 with grade >= C": "has STATE:CSCI 241 with grade >= C",
    "not has attempted NCC:CHEM 3**": "not has attempted NCC:CHEM 3**",
    'has award "Associate in Arts"': 'has award "Associate in Arts"',
    "has (CSCI 141 or NCC:CIS 120)": "has STATE:CSCI 141 or has NCC:CIS 120",
    "has subjects MATH, STAT": "has STATE:MATH * or has STATE:STAT *",
}


@pytest.mark.parametrize(("written", "clause"), CONDITIONS.items(), ids=CONDITIONS)
def test_a_condition_reads_as_its_author_wrote_it(written: str, clause: str) -> None:
    rule = the_rule(f"rule r: CIS 120 + CIS 131 -> CSCI 141 when {written}")
    assert rule.condition is not None
    assert clause_text(rule.condition) == clause


def test_the_grade_of_a_course_is_asked_of_every_sender() -> None:
    rule = the_rule(
        "rule r: CIS 130 + CIS 131 -> CSCI 241 when grade of CIS 131 >= B",
        "from NCC, RVC to STATE",
    )
    assert rule.condition is not None
    fact = Fact(
        FactName.GRADE,
        of=CourseCode.read("NCC", "CIS 131"),
        or_of=(CourseCode.read("RVC", "CIS 131"),),
    )
    assert getattr(rule.condition, "left", None) == fact


def test_rules_stand_in_the_order_of_their_ids() -> None:
    rules = rules_of(
        "rule b: CIS 120 -> CSCI 141\n"
        '  deny c: MATH 050..099 because "Developmental work" ground level\n'
        "  rule a: CIS 110 -> CSCI 131"
    )
    assert [str(rule.head.id) for rule in rules] == ["a", "b", "c"]


def test_a_rule_says_where_it_is_written_and_what_authorizes_it() -> None:
    rule = the_rule('rule r: CIS 120 -> CSCI 141 graded CR cites "Letter", "Memo 2"')
    assert str(rule.head.origin) == "policy.art:3:3"
    assert rule.head.cites == ("Letter", "Memo 2")
    assert rule.graded == Mark("CR")


def test_overrides_elsewhere_keep_the_name_of_their_block() -> None:
    rules = rules_of(
        "rule a: CIS 120 -> CSCI 141\n"
        "  rule b overrides a, ncc@2024/a, ncc/a: CIS 1** -> CSCI 131"
    )
    assert rules[1].head.overrides == ("a", "ncc@2024/a", "ncc/a")


def test_the_last_day_on_the_page_is_inside() -> None:
    book = rulebook_of(
        """
agreement ncc "Pathway" from NCC to STATE version 2024
  effective 2024-08-15 through 2027-08-14 recorded 2024-05-01 {
  cites "Memorandum"
  signed 2024-05-14 by "Provost", "President"
  governed by admitted
}
"""
    )
    (block,) = book.agreements
    head = block.head
    assert (head.effective.start, head.effective.until) == (
        date(2024, 8, 15),
        date(2027, 8, 15),
    )
    assert head.effective.contains(date(2027, 8, 14))
    assert head.recorded == date(2024, 5, 1)
    assert head.name == "ncc@2024"
    assert str(head.origin) == "policy.art:2:1"
    assert block.governed_by == "admitted"
    assert block.signed == (("2024-05-14", "President"), ("2024-05-14", "Provost"))


def test_the_source_of_an_exam_is_the_exam() -> None:
    book = rulebook_of(
        """
exam ap for STATE version 1 effective 2023-05-01 {
  cites "Catalog"
  scores 1..5
  rule five -> MATH 121 when score = 5
  deny low because "Below 5" when score < 5
  revoke five when has attempted MATH 121
}
"""
    )
    (exam,) = book.exams
    assert [rule.source for rule in exam.rules] == [BlockSource(), BlockSource()]
    assert exam.lowest == 1
    assert exam.highest == 5
    assert [str(one.head.id) for one in exam.revocations] == ["revoke-five"]


def test_a_literate_file_counts_the_lines_of_the_page() -> None:
    page = """# The pathway

The provosts agreed on this:

```articulate
agreement ncc from NCC to STATE version 1 effective 2024-08-15 {
  cites "Memorandum"
  rule r: CIS 120 -> CSCI 141
}
```
"""
    result = compile_policies({"pathway.art.md": page, "prelude.art": PRELUDE})
    assert result.rulebook is not None
    (block,) = result.rulebook.agreements
    assert str(block.rules[0].head.origin) == "pathway.art.md:8:3"
