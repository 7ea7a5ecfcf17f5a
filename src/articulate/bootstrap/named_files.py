"""The door for files a person names: policies, records, and folders of them.

Names are kept as they were given, with forward slashes, so that an origin reads like
what was typed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

POLICY_ENDINGS = (".art", ".art.md")
RECORD_ENDINGS = (".json", ".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file with the name it is shown under."""

    name: str
    path: Path

    def read(self) -> bytes:
        """Return what is in it."""
        return self.path.read_bytes()


def policy_files(paths: Iterable[Path], root: Path | None = None) -> list[NamedFile]:
    """Return every policy file that *paths* name, each once, in the order of names.

    A folder stands for all policy files below it; a file stands for itself, whatever
    its name. Names are relative to *root* where one is given.
    """
    return _files(paths, POLICY_ENDINGS, root)


def record_files(paths: Iterable[Path], root: Path | None = None) -> list[NamedFile]:
    """Return every record that *paths* name; a folder stands for those below it."""
    return _files(paths, RECORD_ENDINGS, root)


def named_file(path: Path, root: Path | None = None) -> NamedFile:
    """Name one file as it was given, with forward slashes."""
    shown = path if root is None else path.relative_to(root)
    return NamedFile(shown.as_posix(), path)


def above(path: Path) -> Iterator[Path]:
    """Yield the folder a file stands in, then each folder above it."""
    yield from path.absolute().parents


def find_above(start: Path, written: str) -> Path | None:
    """Find the file *written* relative to the folder of *start* or one above it."""
    for folder in above(start):
        if (found := folder / written).is_file():
            return found
    return None


def _files(
    paths: Iterable[Path], endings: tuple[str, ...], root: Path | None
) -> list[NamedFile]:
    found: dict[Path, NamedFile] = {}
    for path in paths:
        for file in _below(path, endings):
            found.setdefault(file.resolve(), named_file(file, root))
    return sorted(found.values(), key=lambda file: file.name)


def _below(path: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Find the files of a kind below a folder; hidden ones are left alone."""
    if not path.is_dir():
        yield path
        return
    for file in path.rglob("*"):
        inside = file.relative_to(path).parts
        hidden = any(part.startswith((".", "~")) for part in inside)
        if file.name.endswith(endings) and not hidden and file.is_file():
            yield file
