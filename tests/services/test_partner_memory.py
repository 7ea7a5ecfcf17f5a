"""What is remembered of a partner is used while it fits; otherwise that is said."""

from datetime import date

import pytest
from tests.services.conftest import Shelf

from articulate.bootstrap.files import registrars
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.partners import Mode, Partner, RememberedImport, files_like
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.check_policy import check_policy
from articulate.services.nearby_files import FoundFile
from articulate.services.partner_memory import (
    Asked,
    Confirmed,
    KnownBy,
    Memory,
    Recalled,
    memory_of,
    recall,
    remembered_text,
)
from articulate.services.workbook_signs import WorkbookSigns

NORTH, OAK, LAKE = map(InstitutionId, ("NORTH", "OAK", "LAKE"))
DAY = date(2026, 7, 1)
NOTHING = Asked()
POLICY = """
institution NORTH "Northfield College" { kind two-year unit semester grades letters }
institution OAK "Oak Hill College" { kind two-year unit semester grades letters }
institution LAKE "Lake University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }
"""
PLAIN = "Sending course,Receiving course\nCS 1,CSCI 141\n"
TES = (
    "Transfer Institution,Transfer Course,Receive Institution,Equivalent Course\n"
    "{0},CS 1 - Programming (4),Lake University,CSCI 141 - Programming (4)\n"
)


@pytest.fixture(scope="module")
def known() -> Rulebook:
    return check_policy({"who.art": POLICY}, shelf()).rulebook


def shelf() -> Shelf:
    folder = registrars() / "state" / "layouts"
    return Shelf(layouts={one.stem: one.read_text() for one in folder.glob("*.toml")})


class Desk:
    """An office that imports one workbook after another, and what it remembers."""

    def __init__(self, known: Rulebook) -> None:
        self.known = known
        self.kept: dict[str, FoundFile] = {}

    @property
    def memory(self) -> Memory:
        return memory_of(self.kept.values())

    def signs(self, name: str, text: str) -> WorkbookSigns:
        return WorkbookSigns(FoundFile(name, text.encode()), shelf(), self.known)

    def confirm(
        self, sending: InstitutionId, name: str, text: str, layout: str
    ) -> bool:
        done = Confirmed(sending, LAKE, layout, DAY, into="list", mode=Mode.ADD)
        path = f"partners/{sending.lower()}-lake.toml"
        signs = self.signs(name, text)
        written = remembered_text(signs, done, self.memory, self.kept.get(path))
        if written is not None:
            self.kept[path] = FoundFile(path, written.encode(), path)
        return written is not None

    def recall(
        self, name: str, text: str, asked: Asked = NOTHING
    ) -> Recalled | Diagnostic | None:
        return recall(self.signs(name, text), self.memory, asked)


@pytest.fixture
def desk(known: Rulebook) -> Desk:
    return Desk(known)


def test_next_years_list_is_known_by_what_it_is_called(desk: Desk) -> None:
    assert desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    found = desk.recall("list-2026.csv", PLAIN)
    assert isinstance(found, Recalled)
    assert (found.partner.sending, found.known_by) == (NORTH, KnownBy.FILE)
    assert found.before.said() == (
        ("layout", "plain"),
        ("into", "list"),
        ("mode", "add"),
    )
    assert desk.recall("another.csv", PLAIN) is None


def test_whoever_is_named_is_asked_for_whatever_the_file_is_called(desk: Desk) -> None:
    desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    found = desk.recall("download.csv", PLAIN, Asked(sending=NORTH))
    assert isinstance(found, Recalled)
    assert found.known_by is KnownBy.ASKED
    assert desk.recall("list-2026.csv", PLAIN, Asked(sending=OAK)) is None
    assert desk.recall("list-2026.csv", PLAIN, Asked(receiving=OAK)) is None


NAMED = {
    "in the column of senders": ("export.csv", TES.format("Northfield College")),
    "in a title above the table": (
        "export.csv",
        "Equivalencies of Northfield College\n\n" + TES.format(""),
    ),
}


@pytest.mark.parametrize(("name", "text"), NAMED.values(), ids=NAMED)
def test_the_file_itself_names_the_partner(name: str, text: str, desk: Desk) -> None:
    desk.confirm(NORTH, "tes-1.csv", TES.format("Northfield College"), "tes")
    desk.confirm(OAK, "tes-2.csv", TES.format("Oak Hill College"), "tes")
    found = desk.recall(name, text)
    assert isinstance(found, Recalled)
    assert (found.partner.sending, found.known_by) == (NORTH, KnownBy.NAMES)


def test_rows_of_somebody_else_are_not_the_partners_whatever_the_file_is_called(
    desk: Desk,
) -> None:
    desk.confirm(NORTH, "tes-1.csv", TES.format("Northfield College"), "tes")
    found = desk.recall("tes-2.csv", TES.format("Oak Hill College"))
    assert isinstance(found, Diagnostic)
    assert found.code is Code.PARTNER_CHANGED
    assert "its rows are from `Oak Hill College`" in found.message


def test_what_rows_call_a_partner_is_remembered_where_policies_do_not_say(
    desk: Desk,
) -> None:
    elm = InstitutionId("ELM")
    desk.confirm(elm, "export.csv", TES.format("Elm Community College"), "tes")
    (partner,) = desk.memory.partners
    assert partner.called == ("Elm Community College",)
    found = desk.recall("another.csv", TES.format("ELM COMMUNITY COLLEGE"))
    assert isinstance(found, Recalled)
    assert found.known_by is KnownBy.NAMES


