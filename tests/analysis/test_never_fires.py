"""Rules whose condition nothing can meet, and rules that only look so."""

import pytest
from tests.analysis.found import problems
from tests.analysis.test_overlaps import HEAD, credential, exam, portfolio, training
from tests.engine.world import agreement, policy

from articulate.diagnostics.codes import Code


def one(condition: str) -> str:
    return agreement(f"rule r: CIS 120 -> CSCI 141 when {condition}")


def dated(condition: str, governed: str, through: str = "") -> str:
    head = f"agreement a from NCC to STATE version 1 effective 2020-01-01 {through}"
    rule = f"rule r: CIS 120 -> CSCI 141 when {condition}"
    return f'{head} {{ cites "x" governed by {governed} {rule} }}\n'


NEVER = {
    "a grade above and below": one("grade >= A and grade < C"),
    "two levels at once": one("level = lower and level = upper"),
    "a mark and not the mark": one("attribute honors and not attribute honors"),
    "no mark of a kind, and one of it": one("attribute GE.HUM and not attribute GE.*"),
    "days the wrong way about": one(
        "completed < 2015-01-01 and completed >= 2016-01-01"
    ),
    "credit above and below": one("credits > 5 and credits <= 4"),
    "two ways that are both closed": one(
        "(grade > A or credits < 0) and completed >= 2010-01-01"
    ),
    "completed before the version begins": dated("completed < 2015-08-15", "completed"),
    "completed after the version ends": dated(
        "completed > 2024-06-30", "completed", "through 2023-12-31"
    ),
    "admitted before the version begins": dated("admitted < 2019-01-01", "admitted"),
    "a score above the scale": exam(
        "rule six -> MATH 121 when score >= 6 rule a -> MATH 122 when score <= 5"
    ),
    "a criterion above its levels": portfolio(
        'rule a -> BUS 110 [3 cr] when criterion "Depth" >= 5'
    ),
    "more criteria than there are": portfolio(
        "rule a -> BUS 110 [3 cr] when count (criterion < 3) = 3"
    ),
    "an issuer that the block has not": credential(
        'rule a -> STAT 120 [3 cr] when issuer = "did:b"', more='issued by "did:a"'
    ),
    "a level above the highest": credential(
        'rule a -> STAT 120 [3 cr] when result "Skill" > "High"'
    ),
    "completed outside the exhibit": training(
        "rule a -> BIOL 110 [3 cr] when completed < 2009-01-01",
        days="offered 2010-01-01 through 2014-12-31",
    ),
    "what it must prove first": credential(
        "rule a -> STAT 120 [3 cr] when not verified", more="requires verified"
    ),
    "a denial in a policy": policy(
        'deny d: transfer because "x" when grade >= B and grade < C'
    ),
    "a minimum that nothing meets": policy(
        "minimum m: grade >= A and grade < C else deny"
    ),
}

MAY = {
    "an ordinary grade": one("grade >= C"),
    "the best grade": one("grade >= A"),
    "a grade that only a P can have behind it": one("grade = P and underlying >= C"),
    "a denial of what was failed": agreement(
        'deny r: CIS 120 because "x" when grade < C'
    ),
    "recent, in days that fit": one("completed within 5 years before admitted"),
    "completed long before the request": dated("completed < 2015-08-15", "requested"),
    "grade points that are on no scale": one("grade >= 2.1"),
    "two flags": one("flag rn and flag lpn"),
    "two degrees": one("degree = bs-cs and degree = ba-math"),
    "what another record holds": one(
        "has STATE:CSCI 241 and not has attempted STATE:CSCI 241"
    ),
    "a set by its average": agreement(
        "rule r: CIS 120 + CIS 121 -> CSCI 141 "
        "when average grade >= B and grade >= C- and grade of CIS 121 < B"
    ),
    "the highest score": exam("rule a -> MATH 121 when score >= 5"),
    "an exam without a scale": (
        f'exam e {HEAD} {{ cites "x" rule a -> MATH 121 when score >= 530 }}\n'
    ),
    "one of the levels": credential(
        'rule a -> STAT 120 [3 cr] when result "Skill" >= "High"'
    ),
}


def found(text: str) -> list[str]:
    whole = text if "policy p " in text else policy() + text
    return [
        one.diagnostic.message
        for one in problems(whole)
        if one.diagnostic.code is Code.NEVER_SPEAKS
    ]


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER)
def test_a_rule_that_can_never_speak_is_reported(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", MAY.values(), ids=MAY)
def test_a_rule_that_may_speak_is_not(text: str) -> None:
    assert not found(text)


def test_the_days_of_the_version_are_said() -> None:
    text = dated("completed < 2015-08-15", "completed", "through 2023-12-31")
    assert found(text) == [
        (
            "`r` can never speak: `completed < 2015-08-15` holds for nothing that a@1 "
            "speaks of (the day of the learning from 2020-01-01 through 2023-12-31)"
        )
    ]
