"""The door for files that a named file points at: workbooks and layouts."""

from pathlib import Path

from articulate.bootstrap.files import registrars
from articulate.bootstrap.named_files import above, find_above
from articulate.services.nearby_files import FoundFile

_LAYOUTS = ("layouts/*.toml", "registrars/*/layouts/*.toml")
_RESOLUTIONS = ("resolutions/{}.toml", "registrars/*/resolutions/{}.toml")


class NearbyDisk:
    """Looks in the folder of a file, then in each folder above it.

    Names of files are relative to *root* where one is given. Where layouts are is
    looked up once for each folder.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = Path() if root is None else root
        self._listed: dict[Path, dict[str, Path]] = {}

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by the path *written*; it is shown by its own name."""
        found = find_above(self._root / policy, written)
        if found is None:
            return None
        return FoundFile(found.name, found.read_bytes(), found.as_posix())

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name, or by its path when it ends in `.toml`."""
        if name.endswith(".toml"):
            path = Path(name)
            found = path if path.is_file() else find_above(self._root / beside, name)
        else:
            found = self._layouts(beside).get(name)
        if found is None:
            return None
        return FoundFile(found.name, found.read_bytes())

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the chosen readings of a partner, the nearest file of that name."""
        for folder in above(self._root / beside):
            for pattern in _RESOLUTIONS:
                for found in sorted(folder.glob(pattern.format(name))):
                    return FoundFile(found.name, found.read_bytes())
        return None

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List the names of the layouts that would be found."""
        return tuple(self._layouts(beside))

    def _layouts(self, beside: str) -> dict[str, Path]:
        folder = (self._root / beside).absolute().parent
        if folder not in self._listed:
            by_name: dict[str, Path] = {}
            for found in _layouts(folder):
                by_name.setdefault(found.stem, found)
            self._listed[folder] = by_name
        return self._listed[folder]


def _layouts(near: Path) -> list[Path]:
    """List layouts, the nearest first; those that ship with the package come last."""
    folders = [near, *near.parents, Path.cwd(), *Path.cwd().parents]
    found = [
        layout
        for folder in folders
        for pattern in _LAYOUTS
        for layout in sorted(folder.glob(pattern))
    ]
    return [*found, *sorted(registrars().glob("*/layouts/*.toml"))]
