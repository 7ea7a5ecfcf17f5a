"""An import shows what would change before anything does."""

from datetime import date

from tests.services.conftest import PLAIN, POLICY, Shelf

from articulate.explain.rule_text import rule_text
from articulate.intake.partners import Mode
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.check_policy import check_policy
from articulate.services.import_agreements import (
    Import,
    Imported,
    import_json,
    preview_import,
)
from articulate.services.import_changes import (
    Against,
    InForceRules,
    rules_in_force,
)
from articulate.services.nearby_files import FoundFile

TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
}
"""
OLD = "From,To,Least grade\nCS 5,CSCI 141,C\nCS 6,CSCI 241,\nCS 7,no credit,\n"
NEW = "From,To,Least grade\nCS 8,MATH 121,\nCS 6,CSCI 241,B\nCS 5,CSCI 141,C\nCS 9,?,\n"
DAY = date(2025, 8, 15)


def shelf() -> Shelf:
    return Shelf({"lists/send.csv": OLD.encode()}, {"plain": PLAIN})


def known() -> Rulebook:
    checked = check_policy({"office.art": POLICY + TABLE}, shelf())
    assert checked.report.errors == ()
    return checked.rulebook


def standing(on: date = DAY) -> InForceRules:
    found = rules_in_force(BlockId("general"), on, known())
    assert isinstance(found, InForceRules)
    return found


def imported(text: str, mode: Mode = Mode.REPLACE, on: date = DAY) -> Imported:
    against = Against(standing(on), on, mode)
    sides = against.sides(InstitutionId("?"), InstitutionId("?"))
    file = FoundFile("new.csv", text.encode())
    read = preview_import(
        Import(file, "plain", *sides, None, against), shelf(), known()
    )
    assert isinstance(read, Imported)
    return read


def test_rules_are_added_changed_and_ended() -> None:
    changes = imported(NEW).changes
    assert changes is not None
    assert changes.version == "general@2024"
    found = changes.changes
    assert [rule_text(one) for one in found.added] == ["SEND:CS 8 -> HOME:MATH 121"]
    assert [rule_text(new) for _, new in found.changed] == [
        "SEND:CS 6 -> HOME:CSCI 241 when grade >= B"
    ]
    assert [rule_text(one) for one in found.ended] == [
        'deny SEND:CS 7 because "no credit"'
    ]
    assert len(found.unchanged) == 1


def test_in_addition_nothing_ends() -> None:
    changes = imported(NEW, Mode.ADD).changes
    assert changes is not None
    assert changes.changes.ended == ()


def test_the_same_workbook_changes_nothing_whatever_its_order() -> None:
    head, *rows = OLD.splitlines()
    changes = imported("\n".join([head, *reversed(rows)])).changes
    assert changes is not None
    assert changes.changes.none


def test_before_the_first_version_everything_is_added() -> None:
    changes = imported(NEW, on=date(2019, 12, 31)).changes
    assert changes is not None
    assert changes.version == ""
    assert len(changes.changes.added) == 3


def test_the_changes_are_part_of_the_json() -> None:
    shown = import_json(imported(NEW))["changes"]
    assert isinstance(shown, dict)
    assert (shown["mode"], shown["on"], shown["unchanged"]) == (
        "replace",
        "2025-08-15",
        1,
    )


def test_an_agreement_that_nobody_knows_is_said_with_the_nearest() -> None:
    found = rules_in_force(BlockId("generel"), DAY, known())
    assert found == "did you mean `general`?"
