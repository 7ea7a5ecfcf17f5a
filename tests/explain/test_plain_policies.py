"""Policies and degrees in plain English: each rule has its sentence."""

import re
from pathlib import Path

import pytest

from articulate.bootstrap.command import open_policies
from articulate.explain.plain_degree import degree_sentences
from articulate.explain.plain_policy import policy_sentences
from articulate.language.compile import compile_policies
from articulate.rulebook.rulebook import Rulebook

WORLD = """
institution STATE "State" { kind four-year unit semester grades us }
institution NCC "Northfield" { kind two-year unit quarter grades us }
scale us { points A 4.0, B 3.0, C 2.0, C- 1.7, D 1.0, F 0.0 pass CR }
catalog STATE "Catalog" version 2024 effective 2020-01-01 {
  cites "Catalog"
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 301 "Algorithms" 4 cr upper
  course CSCI 390 "Internship" 4 cr upper
  course MATH 121 "Calculus" 4 cr lower attributes GE.MATH
  course HIST 210 "History" 3 cr lower attributes GE.HUM
}
policy p "P" for STATE version 1 effective 2020-01-01 {
  cites "Senate"
  RULE
}
degree d "D" for STATE version 1 effective 2020-01-01 {
  cites "Catalog"
  DEMAND
}
"""


def compiled(
    rule: str = "surplus keep", demand: str = "credits at least 4"
) -> Rulebook:
    text = WORLD.replace("RULE", rule).replace("DEMAND", demand)
    done = compile_policies({"p.art": text})
    assert done.rulebook is not None, done.report.errors
    return done.rulebook


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "accept from accredited institutions on completed else deny",
            (
                "Its institution must be accredited on the day it was completed; else"
                " it does not count."
            ),
        ),
        (
            "accept at NCC as residence",
            "What is taken at NCC counts as taken here.",
        ),
        (
            "minimum base: grade >= C- else requirements only",
            (
                "It counts if the grade is at least C-; else it meets requirements, and"
                " carries no credit."
            ),
        ),
        (
            "convert quarter -> semester by 2/3 round half-up to 0.01 per course",
            (
                "Quarter credit becomes semester credit by 2/3; each course is rounded"
                " half-up to 0.01."
            ),
        ),
        ("convert quarter -> semester by 2/3", ", exactly."),
        (
            "surplus drop",
            "What is earned above the catalog credit of what it counts as",
        ),
        ("repeat now: each up to 2", "each counts, up to 2."),
        ("duplicate keep course", "the course counts."),
        (
            "limit two-year: at most 60 cr from two-year institutions",
            (
                "At most 60 credits may come from two-year institutions. What is above"
                " is"
                " accepted, and not applied."
            ),
        ),
        (
            "limit military: at most 25% of degree from training or exams",
            "At most 25% of the degree may come from training or exams.",
        ),
        (
            (
                "recency science: subjects CSCI completed within 7 years before"
                " admitted"
                ' unless flag licensed-rn else refer to "Director" because "Old"'
            ),
            (
                "Courses in CSCI: at most 7 years from the day it was completed to the"
                " day"
                " of admission, unless it is flag licensed-rn; else Director decides:"
                " Old."
            ),
        ),
        (
            (
                "appeal denials: transfer within 15 business days to"
                ' "Provost" after second review'
            ),
            (
                "A denial of courses from elsewhere may be appealed to Provost within"
                " 15"
                " business days, after a second review."
            ),
        ),
        (
            "catalog rights { candidates admitted, declared choose most favorable }",
            (
                "A learner may be held to the catalog of the day they were admitted or"
                " declared. Chosen by most favorable."
            ),
        ),
        (
            'deny remedial: transfer because "Too easy" when attribute developmental',
            (
                "No credit for courses from elsewhere, where it is attribute"
                " developmental:"
                " Too easy."
            ),
        ),
    ],
)
def test_a_rule_of_a_policy_has_its_sentence(rule: str, sentence: str) -> None:
    (block,) = compiled(rule).policies
    said = [one.plain for one in policy_sentences(block)]
    assert any(sentence in one for one in said), said


@pytest.mark.parametrize(
    ("demand", "sentence"),
    [
        ("credits at least 120", "At least 120 credits in all."),
        (
            "gpa at least 2.0 over any course except CSCI 390",
            (
                "A grade point average of at least 2 over any course, except"
                " STATE:CSCI 390."
            ),
        ),
        (
            (
                "residency final: at least 24 of last 30 cr by completed, ties favor"
                " learner, straddling pro rata"
            ),
            (
                "At least 24 credits taken here, of the last 30 credits by completed"
                " (ties"
                " favor learner, a course on the edge counts pro rata)."
            ),
        ),
        (
            (
                'group core "Core" all of { course CSCI 141 group up "Up" 1 of {'
                " course CSCI 301 course CSCI 390 } } with grade >= C"
            ),
            "Core: all of STATE:CSCI 141 and “Up”; each with a grade of at least C.",
        ),
        (
            (
                "group ge 9 cr from attribute GE.* with at least 2 areas of (GE.HUM,"
                " GE.MATH), at most 6 cr per subject"
            ),
            (
                "ge: 9 credits from courses marked GE.*; at least 2 areas of GE.HUM and"
                " GE.MATH; at most 6 credits per subject."
            ),
        ),
        ("group done milestone", "done: to be reached; no course fills it."),
        (
            (
                "group a 1 courses from CSCI * group b 1 courses from CSCI *"
                " share a with b at most 4 cr"
            ),
            "A course may count in both a and b, at most 4 credits.",
        ),
        (
            "when flag honors { group thesis milestone } else { group exam milestone }",
            "If it is flag honors:",
        ),
        ("each course fills at most 2 groups", "Each course fills at most 2 groups."),
    ],
)
def test_a_demand_of_a_degree_has_its_sentence(demand: str, sentence: str) -> None:
    (block,) = compiled(demand=demand).degrees
    said = [one.plain for one in degree_sentences(block)]
    assert any(sentence in one for one in said), said


def test_what_stands_in_a_group_is_deeper_than_the_group() -> None:
    (block,) = compiled(demand="group a all of { group b milestone }").degrees
    assert [(one.id, one.depth) for one in degree_sentences(block)] == [
        ("a", 0),
        ("b", 1),
    ]


def test_every_rule_of_the_shipped_policies_has_a_sentence_of_words() -> None:
    root = Path(__file__).parents[2] / "policies"
    book = open_policies([root]).rulebook
    said = [one.plain for block in book.policies for one in policy_sentences(block)]
    said += [one.plain for block in book.degrees for one in degree_sentences(block)]
    assert len(said) > 60
    for one in said:
        assert re.fullmatch(r"[A-Za-z].*[.:]", one), one
        assert not re.search(r"<|None|Fraction|Kind\.|\(\)", one), one
