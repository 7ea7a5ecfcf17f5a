"""Tables of exams: which scores earn what, one band in a row."""

from collections.abc import Callable

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.explain.rule_text import rule_text
from articulate.intake.exams import ExamsRead, exam_blocks, read_exams
from articulate.intake.layout import Layout
from articulate.intake.normalize.scores import score_band
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Parties
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.version import BlockHead, BlockKind

Load = Callable[[str], Layout]
HEAD = "Exam,Level,Score,Minimum score,Course,Credits,Notes"
TABLE = BlockHead(
    BlockKind.EXAM,
    BlockId("ib"),
    Span("office.art", 1, 1, 1, 6),
    receiving=InstitutionId("UNI"),
)

BANDS = {
    "one score": ("5", False, "5..5"),
    "one score under a heading of minima": ("5", True, "5.."),
    "two neighbors": ("4 or 5", False, "4..5"),
    "a list of neighbors": ("5, 6 or 7", False, "5..7"),
    "a band with a dash": ("3–5", False, "3..5"),  # noqa: RUF001  as people type it
    "a band in words": ("3 to 5", False, "3..5"),
    "a sign": ("≥ 55", False, "55.."),
    "a plus": ("50+", False, "50.."),
    "words": ("60 or above", False, "60.."),
    "an abbreviation": ("min. 63", False, "63.."),
    "scores that are no neighbors": ("3, 5", False, None),
    "a band that goes down": ("5-3", False, None),
    "two bands": ("50-62: 1st year; 63-80: 2nd year", False, None),
    "words that name no score": ("see course column", False, None),
    "a letter": ("C", False, None),
}


@pytest.mark.parametrize(("written", "minimum", "band"), BANDS.values(), ids=BANDS)
def test_a_cell_of_scores(*, written: str, minimum: bool, band: str | None) -> None:
    read = score_band(written, heading_says_minimum=minimum)
    if band is None:
        assert isinstance(read, Unread)
        assert read.code is Code.SCORE_UNCLEAR
    else:
        assert str(read) == band


def read(layout: Layout, *rows: str, more: str = "") -> ExamsRead:
    text = "\n".join([HEAD, *rows, more])
    return read_exams(text.encode(), workbook_name="ib.csv", layout=layout)


def test_each_exam_is_a_block_with_a_rule_for_each_band(
    layouts: Load, parties: Parties
) -> None:
    found = read(
        layouts("exams"),
        "Biology,HL,,5,BIOL 121,4,",
        "Biology,SL,4-5,,BIOL 100,3,",
        "Economics,HL or SL,,5,ECON 101,3,",
        "Biology,SL,3,,No credit,,",
    )
    assert found.report.diagnostics == ()
    blocks, report = exam_blocks(found.rows, TABLE, parties)
    assert report.diagnostics == ()
    said = {
        str(block.head.id): [rule_text(rule) for rule in block.rules]
        for block in blocks
    }
    assert said == {
        "ib-hl-biology": ["-> UNI:BIOL 121 [4 cr] when score >= 5"],
        "ib-sl-biology": [
            'deny because "No credit" when score = 3',
            "-> UNI:BIOL 100 [3 cr] when score >= 4 and score <= 5",
        ],
        "ib-hl-economics": ["-> UNI:ECON 101 [3 cr] when score >= 5"],
        "ib-sl-economics": ["-> UNI:ECON 101 [3 cr] when score >= 5"],
    }


REFUSED = {
    "no level, where the table has levels": (
        "Chemistry,,,5,CHEM 121,3,",
        {Code.NO_SOURCE},
    ),
    "any other subject": (
        "Any other subject,SL,,7,elective,3,",
        {Code.NOT_A_COURSE},
    ),
    "no score": ("Biology,HL,,,BIOL 121,4,", {Code.SCORE_UNCLEAR}),
    "nothing decided": ("Biology,HL,,5,TBD,,", {Code.AUTHOR_UNSURE}),
    "a condition in words": (
        "Biology,HL,,5,BIOL 121,4,Not for majors",
        {Code.CONDITION_NOT_READ},
    ),
    "a mark without a note": ("Biology^,HL,,5,BIOL 121,4,", {Code.MARK_UNEXPLAINED}),
    "a grade, which no exam has": (
        "Biology,HL,,5,BIOL 121,4,Minimum grade of C",
        {Code.CONDITION_NOT_READ},
    ),
}


@pytest.mark.parametrize(("row", "codes"), REFUSED.values(), ids=REFUSED)
def test_a_row_without_its_meaning_is_refused(
    row: str, codes: set[Code], layouts: Load
) -> None:
    found = read(layouts("exams"), row)
    assert found.rows == ()
    assert {one.code for one in found.report.diagnostics} == codes


def test_a_score_in_two_bands_refuses_both(layouts: Load) -> None:
    found = read(
        layouts("exams"), "Statistics,HL,3-4,,STAT 1,3,", "Statistics,HL,4-5,,STAT 2,4,"
    )
    assert found.rows == ()
    assert [one.code for one in found.report.diagnostics] == [
        Code.SEVERAL_OUTCOMES,
        Code.SEVERAL_OUTCOMES,
    ]


def test_the_same_rule_twice_is_one_rule(layouts: Load) -> None:
    row = "Statistics,HL,3-4,,STAT 1,3,"
    found = read(layouts("exams"), row, row)
    assert len(found.rows) == 1
    assert found.report.diagnostics == ()
