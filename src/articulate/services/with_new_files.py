"""Files as they will be: those that are there, and those that are yet to be written."""

from collections.abc import Mapping
from dataclasses import dataclass

from articulate.services.nearby_files import FoundFile, NearbyFiles


@dataclass(frozen=True, slots=True)
class WithNewFiles:
    """Finds new tables by the policy and the path written in it; else what is there."""

    files: NearbyFiles
    tables: Mapping[tuple[str, str], FoundFile]

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by the path *written* in a policy file."""
        return self.tables.get((policy, written)) or self.files.table(policy, written)

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name or its path, from the file *beside* it upward."""
        return self.files.layout(beside, name)

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the readings chosen for a partner's workbooks."""
        return self.files.resolutions(beside, name)

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List the names of the layouts that would be found."""
        return self.files.layout_names(beside)
