"""Every form of `expect` holds where it should, else it says what came instead."""

from collections.abc import Callable

import pytest

from articulate.services.check_policy import CheckedPolicies
from articulate.services.imagined_learners import learners_for
from articulate.services.policy_properties import check_properties
from articulate.services.run_policy_tests import (
    TestResult,
    json_of_tests,
    run_policy_tests,
)

Compile = Callable[..., CheckedPolicies]

POLICIES = """
degree bs-cs "BS Computer Science" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  credits at least 12
  residency total: at least 6 cr
  group core "Core" all of { course CSCI 141 }
  group more "More" all of { course CSCI 241  course MATH 121 }
}
equivalencies own "Own" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
  rule art: ART 1 -> elective ART lower [1 cr]
  rule phil: PHIL 1 -> requirement GE.HUM
  rule nursing: award "Nursing Diploma" -> block "Nursing" [30 cr]
}
policy transfer "Policy" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  limit arts: at most 3 cr from subject DANCE
}
equivalencies dance "Dance" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
  rule one: DANCE 1 -> elective DANCE lower [2 cr]
  rule two: DANCE 2 -> elective DANCE lower [2 cr]
}
"""

GIVEN = """
  learner admitted 2024-08-20 requested 2024-08-25 degree bs-cs
  given SEND:CS 1 grade B 4 semester completed 2023-05-10
  given SEND:CS 0 grade A 3 semester completed 2023-05-10
  given SEND:CS 9 grade A 3 semester completed 2023-05-10
  given SEND:XX 1 grade A 3 semester completed 2023-05-10
  given SEND:CS 2 grade IP 3 semester completed 2024-12-10
  given SEND:ART 1 grade A 1 semester completed 2023-05-10
  given SEND:PHIL 1 grade A 3 semester completed 2023-05-10
  given SEND:DANCE 1 grade A 2 semester completed 2023-05-10
  given SEND:DANCE 2 grade A 2 semester completed 2023-12-10
  given exam calculus score 4 taken 2023-05-15
  as of 2024-09-01
"""

HOLDS = [
    "CSCI 141",
    "CSCI 141 [4 cr]",
    "CSCI 141 [4 cr] by pathway/one",
    "CSCI 141 by pathway@2024/one",
    "MATH 121 by calculus/good",
    "elective ART [1 cr]",
    "elective ART lower [1 cr] by own/art",
    "elective [1 cr]",
    "requirement GE.HUM",
    "denied SEND:CS 0",
    "denied SEND:CS 0 because level",
    'denied SEND:CS 0 because "Below college level"',
    "referred SEND:CS 9",
    "unarticulated SEND:XX 1",
    "no credit for SEND:CS 0",
    "no credit for SEND:XX 1",
    "in progress SEND:CS 2",
    "accepted not applied SEND:DANCE 2",
    "accepted not applied SEND:DANCE 2 [1 cr]",
    "bs-cs/core complete",
    "bs-cs/more incomplete",
    "bs-cs incomplete",
    "bs-cs@2024 incomplete",
    "bs-cs@2024/core complete",
    "residency total short 6 cr",
    "total 12 cr",
]

