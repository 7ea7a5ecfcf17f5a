"""Formats that write one course to a row, and formats with ten columns of courses."""

from collections.abc import Callable

import pytest
from tests.intake.both_ways import agree

from articulate.diagnostics.codes import Code
from articulate.explain.rule_text import rule_text
from articulate.intake.articulations import (
    ImportedRules,
    open_table,
    read_articulations,
)
from articulate.intake.layout import Layout
from articulate.intake.parties import Parties
from articulate.intake.sheet import Workbook

Load = Callable[[str], Layout]
HEAD = (
    "MAP_ARTIC_TYPE,MAP_ARTIC_SEQ,MAP_ARTIC_GRP_CODE,MAP_SOURCE_COURSE,"
    "MAP_DEST_COURSE,MAP_DEST_CREDITS,MAP_MIN_GRADE"
)


def read(text: str, layout: Layout, parties: Parties) -> ImportedRules:
    opened = open_table(text.encode(), "list.csv", layout)
    assert isinstance(opened, Workbook)
    agree(opened, layout, parties)
    return read_articulations(
        text.encode(), parties, workbook_name="list.csv", layout=layout
    )


def said(imported: ImportedRules) -> list[str]:
    return [rule_text(rule) for rule in imported.rules]


GROUPS = {
    "one to one": (
        ["S,1,,CIS 120,CSCI 141,4,"],
        ["NCC:CIS 120 -> UNI:CSCI 141 [4 cr]"],
    ),
    "one to many": (
        ["M,1,W,ENGL 122,WRIT 101,4,", "M,2,W,ENGL 122,WRIT 102,1,"],
        ["NCC:ENGL 122 -> UNI:WRIT 101 [4 cr] + UNI:WRIT 102 [1 cr]"],
    ),
    "many to one": (
        ["R,1,P,PHYS 121,PHYS 131,4,C", "R,2,P,PHYS 122,PHYS 131,4,C"],
        ["NCC:PHYS 121 + NCC:PHYS 122 -> UNI:PHYS 131 [4 cr] when grade >= C"],
    ),
    "many to one, the credit on the leading row only": (
        ["R,1,P,PHYS 121,PHYS 131,4,", "R,2,P,PHYS 122,,,"],
        ["NCC:PHYS 121 + NCC:PHYS 122 -> UNI:PHYS 131 [4 cr]"],
    ),
    "many to many": (
        ["G,1,P,PHYS 121,PHYS 131,,", "G,2,P,PHYS 122,PHYS 132,,"],
        ["NCC:PHYS 121 + NCC:PHYS 122 -> UNI:PHYS 131 + UNI:PHYS 132"],
    ),
}


@pytest.mark.parametrize(("rows", "rules"), GROUPS.values(), ids=GROUPS)
def test_the_rows_of_a_group_are_one_rule(
    rows: list[str], rules: list[str], layouts: Load, parties: Parties
) -> None:
    imported = read("\n".join([HEAD, *rows]), layouts("suny-cdf"), parties)
    assert said(imported) == rules
    preview = imported.preview
    assert (preview.understood, preview.repeated, preview.refused) == (len(rows), 0, ())


APART = {
    "a row that is not understood": ("R,2,P,PHYS 122?,PHYS 131,4,", Code.AUTHOR_UNSURE),
    "another grade": ("R,2,P,PHYS 122,PHYS 131,4,B", Code.GROUP_NOT_READ),
    "another credit for the same course": (
        "R,2,P,PHYS 122,PHYS 131,3,",
        Code.GROUP_NOT_READ,
    ),
    "no credit, where the other gives some": (
        "R,2,P,PHYS 122,no credit,,",
        Code.GROUP_NOT_READ,
    ),
    "a course without its credit": ("M,2,P,PHYS 121,PHYS 132,,", Code.GROUP_NOT_READ),
}


@pytest.mark.parametrize(("row", "code"), APART.values(), ids=APART)
def test_half_a_group_is_no_rule(
    row: str, code: Code, layouts: Load, parties: Parties
) -> None:
    text = f"{HEAD}\nR,1,P,PHYS 121,PHYS 131,4,\n{row}"
    imported = read(text, layouts("suny-cdf"), parties)
    assert imported.rules == ()
    refused = {one.place.row: set(one.codes) for one in imported.preview.refused}
    assert refused.keys() == {2, 3}
    assert Code.GROUP_NOT_READ in refused[2]
    assert code in refused[3]


def test_the_order_of_the_rows_of_a_group_changes_nothing(
    layouts: Load, parties: Parties
) -> None:
    rows = ["S,1,,CIS 120,CSCI 141,4,", *GROUPS["many to one"][0]]
    layout = layouts("suny-cdf")
    whole = {said(read("\n".join([HEAD, *rows]), layout, parties))[0]}
    back = said(read("\n".join([HEAD, *reversed(rows)]), layout, parties))
    assert whole <= set(back)


def test_ten_columns_of_courses_are_all_needed(layouts: Load, parties: Parties) -> None:
    layout = layouts("tes-import")
    heads = [heading for column in layout.columns for heading in column.headings]
    fields = {
        "InstitutionCodeType": "IPEDSID",
        "SendInstitutionCode": "123456",
        "EQValidDateStart": "9/1/1999",
        "SendCourseCode1": "PHYS 121",
        "SendCourseCode2": "PHYS 122",
        "SendCourseCode3": "PHYS 123",
        "ReceiveCourseCode1": "PHYS 131",
        "ReceiveCourseCode2": "PHYS 132",
        "HideFlag": "0",
    }
    row = "|".join(fields.get(heading, "") for heading in heads)
    imported = read(f"{'|'.join(heads)}\n{row}\n", layout, parties)
    (rule,) = said(imported)
    assert rule == (
        "NCC:PHYS 121 + NCC:PHYS 122 + NCC:PHYS 123 -> UNI:PHYS 131 + UNI:PHYS 132"
        " when completed >= 1999-09-01"
    )
