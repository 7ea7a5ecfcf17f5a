"""Two rules that could both speak: who disagrees, and who only seems to."""

import pytest
from tests.analysis.found import problems
from tests.engine.world import agreement, equivalencies, policy

from articulate.diagnostics.codes import Code

HEAD = "for STATE version 1 effective 2000-01-01"


def exam(rules: str, name: str = "calc") -> str:
    return f'exam {name} "Exam" {HEAD} {{ cites "x" scores 1..5 {rules} }}\n'


def portfolio(rules: str) -> str:
    criteria = 'criterion "Depth" levels 0..4 criterion "Range" levels 0..4'
    return f'portfolio pf {HEAD} {{ cites "x" {criteria} {rules} }}\n'


def credential(rules: str, name: str = "data", more: str = "") -> str:
    levels = 'levels "Skill" "Low" < "Mid" < "High"'
    opening = f'credential {name} {HEAD} {{ cites "x" achievement "urn:a" {more}'
    return f"{opening} {levels} {rules} }}\n"


def training(rules: str, name: str = "medic", days: str = "") -> str:
    exhibit = f'exhibit "M-1" {days}'
    return f'training {name} {HEAD} {{ cites "x" {exhibit} {rules} }}\n'


def two(one: str, other: str) -> str:
    """Two rules for one course, with other targets."""
    return agreement(
        f"rule r: CIS 120 -> CSCI 141 {one} rule s: CIS 120 -> CSCI 131 {other}"
    )


RENAMED = (
    "catalog NCC version 1 effective 2000-01-01 "
    '{ cites "x" course CIS 120 "Programming" 5 cr lower '
    "renamed CIS 105 to CIS 120 from 2010-01-01 }\n"
)

