"""Tables about many learners: a record for each, and nothing that vanishes."""

from datetime import date

import pytest
from tests.services.conftest import POLICY, Shelf
from tests.services.test_rule_tables import LAYOUTS

from articulate.diagnostics.report import Report
from articulate.intake.record import canonical_json, read_record
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.services.check_policy import check_policy
from articulate.services.import_records import (
    ImportedRecords,
    import_records,
    records_json,
)
from articulate.services.import_transcript import TranscriptFile
from articulate.services.nearby_files import FoundFile

DAY = date(2025, 8, 15)
HEAD = "Learner,Institution,Course,Credits,Unit,Grade,Term,Completed"
SCORES = "Learner,Exam,Score,AB,Taken"


def file(text: str, layout: str = "transcript", name: str = "a.csv") -> TranscriptFile:
    return TranscriptFile(FoundFile(name, text.encode()), layout)


def imported(*files: TranscriptFile) -> ImportedRecords | Report:
    shelf = Shelf({}, LAYOUTS)
    known = check_policy({"office.art": POLICY}, shelf).rulebook
    return import_records(files, shelf, known, requested=DAY)


def made(*files: TranscriptFile) -> ImportedRecords:
    found = imported(*files)
    assert isinstance(found, ImportedRecords), found
    return found


def courses(record: LearnerRecord) -> list[str]:
    return [f"{one.code} {one.grade}" for one in record.attempts()]


def codes(found: ImportedRecords) -> list[str]:
    return [str(one.code) for one in found.report.diagnostics]


def test_each_learner_of_a_sheet_has_a_record() -> None:
    found = made(
        file(
            f"{HEAD}\nL-2,SEND,CS 1,4,semester,A,2024SP,2024-05-20\n"
            "L-1,SEND,CS 1,4,semester,B,2024SP,2024-05-20\n"
            "L-2,SEND,CS 2,4,semester,C,2024FA,2024-12-20\n"
        )
    )
    assert [str(one.learner.id) for one in found.records] == ["L-1", "L-2"]
    assert [courses(one) for one in found.records] == [
        ["SEND:CS 1 B"],
        ["SEND:CS 1 A", "SEND:CS 2 C"],
    ]
    assert {one.requested for one in found.records} == {DAY}
    assert found.report.diagnostics == ()
    for record in found.records:
        assert read_record(canonical_json(record), "x.json") == record


def test_a_course_with_a_day_that_cannot_be_read_stays_without_it() -> None:
    found = made(file(f"{HEAD}\nL-1,SEND,CS 1,4,semester,A,,soon\n"))
    (record,) = found.records
    (attempt,) = record.attempts()
    assert (attempt.completed, attempt.grade) == (None, "A")
    (notice,) = found.report.diagnostics
    assert (str(notice.code), str(notice.place)) == ("AR632", "a.csv!H2")
    assert "without its day" in notice.message


def test_a_refused_row_leaves_a_trace_in_its_learners_record() -> None:
    found = made(
        file(
            f"{HEAD}\nL-1,SEND,CS 1,3 or 4,semester,A,,\nL-2,SEND,CS 1,4,semester,A,,\n"
        )
    )
    first, second = found.records
    (transcript,) = first.transcripts
    assert (transcript.institution, transcript.complete) == ("SEND", False)
    assert transcript.courses == ()
    assert second.transcripts[0].complete
    assert len(found.previews[0].refused) == 1


def test_a_row_of_nobody_leaves_everybody_incomplete() -> None:
    found = made(
        file(
            f"{HEAD}\nL-1,SEND,CS 1,4,semester,A,,\nL-2,SEND,CS 1,4,semester,A,,\n"
            ",SEND,CS 2,4,semester,A,,\n"
        )
    )
    assert codes(found) == ["AR654"]
    complete = [one.transcripts[0].complete for one in found.records]
    assert complete == [False, False]


