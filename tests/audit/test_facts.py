"""Facts that a degree's conditions ask of the learner, and pools of every kind."""

import pytest
from tests.audit.world import LEARNER, About, audit_of, own, sent

from articulate.model.audit import AuditStatus, Met

ENROLLED = (
    "enrolled STATE:2023FA, STATE:2024SP, STATE:2024FA, STATE:2025SP, STATE:2025FA"
)
MET = (
    ("admitted < 2024-01-01", LEARNER),
    ("declared >= 2024-01-01", f"{LEARNER} declared 2024-01-05"),
    ("requested = 2023-08-25", LEARNER),
    ("graduated >= 2026-06-01", LEARNER),
    ("evaluated = 2026-06-01", LEARNER),
    ("catalog = 2020", f"{LEARNER} catalog 2020"),
    ("gap <= 1 terms", f"{LEARNER} {ENROLLED}"),
    ("gpa >= 3", LEARNER),
    ("transfer gpa <= 2", LEARNER),
    ("credits earned >= 6", LEARNER),
    ("has STATE:CSCI 141", LEARNER),
    ("has STATE:CSCI 141 with grade >= B", LEARNER),
    ("not has STATE:CSCI 141 with grade >= A", LEARNER),
    ("has STATE:HIST 101", LEARNER),
    ("has attempted STATE:MATH 121", LEARNER),
    ("not has STATE:MATH 121", LEARNER),
    ("not has attempted STATE:PHYS 131", LEARNER),
    ('not has award "Associate in Arts"', LEARNER),
    ("transfer credits >= 3", LEARNER),
    ("degrees pursued = 1", LEARNER),
    ("degrees pursued = 2", f"{LEARNER} degree other"),
    ("has STATE:HIST 101 from transfer", LEARNER),
    ("has STATE:HIST 101 from NCC with grade >= C, credits >= 3", LEARNER),
    ("not has STATE:HIST 101 with grade >= B", LEARNER),
    ("not has STATE:HIST 101 from (residence or exams)", LEARNER),
    ("has STATE:CSCI 141 from residence", LEARNER),
    ("not has STATE:CSCI 141 with credits >= 5", LEARNER),
    ("has attribute GE.HUM", LEARNER),
    ("not has attribute GE.HUM from residence", LEARNER),
    ("not has in progress STATE:CSCI 141", LEARNER),
    ("admitted < STATE:2023FA or admitted = STATE:2023FA", LEARNER),
)
RECORD = (own("CSCI 141"), sent("HIS 101", "C"), own("MATH 121", "W"))


@pytest.mark.parametrize(("condition", "learner"), MET, ids=[one for one, _ in MET])
def test_what_a_condition_can_ask_of_the_learner(condition: str, learner: str) -> None:
    found = audit_of(
        f"""when {condition} {{ group yes 3 cr from any course }}
            else {{ group no 3 cr from any course }}""",
        *RECORD,
        about=About(learner=learner),
    )
    assert [one.id for one in found.audit.groups] == ["yes"]
    assert found.audit.open_facts == ()


@pytest.mark.parametrize(
    ("condition", "needs"),
    [
        ("declared >= 2024-01-01", "the day the learner was declared"),
        ("catalog = 2020", "the catalog the learner elected"),
        ("gap <= 1 terms", "the terms of enrollment"),
        ("transfer gpa <= 2", "transfer gpa"),
    ],
)
def test_a_fact_the_record_lacks_is_named(condition: str, needs: str) -> None:
    found = audit_of(
        f"""when {condition} {{ group yes 3 cr from any course }}
            else {{ group no 3 cr from any course }}""",
        own("CSCI 141"),
    )
    assert [one.needs for one in found.audit.open_facts] == [needs]


