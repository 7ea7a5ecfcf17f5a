"""The door through which policies are written: all files of a change, or none.

Each file is written beside its place and then put there in one step. A lock, which a
process that dies lets go of, keeps two changes of one folder apart.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from articulate.services.nearby_files import FileChange

LOCK = ".articulate-lock"
_MARK = b"\xef\xbb\xbf"


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder; False where somebody else holds it."""
    path = folder / LOCK
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            yield False
            return
        if _still(path, held):
            break
        os.close(held)  # who held it before us has taken the file away
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        os.close(held)


def as_they_were(changes: Sequence[FileChange]) -> bool:
    """Say whether every file still holds what the change was worked out from."""
    return all(_as_it_was(Path(change.path), change.before) for change in changes)


def write_together(changes: Sequence[FileChange]) -> None:
    """Write every file of a change; where one fails, those before it are put back."""
    waiting: list[Path] = []
    done: list[FileChange] = []
    try:
        waiting.extend(_written_beside(Path(one.path), one.after) for one in changes)
        for change, beside in zip(changes, waiting, strict=True):
            beside.replace(change.path)
            done.append(change)
    except BaseException:
        for change in reversed(done):
            _put_back(change)
        raise
    finally:
        for beside in waiting:
            beside.unlink(missing_ok=True)
    for folder in {Path(change.path).parent for change in changes}:
        _settle(folder)


def _as_it_was(path: Path, before: bytes | None) -> bool:
    if before is None:
        return not path.exists()
    held = path.read_bytes() if path.is_file() else None
    return held is not None and before in (held, held.removeprefix(_MARK))


def _put_back(change: FileChange) -> None:
    path = Path(change.path)
    if change.before is None:
        path.unlink(missing_ok=True)
    else:
        _written_beside(path, change.before).replace(path)


def _written_beside(path: Path, content: bytes) -> Path:
    """Write a file that is not in its place yet, through to the disk."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(beside, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _still(path: Path, held: int) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_ino == os.fstat(held).st_ino
    return False


def _settle(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
