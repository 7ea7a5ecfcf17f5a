"""Policies are checked with the tables they name; what is missing is said."""

from collections.abc import Callable
from typing import Protocol

import pytest

from articulate.diagnostics.codes import Code
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.services.check_policy import CheckedPolicies, check_policy
from articulate.services.nearby_files import NearbyFiles


class Office(NearbyFiles, Protocol):
    """The shelf of the small office."""


TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01
"""


def test_a_table_becomes_rules_with_their_cells(
    compiled: Callable[..., CheckedPolicies],
) -> None:
    (block,) = compiled(TABLE).rulebook.equivalencies
    assert isinstance(block, AgreementBlock)
    (rule,) = block.rules
    assert str(rule.head.origin).startswith("send.csv!")


def test_a_refused_row_is_a_warning_and_the_others_stand(
    compiled: Callable[..., CheckedPolicies],
) -> None:
    checked = compiled(TABLE)
    assert not checked.report.errors
    assert checked.report.warnings


MISSING = {
    "a workbook that is not there": (
        TABLE.replace("send.csv", "sent.csv"),
        Code.TABLE_FILE_MISSING,
        "there is no file `lists/sent.csv`",
        "from the folder of this file",
    ),
    "a layout that is not there": (
        TABLE.replace("layout plain", "layout plian"),
        Code.LAYOUT_MISSING,
        "no layout is called `plian`",
        "did you mean `plain`?",
    ),
    "a layout of another kind": (
        TABLE.replace("layout plain", "layout transcript"),
        Code.LAYOUT_INVALID,
        "reads a transcript",
        "a table of articulations",
    ),
}


@pytest.mark.parametrize(
    ("text", "code", "message", "way_out"), MISSING.values(), ids=MISSING
)
def test_what_a_table_lacks_is_said_at_its_statement(
    shelf: Office, text: str, code: Code, message: str, way_out: str
) -> None:
    checked = check_policy({"office.art": text}, shelf)
    (problem,) = [one for one in checked.report.diagnostics if one.code is code]
    assert message in problem.message
    assert way_out in problem.help
    assert str(problem.place).startswith("office.art:2:")


def test_a_mistake_in_one_file_does_not_hide_one_in_another(shelf: Office) -> None:
    sources = {"a.art": "institution {", "b.art": TABLE.replace("send.csv", "no.csv")}
    checked = check_policy(sources, shelf)
    places = {str(one.place).partition(":")[0] for one in checked.report.errors}
    assert places == {"a.art", "b.art"}


def test_the_order_of_files_changes_nothing(shelf: Office) -> None:
    parts = TABLE, 'institution SEND "S" { unit semester }\n', "# nothing\n"
    sources = {f"{place}.art": text for place, text in enumerate(parts)}
    backwards = dict(reversed(sources.items()))
    one, other = check_policy(sources, shelf), check_policy(backwards, shelf)
    assert one.report == other.report
    assert one.rulebook.digest == other.rulebook.digest
