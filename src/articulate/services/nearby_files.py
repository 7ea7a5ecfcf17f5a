"""The files that policies point at, as a service is handed them: already found."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found: the name it is shown under, and what is in it.

    `path` is where it was found, empty for what is in no folder.
    """

    name: str
    content: bytes
    path: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file to write, and what it holds now; None is a file that there is not yet."""

    path: str
    after: bytes
    before: bytes | None


class NearbyFiles(Protocol):
    """Find what a policy file points at, from its own folder upward."""

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by the path *written* in a policy file."""
        ...

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name or its path, from the file *beside* it upward."""
        ...

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the readings chosen for a partner's workbooks, by the partner's name."""
        ...

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List the names of the layouts that `layout` would find."""
        ...
