"""The door for backups: one packed file, written whole or not at all."""

import gzip
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path


def write_backup(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a packed file and return its size in bytes.

    The file appears under its name when all of it is on the disk. Equal lines give
    equal bytes.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
            with packed, TextIOWrapper(packed, encoding="utf-8", newline="") as text:
                text.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return path.stat().st_size


@contextmanager
def reading_backup(path: Path) -> Iterator[Iterator[str]]:
    """Read the lines of a packed file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as text:
        yield iter(text)