POOLS = (
    ("subject CSCI", own("CSCI 141")),
    ("subjects HIST, CSCI", own("CSCI 141")),
    ("attribute GE.HUM", own("HIST 101")),
    ("attribute GE.*", own("SOC 101")),
    ("level upper", own("CSCI 301")),
    ("any course", own("KINE 101", credit="3")),
    ("letter graded", own("CSCI 141", "D")),
    ("pass graded", own("CSCI 141", "P")),
    ("transfer", sent("HIS 101")),
    ("residence", own("HIST 101")),
    ("two-year institutions", sent("HIS 101")),
    ("NCC", sent("HIS 101")),
    ("exams", "given exam ap-cs score 4 taken 2022-05-10"),
    ("CSCI 300..499", own("CSCI 305")),
    ("CSCI 30*", own("CSCI 305")),
    ("CSCI *", own("CSCI 305")),
    ("HIST 101 or PHIL 110", own("PHIL 110")),
    ("attribute GE.HUM and HIST *", own("HIST 102")),
    ("attribute GE.HUM except HIST *", own("PHIL 110")),
)
OUTSIDE = (
    ("subject CSCI", own("HIST 101")),
    ("level upper", own("CSCI 141")),
    ("letter graded", own("CSCI 141", "P")),
    ("pass graded", own("CSCI 141")),
    ("transfer", own("HIST 101")),
    ("transfer", "given exam ap-cs score 4 taken 2022-05-10"),
    ("residence", sent("HIS 101")),
    ("two-year institutions", own("HIST 101")),
    ("CSCI 300..499", own("CSCI 141")),
    ("CSCI 30*", own("CSCI 310")),
    ("attribute GE.HUM except HIST *", own("HIST 102")),
    ("credentials or training or portfolios", own("HIST 102")),
)


@pytest.mark.parametrize(("pool", "given"), POOLS, ids=[one for one, _ in POOLS])
def test_credit_in_a_pool(pool: str, given: str) -> None:
    found = audit_of(f"group some 3 cr from {pool}", given)
    assert found.audit.status is AuditStatus.COMPLETE


@pytest.mark.parametrize(
    ("pool", "given"), OUTSIDE, ids=[f"{one}" for one, _ in OUTSIDE]
)
def test_credit_outside_a_pool(pool: str, given: str) -> None:
    found = audit_of(f"group some 3 cr from {pool}", given)
    assert found.group("some").status is Met.INCOMPLETE
    assert found.group("some").missing == (f"3 cr from {pool}",)


BOUNDS = (
    ("at least 6 cr in residence", "6 cr more for at least 6 cr in residence"),
    (
        "at least 2 courses from level upper",
        "2 courses more for at least 2 courses from level upper",
    ),
    ("at least 1 areas of (GE.ART)", "1 area more for at least 1 areas of (GE.ART)"),
    (
        "at least 50% of courses in residence",
        "at least 50% of courses in residence, 50% of what is applied",
    ),
    ("gpa >= 3", "gpa >= 3, it is 2"),
    ("gpa > 2", "gpa > 2, it is 2"),
)


@pytest.mark.parametrize(("qualifier", "needs"), BOUNDS, ids=[one for one, _ in BOUNDS])
def test_what_a_group_still_needs_is_said_in_its_own_words(
    qualifier: str, needs: str
) -> None:
    degree = f"group hum 3 cr from attribute GE.HUM with {qualifier}"
    found = audit_of(degree, sent("HIS 101", "C"))
    assert found.group("hum").missing == (needs,)


def test_what_a_choice_still_needs_names_what_may_be_chosen() -> None:
    found = audit_of(
        """group some 2 of {
             course CSCI 301 course CSCI 305 course CSCI 310 | CSCI 320
           }""",
        own("CSCI 305"),
    )
    assert found.group("some").missing == (
        "1 of: course CSCI 301, course CSCI 310 | CSCI 320",
    )


def test_what_the_groups_inside_still_need_is_named_with_them() -> None:
    found = audit_of(
        """group core all of { course CSCI 141
             group theory 1 of { course CSCI 301 course CSCI 305 } }""",
        own("CSCI 141"),
    )
    assert found.group("core").missing == (
        "group theory: 1 of: course CSCI 301, course CSCI 305",
    )


def test_a_choice_of_groups_names_each_of_them() -> None:
    found = audit_of(
        """group science 1 of {
             group physics all of { course PHYS 131 course PHYS 132 }
             group chemistry all of { course CHEM 121 course CHEM 122 } }""",
        own("PHYS 131"),
    )
    assert found.group("science").missing == (
        "1 of: group physics (course PHYS 132), group chemistry",
    )
