"""A catalog and a calendar in a table are what the same text would be."""

from tests.services.conftest import Shelf

from articulate.bootstrap.files import registrars
from articulate.services.check_policy import check_policy
from articulate.services.run_policy_tests import run_policy_tests

SCHOOL = """
institution HOME "Home University" { kind four-year unit semester calendar days }
institution SEND "Sending College" { kind two-year unit semester }
"""
TEXT = """
catalog HOME "Catalog" version 2024 effective 2020-01-01 {
  course CSCI 141 "Programming I" 4 cr lower attributes GE.QR
  course CSCI 141H "Honors" 4 cr same-as CSCI 141
  course CSCI 498 "Topics" 1..4 cr upper
  renamed CSCI 101 to CSCI 141 from 2019-08-15
  retired CSCI 150 from 2012-08-15
}
calendar days {
  term 2024FA "Fall" from 2024-08-26 to 2024-12-13
  term 2025SU "Summer" optional from 2025-06-02 to 2025-08-08
}
"""
TABLED = """
table courses from "courses.csv" layout catalog
  as catalog HOME "Catalog" version 2024 effective 2020-01-01
table terms from "terms.csv" layout calendar as calendar days
"""
COURSES = b"""Course,Title,Credits,Level,Attributes,Same as,Renamed to,Since,Retired
CSCI 498,Topics,1-4,upper,,,,,
CSCI 141H,Honors,4,,,CSCI 141,,,
CSCI 101,,,,,,CSCI 141,2019-08-15,
CSCI 150,,,,,,,,2012-08-15
CSCI 141,Programming I,4,lower,GE.QR,,,,
"""
TERMS = b"""Term,Name,First day,Last day,Optional
2025SU,Summer,2025-06-02,2025-08-08,yes
2024FA,Fall,2024-08-26,2024-12-13,
"""


def shelf() -> Shelf:
    shipped = registrars()
    return Shelf(
        {"courses.csv": COURSES, "terms.csv": TERMS},
        {
            one.stem: one.read_text(encoding="utf-8")
            for one in shipped.glob("*/layouts/*.toml")
        },
    )


def test_the_rulebook_is_the_same_to_the_byte() -> None:
    """What a rulebook is named by says what it says, not where it was written."""
    written = check_policy({"office.art": SCHOOL + TEXT}, shelf())
    tabled = check_policy({"office.art": SCHOOL + TABLED}, shelf())
    assert written.report.errors == tabled.report.errors == ()
    assert written.rulebook.digest == tabled.rulebook.digest


def test_a_course_of_the_table_is_known_to_the_rules() -> None:
    rules = """
    equivalencies general from SEND to HOME version 1 effective 2020-01-01 {
      cites "List"
      rule one: CS 1 -> CSCI 141
      rule two: CS 2 -> CSIC 141
    }
    """
    checked = check_policy({"office.art": SCHOOL + TABLED + rules}, shelf())
    (slip,) = checked.report.errors
    assert "`CSIC`" in slip.message


def test_a_table_of_exams_is_a_block_for_each_exam() -> None:
    files = shelf()
    exams = b"Exam,Score,Course,Credits\nBiology,4 or 5,BIOL 121,4\nArt,3+,ART 1,3\n"
    files.tables = {**files.tables, "ap.csv": exams}
    text = """
    table ap-list from "ap.csv" layout exams
      as exams ap for HOME version 2024 effective 2020-01-01 { cites "List of exams" }
    test "a four in biology" for HOME {
      learner requested 2024-08-25
      given exam ap-biology score 4 taken 2024-05-15
      as of 2024-09-01
      expect BIOL 121 [4 cr] by ap-biology/score-4-5
    }
    """
    checked = check_policy({"office.art": SCHOOL + text}, files)
    assert checked.report.errors == ()
    assert {str(one.head.id) for one in checked.rulebook.exams} == {
        "ap-biology",
        "ap-art",
    }
    results = run_policy_tests(checked.rulebook, checked.tests)
    assert [one.passed for one in results] == [True]


def test_a_layout_of_articulations_reads_no_catalog() -> None:
    text = TABLED.replace("layout catalog", "layout plain")
    checked = check_policy({"office.art": SCHOOL + text}, shelf())
    (problem,) = checked.report.errors
    assert "reads a table of articulations, and a catalog is asked for" in (
        problem.message
    )
