"""What is changed in a watch, to see whether a test notices."""

from articulate.language.compile import check_policies, compile_policies
from articulate.language.mutants.mutants import mutants_of
from articulate.services.mutate_policy import Mutation

POLICY = """
institution HOME "Home" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0 }
catalog HOME "Catalog" version 1 effective 2020-01-01 {
  cites "C"
  course CSCI 1 "Programming" 4 cr lower
}
watch desk for HOME version 1 effective 2020-01-01 {
  cites "Handbook"
  task differ "They differ" for registrar:
    every assessor has submitted and assessors differ by more than 1 level
  remind due "It is due" for evaluator: a request is due within 3 days
}
"""
TESTS = """
test "two levels apart" for HOME {
  given rating "Eli" "Firm" 1
  given rating "Fay" "Firm" 3
  as of 2024-09-01
  expect signal desk/differ
}
test "one level apart" for HOME {
  given rating "Eli" "Firm" 1
  given rating "Fay" "Firm" 2
  as of 2024-09-01
  expect no signal desk/differ
}
test "three days before" for HOME {
  given request due 2024-09-04 assigned
  as of 2024-09-01
  expect signal desk/due
}
test "four days before" for HOME {
  given request due 2024-09-05
  as of 2024-09-01
  expect no signal desk/due
}
"""


def mutation(tests: str) -> Mutation:
    sources = {"office.art": POLICY, "tests.art": tests}
    written, report = check_policies(sources)
    assert not report.errors, report.errors
    compiled = compile_policies(sources)
    assert compiled.rulebook is not None
    return Mutation.of(written, compiled.rulebook, compiled.tests)


def test_each_statement_sign_and_length_is_changed() -> None:
    written, _ = check_policies({"office.art": POLICY})
    changed = {
        (one.was, one.now) for one in mutants_of(written) if one.head.id == "desk"
    }
    differ = "assessors differ by more than"
    due = "a request is due within"
    assert {
        (f"{differ} 1 level", ""),
        (f"{differ} 1 level", f"{differ} 0 levels"),
        (f"{differ} 1 level", f"{differ} 2 levels"),
        (f"{due} 3 days", f"{due} 2 days"),
        (f"{due} 3 days", f"{due} 4 days"),
        ("every assessor has submitted", ""),
    } <= changed
    assert len([was for was, now in changed if not now]) == 4


def test_tests_that_expect_signals_notice_each_change_but_one() -> None:
    """All whom a test gives have submitted, so that it cannot miss who has not."""
    looked = mutation(TESTS)
    survivors = [one.mutant.was for one in looked.tried(looked.mutants()) if not one.by]
    assert survivors == ["every assessor has submitted"]
    idle = [one.part.text for one in looked.exercised(looked.parts()) if not one.by]
    assert idle == ["every assessor has submitted"]


def test_without_tests_nothing_is_noticed() -> None:
    looked = mutation('test "x" for HOME { as of 2024-09-01 expect total 0 cr }')
    assert all(one.by is None for one in looked.tried(looked.mutants()))
