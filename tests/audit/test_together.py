"""Degrees that name each other are audited together, as one use of the credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.world import PLAIN, STATE, About, compiled, own

from articulate.audit.check import check
from articulate.audit.recount.sharing import shared_too_much
from articulate.audit.together import audit_each
from articulate.engine.evaluate import evaluate
from articulate.model.audit import AuditStatus, DegreeAudit, Met
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId
from articulate.rulebook.rulebook import Rulebook

COMPLETE, IMPOSSIBLE = AuditStatus.COMPLETE, AuditStatus.IMPOSSIBLE
INCOMPLETE, UNDECIDED = AuditStatus.INCOMPLETE, AuditStatus.UNDECIDED
MAJOR = "group major 6 cr from HIST *"
MINOR = "group minor 6 cr from HIST *"
TWO = (own("HIST 101"), own("HIST 102"))
THREE = (*TWO, own("HIST 210"))
FOUR = (*THREE, own("HIST 199"))


def audits_of(
    degrees: Sequence[str],
    *rows: str,
    order: Sequence[str] = (),
    about: About = PLAIN,
) -> tuple[DegreeAudit, ...]:
    """Audit degrees `a`, `b`, … from their texts; the checker accepts each of them."""
    rulebook, evaluation, found = joint(degrees, *rows, order=order, about=about)
    assert not list(shared_too_much(rulebook, found))
    for one in found:
        assert check(rulebook, evaluation, one) == ()
        assert one.certificate is not None
        assert one.certificate.checked
    return found


def joint(
    degrees: Sequence[str],
    *rows: str,
    order: Sequence[str] = (),
    about: About = PLAIN,
) -> tuple[Rulebook, Evaluation, tuple[DegreeAudit, ...]]:
    """Audit degrees `a`, `b`, … from their texts, whatever comes of it."""
    names = "abcdef"[: len(degrees)]
    text = "\n".join(
        f'degree {name} "D" for STATE version 1 effective 2020-01-01'
        f' {{ cites "Catalog" {body} }}'
        for name, body in zip(names, degrees, strict=True)
    )
    learner = "learner admitted 2023-08-21 requested 2023-08-25"
    about = About(about.policy, learner, about.as_of)
    rulebook, record = compiled(f"{about.policy}\n{text}", about, rows)
    asked = tuple(BlockId(one) for one in order or names)
    day = date.fromisoformat(about.as_of)
    evaluation = evaluate(rulebook, record, day, None, receiving=STATE, degrees=asked)
    return rulebook, evaluation, audit_each(rulebook, evaluation, asked)


def statuses(*audits: DegreeAudit) -> list[AuditStatus]:
    return [one.status for one in audits]


def test_between_two_degrees_sharing_is_open() -> None:
    assert statuses(*audits_of((MAJOR, MINOR), *TWO)) == [COMPLETE, COMPLETE]


@dataclass(frozen=True)
class Case:
    """What two degrees say of each other, what was taken, what they come to."""

    says: tuple[str, str]
    taken: tuple[str, ...]
    complete: int


CASES = {
    "as much as may be shared": Case(
        ("share major with degree b at most 6 cr", ""), TWO, 2
    ),
    "a credit less than both need": Case(
        ("share major with degree b at most 5 cr", ""), TWO, 1
    ),
    "a course each, and one shared": Case(
        ("share major with degree b at most 3 cr", ""), THREE, 2
    ),
    "counted in courses": Case(
        ("share major with degree b at most 1 courses", ""), THREE, 2
    ),
    "too few courses": Case(
        ("share major with degree b at most 1 courses", ""), TWO, 1
    ),
    "exclusive": Case(("exclusive major with degree b", ""), THREE, 1),
    "exclusive with enough for both": Case(
        ("exclusive major with degree b", ""), FOUR, 2
    ),
    "the other degree says it": Case(
        ("", "share minor with degree a at most 3 cr"), TWO, 1
    ),
    "the less that either says": Case(
        (
            "share major with degree b at most 6 cr",
            "share minor with degree a at most 0 cr",
        ),
        THREE,
        1,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_degrees_may_share(case: Case) -> None:
    texts = (f"{MAJOR} {case.says[0]}", f"{MINOR} {case.says[1]}")
    found = audits_of(texts, *case.taken)
    assert statuses(*found).count(COMPLETE) == case.complete
    assert all(one.status in (COMPLETE, IMPOSSIBLE) for one in found)


def test_the_order_in_which_degrees_are_asked_for_changes_nothing() -> None:
    texts = (f"{MAJOR} share major with degree b at most 5 cr", MINOR)
    one = audits_of(texts, *TWO)
    other = audits_of(texts, *TWO, order="ba")
    assert one == tuple(reversed(other))


def test_a_conflict_says_of_which_degree_a_requirement_is() -> None:
    found = audits_of((f"{MAJOR} exclusive major with degree b", MINOR), *TWO)
    (open_one,) = [one for one in found if one.status is IMPOSSIBLE]
    assert open_one.conflicts == (
        (("a: group major", "group minor"),)
        if open_one.degree == "b"
        else (("group major", "b: group minor"),)
    )


def test_what_a_degree_lacks_even_alone_is_merely_missing() -> None:
    texts = (
        f"{MAJOR} exclusive major with degree b",
        f"{MINOR} group other 3 cr from MUS *",
    )
    first, second = audits_of(texts, *TWO)
    assert first.status is COMPLETE
    assert second.status is INCOMPLETE


def test_the_credit_that_each_demands_is_its_own_statement() -> None:
    texts = (
        f"credits at least 6 {MAJOR} exclusive major with degree b",
        f"credits at least 12 {MINOR}",
    )
    first, second = audits_of(texts, *THREE)
    assert (first.status, second.status) == (COMPLETE, INCOMPLETE)
    assert second.credits_applied == 9


def test_a_course_fills_so_many_groups_of_its_own_degree_only() -> None:
    share = "share all each course fills at most 1 groups exclusive one with degree b"
    texts = (
        f"group one 3 cr from HIST * group two 3 cr from HIST * {share}",
        "group minor 3 cr from HIST *",
    )
    assert statuses(*audits_of(texts, *TWO)) == [COMPLETE, COMPLETE]
    assert COMPLETE in statuses(*audits_of(texts, own("HIST 101")))


def test_three_degrees_in_a_chain() -> None:
    texts = (
        f"{MAJOR} exclusive major with degree b",
        f"{MINOR} exclusive minor with degree c",
        "group third 6 cr from HIST *",
    )
    assert statuses(*audits_of(texts, *FOUR)) == [COMPLETE] * 3
    assert statuses(*audits_of(texts, *THREE)).count(COMPLETE) == 2


def test_an_option_is_chosen_for_both() -> None:
    either = "given NCC:CHM 110 grade B 4 semester completed 2022-05-20"
    texts = (
        "group one 4 cr from CHEM 121 exclusive one with degree b",
        "group two 4 cr from CHEM 131",
    )
    assert statuses(*audits_of(texts, either)).count(COMPLETE) == 1


def test_a_condition_nobody_can_answer_leaves_a_degree_open() -> None:
    texts = (
        f"{MAJOR} exclusive major with degree b",
        "when flag honors { group minor 3 cr from HIST * }",
    )
    first, second = audits_of(texts, *TWO)
    assert first.status is COMPLETE
    assert second.status is INCOMPLETE
    assert second.open_facts


OLDER = """
degree o "D" for STATE version 1 effective 2010-01-01 { cites "Catalog" %s }
degree o "D" for STATE version 2 effective 2024-01-01 supersedes 1 {
  cites "Catalog" %s }