FAILS = {
    "CSCI 241": ("CSCI 241", "no line gives it"),
    "CSCI 141 [3 cr]": ("CSCI 141 [3 cr]", "4 cr by pathway@2024/one"),
    "CSCI 141 by calculus/good": (
        "CSCI 141 by calculus/good",
        "4 cr by pathway@2024/one",
    ),
    "elective MUS": ("elective MUS", "no line gives it"),
    "elective ART [2 cr]": ("elective ART [2 cr]", "1 cr by own@2024/art"),
    "requirement GE.SOC": ("requirement GE.SOC", "no line gives it"),
    'block "Nursing"': ('block "Nursing"', "no line gives it"),
    "denied SEND:CS 1": ("denied SEND:CS 1", "it is awarded"),
    "denied SEND:CS 0 because quality": (
        "denied SEND:CS 0 because quality",
        "another rule or reason decided",
    ),
    "referred SEND:XX 1": ("referred SEND:XX 1", "it is unarticulated"),
    "unarticulated SEND:CS 9": ("unarticulated SEND:CS 9", "it is referred"),
    "superseded exam calculus": ("superseded calculus", "it is awarded"),
    "no credit for SEND:CS 1": ("no credit for SEND:CS 1", "it is awarded"),
    "denied SEND:CS 77": ("denied SEND:CS 77", "the record has no such learning"),
    "accepted not applied SEND:CS 1": (
        "accepted not applied SEND:CS 1",
        "it is awarded",
    ),
    "bs-cs/core incomplete": ("bs-cs/core incomplete", "it is complete"),
    "bs-cs/more complete": ("bs-cs/more complete", "it is incomplete"),
    "bs-cs complete": ("bs-cs complete", "it is incomplete"),
    "bs-cs@2020 incomplete": ("bs-cs@2020 incomplete", "version 2024 was audited"),
    "bs-cs@2020/core complete": (
        "bs-cs@2020/core complete",
        "version 2024 was audited",
    ),
    "residency total met": ("residency total met", "it is short by 6 cr"),
    "residency total short 5 cr": (
        "residency total short 5 cr",
        "it is short by 6 cr",
    ),
    "total 11 cr": ("total 11 cr", "total 12 cr"),
}


def run_one(compiled: Compile, expect: str, given: str = GIVEN) -> TestResult:
    """Run one test with one expectation."""
    text = f'{POLICIES}\ntest "it" {{{given}\n  expect {expect}\n}}\n'
    checked = compiled(text)
    (result,) = run_policy_tests(checked.rulebook, checked.tests)
    return result


@pytest.mark.parametrize("expect", HOLDS)
def test_it_holds(compiled: Compile, expect: str) -> None:
    result = run_one(compiled, expect)
    assert result.passed, (result.problem, result.failures)


@pytest.mark.parametrize(("expect", "said"), FAILS.items(), ids=list(FAILS))
def test_it_fails_and_says_what_came_instead(
    compiled: Compile, expect: str, said: tuple[str, str]
) -> None:
    result = run_one(compiled, expect)
    assert not result.passed
    assert not result.problem
    (failure,) = result.failures
    assert failure.expected == said[0]
    assert failure.came.startswith(said[1])
    assert failure.origin.startswith("office.art:")


def test_a_failure_says_why(compiled: Compile) -> None:
    (failure,) = run_one(compiled, "denied SEND:CS 1").failures
    (why,) = failure.why
    assert why.startswith("SEND:CS 1 is awarded by pathway@2024/one: grade met")


def test_what_took_the_place_of_a_repeat_is_superseded(compiled: Compile) -> None:
    given = """
  learner admitted 2024-08-20
  given SEND:CS 1 grade C 4 semester completed 2022-05-10
  given SEND:CS 1 grade A 4 semester completed 2023-05-10
  as of 2024-09-01
"""
    assert run_one(compiled, "superseded SEND:CS 1", given).passed
    assert run_one(compiled, "CSCI 141", given).passed


def test_a_block_of_credit_is_found_by_its_title(compiled: Compile) -> None:
    given = """
  learner admitted 2024-08-20
  given award "Nursing Diploma" from SEND awarded 2023-06-01
  as of 2024-09-01
"""
    assert run_one(compiled, 'block "Nursing" [30 cr]', given).passed


def test_results_as_json_count_what_passed(compiled: Compile) -> None:
    results = [run_one(compiled, "total 12 cr"), run_one(compiled, "total 11 cr")]
    shown = json_of_tests(results, ())
    assert shown["schema"] == "articulate.test/1"
    assert (shown["passed"], shown["failed"]) == (1, 1)


TESTED = f'test "it" {{{GIVEN}\n  expect total 12 cr\n}}\n'