AGREE = {
    "one rule alone": agreement("rule r: CIS 120 -> CSCI 141"),
    "two courses": agreement("rule r: CIS 120 -> CSCI 141 rule s: CIS 121 -> CSCI 131"),
    "the same result twice": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 1** -> CSCI 141"
    ),
    "a labelled exception": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131"
    ),
    "an override through another": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131 "
        "rule t overrides s: CIS 120 -> STAT 120"
    ),
    "a denial that overrides": agreement(
        'rule r: CIS 120 -> CSCI 141 deny s overrides r: CIS 120 because "old"'
    ),
    "a set and a rule for one of its members": agreement(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 rule s: CIS 120 -> CSCI 131"
    ),
    "a part of a set": agreement(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 "
        "partial p of r: CIS 120 -> elective CSCI [1 cr]"
    ),
    "an agreement and an own equivalency": agreement(
        "rule r: CIS 120 -> CSCI 141 when grade >= B"
    )
    + equivalencies("rule s: CIS 120 -> CSCI 131"),
    "blocks of two kinds that share an id and a rule's id": agreement(
        "rule r: CIS 120 -> CSCI 141"
    )
    + credential("rule r -> STAT 120 [3 cr]", name="a"),
    "grades apart": two("when grade < B", "when grade >= B"),
    "grades named one by one": two("when grade in (A, A-)", "when grade = B"),
    "a bare number and a letter": two("when grade >= 3.0", "when grade <= B-"),
    "a rule without a grade is for passed courses": agreement(
        'rule r: CIS 120 -> CSCI 141 deny s: CIS 120 because "failed" when grade = F'
    ),
    "days apart": two("when completed < 2015-08-15", "when completed >= 2015-08-15"),
    "before and after a term": two(
        "when completed < STATE:2024SP", "when completed >= STATE:2024SP"
    ),
    "credit apart": two("when credits < 4", "when credits >= 4"),
    "levels apart": two("when level = lower", "when level in (upper, graduate)"),
    "delivery apart": two("when delivery = online", "when delivery != online"),
    "a mark and none": two("when attribute honors", "when not attribute honors"),
    "a mark below one that is not there": two(
        "when attribute GE.HUM", "when not attribute GE.*"
    ),
    "a flag and none": two("when flag rn", "when not flag rn"),
    "decisions apart": two('when decision "match" >= 80', 'when decision "match" < 80'),
    "findings apart": two(
        'when decision "review" = "yes"', 'when decision "review" = "no"'
    ),
    "percentiles apart": two("when percentile > 90", "when percentile <= 90"),
    "averages apart": agreement(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 when average grade >= B "
        "rule s: CIS 120 + CIS 121 -> CSCI 131 when average grade < B"
    ),
    "one way or another, and neither": two(
        "when attribute honors or grade >= B", "when not attribute honors and grade < B"
    ),
    "admitted before and after": two(
        "when admitted < 2020-01-01", "when admitted >= 2020-01-01"
    ),
    "recent and not": two(
        "when completed within 5 years before admitted",
        "when not completed within 5 years before admitted",
    ),
    "recent and long before": two(
        "when completed within 2 years before 2020-01-01",
        "when completed < 2015-01-01",
    ),
    "versions that follow each other": (
        "agreement a from NCC to STATE version 1 effective 2010-01-01 "
        '{ cites "x" governed by requested rule r: CIS 120 -> CSCI 141 }\n'
        "agreement a from NCC to STATE version 2 effective 2020-01-01 supersedes 1 "
        '{ cites "x" governed by requested rule s: CIS 120 -> CSCI 131 }\n'
    ),
    "agreements of other years": (
        "agreement a from NCC to STATE version 1 effective 2010-01-01 "
        'through 2019-12-31 { cites "x" governed by requested '
        "rule r: CIS 120 -> CSCI 141 }\n"
        + agreement("rule s: CIS 120 -> CSCI 131", name="b")
    ),
    "courses of two colleges": agreement("rule r: CIS 120 -> CSCI 141")
    + agreement("rule s: CIS 120 -> CSCI 131", sender="SCC", name="b"),
    "a range beside the course": agreement(
        'rule r: MATH 100 -> MATH 121 deny s: MATH 050..099 because "x" ground level'
    ),
    "a range and a course of one subject, other numbers": agreement(
        'rule r: MATH 150L -> MATH 121 deny s: MATH 2** because "x"'
    ),
    "scores apart": exam(
        "rule five -> MATH 121 + MATH 122 when score = 5 "
        "rule four -> MATH 121 when score >= 3 and score <= 4 "
        'deny low because "low" when score < 3'
    ),
    "scores between whole ones": exam(
        "rule five -> MATH 122 when score > 3 "
        'rule three -> MATH 121 when score = 3 deny low because "x" when score < 3'
    )
    + exam("rule a -> MATH 121 when score > 3 and score < 4", name="none"),
    "subscores apart": exam(
        "rule a -> MATH 121 when score <= 2 and score AB >= 4 "
        'deny low because "low" when score <= 2 and score AB <= 3 '
        "rule up -> MATH 122 when score > 2"
    ),
    "sums of scores apart": exam(
        "rule high -> MATH 122 when score PL2 + score PL3 >= 9 "
        "rule low -> MATH 121 when score PL2 + score PL3 < 9"
    ),
    "each criterion, or one below": portfolio(
        "rule award -> BUS 110 [3 cr] when each criterion >= 3 "
        "rule later -> BUS 110 [2 cr] when count (criterion < 3) = 1"
    ),
    "performance levels apart": credential(
        'rule high -> STAT 120 [3 cr] when result "Skill" >= "High" '
        'rule low -> STAT 120 [1 cr] when result "Skill" < "High"'
    ),
    "credentials of two issuers": credential(
        "rule a -> STAT 120 [3 cr]", "one", 'issued by "did:a"'
    )
    + credential("rule b -> STAT 120 [1 cr]", "two", 'issued by "did:b"'),
    "places apart": training(
        'rule here -> BIOL 110 [3 cr] when location = "North" '
        'rule there -> BIOL 110 [1 cr] when location in ("South", "West")'
    ),
    "exhibits of other days": training(
        "rule a -> BIOL 110 [3 cr]", "one", "offered 2010-01-01 through 2014-12-31"
    )
    + training("rule b -> BIOL 110 [1 cr]", "two", "offered 2015-01-01"),
    "a renamed course, by its old and by its new name": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 105 -> CSCI 131"
    )
    + RENAMED,
    "both are decided by a third rule that goes before them": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 120 -> CSCI 131 "
        "rule t overrides r, s: CIS 120 -> STAT 120"
    ),
    "equivalencies below an agreement that always speaks": agreement(
        "rule r: CIS 120 -> CSCI 141"
    ).replace("2020-01-01", "1990-01-01")
    + equivalencies("rule a: CIS 120 -> CSCI 131 rule b: CIS 120 -> STAT 120").replace(
        "2000-01-01", "2005-01-01"
    ),
}

