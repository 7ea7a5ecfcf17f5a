"""A person picks a reading once; it is kept in a file, cited, and never silent."""

import pytest
from tests.services.conftest import PLAIN, POLICY, Shelf

from articulate.diagnostics.codes import Code
from articulate.explain.rule_text import rule_text
from articulate.services.check_policy import CheckedPolicies, check_policy

TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
}
"""
ROWS = "From,To,Least grade\nCS 5,CSCI 141/241,C\nCS 6,CSCI 141/241,C\nCS 7,equiv?,\n"
CHOICE = """
[[resolutions]]
column = "receiving course"
written = "CSCI 141/241"
beside = "CS 5"
means = "CSCI 141 or CSCI 241"
chosen_by = "Computer Science"
on = 2024-09-02
because = "E-mail of the chair"
"""


def checked(choices: str, rows: str = ROWS) -> CheckedPolicies:
    shelf = Shelf(
        {"lists/send.csv": rows.encode()}, {"plain": PLAIN}, {"send-home": choices}
    )
    return check_policy({"office.art": POLICY + TABLE}, shelf)


def rules(read: CheckedPolicies) -> dict[str, str]:
    return {
        str(rule.head.origin): rule_text(rule)
        for block in read.rulebook.equivalencies
        for rule in block.rules
    }


def test_a_choice_is_read_beside_its_courses_and_nowhere_else() -> None:
    read = checked(CHOICE)
    assert rules(read) == {
        "send.csv!B2": "SEND:CS 5 -> HOME:CSCI 141 | HOME:CSCI 241 when grade >= C"
    }
    assert {str(one.place) for one in read.report.warnings} == {
        "send.csv!B3",
        "send.csv!B4",
    }


def test_the_rule_cites_who_chose_when_and_why() -> None:
    ((rule,),) = [block.rules for block in checked(CHOICE).rulebook.equivalencies]
    assert rule.head.cites == (
        "reading chosen by Computer Science on 2024-09-02: E-mail of the chair",
    )


def test_the_order_of_rows_and_choices_changes_nothing() -> None:
    more = CHOICE.replace("CS 5", "CS 7").replace("CSCI 141/241", "equiv?")
    more = more.replace("CSCI 141 or CSCI 241", "no credit")
    head, *lines = ROWS.splitlines()
    backwards = "\n".join([head, *reversed(lines)])
    one, other = checked(CHOICE + more), checked(more + CHOICE, backwards)
    assert sorted(rules(one).values()) == sorted(rules(other).values())
    assert 'deny SEND:CS 7 because "no credit"' in rules(one).values()


UNUSED = {
    "the cell says something else now": ROWS.replace(
        "CS 5,CSCI 141/241", "CS 5,CSCI 141"
    ),
    "the row is gone": ROWS.replace("CS 5,CSCI 141/241,C\n", ""),
}


@pytest.mark.parametrize("rows", UNUSED.values(), ids=UNUSED)
def test_a_choice_that_is_not_used_is_said(rows: str) -> None:
    report = checked(CHOICE, rows).report
    (found,) = [one for one in report.warnings if one.code is Code.RESOLUTION_UNUSED]
    assert str(found.place).startswith("send-home.toml:2:")


WRONG = {
    "an unknown key": CHOICE.replace("because", "why"),
    "nobody who chose": CHOICE.replace('chosen_by = "Computer Science"\n', ""),
    "no day": CHOICE.replace("2024-09-02", '"soon"'),
    "no courses beside": CHOICE.replace('beside = "CS 5"\n', ""),
    "a column of a transcript": CHOICE.replace("receiving course", "term"),
    "a column nobody knows": CHOICE.replace("receiving course", "target"),
    "no TOML": "[[resolutions",
}


@pytest.mark.parametrize("choices", WRONG.values(), ids=WRONG)
def test_a_wrong_file_stops_its_table(choices: str) -> None:
    read = checked(choices)
    assert {one.code for one in read.report.errors} == {Code.RESOLUTION_INVALID}
