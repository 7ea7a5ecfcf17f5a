"""Where each credit went: every credit once, from where it was earned."""

import re
from fractions import Fraction
from itertools import pairwise

from articulate.explain.chart import MOST_FLOWS, chart_of
from articulate.explain.flows import Flow, flows_of
from articulate.explain.outline import Shown, rows_of
from articulate.model.line import Status
from articulate.model.totals import totals_of


def test_the_flows_add_up_to_everything_that_was_brought(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    for audit in (None, *shown.audits):
        flows = flows_of(rows_of(shown), audit, shown.titles)
        brought = totals.earned + totals.granted
        assert sum(flow.credits for flow in flows) == brought
        counted = sum(flow.credits for flow in flows if flow.counts)
        assert counted == totals.counted


def test_credit_goes_to_the_group_that_took_it(shown: Shown) -> None:
    found: dict[tuple[str, str], Fraction] = {}
    for flow in flows_of(rows_of(shown), shown.audits[0], shown.titles):
        key = (flow.source, flow.destination)
        found[key] = found.get(key, Fraction(0)) + flow.credits
    assert found["Northfield Community College", "Core"] == Fraction("7.33")
    assert found["Exams", "Mathematics"] == Fraction(4)
    assert found["Northfield Community College", "Free electives"] == Fraction("4.33")


def test_without_a_degree_credit_goes_to_its_status(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    found: dict[str, Fraction] = {}
    for flow in flows_of(rows_of(shown), None, shown.titles):
        found[flow.destination] = (
            found.get(flow.destination, Fraction(0)) + flow.credits
        )
    assert found["Awarded"] == totals.of(Status.AWARDED)
    assert found["Elective"] == totals.of(Status.ELECTIVE)
    assert found["Denied"] == totals.of(Status.DENIED)


def test_credit_that_does_not_count_goes_to_its_status(shown: Shown) -> None:
    totals = totals_of(shown.evaluation)
    found: dict[str, Fraction] = {}
    for flow in flows_of(rows_of(shown), shown.audits[0], shown.titles):
        if not flow.counts:
            before = found.get(flow.destination, Fraction(0))
            found[flow.destination] = before + flow.credits
    assert found["Accepted"] == totals.of(Status.ACCEPTED)
    assert found["In progress"] == totals.of(Status.IN_PROGRESS)


def test_a_crowd_of_flows_is_a_table_only() -> None:
    flows = [
        Flow(f"college {place}", "Pathway", "Core", Fraction(1), counts=True)
        for place in range(MOST_FLOWS + 1)
    ]
    assert chart_of(flows) == ""
    assert chart_of(flows[:3]).startswith("<svg")


def many(courses: int) -> list[Flow]:
    """As many flows as courses: five colleges, ten agreements, fifteen groups."""
    return [
        Flow(
            f"College {place % 5}",
            f"Agreement {place % 10}",
            f"Group {place % 15}",
            Fraction(3 + place % 3),
            counts=place % 7 > 0,
        )
        for place in range(courses)
    ]


def test_every_name_of_a_picture_has_room_for_its_label() -> None:
    drawn = chart_of(many(60))
    labels = re.findall(r'<text x="(\d+)" y="([\d.]+)" text-anchor="\w+">', drawn)
    assert len(labels) == 5 + 10 + 15
    by_column: dict[str, list[float]] = {}
    for x, y in labels:
        by_column.setdefault(x, []).append(float(y))
    for tops in by_column.values():
        apart = [low - high for high, low in pairwise(tops)]
        assert min(apart) >= 17


def test_what_flows_into_a_name_flows_out_of_it() -> None:
    drawn = chart_of(many(60))
    told = re.findall(r"<title>([\d.]+) credits: (.+?) → (.+?)</title>", drawn)
    into: dict[str, Fraction] = {}
    out: dict[str, Fraction] = {}
    for some, start, end in told:
        out[start] = out.get(start, Fraction(0)) + Fraction(some)
        into[end] = into.get(end, Fraction(0)) + Fraction(some)
    total = sum((flow.credits for flow in many(60)), Fraction(0))
    agreements = {name for name in into if name.startswith("Agreement")}
    assert {name: into[name] for name in agreements} == {
        name: out[name] for name in agreements
    }
    assert sum(into[name] for name in agreements) == total


def test_what_decided_stands_between(shown: Shown) -> None:
    flows = flows_of(rows_of(shown), shown.audits[0], shown.titles)
    assert {flow.by for flow in flows if flow.source == "Exams"} <= {
        flow.by for flow in flows
    }
    assert all(flow.by for flow in flows)


def test_nothing_flows_nowhere() -> None:
    assert chart_of([]) == ""
