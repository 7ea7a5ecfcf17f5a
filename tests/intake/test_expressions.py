"""Course expressions in cells: the one reading they have, or why they have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.codes import Code
from articulate.intake.cell_language import CellLanguage, CellReading
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    WrittenCode,
    codes,
    joined,
)
from articulate.intake.expressions import read_courses
from articulate.intake.normalize.connectives import Language
from articulate.intake.normalize.unread import Unread

READ = {
    "one course": ("ENGL 101", "ENGL 101"),
    "blanks of any kind": ("\tANTH\u00a0 205  ", "ANTH 205"),
    "small letters": ("Chem 143", "CHEM 143"),
    "a hyphen inside a code": ("HIST-141", "HIST 141"),
    "nothing inside a code": ("HIST1010", "HIST 1010"),
    "an ampersand inside a subject": ("A&S 1119", "A&S 1119"),
    "a discipline number in brackets": ("MATH (804) 197", "MATH (804) 197"),
    "a letter before the number": ("MATH C121", "MATH C121"),
    "a letter after the number": ("BIOL 101L", "BIOL 101L"),
    "a point inside the number": ("CSCI 141.01", "CSCI 141.01"),
    "and": ("GEOG 1001 and GEOG 1002", "GEOG 1001 and GEOG 1002"),
    "an ampersand between courses": ("BIOL 265 & 266", "BIOL 265 and BIOL 266"),
    "a plus sign": ("MUSC 130 + 131", "MUSC 130 and MUSC 131"),
    "plus": ("MUSC 130 plus MUSC 131", "MUSC 130 and MUSC 131"),
    "both": ("both A 1 and B 2", "A 1 and B 2"),
    "or": ("ENGL 2071 or 2072", "ENGL 2071 or ENGL 2072"),
    "either": ("either A 1 or B 2", "A 1 or B 2"),
    "a comma after one of": ("one of ENGL 2152, 2155", "ENGL 2152 or ENGL 2155"),
    "a comma before and": ("A 1, and B 2", "A 1 and B 2"),
    "brackets": (
        "(CHEM 141 and 143) or CHEM 145",
        "(CHEM 141 and CHEM 143) or CHEM 145",
    ),
    "brackets that change nothing": ("(A 1 and B 2) and C 3", "A 1 and B 2 and C 3"),
    "a subject spelt like a word": ("OR 201 or OR 202", "OR 201 or OR 202"),
}


@pytest.mark.parametrize(("text", "reading"), READ.values(), ids=READ)
def test_a_cell_has_one_reading(text: str, reading: str) -> None:
    read = read_courses(text)
    assert isinstance(read, CellReading)
    assert str(read.expression) == reading


REFUSED = {
    "a slash": ("MATH 2314/2785", Code.SEPARATOR_UNEXPLAINED),
    "a comma": ("ENGL 101, 102", Code.SEPARATOR_UNEXPLAINED),
    "a semicolon": ("ENGL 101; ENGL 102", Code.SEPARATOR_UNEXPLAINED),
    "a line break": ("HIST 1000NE\nHIST 1002", Code.SEPARATOR_UNEXPLAINED),
    "a dash between two numbers": ("ENGL 240-241", Code.RANGE_OR_PAIR),
    "a long dash": ("ENGL 240 \u2013 ENGL 241", Code.RANGE_OR_PAIR),
    "and mixed with or": ("A 1 and B 2 or C 3", Code.MIXED_AND_OR),
    "and/or": ("A 1 and/or B 2", Code.MIXED_AND_OR),
    "both with or": ("both A 1 or B 2", Code.MIXED_AND_OR),
    "a level": ("Any 100-level HIST course", Code.NOT_A_COURSE),
    "or higher": ("FA 1010 or higher", Code.NOT_A_COURSE),
    "a condition": ("SPAN 1001 with permission", Code.NOT_A_COURSE),
    "nothing between two courses": ("ENGL 101 ENGL 102", Code.NOT_A_COURSE),
    "a number alone": ("101", Code.NOT_A_COURSE),
    "a subject alone": ("ENGL", Code.NOT_A_COURSE),
    "a term": ("Fall 2019", Code.NOT_A_COURSE),
    "a formula": ("=ECON 1204", Code.NOT_A_COURSE),
    "a letter O for a zero": ("BIOL 1O1", Code.NOT_A_COURSE),
    "a course named twice": ("A 1 and A 1", Code.NOT_A_COURSE),
    "two words before the number": ("ELEM ED 313", Code.NOT_A_COURSE),
    "letters of another alphabet": ("\u0421SCI 141", Code.LOOKALIKE_LETTERS),
    "more than anybody writes": ("A 1 or " * 60 + "B 2", Code.NOT_A_COURSE),
    "nothing": ("", Code.NOT_A_COURSE),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_a_cell_without_one_reading_is_refused(text: str, code: Code) -> None:
    read = read_courses(text)
    assert isinstance(read, Unread)
    assert read.code is code


def test_every_reading_that_a_slash_could_have_is_shown() -> None:
    read = read_courses("MATH 2314/2785")
    assert isinstance(read, Unread)
    assert read.readings == ("MATH 2314 and MATH 2785", "MATH 2314 or MATH 2785")


def test_a_likely_code_is_suggested_and_not_accepted() -> None:
    read = read_courses("МATH 147")  # noqa: RUF001 - the first letter is Cyrillic
    assert isinstance(read, Unread)
    assert "`MATH 147`" in read.help


def test_a_subject_of_two_words_is_read_where_the_layout_names_it() -> None:
    how = CellLanguage(subjects=("Elem Ed", "PHYS/AST"))
    read = read_courses("ELEM ED 313 or PHYS/AST 107", how)
    assert isinstance(read, CellReading)
    assert [code.subject for code in codes(read.expression)] == ["ELEM ED", "PHYS/AST"]


def test_a_raised_figure_is_a_mark() -> None:
    read = read_courses("ENGL 1158¹ and SOCI 250*")
    assert isinstance(read, CellReading)
    assert read.marks == ("¹", "*")
    assert str(read.expression) == "ENGL 1158 and SOCI 250"


LANGUAGES = {
    "French": (Language.FRENCH, "MAT 101 et MAT 102"),
    "Spanish": (Language.SPANISH, "MAT 101 y MAT 102"),
    "German": (Language.GERMAN, "MAT 101 und MAT 102"),
}


@pytest.mark.parametrize(("language", "text"), LANGUAGES.values(), ids=LANGUAGES)
def test_and_is_read_in_the_language_of_the_sheet(
    language: Language, text: str
) -> None:
    read = read_courses(text, CellLanguage(language))
    assert isinstance(read, CellReading)
    assert str(read.expression) == "MAT 101 and MAT 102"
    assert isinstance(read_courses(text), Unread)


SUBJECTS = st.sampled_from(["BIOL", "A&S", "CSCI", "OR", "MATH (804)", "X"])
NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}[A-W]{0,2}", fullmatch=True)
ONE = st.builds(WrittenCode, SUBJECTS, NUMBERS)


def several(
    parts: st.SearchStrategy[CourseExpression],
) -> st.SearchStrategy[CourseExpression]:
    many = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        many.map(lambda p: joined(AllOf, p)), many.map(lambda p: joined(AnyOne, p))
    )


EXPRESSIONS: st.SearchStrategy[CourseExpression] = st.recursive(
    ONE, several, max_leaves=6
)


@given(EXPRESSIONS)
def test_what_is_read_prints_back_to_an_equal_reading(
    expression: CourseExpression,
) -> None:
    named = list(codes(expression))
    read = read_courses(str(expression))
    if len(set(named)) < len(named):
        assert isinstance(read, Unread)
    else:
        assert isinstance(read, CellReading)
        assert read.expression == expression


@given(st.text(max_size=40))
def test_no_text_crashes_the_reader(text: str) -> None:
    read = read_courses(text)
    if isinstance(read, CellReading):
        assert read_courses(str(read.expression)) == CellReading(read.expression)


PIECES = (
    *("BIOL", "101", "102L", "and", "or", "&", "+", ",", "/", "-", "(", ")", "\n"),
    *("only", "if", "C", "2XXX", "equiv?", "*", "¹", "one of", "either", "3 cr", "="),
)
CELLISH = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


@given(CELLISH)
def test_nothing_in_a_cell_is_dropped(text: str) -> None:
    """Every letter and digit of a cell that is read is in a code or joins two codes."""
    read = read_courses(text)
    if isinstance(read, CellReading):
        words = {"and", "or", "one", "of", "either"}
        rest = [
            word for word in text.split() if word not in words and word[0].isalnum()
        ]
        named = " ".join(
            f"{code.subject} {code.number}" for code in codes(read.expression)
        )
        assert set("".join(rest)) <= set(named.replace(" ", ""))


SHORT_SUBJECTS = st.from_regex(r"[A-Z]{1,8}", fullmatch=True)
SHORT_NUMBERS = st.from_regex(r"[0-9]{1,5}[A-Z]?", fullmatch=True)


@given(SHORT_SUBJECTS, SHORT_NUMBERS)
def test_the_short_way_and_the_grammar_read_alike(subject: str, number: str) -> None:
    short, long = (
        read_courses(f"{subject} {number}"),
        read_courses(f"({subject} {number})"),
    )
    assert type(short) is type(long)
    if isinstance(short, CellReading) and isinstance(long, CellReading):
        assert short.expression == long.expression
