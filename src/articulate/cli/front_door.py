"""This program's own front door, as the conformance kit walks through it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from articulate.bootstrap.kit import workplace
from articulate.cli.exits import Exit
from articulate.services.kit import Came, Run

FrontDoor = Callable[[Sequence[str]], None]


def through(front_door: FrontDoor) -> Run:
    """Run each case by *front_door*, without a process of its own."""

    def run(arguments: Sequence[str], files: Mapping[str, bytes]) -> Came:
        out, err = StringIO(), StringIO()
        code: object = Exit.DONE
        with workplace(files), redirect_stdout(out), redirect_stderr(err):
            try:
                front_door(arguments)
            except SystemExit as left:
                code = left.code
        exit_code = code if isinstance(code, int) else int(bool(code))
        return Came(exit_code, out.getvalue(), err.getvalue())

    return run
