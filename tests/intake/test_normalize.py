"""Text in cells becomes values of the field, or says why it does not."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.credits import StatedCredits, stated_credits
from articulate.intake.normalize.day import DateOrder, written_day
from articulate.intake.normalize.grade import least_grade
from articulate.intake.normalize.institution import is_called
from articulate.intake.normalize.phrases import Saying, phrase, title_phrase
from articulate.intake.normalize.term import WrittenTerm, written_term
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unit import stated_unit
from articulate.intake.normalize.unread import Unread
from articulate.intake.remarks import Remark, read_remark
from articulate.model.course import CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import Mark

CREDITS = {
    "a number": ("3", "3"),
    "a number with blanks": (" 3.0 ", "3"),
    "with cr": ("3 cr", "3"),
    "with hours": ("4 hrs.", "4"),
    "thirds to four places": ("3.3333", "3.3333"),
    "one for each course": ("3 + 1", "3+1"),
    "a range": ("3.0-4.0", "3..4"),
    "a range in words": ("3 to 4", "3..4"),
    "none": ("0", "0"),
}


@pytest.mark.parametrize(("text", "stated"), CREDITS.values(), ids=CREDITS)
def test_credit_is_read_exactly(text: str, stated: str) -> None:
    assert str(stated_credits(text)) == stated


UNCLEAR = [
    "3/4",
    "3,5",
    "three",
    "-3",
    "3-",
    "4-3",
    "2019",
    "3 lectures",
    "1e3",
    "",
    "3 4",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear_credit_is_refused(text: str) -> None:
    read = stated_credits(text)
    assert isinstance(read, Unread)
    assert read.code is Code.CREDITS_UNCLEAR


def test_a_comma_is_a_decimal_comma_only_where_that_is_known() -> None:
    read = stated_credits("4,5", decimal_comma=True)
    assert isinstance(read, StatedCredits)
    assert read.amounts == (Fraction(9, 2),)


def test_hours_and_credits_do_not_say_the_unit() -> None:
    for text, unit in (("3 hours", None), ("3 semester hours", CreditUnit.SEMESTER)):
        read = stated_credits(text)
        assert isinstance(read, StatedCredits)
        assert read.unit is unit


@given(st.text(max_size=12))
def test_credit_read_from_any_text_is_what_the_text_shows(text: str) -> None:
    read = stated_credits(text)
    if isinstance(read, StatedCredits):
        assert all(0 <= amount <= 60 for amount in read.amounts)
        again = stated_credits(str(read).replace("..", "-").replace("+", " + "))
        assert isinstance(again, StatedCredits)
        assert again.amounts == read.amounts


def test_units_are_known_words_and_nothing_else() -> None:
    assert stated_unit("Quarter credits") is CreditUnit.QUARTER
    assert stated_unit("ECTS") is CreditUnit.ECTS
    assert isinstance(stated_unit("clock hours"), Unread)
    assert isinstance(stated_unit("semester or quarter"), Unread)


MINIMUMS = {
    "a letter": ("C", "C"),
    "a minus sign of any kind": ("C−", "C-"),  # noqa: RUF001 - a minus sign
    "in words": ("C minus", "C-"),
    "or better": ("C or better", "C"),
    "at least": ("at least B+", "B+"),
    "a sentence": ("Minimum grade of C- required.", "C-"),
    "grade points": ("2.0", "2.0"),
    "percent": ("70%", "70%"),
}


@pytest.mark.parametrize(("text", "mark"), MINIMUMS.values(), ids=MINIMUMS)
def test_the_least_grade_is_read_as_it_is_printed(text: str, mark: str) -> None:
    assert least_grade(text, heading_says_minimum=True) == mark


@pytest.mark.parametrize("text", ["A to C", "pass with merit", "C/D", "≥ C ?", ""])
def test_other_words_are_no_grade(text: str) -> None:
    assert isinstance(least_grade(text, heading_says_minimum=True), Unread)


def test_a_bare_grade_under_the_heading_grade_is_refused() -> None:
    read = least_grade("C", heading_says_minimum=False)
    assert isinstance(read, Unread)
    assert read.code is Code.GRADE_UNCLEAR
    assert least_grade("C or better", heading_says_minimum=False) == "C"


DAYS = {
    "the way we write them": ("2024-08-15", date(2024, 8, 15)),
    "with the month in words": ("August 15, 2024", date(2024, 8, 15)),
    "with the day first": ("15 Aug 2024", date(2024, 8, 15)),
    "in figures with one reading": ("12/31/2020", date(2020, 12, 31)),
    "in figures whose two readings agree": ("05/05/2020", date(2020, 5, 5)),
    "a term": ("Fall 2019", WrittenTerm("Fall", 2019)),
    "a term's code": ("2024FA", WrittenTerm(code="2024FA")),
}


@pytest.mark.parametrize(("text", "day"), DAYS.values(), ids=DAYS)
def test_a_day_is_read(text: str, day: date | WrittenTerm) -> None:
    assert written_day(text) == day


@pytest.mark.parametrize(
    "text", ["01/02/2021", "2021", "1-2", "31/31/2020", "soon", "45678"]
)
def test_a_day_without_one_reading_is_refused(text: str) -> None:
    read = written_day(text)
    assert isinstance(read, Unread)
    assert read.code is Code.DATE_UNCLEAR


def test_an_office_may_say_how_it_writes_dates() -> None:
    assert written_day("01/02/2021", DateOrder.MONTH_FIRST) == date(2021, 1, 2)
    assert written_day("01/02/2021", DateOrder.DAY_FIRST) == date(2021, 2, 1)


def test_autumn_is_fall_and_no_term_is_a_date() -> None:
    assert written_term("Autumn 2020") == written_term("2020 fall")
    assert written_term("2020-08-15") is None


@given(st.text(max_size=16))
def test_any_text_is_a_day_a_term_or_refused(text: str) -> None:
    assert isinstance(written_day(text), date | WrittenTerm | Unread)


SAYINGS = {
    "non-transferable": ("NON-TRANSFERABLE CREDIT", Saying.NO_CREDIT),
    "no credit": ("no credit", Saying.NO_CREDIT),
    "does not transfer": ("Does not transfer.", Saying.NO_CREDIT),
    "no equivalent": ("No equiv", Saying.NO_EQUIVALENT),
    "a question": ("equiv?", Saying.UNSURE),
    "to be decided": ("TBD", Saying.UNSURE),
    "not applicable": ("N/A", Saying.UNSURE),
    "general elective": ("General elective credit", Saying.ELECTIVE),
    "an office": ("Refer to Psychology department chair", Saying.REFER),
    "out of force": ("WITHDRAWN", Saying.WITHDRAWN),
}


@pytest.mark.parametrize(("text", "says"), SAYINGS.values(), ids=SAYINGS)
def test_words_in_place_of_a_course_are_known(text: str, says: Saying) -> None:
    said = phrase(text)
    assert said is not None
    assert said.says is says


def test_a_title_says_elective_only_in_so_many_words() -> None:
    said = title_phrase("TRANSFER CREDIT WITH NO ELM EQUIVALENT")
    assert said is not None
    assert said.says is Saying.ELECTIVE
    assert title_phrase("LOWER DIVISION ENGLISH") is None
    assert title_phrase("WHO AM I?") is None


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("LOWER DIVISION ELECTIVE", CourseLevel.LOWER),
        ("Biology upper-level elective (lab)", CourseLevel.UPPER),
        ("BIOLOGY ELECTIVE", None),
        ("Lower division or upper division elective", None),
    ],
)
def test_a_title_says_the_level_of_an_elective(
    title: str, level: CourseLevel | None
) -> None:
    said = title_phrase(title)
    assert said is not None
    assert (said.says, said.level) == (Saying.ELECTIVE, level)


REMARKS = {
    "a least grade": ("Minimum grade of C required.", Remark(least_grade=Mark("C"))),
    "a first term": ("Effective Fall 2023.", Remark(start=WrittenTerm("Fall", 2023))),
    "a last day": ("Expires 2020-12-31", Remark(end=date(2020, 12, 31))),
    "both": (
        "C or better; effective 2024-08-15",
        Remark(least_grade=Mark("C"), start=date(2024, 8, 15)),
    ),
    "an office": ("Refer to Biology", Remark(refer_to="Biology")),
    "nothing": ("", Remark()),
}


@pytest.mark.parametrize(("text", "remark"), REMARKS.values(), ids=REMARKS)
def test_a_remark_is_applied(text: str, remark: Remark) -> None:
    assert read_remark(text) == remark


CONDITIONS = [
    "Gerontology certificate students only.",
    "Placement course: does not count toward the degree",
    "Lab required. C or better",
    "Minimum grade of C. Minimum grade of B.",
    "Effective next year",
    "valid until 2020-01-01",
]


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_that_cannot_be_applied_is_refused(text: str) -> None:
    read = read_remark(text)
    assert isinstance(read, Unread)
    assert read.code is Code.CONDITION_NOT_READ


@given(st.text(max_size=60))
def test_no_remark_is_read_in_part(text: str) -> None:
    assert isinstance(read_remark(text), Remark | Unread)


def test_a_name_is_known_by_its_words_and_not_by_its_looks() -> None:
    names = ["Northfield Community College"]
    assert is_called("NORTHFIELD  COMMUNITY COLLEGE.", names)
    assert not is_called("Northfeld Community College", names)
    ending = ["COURSE DESCRIPTIONS"]
    assert is_called("Northfield Community College COURSE DESCRIPTIONS", names, ending)


@given(st.text(max_size=30))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_raised_and_circled_digits_are_no_digits_of_a_number() -> None:
    assert plain("ENGL 1158¹") == "ENGL 1158¹"
    assert plain("ENGL 1158①") == "ENGL 1158①"
    assert plain("\uff11\uff12") == "12"
