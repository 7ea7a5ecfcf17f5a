"""Credit is conserved, line by line and in total, in every lawful reading."""

from hypothesis import given, settings
from tests.properties.cases import Case, cases, engine, settled

from articulate.model.settlement import Settlement, settle
from articulate.model.totals import totals_of


@settings(max_examples=120)
@given(cases())
def test_credit_is_conserved_line_by_line_and_in_total(case: Case) -> None:
    final = settled(case)
    assert all(line.split.conserved for line in final.lines)
    assert totals_of(final).conserved
    for line in final.lines:
        assert all(amount > 0 for _, amount in line.split.by_status)
        assert all(0 <= one.applied <= one.credits for one in line.targets)


@settings(max_examples=80)
@given(cases())
def test_every_reading_has_every_learning_on_one_line(case: Case) -> None:
    evaluation = engine(case)
    ids = sorted(one.id for one in case.record.learnings())
    for place, choice in enumerate(evaluation.choices):
        for option in range(len(choice.options)):
            taken = [0] * len(evaluation.choices)
            taken[place] = option
            lines = settle(evaluation, Settlement(tuple(taken))).lines
            assert sorted(one for line in lines for one in line.learning) == ids
            assert all(line.split.conserved for line in lines)
    assert sorted(one for line in evaluation.lines for one in line.learning) == ids