@pytest.mark.parametrize("fact", ["grade", "score"])
def test_a_property_is_checked_over_the_records_of_the_tests(
    compiled: Compile, fact: str
) -> None:
    checked = compiled(f'{POLICIES}{TESTED}property "it" monotone in {fact}\n')
    (result,) = check_properties(checked.properties, checked.tests, checked.rulebook)
    assert result.passed, (result.problem, result.broken_by)
    assert result.cases > 0


NEWER = """
equivalencies own "Own" from SEND to HOME version 2025
  effective 2025-01-01 supersedes 2024 {
  cites "List"
  rule art: ART 1 -> elective ART lower [1/2 cr]
  rule phil: PHIL 1 -> requirement GE.HUM
  rule nursing: award "Nursing Diploma" -> block "Nursing" [30 cr]
}
"""


def test_a_version_that_gives_less_is_worse(compiled: Compile) -> None:
    claims = (
        'property "worse" own@2025 no worse than own@2024\n'
        'property "better" own@2024 no worse than own@2025\n'
    )
    checked = compiled(f"{POLICIES}{NEWER}{TESTED}{claims}")
    results = {
        one.stated.name: one
        for one in check_properties(checked.properties, checked.tests, checked.rulebook)
    }
    assert results["better"].passed
    assert not results["worse"].passed
    assert results["worse"].broken_by == "in “it”: 12 cr become 11.5 cr"


def test_a_grade_that_loses_credit_is_shown(compiled: Compile) -> None:
    trap = """
equivalencies trap "Trap" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
  rule low: TRAP 1 -> elective TRAP lower [3 cr] when grade <= C
  deny high: TRAP 1 because "Too good" when grade > C
}
test "trap" {
  learner admitted 2024-08-20
  given SEND:TRAP 1 grade C 3 semester completed 2023-05-10
  as of 2024-09-01
  expect total 3 cr
}
property "it" monotone in grade
"""
    checked = compiled(f"{POLICIES}{trap}")
    (result,) = check_properties(checked.properties, checked.tests, checked.rulebook)
    assert not result.passed
    assert result.broken_by == (
        "in “trap”, B instead of C in SEND:TRAP 1: 3 cr become 0 cr"
    )


LOSES = {
    "a rule that a better grade leaves": (
        "rule low: TRAP 1 -> CSCI 241 when grade <= C",
        "grade",
    ),
    "a set that a better grade leaves": (
        "rule low: TRAP 1 + TRAP 2 -> CSCI 241 [4 cr] when grade <= C",
        "grade",
    ),
    "a range that a better grade leaves": (
        "rule low: TRAP 100..199 -> elective TRAP [3 cr] when grade <= C",
        "grade",
    ),
    "a course on one side of a day": (
        "rule old: TRAP 1 -> CSCI 241 when completed < 2015-08-15 and grade <= C",
        "grade",
    ),
    "what holds only for a flag": (
        "rule low: TRAP 1 -> CSCI 241 when flag transfer and grade <= C",
        "grade",
    ),
    "what holds only with an attribute": (
        "rule low: TRAP 1 -> CSCI 241 when attribute honors and grade <= C",
        "grade",
    ),
    "more credit that no rule wants": (
        "rule low: TRAP 1 -> CSCI 241 when credits <= 4",
        "credits",
    ),
}


@pytest.mark.parametrize(("rule", "fact"), LOSES.values(), ids=LOSES)
def test_a_property_is_broken_without_any_test(
    compiled: Compile, rule: str, fact: str
) -> None:
    head = 'equivalencies trap "T" from SEND to HOME version 1 effective 2010-01-01'
    text = f'{head} {{ cites "List" {rule} }} property "it" monotone in {fact}'
    checked = compiled(f"{POLICIES}{text}")
    (result,) = check_properties(checked.properties, (), checked.rulebook)
    assert not result.passed
    assert "TRAP 1" in result.broken_by


