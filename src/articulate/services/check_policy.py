"""Check policies: text and tables become one compiled rulebook and a report."""

from collections.abc import Mapping
from functools import cache

from articulate.language.checked import Checked
from articulate.language.compile import check_policies, compile_policies
from articulate.language.parse import Reading, parse
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableRead, TableReader, TableRequest
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.nearby_files import NearbyFiles

__all__ = ["CheckedPolicies", "check_policy", "policies_as_written"]

_NO_RULES = Rulebook()


def check_policy(sources: Mapping[str, str], files: NearbyFiles) -> CheckedPolicies:
    """Compile policies by name and text, with the tables they name."""
    reading = cache(parse)
    tables = _reader(sources, files, reading)
    compiled = compile_policies(sources, tables, reading)
    rulebook = _NO_RULES if compiled.rulebook is None else compiled.rulebook
    return CheckedPolicies(
        rulebook, compiled.tests, compiled.properties, compiled.report
    )


def policies_as_written(sources: Mapping[str, str], files: NearbyFiles) -> Checked:
    """Read what policies say, with every name bound; of those without mistakes."""
    reading = cache(parse)
    written, _ = check_policies(sources, _reader(sources, files, reading), reading)
    return written


def _reader(
    sources: Mapping[str, str], files: NearbyFiles, reading: Reading
) -> TableReader:
    """Read tables as they are named; what reads them is loaded with the first."""

    @cache
    def reader() -> TableReader:
        from articulate.services.named_tables import table_reader

        return table_reader(sources, files, reading)

    def read(request: TableRequest) -> TableRead:
        return reader()(request)

    return read
