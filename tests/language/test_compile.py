"""Policies compile together: order never matters, and nothing written breaks it."""

from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.language.strategies import policies

from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report
from articulate.language.compile import check_policies, compile_policies
from articulate.language.format.policy import format_policy
from articulate.language.lower.blocks import lowered_rulebook, lowered_tests
from articulate.language.syntax.policy import Policy
from articulate.rulebook.catalogs import CalendarBlock, CatalogBlock
from articulate.rulebook.codec import decode, encode
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.digest import digest_of
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableRead, TableRequest
from articulate.rulebook.version import BlockKind

PRELUDE = (Path(__file__).parents[1] / "docs" / "prelude.art").read_text("utf-8")

# A name that nothing defines, or that two things have, still has a compiled form.
NAMES_ONLY = {
    *(Code.UNKNOWN_SUBJECT, Code.UNKNOWN_INSTITUTION, Code.UNKNOWN_SCALE),
    *(Code.UNKNOWN_TERM, Code.UNKNOWN_RULE, Code.UNKNOWN_GROUP, Code.UNKNOWN_DEGREE),
    *(Code.UNKNOWN_GRADE, Code.UNKNOWN_CRITERION, Code.UNKNOWN_PERFORMANCE_LEVEL),
    *(Code.DUPLICATE_BLOCK, Code.DUPLICATE_ID, Code.DUPLICATE_GROUP),
    *(Code.DUPLICATE_COURSE, Code.DUPLICATE_GRADE, Code.DUPLICATE_TERM),
    *(Code.FOREIGN_TARGET, Code.REST_ALONE, Code.PERCENT_ABOVE_100, Code.MIXED_UNITS),
    *(Code.FACT_OUT_OF_PLACE, Code.CONVERSION_CLASH, Code.SCORE_BAND_OVERLAP),
    *(Code.OVERRIDE_CYCLE, Code.PARTIAL_OF_NO_SET, Code.SHARED_AND_EXCLUSIVE),
    *(Code.OVERLAPPING_VERSIONS, Code.ENDS_BEFORE_IT_BEGINS, Code.SUPERSEDES_LATER),
    *(Code.RENAMING_CLASH, Code.MEMBERS_TOO_FEW, Code.RESIDENCY_OUT_OF_REACH),
    *(Code.MISSING_VERSION, Code.UNWANTED_PARTIES, Code.STATEMENT_REPEATED),
    Code.SEVERAL_DEGREES,
}

BLOCKS = {
    "institutions": """
institution STATE "Lakeland State University" { unit semester grades letters }
institution NCC "Northfield Community College" { unit quarter grades letters }
""",
    "scale": "scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }\n",
    "agreement": """
agreement ncc from NCC to STATE version 2024 effective 2024-08-15 supersedes 2021 {
  cites "Memorandum 2024-117"
  rule cis120: CIS 120 -> CSCI 141 when grade >= C
  deny dev: MATH 050..099 because "Developmental work" ground level
}
""",
    "older": """
agreement ncc from NCC to STATE version 2021 effective 2021-08-15 {
  cites "Memorandum 2021-064"
  rule cis120: CIS 120 -> CSCI 141 when grade >= B
}
""",
    "policy": """
policy transfer for STATE version 2023 effective 2023-07-01 {
  cites "Catalog"
  convert quarter -> semester by 2/3
  limit two-year: at most 60 cr from two-year institutions
  limit all: at most 90 cr from transfer
}
""",
    "degree": """
degree bs-cs for STATE version 2024 effective 2024-08-15 {
  cites "Catalog"
  credits at least 120
  group core all of { course CSCI 141 }
}
""",
    "test": """
test "a C is enough" {
  given NCC:CIS 120 grade C 4 quarter completed 2024-06-10
  as of 2024-09-01
  expect CSCI 141
}
""",
}


def empty_tables(request: TableRequest) -> TableRead:
    head = request.head
    if head.kind is BlockKind.CATALOG:
        return TableRead(CatalogBlock(head), Report())
    if head.kind is BlockKind.CALENDAR:
        return TableRead(CalendarBlock(head, ()), Report())
    return TableRead(AgreementBlock(head), Report())


