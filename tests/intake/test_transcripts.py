"""A transcript as a table becomes a learner record."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from articulate.diagnostics.codes import Code
from articulate.intake.layout import Layout
from articulate.intake.parties import Parties
from articulate.intake.record import canonical_json, read_record
from articulate.intake.transcripts import Senders, TranscriptRead, read_transcript
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt

Load = Callable[[str], Layout]
Read = Callable[..., TranscriptRead]
HEADINGS = ["Institution", "Course", "Credits", "Unit", "Grade", "Term", "Completed"]
ROW = ["NCC", "CIS 120", "4", "quarter", "B+", "2024SP", "2024-06-10"]


@pytest.fixture
def read(layouts: Load, parties: Parties, as_csv: Callable[..., bytes]) -> Read:
    def run(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> TranscriptRead:
        return read_transcript(
            as_csv([headings, *rows]),
            Senders((parties.sending,)),
            workbook_name="l-7.csv",
            layout=layouts("transcript"),
        )

    return run


def record(found: TranscriptRead) -> LearnerRecord:
    assert found.record is not None
    return found.record


def only(found: TranscriptRead) -> CourseAttempt:
    (attempt,) = record(found).attempts()
    return attempt


def codes(found: TranscriptRead) -> list[Code]:
    return [one.code for one in found.preview.report.diagnostics]


def test_a_row_is_a_course_attempt_as_it_is_reported(read: Read) -> None:
    attempt = only(read(ROW))
    assert (str(attempt.code), attempt.grade) == ("NCC:CIS 120", "B+")
    assert (attempt.credits, attempt.unit) == (Fraction(4), CreditUnit.QUARTER)
    assert (attempt.term, attempt.completed) == ("2024SP", date(2024, 6, 10))


def test_an_institution_may_be_named_in_words_or_by_an_id(read: Read) -> None:
    for written in ("Northfield College", "NORTHFIELD  COLLEGE", "123456"):
        assert str(only(read([written, *ROW[1:]])).code) == "NCC:CIS 120"


def test_a_name_that_only_looks_right_is_not_accepted(read: Read) -> None:
    found = read(["Northfeld College", *ROW[1:]])
    assert codes(found) == [Code.OTHER_INSTITUTION]
    assert (
        "did you mean `Northfield College`?" in found.preview.report.diagnostics[0].help
    )


def test_credit_without_a_unit_is_unit_unknown(read: Read) -> None:
    assert (
        only(read(["NCC", "CIS 120", "4", "", "B", "", ""])).unit is CreditUnit.UNKNOWN
    )


def test_grades_stay_as_they_are_printed(read: Read) -> None:
    for grade in ("b+", "2:1", "1.7", "CR", "A−"):  # noqa: RUF001 - a minus sign
        attempt = only(read(["NCC", "CIS 120", "4", "quarter", grade, "", ""]))
        assert attempt.grade == grade.replace("−", "-")  # noqa: RUF001 - a minus sign


def test_blank_cells_are_facts_that_are_not_stated(read: Read) -> None:
    attempt = only(read(["NCC", "CIS 120", "", "", "", "", ""]))
    assert (attempt.credits, attempt.grade, attempt.term) == (None, None, None)


def test_a_refused_row_leaves_its_transcript_incomplete(read: Read) -> None:
    found = read(ROW, ["NCC", "CIS 130", "4/5", "hours", "B", "", "01/02/2024"])
    assert sorted(set(codes(found))) == [
        Code.CREDITS_UNCLEAR,
        Code.DATE_UNCLEAR,
        Code.UNIT_UNCLEAR,
    ]
    (transcript,) = record(found).transcripts
    assert not transcript.complete
    assert len(transcript.courses) == 1


def test_a_row_that_repeats_another_is_read_once_and_reported(read: Read) -> None:
    found = read(ROW, ROW)
    assert len(list(record(found).attempts())) == 1
    assert codes(found) == [Code.ROW_REPEATED]


def test_ids_do_not_depend_on_the_order_of_rows(read: Read) -> None:
    rows = [[*ROW[:4], grade, "2024SP", ""] for grade in ("B", "C")]
    rows.append(["NCC", "CIS 130", "4", "quarter", "A", "2024SP", ""])

    def named(some: list[list[str]]) -> set[tuple[str, str]]:
        return {(str(a.id), str(a.grade)) for a in record(read(*some)).attempts()}

    assert named(rows) == named(rows[::-1])
    assert len({name for name, _ in named(rows)}) == 3


def test_two_learners_in_one_file_are_told_apart_by_a_person(read: Read) -> None:
    headings = ["Learner", *HEADINGS]
    found = read(["L-1", *ROW], ["L-2", *ROW], headings=headings)
    assert found.record is None
    assert codes(found) == [Code.SEVERAL_LEARNERS]


def test_the_learner_is_named_in_the_table_or_by_the_file(read: Read) -> None:
    assert record(read(ROW)).learner.id == "l-7"
    named = read(["L-1", *ROW], headings=["Learner", *HEADINGS])
    assert record(named).learner.id == "L-1"


def test_without_a_column_the_sender_has_to_be_known(
    layouts: Load, as_csv: Callable[..., bytes]
) -> None:
    content = as_csv([HEADINGS[1:], ROW[1:]])
    for senders, refused in ((Senders(), 1), (Senders(meant=InstitutionId("NCC")), 0)):
        found = read_transcript(
            content, senders, workbook_name="l.csv", layout=layouts("transcript")
        )
        assert len(found.preview.refused) == refused


def test_a_look_alike_letter_is_reported_with_the_likely_code(read: Read) -> None:
    found = read(["NCC", "\u0421IS 120", "4", "quarter", "B", "", ""])
    assert codes(found) == [Code.LOOKALIKE_LETTERS]


def test_dates_and_numbers_of_a_sheet_are_read(
    as_workbook: Callable[..., bytes], layouts: Load, parties: Parties
) -> None:
    row = [
        "NCC",
        "MATH\u00a0151",
        4.5,
        "quarter",
        "C+",
        "2023FA",
        date(2023, 12, 8),
    ]
    found = read_transcript(
        as_workbook([HEADINGS, row]),
        Senders((parties.sending,)),
        workbook_name="l.xlsx",
        layout=layouts("transcript"),
    )
    attempt = only(found)
    assert (str(attempt.code), attempt.credits) == ("NCC:MATH 151", Fraction(9, 2))
    assert attempt.completed == date(2023, 12, 8)


def test_what_is_read_from_a_table_is_a_record_like_any_other(read: Read) -> None:
    found = record(read(ROW))
    assert read_record(canonical_json(found), "r.json") == found


def test_the_shipped_transcripts_are_read_without_a_word(
    checkout: Path, layouts: Load
) -> None:
    folder = checkout / "registrars" / "state" / "learners"
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.xlsx")])
    assert files
    for file in files:
        found = read_transcript(
            file.read_bytes(),
            Senders(),
            workbook_name=file.name,
            layout=layouts("transcript"),
        )
        assert codes(found) == []
        assert len(list(record(found).attempts())) == found.preview.read


REFUSED = {
    "two courses in one cell": ({"Course": "CIS 120\nCIS 130"}, Code.NOT_A_COURSE),
    "no course": ({"Course": "--"}, Code.NOT_A_COURSE),
    "a range of credit": ({"Credits": "3-4"}, Code.CREDITS_UNCLEAR),
    "two units": ({"Credits": "4 semester hours"}, Code.UNIT_UNCLEAR),
    "a remark for a grade": ({"Grade": "see the registrar"}, Code.GRADE_UNCLEAR),
    "a level nobody knows": ({"Level": "high"}, Code.RECORD_VALUE),
    "no institution": ({"Institution": ""}, Code.OTHER_INSTITUTION),
}


@pytest.mark.parametrize(("facts", "code"), REFUSED.values(), ids=REFUSED)
def test_a_row_of_a_transcript_is_refused_at_its_cell(
    read: Read, facts: dict[str, str], code: Code
) -> None:
    headings = [*HEADINGS, "Level"]
    usual = dict(zip(headings, [*ROW, "upper division"], strict=True))
    found = read([*(usual | facts).values()], headings=headings)
    assert codes(found) == [code]
    assert list(record(found).attempts()) == []


def test_a_day_that_cannot_be_read_is_unknown_and_the_course_stays(read: Read) -> None:
    found = read([*ROW[:-1], "Fall 2023"])
    assert codes(found) == [Code.DATE_UNCLEAR]
    assert only(found).completed is None


def test_a_row_that_names_no_course_is_reported(read: Read) -> None:
    found = read(ROW, [ROW[0], "", *ROW[2:]], ["Total", "", "4", "", "", "", ""])
    assert codes(found) == [Code.NO_SOURCE]
    assert not record(found).transcripts[0].complete


def test_a_level_and_attributes_are_read(read: Read) -> None:
    headings = [*HEADINGS, "Level", "Attributes", "Delivery"]
    row = [*ROW, "Upper-division", "honors; GE.HUM", "online"]
    attempt = only(read(row, headings=headings))
    assert (attempt.level, attempt.delivery) == ("upper", "online")
    assert attempt.attributes == ("honors", "GE.HUM")


def test_a_comment_on_a_transcript_is_a_question_to_a_person(
    as_workbook: Callable[..., bytes], layouts: Load, parties: Parties
) -> None:
    def commented(sheet: Worksheet) -> None:
        sheet["E2"].comment = Comment("changed in 2024", "Ann")

    found = read_transcript(
        as_workbook([HEADINGS, ROW], change=commented),
        Senders((parties.sending,)),
        workbook_name="l.xlsx",
        layout=layouts("transcript"),
    )
    assert codes(found) == [Code.CONDITION_NOT_READ]


def test_a_file_that_is_no_transcript_gives_no_record(
    layouts: Load, as_csv: Callable[..., bytes]
) -> None:
    for content, code in (
        (as_csv([["From", "To"]]), Code.COLUMN_MISSING),
        (as_csv([HEADINGS]), Code.NOTHING_TO_READ),
        (b"\0\0", Code.NOT_A_WORKBOOK),
    ):
        found = read_transcript(
            content, Senders(), workbook_name="l.csv", layout=layouts("transcript")
        )
        assert codes(found) == [code]
