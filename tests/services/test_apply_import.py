"""What applying an import would write, worked out without a disk."""

from dataclasses import replace
from datetime import date

from tests.services.conftest import POLICY, Shelf
from tests.services.test_rule_tables import LAYOUTS

from articulate.diagnostics.report import Report
from articulate.intake.partners import Mode
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.credit_rules import DenyRule
from articulate.rulebook.rulebook import Rulebook
from articulate.services.apply_import import ImportPlan, Office, plan_import
from articulate.services.check_policy import check_policy
from articulate.services.import_agreements import Import, Imported, preview_import
from articulate.services.import_changes import (
    Against,
    InForceRules,
    rules_in_force,
)
from articulate.services.nearby_files import FileChange, FoundFile
from articulate.services.next_version import Naming

DAY = date(2026, 8, 15)
NAMING = Naming(date(2026, 7, 1), "Letter 9")
TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
}
"""
OLD = "From,To,Minimum grade\nCS 5,CSCI 141,C\nCS 6,CSCI 241,\n"
NEW = "From,To,Minimum grade\nCS 5,CSCI 141,B\nCS 6,CSCI 241,\nCS 7,?,\n"


class Desk:
    """A small office: its texts, the files around them, and imports into it."""

    def __init__(self, *more: str) -> None:
        self.texts = {"rules/office.art": POLICY + TABLE + "".join(more)}
        self.shelf = Shelf({"lists/send.csv": OLD.encode()}, LAYOUTS)

    def known(self) -> Rulebook:
        checked = check_policy(self.texts, self.shelf)
        assert not checked.report.errors, checked.report.errors
        return checked.rulebook

    def read(self, rows: str, mode: Mode, block: str = "general") -> Imported:
        known = self.known()
        standing = rules_in_force(BlockId(block), DAY, known)
        assert isinstance(standing, InForceRules)
        against = Against(standing, DAY, mode)
        sides = against.sides(InstitutionId("?"), InstitutionId("?"))
        file = FoundFile("new.csv", rows.encode())
        asked = Import(file, "plain", *sides, None, against, NAMING)
        imported = preview_import(asked, self.shelf, known)
        assert isinstance(imported, Imported)
        return imported

    def plan(self, imported: Imported) -> ImportPlan | Report:
        assert imported.becomes is not None
        assert imported.changes is not None
        office = Office(self.texts, self.shelf)
        return plan_import(imported.becomes, imported.changes, imported.preview, office)

    def apply(self, imported: Imported) -> list[FileChange]:
        """Put the files of a change where they will be looked for."""
        plan = self.plan(imported)
        assert isinstance(plan, ImportPlan), plan
        for one in plan.files:
            if one.path.endswith(".art"):
                self.texts[one.path] = one.after.decode()
            else:
                self.shelf.tables[one.path.rpartition("/")[2]] = one.after
        return list(plan.files)


def paths(files: list[FileChange]) -> list[str]:
    return [one.path for one in files]


def test_a_new_version_stands_beside_the_policy_of_the_old_one() -> None:
    desk = Desk()
    files = desk.apply(desk.read(NEW, Mode.REPLACE_FROM))
    assert paths(files) == ["rules/general-2026.csv", "rules/general-2026.art"]
    assert [one.before for one in files] == [None, None]
    head = desk.texts["rules/general-2026.art"]
    assert (
        "version 2026 effective 2026-08-15 recorded 2026-07-01 supersedes 2024" in head
    )
    assert 'cites "Letter 9"' in head
    assert desk.apply(desk.read(NEW, Mode.REPLACE_FROM)) == []


def test_a_partners_table_that_is_corrected_becomes_a_rule_table() -> None:
    desk = Desk()
    files = desk.apply(desk.read(NEW, Mode.ADD))
    assert paths(files) == ["rules/general-2024.csv", "rules/office.art"]
    assert files[1].before == (POLICY + TABLE).encode()
    assert 'from "general-2024.csv" layout articulate' in desk.texts["rules/office.art"]
    assert 'cites "List"' in desk.texts["rules/office.art"]
    rows = files[0].after.decode()
    assert "cs-5,rule,CS 5,CSCI 141,grade >= B" in rows
    assert ",new.csv!B2" in rows
    assert ",send.csv!B3" in rows
    assert "refused" in rows


def test_only_the_rows_that_wait_may_change() -> None:
    desk = Desk()
    desk.apply(desk.read(NEW, Mode.REPLACE_FROM))
    settled = NEW.replace("CS 7,?,\n", "")
    imported = desk.read(settled, Mode.REPLACE_FROM)
    assert imported.changes is not None
    assert imported.changes.changes.none
    (table,) = desk.apply(imported)
    assert table.before is not None
    assert b"refused" in table.before
    assert b"refused" not in table.after


def test_the_rows_of_another_workbook_go_on_waiting_in_addition() -> None:
    desk = Desk()
    desk.apply(desk.read(NEW, Mode.REPLACE_FROM))
    imported = desk.read("From,To,Minimum grade\nCS 8,CSCI 141,\n", Mode.ADD)
    other = replace(imported.preview, workbook="other.csv")
    (table,) = desk.apply(replace(imported, preview=other))
    assert b"new.csv!B4" in table.after


def test_an_id_that_another_rule_has_is_told_apart_by_what_is_said() -> None:
    text = """
agreement named from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 9"
  rule cs-8: CS 1 + CS 2 -> CSCI 141 [4 cr]
}
"""
    desk = Desk(text)
    (table, _) = desk.apply(
        desk.read("From,To\nCS 8,CSCI 241\n", Mode.ADD_FROM, "named")
    )
    ids = [line.partition(",")[0] for line in table.after.decode().splitlines()[1:]]
    assert ids[0] == "cs-8"
    assert ids[1].startswith("cs-8.")


def test_a_rule_that_no_row_can_hold_stops_the_change() -> None:
    desk = Desk()
    imported = desk.read(NEW, Mode.REPLACE)
    assert imported.becomes is not None
    block = imported.becomes.block
    (first, *others) = block.rules
    long = DenyRule(first.head, first.source, "x" * 5000)
    made = replace(imported.becomes, block=replace(block, rules=(long, *others)))
    plan = desk.plan(replace(imported, becomes=made))
    assert isinstance(plan, Report)
    assert "AR660" in [one.code for one in plan.errors]


def test_what_the_policies_would_not_hold_with_is_reported() -> None:
    other = """
agreement named from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 9"
  rule a overrides general/cs-6: CS 6 -> CSCI 141 [4 cr]
}
"""
    desk = Desk(other)
    plan = desk.plan(desk.read("From,To\nCS 5,CSCI 141\n", Mode.REPLACE))
    assert isinstance(plan, Report)
    assert [one.code for one in plan.errors] == ["AR207"]


def test_a_renamed_course_is_looked_at_under_each_of_its_names() -> None:
    text = """
catalog SEND "Catalog" version 2024 effective 2020-01-01 {
  course CS 70 "Old" 4 cr lower
  course CS 71 "New" 4 cr lower
  renamed CS 70 to CS 71 from 2021-01-01
}
equivalencies named from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 9"
  rule a: CS 70 -> CSCI 141 [4 cr]
  rule b: CS 72 -> CSCI 141 [4 cr]
}
"""
    desk = Desk(text)
    imported = desk.read("From,To\nCS 71,CSCI 241\nCS 73,MATH 121\n", Mode.ADD)
    codes = [one.code for one in imported.conflicts.errors]
    assert codes == ["AR401"]
