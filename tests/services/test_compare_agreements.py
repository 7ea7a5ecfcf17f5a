"""Two sources of one agreement: what they disagree about, and nothing else."""

import csv
import io
from pathlib import Path

import pytest
from tests.services.conftest import Shelf
from tests.services.test_rule_tables import LAYOUTS

from articulate.diagnostics.report import Report
from articulate.services.compare_agreements import (
    AgreementsCompared,
    AgreementSource,
    compare_agreements,
    compared_json,
)
from articulate.services.nearby_files import FoundFile

HAND_MADE = """
layout = "hand-made"
reads = "articulations"
[[columns]]
holds = "sending course"
columns = ["A"]
[[columns]]
holds = "receiving course"
columns = ["B"]
[[tables]]
rows = "5..51"
columns = ["A:B", "C:D", "F:G", "H:I", "L:M"]
[[tables]]
rows = "52..81"
columns = ["A:B", "C:D", "E:F", "G:H", "I:J", "K:L", "M:N", "O:P"]
"""
SHELF = Shelf({}, {**LAYOUTS, "hand-made": HAND_MADE})
EXPORT = "dcc_uno/equivalencies/EQListExport_7_8_2025_1.xlsx"
SHEET = "dcc_uno/equivalencies/mockup_sheet.csv"
DIFFER = {
    *("ANTH 160", "ANTH 181", "ARCH 180", "CMST 130", "ENGL 206", "ENGL 231"),
    *("ENGL 232", "ENGL 244", "HIST 101", "HIST 102", "HIST 105", "HUMA 150"),
    *("MUSC 137", "PSYC 112", "PSYC 217", "PSYC 240", "SOCI 250", "SOCI 255"),
    "THEA 101",
}
HEAD = ("Sending course", "Receiving course", "Minimum grade", "Receiving credits")


def source(text: str | bytes, layout: str, name: str = "a.csv") -> AgreementSource:
    content = text if isinstance(text, bytes) else text.encode()
    return AgreementSource(FoundFile(name, content), SHELF, layout)


def rows(*given: tuple[str, ...]) -> AgreementSource:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *given])
    return source(text.getvalue(), "plain")


def compared(one: AgreementSource, other: AgreementSource) -> AgreementsCompared:
    found = compare_agreements(one, other)
    assert isinstance(found, AgreementsCompared), found
    return found


def test_the_export_and_the_hand_made_sheet_differ_in_19_of_71_courses(
    shared_data: Path,
) -> None:
    export = source((shared_data / EXPORT).read_bytes(), "tes", "export.xlsx")
    sheet = source((shared_data / SHEET).read_bytes(), "hand-made", "sheet.csv")
    found = compared(export, sheet)
    assert found.shared == 71
    assert {one.sources for one in found.disagreements} == DIFFER
    other_way = compared(sheet, export)
    assert {one.sources for one in other_way.disagreements} == DIFFER
    assert other_way.only_first == found.only_second


SAME = {
    "the same course": (("CS 1", "CSCI 141"), ("cs-1", "CSCI  141")),
    "the same set in another order": (
        ("CS 1 and CS 2", "CSCI 141 or CSCI 142"),
        ("CS 2 and CS 1", "CSCI 142 or CSCI 141"),
    ),
    "a grade that only one states": (
        ("CS 1", "CSCI 141", "C"),
        ("CS 1", "CSCI 141"),
    ),
    "an elective by another name": (
        ("CS 1", "CSCI elective"),
        ("CS 1", "CSCI elective credit"),
    ),
    "no credit in other words": (("CS 1", "no credit"), ("CS 1", "Non-transferable")),
    "the same words": (("CS 1", "No equiv"), ("CS 1", "no  equiv")),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_sources_agree(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    found = compared(rows(one), rows(other))
    assert (found.shared, found.disagreements) == (1, ())


OTHERWISE = {
    "another course": (("CS 1", "CSCI 141"), ("CS 1", "CSCI 142")),
    "one more course": (("CS 1", "CSCI 141"), ("CS 1", "CSCI 141 and CSCI 142")),
    "or for and": (("CS 1", "CSCI 1 or CSCI 2"), ("CS 1", "CSCI 1 and CSCI 2")),
    "nothing for a course": (("CS 1", "CSCI 141"), ("CS 1", "no equiv")),
    "a question": (("CS 1", "CSCI 141"), ("CS 1", "CSCI 141?")),
    "another grade": (("CS 1", "CSCI 141", "C"), ("CS 1", "CSCI 141", "B")),
    "other credit": (("CS 1", "CSCI 141", "", "3"), ("CS 1", "CSCI 141", "", "4")),
}


@pytest.mark.parametrize(("one", "other"), OTHERWISE.values(), ids=OTHERWISE)
def test_sources_disagree(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    found = compared(rows(one), rows(other))
    assert [one.sources for one in found.disagreements] == ["CS 1"]


def test_what_only_one_names_is_listed_and_the_json_has_both_cells() -> None:
    found = compared(
        rows(("CS 1", "CSCI 141", "C"), ("CS 2", "CSCI 142")),
        rows(("CS 1", "CSCI 143"), ("CS 3", "CSCI 142"), ("CS 1", "CSCI 141")),
    )
    assert compared_json(found) == {
        "schema": "articulate.agreements-compared/1",
        "shared": 1,
        "disagreements": [
            {
                "sources": "CS 1",
                "first": [
                    {
                        "origin": "a.csv!B2",
                        "says": "CSCI 141",
                        "beside": {"minimum grade": "c"},
                    }
                ],
                "second": [
                    {"origin": "a.csv!B2", "says": "CSCI 143", "beside": {}},
                    {"origin": "a.csv!B4", "says": "CSCI 141", "beside": {}},
                ],
            }
        ],
        "only_first": ["CS 2"],
        "only_second": ["CS 3"],
    }


WRONG = {
    "no such layout": (source("x", "plane"), "AR645"),
    "a layout of something else": (source("x", "catalog"), "AR610"),
    "no such columns": (source("One,Two\n1,2\n", "plain"), "AR611"),
    "no workbook": (source(b"nothing", "tes", "a.xlsx"), "AR601"),
}


@pytest.mark.parametrize(("wrong", "code"), WRONG.values(), ids=WRONG)
def test_a_source_that_cannot_be_read_is_reported(
    wrong: AgreementSource, code: str
) -> None:
    good = rows(("CS 1", "CSCI 141"))
    for pair in ((wrong, good), (good, wrong)):
        found = compare_agreements(*pair)
        assert isinstance(found, Report)
        assert [one.code for one in found.errors] == [code]