@settings(max_examples=80)
@given(policies())
def test_whatever_can_be_written_is_checked(policy: Policy) -> None:
    compiled = compile_policies({"made.art": format_policy(policy)}, empty_tables)
    assert (compiled.rulebook is None) == bool(compiled.report.errors)


@settings(max_examples=100)
@given(policies())
def test_whatever_has_a_meaning_has_a_compiled_form(policy: Policy) -> None:
    sources = {"made.art": format_policy(policy)}
    checked, report = check_policies(sources, empty_tables)
    assume({problem.code for problem in report.errors} <= NAMES_ONLY)
    rulebook = lowered_rulebook(checked)
    lowered_tests(checked, rulebook)
    assert decode(Rulebook, encode(rulebook)) == rulebook
    assert digest_of(rulebook) == rulebook.digest


@given(st.permutations(list(BLOCKS)), st.sets(st.integers(1, len(BLOCKS) - 1)))
def test_the_order_of_files_and_blocks_is_no_part_of_a_rulebook(
    order: list[str], cuts: set[int]
) -> None:
    """Blocks in any order, parted into files anywhere, named in any order."""
    first = compile_policies({"all.art": "".join(BLOCKS.values())})
    parts: list[list[str]] = [[]]
    for place, name in enumerate(order):
        if place in cuts:
            parts.append([])
        parts[-1].append(BLOCKS[name])
    names = [f"{len(order) - number}.art" for number in range(len(parts))]
    again = compile_policies(
        {name: "".join(part) for name, part in zip(names, parts, strict=True)}
    )
    assert first.rulebook is not None
    assert again.rulebook is not None
    assert again.rulebook.digest == first.rulebook.digest
    assert [test.name for test in again.tests] == [test.name for test in first.tests]


def test_a_comment_or_a_blank_is_no_part_of_a_rulebook() -> None:
    plain = compile_policies({"a.art": PRELUDE}).rulebook
    said = "# Approved in June.\n\n" + PRELUDE.replace(" {", "   {  # so it is\n")
    commented = compile_policies({"b.art": said}).rulebook
    assert plain is not None
    assert commented is not None
    assert commented.digest == plain.digest


def test_one_broken_file_does_not_hide_the_problems_of_another() -> None:
    broken = (
        "agreement ncc from NCC to STATE version 2024 effective 2024-13-45 { rule }"
    )
    slip = """
agreement rvc from RVD to STATE version 2024 effective 2024-08-15 {
  cites "Memorandum"
  rule one: CIS 120 -> CSCI 141 when grade >= Z
}
"""
    sources = {"a.art": broken, "b.art": slip, "prelude.art": PRELUDE}
    report = compile_policies(sources).report
    files = {str(problem.place).partition(":")[0] for problem in report.errors}
    assert files == {"a.art", "b.art"}


def test_a_statement_that_cannot_be_read_is_not_missed_a_second_time() -> None:
    policy = """
agreement ncc from NCC to STATE version 2024 effective 2024-08-15 {
  cites "Memorandum"
  rule calc: MATH 151 => MATH 121
  rule honors overrides calc: MATH 151H -> MATH 122
}
"""
    report = compile_policies({"a.art": policy, "prelude.art": PRELUDE}).report
    assert report.errors
    assert Code.UNKNOWN_RULE not in {problem.code for problem in report.errors}


def test_a_table_is_read_by_whoever_was_handed_in() -> None:
    asked: list[TableRequest] = []

    def read(request: TableRequest) -> TableRead:
        asked.append(request)
        return empty_tables(request)

    table = """
table ncc-2024 from "ncc-2024.xlsx" sheet "NCC" layout tes
  as equivalencies ncc-general from NCC to STATE version 2024 effective 2024-08-15 {
  cites "Catalog"
  governed by requested
}
"""
    compiled = compile_policies({"a.art": table, "prelude.art": PRELUDE}, read)
    assert compiled.rulebook is not None
    (request,) = asked
    assert (request.file, request.sheet, request.layout) == (
        "ncc-2024.xlsx",
        "NCC",
        "tes",
    )
    assert request.head.name == "ncc-general@2024"
    (block,) = compiled.rulebook.equivalencies
    assert block.head == request.head
    assert block.governed_by == "requested"
