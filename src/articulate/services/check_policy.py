"""Check policies: text and tables become one compiled rulebook and a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from articulate.diagnostics.report import Report
from articulate.language.checked import Checked
from articulate.language.compile import check_policies, compile_policies
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableRead, TableReader, TableRequest
from articulate.services.nearby_files import NearbyFiles
from articulate.services.read_tables import read_table
from articulate.services.who_is_who import who_is_who

_NO_RULES = Rulebook()


@dataclass(frozen=True, slots=True)
class CheckedPolicies:
    """What policies compile to; with an error in the report the rulebook is empty."""

    rulebook: Rulebook
    tests: tuple[PolicyTest, ...]
    properties: tuple[PolicyProperty, ...]
    report: Report


def check_policy(sources: Mapping[str, str], files: NearbyFiles) -> CheckedPolicies:
    """Compile policies by name and text, with the tables they name."""
    compiled = compile_policies(sources, _reader(sources, files))
    rulebook = _NO_RULES if compiled.rulebook is None else compiled.rulebook
    return CheckedPolicies(
        rulebook, compiled.tests, compiled.properties, compiled.report
    )


def policies_as_written(sources: Mapping[str, str], files: NearbyFiles) -> Checked:
    """Read what policies say, with every name bound; of those without mistakes."""
    written, _ = check_policies(sources, _reader(sources, files))
    return written


def _reader(sources: Mapping[str, str], files: NearbyFiles) -> TableReader:
    @cache
    def known() -> Rulebook:
        return who_is_who(sources)

    def read(request: TableRequest) -> TableRead:
        return read_table(request, files, known())

    return read