def test_scores_are_sittings_of_the_exams_that_policies_know() -> None:
    found = made(
        file(
            f"{SCORES}\nL-1,Calculus exam,4,3,2024-05-13\nL-1,CALCULUS,5,,2025-05-12\n"
            "L-2,calculus,2,,\n",
            "scores",
        )
    )
    assert found.report.diagnostics == ()
    first, second = found.records
    sittings = [(str(one.id), str(one.score), one.taken) for one in first.exams]
    assert sittings == [
        ("calculus-2024-05-13", "4", date(2024, 5, 13)),
        ("calculus-2025-05-12", "5", date(2025, 5, 12)),
    ]
    assert [(name, int(score)) for name, score in first.exams[0].subscores] == [
        ("AB", 3)
    ]
    assert second.exams[0].taken is None
    assert read_record(canonical_json(first), "x.json") == first


SCORE_ROWS = {
    "an exam that nobody knows": ("L-1,Calculs exam,4,,", "AR212", 1),
    "a score in words": ("L-1,calculus,four,,", "AR656", 0),
    "no exam": ("L-1,,4,,", "AR656", 0),
    "a subscore in words": ("L-1,calculus,4,x,", "AR656", 0),
    "a day that cannot be read": ("L-1,calculus,4,,13/13/2024", "AR632", 1),
}


@pytest.mark.parametrize(("row", "code", "kept"), SCORE_ROWS.values(), ids=SCORE_ROWS)
def test_a_score_that_is_unclear_is_reported(row: str, code: str, kept: int) -> None:
    found = made(file(f"{SCORES}\n{row}\nL-1,calculus,5,,2024-05-13\n", "scores"))
    assert code in codes(found)
    assert len(found.records[0].exams) == 1 + kept


def test_a_near_miss_is_only_a_suggestion() -> None:
    found = made(file(f"{SCORES}\nL-1,Calculs exam,4,,\n", "scores"))
    assert [str(one.exam) for one in found.records[0].exams] == ["calculs-exam"]
    (notice,) = found.report.diagnostics
    assert notice.help == "did you mean `Calculus exam`?"


def test_several_files_about_a_learner_are_one_record() -> None:
    row = "L-1,SEND,CS 1,4,semester,A,2024SP,2024-05-20"
    found = made(
        file(f"{HEAD}\n{row}\n"),
        file(f"{HEAD}\n{row}\n{row.replace(',A,', ',B,')}\n", name="b.csv"),
        file(f"{SCORES}\nL-1,calculus,5,,2024-05-13\n", "scores", "c.csv"),
    )
    (record,) = found.records
    assert sorted(courses(record)) == ["SEND:CS 1 A", "SEND:CS 1 B"]
    assert len({one.id for one in record.attempts()}) == 2
    assert len(record.exams) == 1
    assert [one.workbook for one in found.previews] == ["a.csv", "b.csv", "c.csv"]


def test_a_sheet_of_grades_needs_no_institution_where_it_is_named() -> None:
    text = "ID,Course,Credits,Grade,Term\nS1,CS 1,4,A,2024SP\nS2,CS 1,4,F,2024SP\n"
    asked = TranscriptFile(
        FoundFile("grades.csv", text.encode()),
        "transcript",
        None,
        InstitutionId("SEND"),
    )
    found = made(asked)
    assert [courses(one) for one in found.records] == [["SEND:CS 1 A"], ["SEND:CS 1 F"]]


WRONG = {
    "no such layout": (file("x", "transcripts"), "AR645"),
    "a layout of something else": (file("x", "plain"), "AR610"),
    "no such columns": (file("One,Two\n1,2\n"), "AR611"),
}


@pytest.mark.parametrize(("wrong", "code"), WRONG.values(), ids=WRONG)
def test_a_table_that_cannot_be_read_is_reported(
    wrong: TranscriptFile, code: str
) -> None:
    found = imported(wrong)
    assert isinstance(found, Report)
    assert [one.code for one in found.errors] == [code]


def test_the_json_names_each_record_and_counts_each_file() -> None:
    found = made(file(f"{HEAD}\nL-1,SEND,CS 1,3 or 4,semester,A,,\n"))
    shown = records_json(found, ["L-1.json"])
    assert shown["records"] == [{"learner": "L-1", "file": "L-1.json"}]
    assert shown["files"] == [
        {
            "workbook": "a.csv",
            "layout": "transcript",
            "rows": {"read": 1, "understood": 0, "repeated": 0, "refused": 1},
            "refused": ["a.csv!2"],
        }
    ]
