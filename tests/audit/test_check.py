"""The checker accepts what the search found, and refuses what was made worse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.world import About, Audited, audit_of, compiled, own, sent

from articulate.audit.audit import audit
from articulate.audit.check import check
from articulate.engine.evaluate import evaluate
from articulate.model.audit import AuditStatus, DegreeAudit, GroupResult, Met, Placement
from articulate.model.certificate import CertificateKind
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import (
    BlockId,
    InstitutionId,
    LearningId,
    Mark,
    VersionId,
)
from articulate.model.record import LearnerRecord
from articulate.model.settlement import Settlement
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook

STATE, NCC = InstitutionId("STATE"), InstitutionId("NCC")
RICH = """degree d "D" for STATE version 1 effective 2020-01-01 { cites "Catalog"
  credits at least 30
  gpa at least 2.0 over any course
  residency total: at least 12 cr
  residency final: at least 6 of last 12 cr by completed
  residency major: at least 50% of courses in core
  share core with science at most 4 cr
  group core all of {
    course CSCI 141
    course MATH 121 | MATH 121H
    group theory 1 of { course CSCI 301 course CSCI 305 }
  } with grade >= C, gpa >= 2.25
  group science 1 of {
    group physics all of { course PHYS 131 + PHYS 131L course PHYS 132 }
    group chemistry all of { course CHEM 121 course CHEM 122 }
    group computing all of { course CSCI 141 course CSCI 241 }
  }
  group advanced 8 cr from CSCI 300..499 except CSCI 390
    with at most 3 cr from CSCI 480..489, at least 1 courses in residence
  group gened 6 cr from attribute GE.HUM with at least 2 subjects, at most 3 cr per term
  group spread 2 courses from attribute GE.*
    with at least 3 areas of (GE.HUM, GE.SOC, GE.GLOBAL)
}
policy p "P" for STATE version 1 effective 2020-01-01 {
  cites "Policy" governed by requested
  limit two-year: at most 7 cr from two-year institutions
}"""
HERE = (
    *(
        "CSCI 141",
        "CSCI 241",
        "CSCI 301",
        "CSCI 305",
        "CSCI 310",
        "CSCI 320",
        "CSCI 480",
    ),
    *(
        "CSCI 481",
        "CSCI 491",
        "MATH 121",
        "MATH 121H",
        "PHYS 131",
        "PHYS 131L",
        "PHYS 132",
    ),
    *(
        "CHEM 121",
        "CHEM 122",
        "HIST 101",
        "HIST 102",
        "HIST 210",
        "PHIL 110",
        "SOC 101",
    ),
    *("ANTH 102", "MUS 105"),
)
THERE = (
    "CIS 141",
    "CIS 241",
    "MAT 121",
    "HIS 101",
    "HIS 102",
    "PHI 110",
    "SOC 101",
    "CHM 110",
)
AS_OF = date(2026, 6, 1)
DAYS = (date(2022, 5, 20), date(2023, 12, 20), date(2024, 5, 20), date(2024, 12, 20))
RULEBOOK, LEARNER = compiled(RICH, About(), ())


def attempts(
    random: Random, where: InstitutionId, codes: tuple[str, ...]
) -> Transcript:
    """Draw some finished courses of one institution."""
    courses = [
        CourseAttempt(
            id=LearningId(f"{where}-{place}"),
            code=CourseCode.read(where, code),
            written=code,
            credits=Fraction(random.choice([3, 3, 4])),
            unit=CreditUnit.SEMESTER,
            grade=Mark(random.choice("AABBCDP")),
            completed=random.choice(DAYS),
        )
        for place, code in enumerate(codes)
        if random.randint(0, 2)
    ]
    return Transcript(where, courses=tuple(courses))


def drawn(random: Random) -> LearnerRecord:
    """Draw a learner of the rich degree."""
    here = attempts(random, STATE, HERE)
    there = attempts(random, NCC, tuple(c for c in THERE if random.randint(0, 1)))
    return replace(LEARNER, transcripts=(here, there))


def audited(record: LearnerRecord, rulebook: Rulebook = RULEBOOK) -> Audited:
    """Evaluate and audit a record."""
    degrees = (BlockId("d"),)
    evaluation = evaluate(
        rulebook, record, AS_OF, None, receiving=STATE, degrees=degrees
    )
    return Audited(rulebook, evaluation, audit(rulebook, evaluation, BlockId("d")))


RANDOM = st.randoms(use_true_random=False)
MANY = settings().max_examples


@given(RANDOM)
@settings(max_examples=MANY)
def test_every_audit_is_accepted(random: Random) -> None:
    found = audited(drawn(random))
    assert check(found.rulebook, found.evaluation, found.audit) == ()
    assert found.audit.certificate is not None
    assert found.audit.certificate.checked


@given(RANDOM)
@settings(max_examples=MANY // 4)
def test_the_order_of_a_record_changes_nothing(random: Random) -> None:
    record = drawn(random)
    shuffled = []
    for transcript in reversed(record.transcripts):
        courses = list(transcript.courses)
        random.shuffle(courses)
        shuffled.append(replace(transcript, courses=tuple(courses)))
    found = audited(replace(record, transcripts=tuple(shuffled)))
    assert found.audit == audited(record).audit


@given(RANDOM)
@settings(max_examples=MANY // 4)
def test_the_order_of_a_degree_changes_nothing_but_the_order_shown(
    random: Random,
) -> None:
    record = drawn(random)
    (degree,) = RULEBOOK.degrees
    members = list(degree.members)
    random.shuffle(members)
    shuffled = replace(RULEBOOK, degrees=(replace(degree, members=tuple(members)),))
    found, expected = audited(record, shuffled).audit, audited(record).audit
    by_name = {one.id: one for one in expected.groups}
    assert {one.id: one for one in found.groups} == by_name
    assert replace(found, groups=()) == replace(expected, groups=())


Tamper = Callable[[DegreeAudit], DegreeAudit]


def with_group(audit_: DegreeAudit, changed: GroupResult) -> DegreeAudit:
    """Put a changed group in the place of the one it was."""
    groups = tuple(changed if one.id == changed.id else one for one in audit_.groups)
    return replace(audit_, groups=groups)


def _placement_removed(found: DegreeAudit) -> DegreeAudit:
    return with_group(found, found.groups[0]._replace(applied=()))


def _placed_twice(found: DegreeAudit) -> DegreeAudit:
    first, second = found.groups[:2]
    moved = first.applied[0]._replace(group=(second.id,), member="")
    return with_group(found, second._replace(applied=(*second.applied, moved)))


def _credit_raised(found: DegreeAudit) -> DegreeAudit:
    first = found.groups[0]
    more = first.applied[0]._replace(credits=Fraction(30))
    return with_group(found, first._replace(applied=(more, *first.applied[1:])))


def _said_complete(found: DegreeAudit) -> DegreeAudit:
    open_ = next(one for one in found.groups if one.status is Met.INCOMPLETE)
    return with_group(found, open_._replace(status=Met.COMPLETE))


def _degree_said_complete(found: DegreeAudit) -> DegreeAudit:
    return replace(found, status=AuditStatus.COMPLETE)


def _residency_said_met(found: DegreeAudit) -> DegreeAudit:
    measures = tuple(replace(one, status=Met.MET) for one in found.residency)
    return replace(found, residency=measures)


def _gpa_said_met(found: DegreeAudit) -> DegreeAudit:
    return replace(found, gpa=tuple(replace(one, status=Met.MET) for one in found.gpa))


def _total_raised(found: DegreeAudit) -> DegreeAudit:
    return replace(found, credits_applied=found.credits_applied + 1)


def _cut_forgotten(found: DegreeAudit) -> DegreeAudit:
    return replace(found, settlement=replace(found.settlement, cuts=()))


def _cut_more(found: DegreeAudit) -> DegreeAudit:
    (cut,) = found.settlement.cuts
    more = replace(cut, amount=cut.amount + 1)
    return replace(found, settlement=replace(found.settlement, cuts=(more,)))


def _values_changed(found: DegreeAudit) -> DegreeAudit:
    assert found.certificate is not None
    values = ("0", *found.certificate.values[1:])
    return replace(found, certificate=replace(found.certificate, values=values))


def _kind_changed(found: DegreeAudit) -> DegreeAudit:
    assert found.certificate is not None
    kind = CertificateKind.ALLOCATION
    return replace(found, certificate=replace(found.certificate, kind=kind))


def _another_version(found: DegreeAudit) -> DegreeAudit:
    return replace(found, version=VersionId("2"))


def _another_learner_s_course(found: DegreeAudit) -> DegreeAudit:
    first = found.groups[0]
    other = first.applied[0]._replace(learning=(LearningId("x9"),))
    return with_group(found, first._replace(applied=(other, *first.applied[1:])))


TAMPERED: dict[str, Tamper] = {
    "a placement is taken away": _placement_removed,
    "a course is counted twice": _placed_twice,
    "a course brings more credit than it has": _credit_raised,
    "an open group is said to be complete": _said_complete,
    "the degree is said to be complete": _degree_said_complete,
    "residency is said to be met": _residency_said_met,
    "an average is said to be met": _gpa_said_met,
    "the total is raised": _total_raised,
    "what a limit cut is forgotten": _cut_forgotten,
    "more is cut than the limit asks for": _cut_more,
    "the certificate claims less is unmet": _values_changed,
    "the certificate claims that nothing is left": _kind_changed,
    "it speaks of a version that does not exist": _another_version,
    "it uses a course that is not on the record": _another_learner_s_course,
}


def tampered_with() -> Audited:
    """One audit with a cut, two groups, a GPA and residency, incomplete."""
    policy = """policy p "P" for STATE version 1 effective 2020-01-01 {
      cites "x" governed by requested
      limit two-year: at most 3 cr from two-year institutions }"""
    return audit_of(
        """credits at least 60
           gpa at least 3.0 over any course
           residency total: at least 30 cr
           group hum 3 cr from HIST 101 or PHIL 110
           group world 6 cr from HIST 101 or HIST 210
           group math all of { course MATH 121 }""",
        own("HIST 210", "C"),
        own("HIST 101", "C"),
        sent("PHI 110", "C"),
        sent("SOC 101", "C", credit="1"),
        about=About(policy=policy),
    )


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_an_audit_made_worse_is_refused(tamper: Tamper) -> None:
    found = tampered_with()
    assert check(found.rulebook, found.evaluation, found.audit) == ()
    assert check(found.rulebook, found.evaluation, tamper(found.audit))


@given(RANDOM)
@settings(max_examples=MANY // 2)
def test_no_placement_can_be_left_out_unnoticed(random: Random) -> None:
    found = audited(drawn(random))
    places = [
        (group, place)
        for group in found.audit.groups
        for place in group.applied
        if not group.groups
    ]
    if not places:
        return
    group, gone = random.choice(places)
    left = tuple(one for one in group.applied if one != gone)
    worse = with_group(found.audit, group._replace(applied=left))
    assert check(found.rulebook, found.evaluation, worse)


def test_a_placement_where_sharing_is_closed_is_refused() -> None:
    found = audit_of(
        "group a 3 cr from HIST 210 group b 3 cr from HIST 210 or HIST 101",
        own("HIST 210"),
    )
    a, b = found.audit.groups
    (place,) = (*a.applied, *b.applied)
    both = tuple(
        one._replace(applied=(place._replace(group=(one.id,)),), status=Met.COMPLETE)
        for one in (a, b)
    )
    objections = check(
        found.rulebook, found.evaluation, replace(found.audit, groups=both)
    )
    assert any("counted twice" in one for one in objections)


@pytest.mark.parametrize("options", [(), (0, 0), (7,), (-1,)], ids=str)
def test_what_was_not_offered_is_an_objection(options: tuple[int, ...]) -> None:
    found = audit_of("group lab all of { course CHEM 121 }", sent("CHM 110"))
    worse = replace(
        found.audit, settlement=replace(found.audit.settlement, options=options)
    )
    said = check(found.rulebook, found.evaluation, worse)
    assert said == ("what was chosen was not offered",)


def test_an_option_that_was_not_taken_is_refused() -> None:
    found = audit_of("group lab all of { course CHEM 121 }", sent("CHM 110"))
    worse = replace(found.audit, settlement=Settlement(options=(1,)))
    if found.audit.settlement.options == (1,):
        worse = replace(found.audit, settlement=Settlement(options=(0,)))
    assert check(found.rulebook, found.evaluation, worse)


# --- what more credit may never do ----------------------------------------------------

MONOTONE = """degree d "D" for STATE version 1 effective 2020-01-01 { cites "Catalog"
  credits at least 9
  residency total: at least 6 cr
  group core all of {
    course CSCI 141
    group theory 1 of { course CSCI 301 course CSCI 305 }
  }
  group gened 6 cr from attribute GE.HUM
    with at least 2 subjects, at most 3 cr per subject
  group spread 2 courses from attribute GE.* with at least 2 areas of (GE.HUM, GE.SOC)
}"""


@given(RANDOM)
@settings(max_examples=MANY // 2)
def test_a_further_passed_course_never_un_completes_a_degree(random: Random) -> None:
    rulebook, _ = compiled(MONOTONE, About(), ())
    record = drawn(random)
    here, there = record.transcripts
    if not here.courses:
        return
    fewer = replace(here, courses=here.courses[1:])
    before = audited(replace(record, transcripts=(fewer, there)), rulebook).audit
    after = audited(record, rulebook).audit
    met = {one.id for one in before.groups if one.status is Met.COMPLETE}
    if before.status is AuditStatus.COMPLETE:
        assert after.status is AuditStatus.COMPLETE
    assert len([one for one in after.groups if one.status is Met.COMPLETE]) >= len(met)


@given(RANDOM)
@settings(max_examples=MANY // 2)
def test_nothing_is_counted_twice_where_nothing_is_shared(random: Random) -> None:
    rulebook, _ = compiled(MONOTONE, About(), ())
    found = audited(drawn(random), rulebook).audit
    places = [
        (one.learning, one.target) for group in found.groups for one in group.applied
    ]
    places += [(one.learning, one.target) for one in found.free]
    assert len(places) == len(set(places))
    credit = {(one.learning, one.target): one.credits for one in _all(found)}
    assert sum(credit.values(), Fraction(0)) == found.credits_applied


def _all(found: DegreeAudit) -> list[Placement]:
    return [*(one for group in found.groups for one in group.applied), *found.free]
