"""What the language's own page shows compiles, with what it names beside it."""

from pathlib import Path

from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report
from articulate.language.compile import Compiled, compile_policies
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.table import TableRead, TableRequest

HERE = Path(__file__).parent / "contract"
# Its catalog is a sample, and its examples are short of citations.
SHORTENED = {
    *(Code.UNKNOWN_SUBJECT, Code.UNKNOWN_COURSE, Code.UNKNOWN_ATTRIBUTE),
    Code.MISSING_CITATION,
}


def no_rows(request: TableRequest) -> TableRead:
    return TableRead(AgreementBlock(request.head), Report())


def compiled() -> Compiled:
    sources = {file.name: file.read_text("utf-8") for file in HERE.glob("*.art")}
    return compile_policies(sources, no_rows)


def test_every_snippet_compiles() -> None:
    result = compiled()
    assert not result.report.errors
    assert {one.code for one in result.report.warnings} <= SHORTENED
    assert result.rulebook is not None


def test_every_kind_of_block_is_in_the_rulebook() -> None:
    rulebook = compiled().rulebook
    assert rulebook is not None
    assert all(
        (
            *(rulebook.institutions, rulebook.scales, rulebook.calendars),
            *(rulebook.catalogs, rulebook.agreements, rulebook.equivalencies),
            *(rulebook.exams, rulebook.credentials, rulebook.trainings),
            *(rulebook.portfolios, rulebook.policies, rulebook.degrees),
            *(rulebook.teach_outs, rulebook.exceptions, rulebook.watches),
        )
    )


def test_its_tests_and_properties_are_compiled() -> None:
    result = compiled()
    assert [test.name for test in result.tests] == [
        "a C in CIS 120 earns Programming I"
    ]
    assert len(result.properties) == 2
