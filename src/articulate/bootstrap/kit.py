"""The door for the conformance kit: its files, a place to run a case in, a process."""

import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from articulate.bootstrap.files import conformance
from articulate.services.kit import Came, Run

_LONGEST_SECONDS = 300


def kit_files(folder: Path | None = None) -> Mapping[str, bytes]:
    """Read every file of a kit, by its path in the folder; left out, the shipped one.

    The programs that stand beside the cases in a checkout are none of it.
    """
    top = conformance() if folder is None else folder
    return {
        file.relative_to(top).as_posix(): file.read_bytes()
        for file in sorted(top.rglob("*"))
        if file.is_file() and file.suffix in {".art", ".md", ".json"}
    }


@contextmanager
def workplace(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Stand in an empty folder that holds these files, and leave nothing behind."""
    with TemporaryDirectory(prefix="articulate-") as made:
        folder = Path(made)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        with chdir(folder):
            yield folder


def as_process(command: str) -> Run:
    """Run each case by another engine's command, in a process of its own."""
    words = shlex.split(command, posix=sys.platform != "win32")

    def run(arguments: Sequence[str], files: Mapping[str, bytes]) -> Came:
        with workplace(files) as folder:
            done = subprocess.run(  # noqa: S603 - the command that the person named
                [*words, *arguments],
                capture_output=True,
                check=False,
                cwd=folder,
                encoding="utf-8",
                errors="replace",
                timeout=_LONGEST_SECONDS,
            )
        return Came(done.returncode, done.stdout, done.stderr)

    return run