policy r "Rights" for STATE version 1 effective 2010-01-01 { cites "Catalog"
  catalog rights { candidates admitted lapse when gap > 2 terms choose admitted } }"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (TWO, {COMPLETE, IMPOSSIBLE}),
        (THREE, {COMPLETE, INCOMPLETE}),
        (FOUR, {COMPLETE}),
    ],
    ids=["too little for either", "enough for the older", "enough for either"],
)
def test_a_version_that_may_not_hold_leaves_degrees_open_together(
    rows: Sequence[str], expected: set[AuditStatus]
) -> None:
    versions = ("group one 3 cr from HIST *", "group one 6 cr from HIST *")
    about = About(
        policy=OLDER % versions, learner="learner admitted 2020-08-20 degree a, o"
    )
    texts = (f"{MAJOR} exclusive major with degree o",)
    rulebook, evaluation, _ = joint(texts, *rows, about=about)
    asked = (BlockId("a"), BlockId("o"))
    found = audit_each(rulebook, evaluation, asked)
    again = audit_each(rulebook, evaluation, asked[::-1])
    assert again == found[::-1]
    assert {one.status for one in found} == expected
    for one in found:
        assert check(rulebook, evaluation, one) == ()


CODES = ("HIST 101", "HIST 102", "HIST 210", "PHIL 110", "SOC 101")


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_no_other_use_of_the_credit_meets_more(random: Random) -> None:
    taken = CODES[: random.randint(2, len(CODES))]
    asked = [
        [
            (random.randint(1, 2), random.sample(CODES, random.randint(1, 4)))
            for _ in range(random.randint(1, 2))
        ]
        for _ in "ab"
    ]
    most = random.randint(0, 2)
    texts = [
        " ".join(
            f"group g{k} {need} courses from {' or '.join(pool)}"
            for k, (need, pool) in enumerate(groups)
        )
        for groups in asked
    ]
    texts[0] += f" share g0 with degree b at most {most} courses"
    found = audits_of(texts, *map(own, taken))
    unmet = sum(group.status is not Met.COMPLETE for a in found for group in a.groups)
    assert unmet == _fewest(taken, asked, most)


