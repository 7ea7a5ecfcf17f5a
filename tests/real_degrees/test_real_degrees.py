"""Real degrees: published programs are said in our language, compiled and audited."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.real_degrees import audit_examples, degree_trees, requirement_lists
from tests.real_degrees.writing import Listed, catalog_text

from articulate.intake.record import read_record
from articulate.language.compile import compile_policies
from articulate.model.audit import AuditStatus, DegreeAudit, GroupResult, Met
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record

ROOT = Path(__file__).parents[2]
_NAMED = os.environ.get("ARTICULATE_SHARED_DATA")  # noqa: TID251 - a test's own door
DATA = Path(_NAMED) if _NAMED else ROOT.parent / "shared" / "data"
TREES = DATA / "utd_degrees"
LISTS = DATA / "mit_requirements"
EXAMPLES = DATA / "audit_examples"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data is not here: ../shared/data"
)
PROGRAMS = sorted(TREES.glob("degrees_*/*.json"))
RULE_FILES = sorted(TREES.glob("req/*.req"))
NAMED_LISTS = sorted(LISTS.glob("lists/*.reql"))
HERE = InstitutionId("UNI")
AS_OF = date(2026, 1, 1)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def compiled(*texts: str) -> Rulebook:
    """Compile a translation, which has no error."""
    came = compile_policies({"degree.art": "\n".join(texts)})
    assert not came.report.errors
    assert came.rulebook is not None
    return came.rulebook


def record_of(codes: list[str], credit: str = "", *, year: int = 2022) -> LearnerRecord:
    """A record of these courses, each passed with a B; credit as the number says."""
    courses = [
        {
            "id": f"c{place}",
            "code": code,
            "credits": credit or degree_trees.listed(code).credit[-1],
            "unit": "semester",
            "grade": "B",
            "completed": f"{2023 + place % 3}-05-{1 + place % 28:02}",
        }
        for place, code in enumerate(codes)
    ]
    text = json.dumps(
        {
            "learner": {"id": "L-1", "admitted": f"{year}-08-20"},
            "requested": f"{year}-08-25",
            "transcripts": [{"institution": HERE, "courses": courses}],
        }
    )
    read = read_record(text, "record.json")
    assert isinstance(read, LearnerRecord), read
    return read


def audited(book: Rulebook, record: LearnerRecord, degree: str) -> DegreeAudit:
    asked = Asked(AS_OF, HERE, degrees=(BlockId(degree),))
    (audit,) = evaluate_record(book, record, asked).audits
    return audit


def every(groups: tuple[GroupResult, ...]) -> Iterator[GroupResult]:
    for group in groups:
        yield group
        yield from every(group.groups)


# --- degree trees ---------------------------------------------------------------------


def taken(node: dict[str, Any]) -> Iterator[str]:
    """What a learner takes who follows a program: of a choice, what comes first."""
    inner = node.get("requirements", [])
    match node["matcher"]:
        case "CourseRequirement":
            yield node["course"]
        case "AndRequirement":
            for one in inner:
                yield from taken(one)
        case "OrRequirement":
            yield from taken(inner[0])
        case "SelectRequirement":
            for one in inner[: int(node["required_count"])]:
                yield from taken(one)
        case "HoursRequirement":
            left = Fraction(node["required_hours"])
            for one in inner:
                for code in taken(one) if left > 0 else ():
                    left -= Fraction(degree_trees.listed(code).credit[-1])
                    yield code
        case _:
            return


@pytest.mark.parametrize("path", PROGRAMS, ids=name_of)
def test_a_published_program_is_said_and_audited(path: Path) -> None:
    said = degree_trees.degree_from_tree(path, "program", TREES / "req" / "core.req")
    assert not said.lost
    catalog = catalog_text(HERE, [degree_trees.listed(one) for one in said.courses])
    book = compiled(degree_trees.office(), catalog, said.text)
    tree = json.loads(path.read_text(encoding="utf-8"))
    codes = [code for one in tree["requirements"]["major"] for code in taken(one)]
    year = int(tree["year"][:4])
    record = record_of(list(dict.fromkeys(codes)), year=year)
    full = audited(book, record, "program")
    none = audited(book, record_of([], year=year), "program")
    assert full.certificate is not None
    assert full.certificate.checked
    assert any(one.status is Met.COMPLETE for one in every(full.groups))
    assert none.missing - full.missing >= 60
    assert full.status is not AuditStatus.UNDECIDED


@pytest.mark.parametrize("path", RULE_FILES, ids=name_of)
def test_a_rule_file_is_said_and_audited(path: Path) -> None:
    said = degree_trees.degree_from_rules(path, "rules")
    catalog = catalog_text(HERE, [degree_trees.listed(one) for one in said.courses])
    book = compiled(degree_trees.office(), catalog, said.text)
    audit = audited(book, record_of(sorted(said.courses)[::2]), "rules")
    assert audit.certificate is not None
    assert audit.certificate.checked
    assert said.leaves >= 9


def test_everything_a_program_asks_is_an_open_group_or_a_course() -> None:
    """Nothing is lost on the way: every leaf of a tree is asked for by its name."""
    for path in PROGRAMS:
        said = degree_trees.degree_from_tree(path, "p", TREES / "req" / "core.req")
        named = {code for code in said.courses if code in said.text}
        assert named == said.courses
        assert said.leaves > 30


# --- requirement lists ----------------------------------------------------------------

LOST = {
    "major1": ["Core Subjects: what a person judges adds no hours"],
    "major9": ["{<=4} caps Tier 3, which asks for nothing"],
}


@pytest.mark.parametrize("path", NAMED_LISTS, ids=name_of)
def test_a_list_is_said_and_a_real_plan_audited(path: Path) -> None:
    said = requirement_lists.list_from(path, "list")
    assert said.lost == LOST.get(path.stem, [])
    listed = [
        Listed(one, "12", attributes=tuple(said.areas.get(one, ())))
        for one in said.subjects
    ]
    book = compiled(requirement_lists.office(), catalog_text(HERE, listed), said.text)
    road = json.loads((LISTS / "example.road").read_text(encoding="utf-8"))
    plan = [one["subject_id"] for one in road["selectedSubjects"]]
    audit = audited(book, record_of(list(dict.fromkeys(plan)), "12"), "list")
    assert audit.certificate is not None
    assert audit.certificate.checked
    everything = audited(book, record_of(sorted(said.subjects), "12"), "list")
    assert everything.unmet <= audit.unmet


def test_every_subject_completes_a_list_that_asks_for_nothing_else() -> None:
    said = requirement_lists.list_from(LISTS / "lists" / "major6-7.reql", "list")
    catalog = catalog_text(HERE, [Listed(one, "12") for one in said.subjects])
    book = compiled(requirement_lists.office(), catalog, said.text)
    audit = audited(book, record_of(sorted(said.subjects), "12"), "list")
    assert audit.status is AuditStatus.COMPLETE


def test_four_subjects_from_two_areas_are_not_four_from_three() -> None:
    said = requirement_lists.list_from(LISTS / "lists" / "major16.reql", "list")
    listed = [
        Listed(one, "12", attributes=tuple(said.areas.get(one, ())))
        for one in said.subjects
    ]
    book = compiled(requirement_lists.office(), catalog_text(HERE, listed), said.text)
    for taken_, complete in (
        (["16.100", "16.20", "16.50", "16.90"], True),
        (["6.111", "16.35", "16.30", "16.35"], False),
    ):
        audit = audited(book, record_of(sorted(set(taken_)), "12"), "list")
        area = next(
            one
            for one in every(audit.groups)
            if one.title == "Professional Area Subjects"
        )
        assert (area.status is Met.COMPLETE) is complete


# --- audit examples -------------------------------------------------------------------

UNSETTLED = "a choice the learner has not settled is made here, so that most is filled"
OPTIONAL = "what need not be filled is satisfied by nothing there"
DIFFERENT = {
    1: {},
    4: {
        "Core Courses": UNSETTLED,
        "Core Courses/Theory": UNSETTLED,
        "Core Courses/Systems": UNSETTLED,
        "Core Courses/Applications": UNSETTLED,
        "Core Courses/General": UNSETTLED,
    },
    10: {
        f"Humanities and Social Sciences/Four Areas/{area}": OPTIONAL
        for area in (
            "Ethical Thought and Moral Values",
            "Foreign Language",
            "Historical Analysis",
            "Social Analysis",
        )
    },
}


def by_path(
    groups: tuple[GroupResult, ...], path: str = ""
) -> Iterator[tuple[str, bool]]:
    for group in groups:
        here = f"{path}/{group.title}".strip("/")
        yield here, group.status is Met.COMPLETE
        yield from by_path(group.groups, here)


@pytest.mark.parametrize("number", DIFFERENT)
def test_an_example_comes_out_as_printed_but_for_what_is_explained(
    number: int,
) -> None:
    example = audit_examples.example_from(EXAMPLES, number)
    book = compiled(example.policies)
    record = read_record(example.record, "record.json")
    assert isinstance(record, LearnerRecord)
    audit = audited(book, record, example.degree)
    assert audit.certificate is not None
    assert audit.certificate.checked
    found = dict(by_path(audit.groups))
    differ = {
        path for path, met in example.expected.items() if found.get(path) is not met
    }
    assert differ == set(DIFFERENT[number])


def test_a_course_taken_twice_counts_once_here() -> None:
    """The program that printed the trees counts `CWR 203` twice, among seven."""
    example = audit_examples.example_from(EXAMPLES, 10)
    record = read_record(example.record, "record.json")
    assert isinstance(record, LearnerRecord)
    audit = audited(compiled(example.policies), record, example.degree)
    seven = next(
        one for one in every(audit.groups) if one.title == "Seven Total Courses"
    )
    codes = Counter(str(one.code) for one in seven.applied)
    assert codes == {"UNI:PHI 203": 1, "UNI:CWR 203": 1}
