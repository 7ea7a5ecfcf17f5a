"""Every reason has words for every reader, and the words hold what was seen."""

import re

import pytest

from articulate.explain.learner import learner_sentence, status_sentence
from articulate.explain.outline import Role, Shown, role_of, rows_of, why
from articulate.explain.registrar import registrar_sentence
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode

NAMES = {"c1": "NCC:CIS 120"}


@pytest.mark.parametrize("code", ReasonCode, ids=str)
def test_every_reason_has_a_sentence_for_the_learner(code: ReasonCode) -> None:
    said = learner_sentence(Reason(code), NAMES)
    assert re.fullmatch(r"[A-Z].*[.?]", said)
    assert "  " not in said
    assert "None" not in said


@pytest.mark.parametrize("code", ReasonCode, ids=str)
def test_the_learner_reads_no_rule_ids(code: ReasonCode) -> None:
    reason = Reason(code, fact="grade", saw="B", wanted="C", rule="ncc@2024/cis120")
    assert "ncc@2024" not in learner_sentence(reason, NAMES)


@pytest.mark.parametrize("code", ReasonCode, ids=str)
def test_every_reason_has_a_part_to_play(code: ReasonCode) -> None:
    assert role_of(code) in Role


@pytest.mark.parametrize("status", Status, ids=str)
def test_every_status_has_a_sentence(status: Status) -> None:
    assert status_sentence(status).endswith(".")


def grade(code: ReasonCode, operator: str = ">=", wanted: str = "C") -> Reason:
    return Reason(code, fact="grade", wanted=wanted, saw="B+", operator=operator)


SENTENCES = {
    "a grade that is enough": (
        grade(ReasonCode.GRADE_MET),
        "Grade B+ is enough: C or better is asked for.",
    ),
    "a grade that must not be reached": (
        grade(ReasonCode.GRADE_NOT_MET, "<", "D"),
        "Grade B+ does not fit: lower than D is asked for.",
    ),
    "a day": (
        Reason(
            ReasonCode.CONDITION_NOT_MET,
            fact="completed",
            wanted="2015-08-15",
            saw="2019-06-10",
            operator="<",
        ),
        (
            "The day it was completed is 2019-06-10, and what is asked for is"
            " before 2015-08-15."
        ),
    ),
    "a part of a score": (
        Reason(ReasonCode.SCORE_MET, "score AB", "4", "5", ">="),
        "The AB score 5 fits: 4 or more is asked for.",
    ),
    "what is missing": (
        Reason(ReasonCode.MISSING_FACT, needs="the grade behind P"),
        "Something is missing on the record: the grade behind P.",
    ),
    "what took its place": (
        Reason(ReasonCode.DUPLICATE, about=("c1",)),
        "The same learning counts once; what counts is NCC:CIS 120.",
    ),
}


@pytest.mark.parametrize(("reason", "wanted"), SENTENCES.values(), ids=SENTENCES)
def test_a_reason_in_plain_words(reason: Reason, wanted: str) -> None:
    assert learner_sentence(reason, NAMES) == wanted


def test_the_registrar_reads_the_clause_and_what_it_saw() -> None:
    reason = Reason(
        ReasonCode.GRADE_NOT_MET,
        fact="grade",
        wanted="C",
        saw="D",
        operator=">=",
        text="grade >= C",
    )
    assert registrar_sentence(reason, NAMES) == "grade not met: grade >= C, saw D"


def test_the_smallest_why_leaves_out_what_only_stood_not_against_it(
    shown: Shown,
) -> None:
    first = rows_of(shown)[0]
    codes = [reason.code for reason in first.why]
    assert codes == [ReasonCode.RULE_APPLIED, ReasonCode.GRADE_MET]
    assert ReasonCode.ACCREDITED in [one.code for one in first.line.reasons]


def test_the_why_of_a_line_is_never_empty_where_it_has_reasons(shown: Shown) -> None:
    for row in rows_of(shown):
        assert row.why
        assert set(row.why) <= set(row.line.reasons)


def test_a_line_without_a_verdict_shows_all_it_has() -> None:
    reasons = (Reason(ReasonCode.AGES_OUT, wanted="2031-06-01"),)
    line = Line((), Status.AWARDED, reasons=reasons)
    assert why(line) == reasons
