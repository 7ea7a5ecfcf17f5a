"""The terminal: color only where it is wanted, and one width where nobody looks."""

import re
import sys
from typing import IO, cast

from rich.console import Console

PIPED_WIDTH = 100


class Unpadded:
    """A file that is written without the blanks that fill a line on a terminal."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write *text* with nothing blank at the end of a line."""
        return self._file.write(re.sub(r"[ \t]+(?=\n)", "", text))

    def flush(self) -> None:
        """Write what is still held back."""
        self._file.flush()


def output() -> Console:
    """Return the console of standard output, where results go."""
    return _console(stderr=False)


def errors() -> Console:
    """Return the console of standard error, where problems and progress go."""
    return _console(stderr=True)


def file_console(file: IO[str]) -> Console:
    """Return a console that writes plain text to a file, in one width."""
    plain = cast("IO[str]", Unpadded(file))
    return Console(
        file=plain, highlight=False, emoji=False, markup=False, width=PIPED_WIDTH
    )


def print_plain(text: str) -> None:
    """Write text to standard output exactly as it is."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says, so that no character stops a result."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        return console
    return file_console(sys.stderr if stderr else sys.stdout)
