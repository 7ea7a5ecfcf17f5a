"""Names in a workbook: near misses are pointed out, and none is taken alone."""

import pytest
from tests.services.test_apply_import import NAMING, Desk
from tests.services.test_import_records import made

from articulate.intake.partners import Mode
from articulate.model.identifiers import InstitutionId
from articulate.services.import_agreements import Import, Imported, preview_import
from articulate.services.import_transcript import TranscriptFile
from articulate.services.nearby_files import FoundFile

HEAD = "Institution,Course,Credits,Unit,Grade,Term"
WHO = """
institution LOST "Lost Zeros College" {
  ids ipeds 123456, opeid "00120300", ceeb 0123
  kind two-year unit semester grades letters
}
"""


def codes(imported: Imported) -> list[tuple[str, str]]:
    found = imported.preview.report.diagnostics
    return [(str(one.code), one.help) for one in found]


def test_a_course_that_no_catalog_lists_is_named_once_with_the_nearest() -> None:
    rows = "From,To\nCS 5,CSCI 142\nCS 6,CSCI 142\nCS 7,MATH 121\nCS 8,CSCI elective\n"
    imported = Desk().read(rows, Mode.ADD)
    (notice,) = imported.preview.report.diagnostics
    assert (notice.code, notice.help) == ("AR202", "did you mean `CSCI 141`?")
    assert [str(notice.place), *map(str, notice.also)] == ["new.csv!B2", "new.csv!B3"]
    assert len(imported.rules) == 4


def test_without_a_catalog_on_file_nothing_can_be_said() -> None:
    desk = Desk()
    file = FoundFile("new.csv", b"From,To\nCS 5,NOSUCH 1\n")
    sides = InstitutionId("HOME"), InstitutionId("SEND")
    asked = Import(file, "plain", *sides, None, None, NAMING)
    imported = preview_import(asked, desk.shelf, desk.known())
    assert isinstance(imported, Imported)
    assert codes(imported) == []


def imported_from(name: str) -> Imported:
    desk = Desk(WHO)
    text = f"From institution,From,To\n{name},CS 5,CSCI 141\nSEND,CS 6,CSCI 141\n"
    sides = InstitutionId("LOST"), InstitutionId("HOME")
    asked = Import(FoundFile("n.csv", text.encode()), "plain", *sides, None, None)
    found = preview_import(asked, desk.shelf, desk.known())
    assert isinstance(found, Imported)
    return found


@pytest.mark.parametrize(
    "name", ["LOST", "lost  zeros college", "123456", "00120300", "0123"]
)
def test_an_institution_is_known_by_its_code_names_and_numbers(name: str) -> None:
    found = imported_from(name)
    assert (found.preview.understood, found.preview.elsewhere) == (1, 1)


@pytest.mark.parametrize(
    ("name", "near"),
    [("120300", "00120300"), ("123", "0123"), ("Lost Zero College", "Lost Zeros")],
)
def test_a_near_miss_is_a_suggestion_and_no_institution(name: str, near: str) -> None:
    found = imported_from(name)
    assert (found.preview.understood, found.preview.elsewhere) == (0, 2)
    assert any(
        near in one.message and "only looks like" in one.message
        for one in found.preview.report.diagnostics
    )


def test_a_transcript_names_institutions_in_the_same_way() -> None:
    row = "{},CS 1,4,semester,A,2024SP"
    names = ("Sending College", "Sending Colege")
    rows = "\n".join(row.format(name) for name in names)
    text = "\n".join(f"L-1,{one}" for one in rows.splitlines())
    file = FoundFile("l.csv", f"Learner,{HEAD}\n{text}\n".encode())
    found = made(TranscriptFile(file, "transcript"))
    (preview,) = found.previews
    assert (preview.understood, len(preview.refused)) == (1, 1)
    (notice,) = found.report.diagnostics
    assert notice.help == "did you mean `Sending College`?"


def test_who_watches_is_told_of_the_rows() -> None:
    told: list[tuple[int, int]] = []
    desk = Desk()
    rows = "".join(f"CS {at},CSCI 141\n" for at in range(100, 700))
    file = FoundFile("new.csv", f"From,To\n{rows}".encode())
    sides = InstitutionId("SEND"), InstitutionId("HOME")
    asked = Import(file, "plain", *sides, None, None, NAMING)
    preview_import(
        asked, desk.shelf, desk.known(), lambda done, total: told.append((done, total))
    )
    assert told == [(0, 600), (250, 600), (500, 600)]