def test_a_better_score_that_loses_credit_is_found(compiled: Compile) -> None:
    trap = """
exam odd "Odd" for HOME version 2024 effective 2020-01-01 {
  cites "List"
  scores 1..5
  rule low -> CSCI 241 when score = 3
}
property "it" monotone in score
"""
    checked = compiled(f"{POLICIES}{trap}")
    (result,) = check_properties(checked.properties, (), checked.rulebook)
    assert result.broken_by == (
        "for odd with 3, taken 2020-01-01, one point more in odd: 4 cr become 0 cr"
    )


WORSE = {
    "a higher grade is asked for": "rule art: ART 1 -> CSCI 241 [4 cr] when grade >= B",
    "a course becomes an elective": "rule art: ART 1 -> elective ART [4 cr]",
    "a course is not there": "rule more: ART 2 -> CSCI 241 [4 cr]",
    "a requirement is not satisfied": "rule art: ART 1 -> CSCI 241 [4 cr]",
}


@pytest.mark.parametrize("rule", WORSE.values(), ids=WORSE)
def test_a_version_is_worse_without_any_test(compiled: Compile, rule: str) -> None:
    text = """
equivalencies two "Two" from SEND to HOME version 1 effective 2010-01-01 {
  cites "List"
  rule art: ART 1 -> CSCI 241 [4 cr] + requirement GE.ART
}
equivalencies two "Two" from SEND to HOME version 2 effective 2020-01-01 supersedes 1 {
  cites "List"
"""
    claims = (
        'property "worse" two@2 no worse than two@1\n'
        'property "same" two@1 no worse than two@1\n'
    )
    plain = POLICIES.replace("rule art: ART 1 -> elective ART lower [1 cr]", "")
    checked = compiled(f"{plain}{text}{rule} }}\n{claims}")
    results = check_properties(checked.properties, (), checked.rulebook)
    assert [one.passed for one in results] == [False, True]


def test_imagined_learners_bring_awards_and_ends_of_patterns(
    compiled: Compile,
) -> None:
    text = """
equivalencies more "More" from SEND to HOME version 1 effective 2010-01-01 {
  cites "List"
  rule many: HIST 2** | PHIL * -> elective HIST
  rule some: 2 of (MUS 1, MUS 2, MUS 3) -> elective MUS [6 cr]
  rule none: GYM 1 -> none
  refer topic: CIS 299 to "Somebody"
}
exam wide "Wide" for HOME version 1 effective 2010-01-01 {
  cites "List"
  rule pass -> CSCI 241 when score >= 600 and score MATH >= 500
}
"""
    checked = compiled(f"{POLICIES}{text}")
    book = checked.rulebook
    blocks = (*book.agreements, *book.equivalencies, *book.exams)
    (here,) = book.receivers
    words = [one.words for one in learners_for(book, here, blocks)]
    for wanted in (
        "HIST 211 with A, completed 2010-01-01",
        "HIST 299 with B, completed 2010-01-01",
        "MUS 1 and MUS 2 with C, completed 2010-01-01",
        "GYM 1 with D, completed 2010-01-01",
        "“Nursing Diploma”, completed 2020-01-01",
        "wide with 599, taken 2010-01-01",
        "wide with 601, taken 2010-01-01",
    ):
        assert wanted in words


def test_a_property_that_cannot_be_checked_says_so(compiled: Compile) -> None:
    checked = compiled(f'{POLICIES}{TESTED}property "it" monotone in level\n')
    (result,) = check_properties(checked.properties, checked.tests, checked.rulebook)
    assert not result.passed
    assert result.problem == "only credits, grade, score can be made better"
    shown = json_of_tests((), (result,))
    assert shown["properties"] == [
        {
            "name": "it",
            "origin": str(result.stated.origin),
            "passed": False,
            "cases": 0,
            "problem": result.problem,
        }
    ]
