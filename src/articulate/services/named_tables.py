"""The tables that policies name, read while these are still being compiled."""

from collections.abc import Mapping

from articulate.language.parse import Reading
from articulate.rulebook.table import TableRead, TableReader, TableRequest
from articulate.services.nearby_files import NearbyFiles
from articulate.services.parties import KnownParties
from articulate.services.read_tables import read_table
from articulate.services.who_is_who import who_is_who


def table_reader(
    sources: Mapping[str, str], files: NearbyFiles, reading: Reading
) -> TableReader:
    """Return what reads the tables of these policies, which name the institutions."""
    known = KnownParties(who_is_who(sources, reading))

    def read(request: TableRequest) -> TableRead:
        return read_table(request, files, known)

    return read
