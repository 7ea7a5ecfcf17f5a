"""Records and workbooks as they are handed in: read, or refused with a reason."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.check_policy import CheckedPolicies
from articulate.services.import_agreements import (
    Import,
    Imported,
    import_json,
    preview_import,
)
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.read_record import HowToRead, ReadRecord, read_record

TODAY = date(2025, 3, 1)
COURSES = b"Course,Credits,Unit,Grade,Completed\nCS 1,4,semester,B,2024-05-10\n"
SIDES = InstitutionId("SEND"), InstitutionId("HOME")


class Office(NearbyFiles, Protocol):
    """The shelf of the small office."""


def test_a_record_in_json_is_read_as_it_is(shelf: Office) -> None:
    file = FoundFile("l-1.json", b'{"learner": {"id": "L-1"}}')
    read = read_record(file, HowToRead(TODAY), shelf, Rulebook())
    assert isinstance(read, ReadRecord)
    assert read.record.learner.id == "L-1"


def test_a_misspelt_key_is_an_error_at_its_place(shelf: Office) -> None:
    file = FoundFile("l-1.json", b'{"learner": {"id": "L-1", "admited": null}}')
    read = read_record(file, HowToRead(TODAY), shelf, Rulebook())
    assert isinstance(read, Report)
    (problem,) = read.errors
    assert problem.code is Code.RECORD_UNKNOWN_KEY
    assert problem.help == "did you mean `admitted`?"


def test_bytes_that_are_no_text_are_no_record(shelf: Office) -> None:
    file = FoundFile("l-1.json", b"\xff\xfe\x00")
    read = read_record(file, HowToRead(TODAY), shelf, Rulebook())
    assert isinstance(read, Report)
    assert [one.code for one in read.errors] == [Code.RECORD_NOT_JSON]


def test_a_transcript_is_read_by_its_layout(
    shelf: Office, compiled: Callable[..., CheckedPolicies]
) -> None:
    known = compiled().rulebook
    how = HowToRead(TODAY, "transcript", sending=SIDES[0])
    read = read_record(FoundFile("l-2.csv", COURSES), how, shelf, known)
    assert isinstance(read, ReadRecord)
    (transcript,) = read.record.transcripts
    assert transcript.institution == "SEND"
    assert str(transcript.courses[0].code) == "SEND:CS 1"
    assert read.record.requested == TODAY


def test_a_transcript_without_a_layout_is_not_guessed(shelf: Office) -> None:
    how = HowToRead(TODAY)
    read = read_record(FoundFile("l-2.csv", COURSES), how, shelf, Rulebook())
    assert isinstance(read, Report)
    (problem,) = read.errors
    assert problem.code is Code.LAYOUT_MISSING
    assert problem.help == "name a layout with --layout"


def test_a_table_of_articulations_is_no_transcript(shelf: Office) -> None:
    how = HowToRead(TODAY, "plain")
    read = read_record(FoundFile("l-2.csv", COURSES), how, shelf, Rulebook())
    assert isinstance(read, Report)
    assert [one.code for one in read.errors] == [Code.LAYOUT_INVALID]


def test_an_import_is_previewed_row_by_row(shelf: Office) -> None:
    table = shelf.table("", "lists/send.csv")
    assert table is not None
    asked = Import(table, "plain", *SIDES)
    imported = preview_import(asked, shelf, Rulebook())
    assert isinstance(imported, Imported)
    shown = import_json(imported)
    assert shown["rows"] == {
        "read": 2,
        "understood": 1,
        "repeated": 0,
        "refused": 1,
        "resolved": 0,
    }
    (rule,) = imported.rules
    assert shown["rules"] == [
        {
            "id": rule.head.id,
            "origin": str(rule.head.origin),
            "rule": "SEND:CS 5 -> HOME:CSCI 141 when grade >= C",
            "cites": list(rule.head.cites),
        }
    ]
    assert shown["diagnostics"]


def test_an_import_with_no_such_layout_reads_nothing(shelf: Office) -> None:
    asked = Import(FoundFile("send.csv", b"From,To\n"), "plian", *SIDES)
    imported = preview_import(asked, shelf, Rulebook())
    assert isinstance(imported, Report)
    assert imported.errors[0].help == "did you mean `plain`?"
