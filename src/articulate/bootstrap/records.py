"""The door for records: one learner's, from a file that a person names."""

from pathlib import Path

from articulate.bootstrap.named_files import NamedFile
from articulate.bootstrap.nearby import NearbyDisk
from articulate.diagnostics.report import Report
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearby_files import FoundFile
from articulate.services.read_record import HowToRead, ReadRecord, read_record


def open_record(
    file: NamedFile, how: HowToRead, known: Rulebook, root: Path | None = None
) -> ReadRecord | Report:
    """Read one learner's record from a named file."""
    found = FoundFile(file.name, file.read())
    return read_record(found, how, NearbyDisk(root), known)