CHANGED = {
    "a heading is new": (
        "Sending course,Receiving course,Notes\nCS 1,CSCI 141,\n",
        "the heading `notes` is new",
    ),
    "a heading is gone": ("Sending course,Credits\nCS 1,4\n", "finds no table"),
    "no sheet": ("", "finds no table"),
}


@pytest.mark.parametrize(("text", "why"), CHANGED.values(), ids=CHANGED)
def test_under_other_headings_nothing_is_taken_for_granted(
    text: str, why: str, desk: Desk
) -> None:
    desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    found = desk.recall("list-2026.csv", text, Asked(sending=NORTH))
    assert isinstance(found, Diagnostic)
    assert why in found.message


def test_headings_in_another_order_are_the_same_headings(desk: Desk) -> None:
    desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    found = desk.recall("list-2026.csv", "Receiving course,Sending course\nA 1,CS 1\n")
    assert isinstance(found, Recalled)


def test_a_layout_that_is_asked_for_needs_no_remembered_headings(desk: Desk) -> None:
    desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    text = "Sending course,Receiving course,Notes\nCS 1,CSCI 141,\n"
    asked = Asked(sending=NORTH, layout="plain")
    found = desk.recall("list-2026.csv", text, asked)
    assert isinstance(found, Recalled)


def test_two_partners_whose_files_are_called_alike_are_not_mixed_up(desk: Desk) -> None:
    desk.confirm(NORTH, "list-1.csv", PLAIN, "plain")
    desk.confirm(OAK, "list-2.csv", PLAIN, "plain")
    found = desk.recall("list-3.csv", PLAIN)
    assert isinstance(found, Diagnostic)
    assert "more than one could be meant" in found.message
    assert isinstance(desk.recall("list-3.csv", PLAIN, Asked(sending=OAK)), Recalled)


def test_what_is_asked_for_instead_is_said(desk: Desk) -> None:
    desk.confirm(NORTH, "list-1.csv", PLAIN, "plain")
    asked = Asked(sending=NORTH, into="list", mode="replace")
    found = desk.recall("list-2.csv", PLAIN, asked)
    assert isinstance(found, Recalled)
    assert found.sentence(asked).endswith("; asked for instead: --mode replace")
    assert "instead" not in found.sentence(Asked())


def test_the_same_again_writes_nothing_and_two_kinds_of_workbook_are_two_entries(
    desk: Desk,
) -> None:
    assert desk.confirm(NORTH, "list-1.csv", PLAIN, "plain")
    assert not desk.confirm(NORTH, "list-2.csv", PLAIN, "plain")
    assert desk.confirm(NORTH, "tes-1.csv", TES.format("Northfield College"), "tes")
    (partner,) = desk.memory.partners
    assert [one.layout for one in partner.imports] == ["plain", "tes"]


def test_what_people_wrote_into_the_file_stays(desk: Desk) -> None:
    desk.confirm(NORTH, "list-1.csv", PLAIN, "plain")
    ((path, file),) = desk.kept.items()
    text = f"# Ask Kim before changing this.\n{file.content.decode()}"
    desk.kept[path] = FoundFile(path, text.encode(), path)
    assert desk.confirm(NORTH, "list-2.csv", "Sending course,Target\nCS 1,A 1\n", "tes")
    assert desk.kept[path].content.startswith(b"# Ask Kim before changing this.\n")
    assert b'layout = "tes"' in desk.kept[path].content
    assert b"plain" not in desk.kept[path].content


WRONG = {
    "no TOML": ("sending =", "not valid TOML"),
    "a key nobody knows": ('sending = "A"\nreceiving = "B"\nlayuot = "x"', "layuot"),
    "a mode nobody knows": (
        (
            'sending = "A"\nreceiving = "B"\n[[workbooks]]\nfiles = "a"\n'
            'layout = "b"\nconfirmed = 2026-07-01\nworkbook = "a"\nmode = "merge"'
        ),
        "`mode`",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_wrong_is_reported_and_not_used(text: str, said: str) -> None:
    found = memory_of([FoundFile("a-b.toml", text.encode(), "partners/a-b.toml")])
    assert found.partners == ()
    assert {one.code for one in found.report.diagnostics} == {Code.PARTNER_INVALID}
    assert any(said in one.message for one in found.report.diagnostics)


@pytest.mark.parametrize(
    ("name", "pattern"),
    {
        "EQListExport_7_8_2025_1.xlsx": "EQListExport_[0-9]*.xlsx",
        "ncc 2024-25.csv": "ncc [0-9]*.csv",
        "20242025.xlsx": "20242025.xlsx",
        "list [final].csv": "list [[]final].csv",
    }.items(),
)
def test_a_pattern_fits_the_file_it_was_made_of(name: str, pattern: str) -> None:
    assert files_like(name) == pattern
    assert RememberedImport(pattern, "plain", DAY, name).is_called_like(name)


def test_the_nearest_file_of_a_partner_counts() -> None:
    near, far = (Partner(NORTH, LAKE, name) for name in ("near.toml", "far.toml"))
    assert Memory((near, far)).of(NORTH, LAKE) is near


def test_another_kind_of_workbook_takes_no_other_ones_place(desk: Desk) -> None:
    desk.confirm(NORTH, "list-2025.csv", PLAIN, "plain")
    desk.confirm(NORTH, "list-tes.csv", TES.format("Northfield College"), "tes")
    (partner,) = desk.memory.partners
    assert [one.files for one in partner.imports] == [
        "list-[0-9]*.csv",
        "list-tes.csv",
    ]