DISAGREE = {
    "two targets": two("", ""),
    "two amounts": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 120 -> CSCI 141 [4 cr]"
    ),
    "two grades for the award": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 120 -> CSCI 141 graded CR"
    ),
    "a rule and a denial": agreement(
        'rule r: CIS 120 -> CSCI 141 deny s: CIS 120 because "no"'
    ),
    "a rule and a referral": agreement(
        'rule r: CIS 120 -> CSCI 141 refer s: CIS 120 to "Dean"'
    ),
    "a denial and a referral": agreement(
        'deny r: CIS 120 because "no" refer s: CIS 120 to "Dean"'
    ),
    "a denial in a range": agreement(
        'rule r: MATH 095 -> MATH 121 deny s: MATH 050..099 because "no" ground level'
    ),
    "a pattern and a range": agreement(
        "rule r: CIS 2** -> CSCI 141 rule s: CIS 250..300 -> CSCI 131"
    ),
    "a whole subject and a pattern": agreement(
        "rule r: CIS * -> elective CSCI rule s: CIS 1** -> elective STAT"
    ),
    "one of two courses": agreement(
        "rule r: CIS 120 | CIS 121 -> CSCI 141 rule s: CIS 121 -> CSCI 131"
    ),
    "the same set": agreement(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 rule s: CIS 121 + CIS 120 -> CSCI 131"
    ),
    "two of three, and two of them": agreement(
        "rule r: 2 of (CIS 120, CIS 121, CIS 122) -> CSCI 141 "
        "rule s: CIS 120 + CIS 122 -> CSCI 131"
    ),
    "a set, and a denial of one of its members": agreement(
        'rule r: CIS 120 + CIS 121 -> CSCI 141 deny s: CIS 120 because "no"'
    ),
    "two agreements": agreement("rule r: CIS 120 -> CSCI 141")
    + agreement("rule s: CIS 120 -> CSCI 131", name="b"),
    "two lists of equivalencies": equivalencies("rule r: CIS 120 -> CSCI 141")
    + equivalencies("rule s: CIS 120 -> CSCI 131", name="more"),
    "two versions, governed by other days": (
        "agreement a from NCC to STATE version 1 effective 2010-01-01 "
        'through 2019-12-31 { cites "x" governed by completed '
        "rule r: CIS 120 -> CSCI 141 }\n"
        "agreement a from NCC to STATE version 2 effective 2020-01-01 supersedes 1 "
        '{ cites "x" governed by requested rule s: CIS 120 -> CSCI 131 }\n'
    ),
    "grades that touch": two("when grade >= C", "when grade <= C"),
    "a day that both have": two(
        "when completed <= 2015-08-15", "when completed >= 2015-08-15"
    ),
    "facts of different kinds": two("when attribute honors", "when flag rn"),
    "two levels of recency": two(
        "when completed within 5 years before admitted",
        "when completed within 2 years before admitted",
    ),
    "recent by one measure and old by another": two(
        "when completed within 5 years before admitted",
        "when not completed within 2 years before admitted",
    ),
    "before and after admission": two(
        "when completed > admitted", "when completed within 2 years after admitted"
    ),
    "what else is on the record": two(
        "when has STATE:CSCI 241", "when not has attempted STATE:CHEM 3**"
    ),
    "an average": two("when transfer gpa >= 2.0", "when transfer gpa < 3.0"),
    "an average far from the grade": two("when transfer gpa < 2.0", "when grade >= B"),
    "an own average": two("when gpa >= 2.0", "when gpa < 3.0"),
    "time away": two("when gap < 2 terms", "when gap <= 1 term"),
    "a pass with a grade behind it": two(
        "when grade >= C or underlying >= C", "when grade = P"
    ),
    "scores that touch": exam(
        "rule five -> MATH 121 + MATH 122 when score >= 4 "
        "rule four -> MATH 121 when score >= 3 and score <= 4 "
        'deny low because "low" when score < 3'
    ),
    "sums that touch": exam(
        "rule high -> MATH 122 when score PL2 + score PL3 >= 9 "
        "rule low -> MATH 121 when score PL2 + score PL3 <= 9"
    ),
    "one criterion is enough for both": portfolio(
        'rule award -> BUS 110 [3 cr] when criterion "Depth" >= 3 '
        'rule later -> BUS 110 [2 cr] when criterion "Range" >= 3'
    ),
    "levels that touch": credential(
        'rule high -> STAT 120 [3 cr] when result "Skill" >= "Mid" '
        'rule low -> STAT 120 [1 cr] when result "Skill" <= "Mid"'
    ),
    "evidence of two kinds": credential(
        'rule a -> STAT 120 [3 cr] when evidence includes "code" '
        'rule b -> STAT 120 [1 cr] when evidence includes "essay"'
    ),
    "two blocks for one achievement": credential("rule a -> STAT 120 [3 cr]", "one")
    + credential("rule b -> STAT 120 [1 cr]", "two"),
    "credentials that must be proved first": credential(
        "rule a -> STAT 120 [3 cr]",
        "one",
        "requires verified and unexpired on requested",
    )
    + credential("rule b -> STAT 120 [1 cr]", "two", "requires not endorsed"),
    "skill and length": training(
        "rule a -> BIOL 110 [3 cr] when skill >= 20 "
        "rule b -> BIOL 110 [1 cr] when length >= 16 weeks"
    ),
    "an award": agreement(
        'rule r: award "Associate in Arts" -> requirement GE.HUM '
        'rule s: award "Associate in  arts" -> requirement GE.SOC'
    ),
    "a third rule goes before them only sometimes": agreement(
        "rule r: CIS 120 -> CSCI 141 rule s: CIS 120 -> CSCI 131 "
        "rule t overrides r, s: CIS 120 -> STAT 120 when grade >= B"
    ),
    "equivalencies below an agreement that is sometimes silent": agreement(
        "rule r: CIS 120 -> CSCI 141 when attribute honors"
    )
    + equivalencies("rule a: CIS 120 -> CSCI 131 rule b: CIS 120 -> STAT 120"),
    "a renamed course, in two agreements": agreement("rule r: CIS 120 -> CSCI 141")
    + agreement("rule s: CIS 105 -> CSCI 131", name="b")
    + RENAMED,
}

CONFLICTS = (Code.RULES_DISAGREE, Code.SCORE_BAND_OVERLAP)


@pytest.mark.parametrize("text", AGREE.values(), ids=AGREE)
def test_no_conflict(text: str) -> None:
    found = [
        one for one in problems(policy() + text) if one.diagnostic.code in CONFLICTS
    ]
    assert not found, [one.diagnostic.shown_by for one in found]


@pytest.mark.parametrize("text", DISAGREE.values(), ids=DISAGREE)
def test_a_conflict_is_reported_once_with_a_learner(text: str) -> None:
    found = [
        one for one in problems(policy() + text) if one.diagnostic.code in CONFLICTS
    ]
    assert len(found) == 1, [
        one.diagnostic.message for one in problems(policy() + text)
    ]
    (only,) = found
    assert only.witness is not None
    assert only.diagnostic.shown_by
    assert len(only.diagnostic.also) == 1
