"""A small invented university, and degrees audited from their own text."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from articulate.audit.audit import audit
from articulate.audit.check import check
from articulate.engine.evaluate import evaluate
from articulate.language.compile import compile_policies
from articulate.model.audit import DegreeAudit, GroupResult
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, GroupId, InstitutionId, LearningId
from articulate.model.record import LearnerRecord, ReachedMilestone
from articulate.model.settlement import settle
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableRead, TableRequest

STATE = InstitutionId("STATE")
WORLD = """
institution STATE "State University" {
  kind four-year
  unit semester
  grades us-letter
  calendar state-terms
  accredited by "HLC" from 1950-01-01
}
institution NCC "Northfield" {
  kind two-year
  unit semester
  grades us-letter
  calendar state-terms
  accredited by "HLC" from 1950-01-01
}
scale us-letter {
  points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0
  pass P
  no-credit W
  in-progress IP
}
calendar state-terms {
  term 2023FA "Fall 2023" from 2023-08-21 to 2023-12-20
  term 2024SP "Spring 2024" from 2024-01-10 to 2024-05-20
  term 2024SU "Summer 2024" optional from 2024-06-01 to 2024-08-10
  term 2024FA "Fall 2024" from 2024-08-20 to 2024-12-20
  term 2025SP "Spring 2025" from 2025-01-10 to 2025-05-20
  term 2025FA "Fall 2025" from 2025-08-20 to 2025-12-20
}
catalog STATE "State catalog" version 2020 effective 2020-01-01 {
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 241 "Programming II" 4 cr lower
  course CSCI 301 "Algorithms" 4 cr upper
  course CSCI 305 "Languages" 3 cr upper
  course CSCI 310 "Databases" 4 cr upper
  course CSCI 320 "Networks" 5 cr upper
  course CSCI 390 "Internship" 3 cr upper
  course CSCI 480 "Topics" 3 cr upper
  course CSCI 481 "Topics" 3 cr upper
  course CSCI 491 "Project" 4 cr upper
  course MATH 121 "Calculus I" 4 cr lower
  course MATH 121H "Honors Calculus I" 4 cr lower
  course MATH 122 "Calculus II" 4 cr lower
  course STAT 135 "Statistics" 4 cr lower
  course PHYS 131 "Physics I" 3 cr lower
  course PHYS 131L "Physics Laboratory" 1 cr lower
  course PHYS 132 "Physics II" 4 cr lower
  course CHEM 121 "Chemistry I" 4 cr lower
  course CHEM 122 "Chemistry II" 4 cr lower
  course CHEM 131 "Chemistry for Life Sciences" 4 cr lower
  course HIST 101 "History I" 3 cr lower attributes GE.HUM
  course HIST 102 "History II" 3 cr lower attributes GE.HUM
  course HIST 210 "World History" 3 cr lower attributes GE.HUM, GE.GLOBAL
  course PHIL 110 "Ethics" 3 cr lower attributes GE.HUM
  course SOC 101 "Sociology" 3 cr lower attributes GE.SOC
  course ANTH 102 "Anthropology" 3 cr lower attributes GE.SOC, GE.GLOBAL
  course MUS 105 "Music" 3 cr lower attributes GE.ART
  course KINE 101 "Fitness" 1 cr lower
  course BIOL 105 "Human Biology" 4 cr lower
  course ENGL 101 "Writing" 3 cr lower
  course ENGL 102 "Literature" 4 cr lower same-as HIST 199
  course HIST 199 "Literature and History" 4 cr lower
  renamed BIOL 101 to BIOL 105 from 2022-08-15
}
equivalencies ncc-general "General" from NCC to STATE version 1 effective 2020-01-01 {
  cites "Memo"
  rule cis141: CIS 141 -> CSCI 141
  rule cis241: CIS 241 -> CSCI 241
  rule mat121: MAT 121 -> MATH 121
  rule mat122: MAT 122 -> MATH 122
  rule his101: HIS 101 -> HIST 101
  rule his102: HIS 102 -> HIST 102
  rule phi110: PHI 110 -> PHIL 110
  rule soc101: SOC 101 -> SOC 101
  rule chm: CHM 110 -> CHEM 121 | CHEM 131
  rule gened: HUM 100 -> requirement GE.HUM
  rule aa: award "Associate in Arts" -> requirement GE.SOC
  rule half: ENG 101 -> ENGL 101 [0 cr]
  rule free: COP 1** -> elective
  rule both: PHY 131 + PHY 132 -> PHYS 131 [3 cr] + PHYS 131L [1 cr] + PHYS 132 [4 cr]
  rule one: PHY 131 -> elective PHYS [3 cr]
}
exam ap-cs "AP Computer Science" for STATE version 1 effective 2020-01-01 {
  cites "Exam table"
  scores 1..5
  rule pass -> CSCI 141 [4 cr] when score >= 3
  rule low -> none when score < 3
}
exam ap-calc "AP Calculus" for STATE version 1 effective 2020-01-01 {
  cites "Exam table"
  scores 1..5
  rule pass -> MATH 121 [4 cr] when score >= 3
  rule low -> none when score < 3
}
"""
LEARNER = "learner admitted 2023-08-21 requested 2023-08-25 degree d"


@dataclass(frozen=True, slots=True)
class Audited:
    """One audit with what it was made of."""

    rulebook: Rulebook
    evaluation: Evaluation
    audit: DegreeAudit

    @property
    def settled(self) -> Evaluation:
        """The evaluation as the degree leaves it."""
        return settle(self.evaluation, self.audit.settlement)

    def group(self, name: str) -> GroupResult:
        """Find a group by its id."""
        return next(one for one in _groups(self.audit.groups) if one.id == name)

    def placed(self, name: str) -> list[str]:
        """List the codes that fill a group."""
        return sorted(
            one.code.local if one.code else one.label
            for one in self.group(name).applied
        )

    def measure(self, name: str) -> tuple[str, str]:
        """Say what a residency rule or GPA came to, and its status."""
        found = (*self.audit.residency, *self.audit.gpa)
        one = next(one for one in found if one.rule == name)
        return (str(one.counted), str(one.status))


def _groups(groups: tuple[GroupResult, ...]) -> list[GroupResult]:
    return [one for group in groups for one in (group, *_groups(group.groups))]


def _no_tables(request: TableRequest) -> TableRead:
    pytest.fail(f"no table is expected here: {request.file}")


@dataclass(frozen=True, slots=True)
class About:
    """What else is known of a learner: policy, opening lines, day, milestones."""

    policy: str = ""
    learner: str = LEARNER
    as_of: str = "2026-06-01"
    reached: tuple[str, ...] = ()


PLAIN = About()


def compiled(
    text: str, about: About, given: tuple[str, ...]
) -> tuple[Rulebook, LearnerRecord]:
    """Compile the world with a degree, and read a learner as a policy test does."""
    rows = " ".join(given)
    wanted = f'test "t" {{ {about.learner} {rows} as of {about.as_of} '
    text = f"{WORLD}\n{text}\n{wanted} expect total 0 cr }}"
    found = compile_policies({"world.art": text}, _no_tables)
    assert not found.report.errors, [one.message for one in found.report.errors]
    assert found.rulebook is not None
    return found.rulebook, found.tests[0].record


def audit_of(degree: str, *given: str, about: About = PLAIN) -> Audited:
    """Audit a degree `d` from its text for a learner from theirs.

    The independent checker must accept every result.
    """
    block = degree
    if not degree.lstrip().startswith("degree"):
        head = 'degree d "D" for STATE version 1 effective 2020-01-01'
        block = f'{head} {{ cites "Catalog" {degree} }}'
    day = date.fromisoformat(about.as_of)
    rulebook, record = compiled(f"{about.policy}\n{block}", about, given)
    milestones = tuple(
        ReachedMilestone(LearningId(f"m{k}"), BlockId("d"), GroupId(one), day)
        for k, one in enumerate(about.reached)
    )
    record = replace(record, milestones=milestones)
    evaluation = evaluate(
        rulebook, record, day, None, receiving=STATE, degrees=(BlockId("d"),)
    )
    found = audit(rulebook, evaluation, BlockId("d"))
    if found.version:
        assert check(rulebook, evaluation, found) == ()
        assert found.certificate is not None
        assert found.certificate.checked
    return Audited(rulebook, evaluation, found)


def own(code: str, grade: str = "B", credit: str = "3", day: str = "2024-05-20") -> str:
    """Write a course taken here."""
    return f"given STATE:{code} grade {grade} {credit} semester completed {day}"


def sent(
    code: str, grade: str = "B", credit: str = "3", day: str = "2022-05-20"
) -> str:
    """Write a course taken at Northfield."""
    return f"given NCC:{code} grade {grade} {credit} semester completed {day}"
