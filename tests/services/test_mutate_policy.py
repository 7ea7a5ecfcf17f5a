"""What tests of a policy would miss is found, and what they notice is not listed."""

from collections.abc import Callable

import pytest

from articulate.services.check_policy import check_policy, policies_as_written
from articulate.services.mutate_policy import (
    Mutation,
    idle_statements,
    json_of_coverage,
    json_of_mutation,
    missed,
)
from articulate.services.nearby_files import NearbyFiles

Make = Callable[[str], Mutation]

WEAK = """
test "a B is enough" {
  learner admitted 2024-08-20 requested 2024-08-25
  given SEND:CS 1 grade B 4 semester completed 2023-05-10
  as of 2024-09-01
  expect CSCI 141 by pathway/one
}
"""
STRONG = """
test "a C is enough" {
  learner admitted 2024-08-20 requested 2024-08-25
  given SEND:CS 1 grade C 4 semester completed 2023-05-10
  as of 2024-09-01
  expect CSCI 141 by pathway/one
}
test "a D is not" {
  learner admitted 2024-08-20 requested 2024-08-25
  given SEND:CS 1 grade D 4 semester completed 2023-05-10
  as of 2024-09-01
  expect unarticulated SEND:CS 1
}
"""
DEGREE = """
degree d "Degree" for HOME version 1 effective 2020-01-01 {
  cites "Catalog"
  credits at least 4
  limit cs: at most 4 cr from subject CSCI
  group core all of { course CSCI 141 }
}
test "the limit itself" {
  learner admitted 2024-08-20 degree d
  given CSCI 141 grade C credits 4 completed 2023-05-10
  as of 2024-09-01
  expect d complete
}
test "an exam" {
  learner admitted 2024-08-20 requested 2024-08-25
  given exam calculus score 3 taken 2023-05-10
  as of 2024-09-01
  expect MATH 121 [4 cr]
}
"""


@pytest.fixture
def mutation(office_text: str, shelf: NearbyFiles) -> Make:
    """Make the office's policies with some tests, each of which passes."""

    def make(text: str) -> Mutation:
        texts = {"office.art": office_text, "tests.art": text}
        policies = check_policy(texts, shelf)
        assert not policies.report.errors
        written = policies_as_written(texts, shelf)
        return Mutation.of(written, policies.rulebook, policies.tests)

    return make


def survivors(of: Mutation, block: str) -> list[str]:
    """The changes in one block that no test notices."""
    tried = of.tried(one for one in of.mutants() if one.head.id == block)
    return [f"{one.mutant.was} => {one.mutant.now}" for one in tried if one.by is None]


def test_coverage_names_what_no_test_exercises(mutation: Make) -> None:
    of = mutation(WEAK)
    parts = tuple(of.exercised(of.parts()))
    said = [one.text for one in missed(parts)]
    assert said == [
        "rule two: CS 2 + CS 3 -> CSCI 241 [4 cr] when grade >= C",
        'deny basic: CS 0 because "Below college level" ground level',
        'refer topic: CS 9 to "Computer Science" because "Needs a syllabus"',
        "rule good -> MATH 121 when score >= 3",
        'deny low because "Score below 3" when score <= 2',
    ]
    assert {one.by for one in parts} == {"a B is enough", None}


def test_a_bound_that_no_test_stands_at_survives(mutation: Make) -> None:
    left = survivors(mutation(WEAK), "pathway")
    assert "grade >= C => grade > C" in left
    assert "grade >= C => grade >= D" in left
    assert "when grade >= C => " in left
    assert "rule one: CS 1 -> CSCI 141 when grade >= C => " not in left


def test_tests_at_the_edge_notice(mutation: Make) -> None:
    left = survivors(mutation(STRONG), "pathway")
    assert not [one for one in left if "CS 1" in one]
    assert left.count("grade >= C => grade > C") == 1, "that of the other rule"


def test_what_is_changed_where_nothing_is_exercised_is_not_tried(
    mutation: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = mutation(STRONG)
    idle = idle_statements(tuple(of.exercised(of.parts())))
    mutants = [one for one in of.mutants() if one.statement in idle]
    assert mutants
    monkeypatch.setattr(Mutation, "_changed", None)
    assert all(one.by is None for one in of.tried(mutants, idle))


def test_a_limit_that_credit_counts_toward_is_exercised(mutation: Make) -> None:
    of = mutation(DEGREE)
    parts = tuple(of.exercised(of.parts()))
    (limit,) = (one for one in parts if one.part.text.startswith("limit cs"))
    assert limit.by == "the limit itself"
    left = survivors(of, "d")
    assert "4 cr => 3 cr" not in left
    assert "4 cr => 5 cr" in left


def test_an_exam_is_tried_with_the_tests_that_give_it(mutation: Make) -> None:
    left = survivors(mutation(DEGREE), "calculus")
    assert "score >= 3 => score > 3" not in left
    assert "score >= 3 => score >= 2" in left


def test_it_comes_out_alike_each_time(mutation: Make) -> None:
    of = mutation(STRONG + DEGREE)
    first, again = (
        (json_of_coverage(tuple(of.exercised(of.parts()))), survivors(of, "pathway"))
        for _ in range(2)
    )
    assert first == again


def test_as_json(mutation: Make) -> None:
    of = mutation(WEAK)
    parts = tuple(of.exercised(of.parts()))
    tried = tuple(of.tried(of.mutants()))
    coverage, changes = json_of_coverage(parts), json_of_mutation(tried)
    assert (coverage["parts"], coverage["exercised"]) == (len(parts), 2)
    assert changes["changes"] == len(tried)
    assert isinstance(listed := changes["survivors"], list)
    assert {"block", "origin", "was", "now"} == set(listed[0])
