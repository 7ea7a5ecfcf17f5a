"""The door for bundles: a folder of compiled policies, private to who runs the program.

A bundle says what the rules are, so it is read only from a folder that nobody else can
write to. What cannot be read or written is as if there were no cache.
"""

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import articulate
from articulate.bootstrap.files import grammars

MOST_KEPT = 32
"""How many bundles a folder holds; the oldest go first."""

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class BundleFolder:
    """Bundles in a folder of their own, told by their ending."""

    folder: Path
    ending: str = "bundle"

    @cached_property
    def maker(self) -> str:
        """A hash of every file of the program, and of the grammars it reads."""
        package = Path(articulate.__file__).parent
        whole = sha256()
        for file in (*sorted(package.rglob("*.py")), *sorted(grammars().glob("*"))):
            content = file.read_bytes()
            whole.update(f"{file.name} {len(content)}\n".encode())
            whole.update(content)
        return whole.hexdigest()

    def read(self, name: str) -> bytes | None:
        """Return a bundle, None where there is none that can be trusted."""
        with suppress(OSError):
            if _is_private(self.folder):
                return self._path(name).read_bytes()
        return None

    def write(self, name: str, bundle: bytes) -> None:
        """Keep a bundle, whole or not at all, and no more than so many."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_private(self.folder):
                return
            with tempfile.NamedTemporaryFile(
                dir=self.folder, suffix=".new", delete=False
            ) as new:
                new.write(bundle)
            Path(new.name).replace(self._path(name))
            self._tidy()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.{self.ending}"

    def _tidy(self) -> None:
        every = self.folder.glob(f"*.{self.ending}")
        kept = sorted(every, key=lambda one: one.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    """Say whether a folder is ours, and closed to everyone else."""
    if not hasattr(os, "getuid"):
        return True  # the profile of a Windows user is private by itself
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_MAY_WRITE
