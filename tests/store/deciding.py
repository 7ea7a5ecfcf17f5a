"""Decides one request after another, and says each time that it is done.

`python tests/store/deciding.py ADDRESS FIRST LAST` is a process that tests kill.
"""

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from articulate.bootstrap.desk import desk_at
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.decision import Decision
from articulate.services.decide import Decided, decide


def main(address: str, first: int, last: int) -> None:
    """Decide the requests from *first* to *last*, each under a key of its own."""
    desk = desk_at(address)
    if isinstance(desk, Diagnostic):
        sys.exit(desk.message)
    for number in range(first, last + 1):
        by = desk.act("ada", f"key-{number}")
        came = desk.write(partial(decide, decision=Decision(f"r-{number}"), act=by))
        if not isinstance(came, Decided):
            sys.exit(str(came))
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
