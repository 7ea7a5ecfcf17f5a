"""Where each credit went: every credit once, from where it was earned."""

from fractions import Fraction

from articulate.explain.chart import MOST_BANDS, chart_of
from articulate.explain.flows import Flow, flows_of
from articulate.explain.outline import Shown, rows_of
from articulate.model.line import Status
from articulate.model.totals import totals_of


def test_the_flows_add_up_to_everything_that_was_brought(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    for audit in (None, *shown.audits):
        flows = flows_of(rows_of(shown), audit)
        brought = totals.earned + totals.granted
        assert sum(flow.credits for flow in flows) == brought
        counted = sum(flow.credits for flow in flows if flow.counts)
        assert counted == totals.counted


def test_credit_goes_to_the_group_that_took_it(shown: Shown) -> None:
    found = {
        (flow.source, flow.destination): flow.credits
        for flow in flows_of(rows_of(shown), shown.audits[0])
    }
    assert found["Northfield Community College", "Core"] == Fraction("7.33")
    assert found["Exams", "Mathematics"] == Fraction(4)
    assert found["Northfield Community College", "Free electives"] == Fraction("4.33")


def test_without_a_degree_credit_goes_to_its_status(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    found: dict[str, Fraction] = {}
    for flow in flows_of(rows_of(shown), None):
        found[flow.destination] = (
            found.get(flow.destination, Fraction(0)) + flow.credits
        )
    assert found["Awarded"] == totals.of(Status.AWARDED)
    assert found["Elective"] == totals.of(Status.ELECTIVE)
    assert found["Denied"] == totals.of(Status.DENIED)


def test_credit_that_does_not_count_goes_to_its_status(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    found = {
        flow.destination: flow.credits
        for flow in flows_of(rows_of(shown), shown.audits[0])
        if not flow.counts
    }
    assert found["Accepted"] == totals.of(Status.ACCEPTED)
    assert found["In progress"] == totals.of(Status.IN_PROGRESS)


def test_a_crowd_of_flows_is_a_table_only() -> None:
    flows = [
        Flow(f"college {place}", "Core", Fraction(1), counts=True)
        for place in range(MOST_BANDS + 1)
    ]
    assert chart_of(flows) == ""
    assert chart_of(flows[:3]).startswith("<svg")


def test_nothing_flows_nowhere() -> None:
    assert chart_of([]) == ""