def _fewest(
    taken: Sequence[str], asked: Sequence[Sequence[tuple[int, list[str]]]], most: int
) -> int:
    """Try every way to put each course in one group of each degree, or in none."""
    best = 99
    ways = [(a, b) for a in (None, *_of(asked[0])) for b in (None, *_of(asked[1]))]
    for way in product(ways, repeat=len(taken)):
        if sum(a == 0 and b is not None for a, b in way) > most:
            continue
        unmet = 0
        for degree in (0, 1):
            for k, (need, pool) in enumerate(asked[degree]):
                here = [
                    code
                    for code, pair in zip(taken, way, strict=True)
                    if pair[degree] == k
                ]
                lawful = all(code in pool for code in here)
                unmet += 9 if not lawful else len(here) < need
        best = min(best, unmet)
    return best


def _of(groups: Sequence[object]) -> range:
    return range(len(groups))


LIMITED = "limit small: at most 6 cr from HIST *"
NO_MORE = "share minor with degree a at most 3 cr"


def test_what_a_limit_of_one_degree_cuts_counts_in_the_other() -> None:
    here = f"credits at least 6 {LIMITED} group major 3 cr from HIST *"
    there = """credits at least 9 group minor 3 cr from HIST *
               exclusive minor with degree a"""
    one, other = audits_of((here, there), *FOUR)
    assert statuses(one, other) == [COMPLETE, COMPLETE]
    assert [one.credits_applied, other.credits_applied] == [6, 12]


@pytest.mark.parametrize("own_limit", ["", "limit other: at most 7 cr from HIST *"])
def test_what_the_limit_of_another_degree_may_stand_against_is_undecided(
    own_limit: str,
) -> None:
    here = f"credits at least 12 {LIMITED} {MAJOR}"
    there = f"{own_limit} group minor 9 cr from HIST * {NO_MORE}"
    _, _, found = joint((here, there), *FOUR)
    assert statuses(*found) == [UNDECIDED, UNDECIDED]
    assert not any(one.certificate and one.certificate.checked for one in found)
