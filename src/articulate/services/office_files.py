"""The files of an office as they are at one moment, as a service is handed them."""

from collections.abc import Mapping
from dataclasses import dataclass

from articulate.diagnostics.report import Report
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearby_files import FoundFile, NearbyFiles


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """The files of an office as they are now.

    `beside` finds what lies around its workbooks, `around` what its policies point at;
    `partners` is what is remembered of partners. `folder` is where a new agreement
    would stand.
    """

    texts: Mapping[str, str]
    rulebook: Rulebook
    report: Report
    beside: NearbyFiles
    around: NearbyFiles
    partners: tuple[FoundFile, ...]
    folder: str
