"""Looks at one learner after another, and says each time that it is done.

`python tests/store/watching_on.py ADDRESS DAY` is a process that tests kill.
"""

import sys
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.store.watched_office import OFFICE, act, rules

from articulate.bootstrap.desk import desk_at
from articulate.bootstrap.watcher import usual_watcher
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.watching import Looked, look_at, to_look_at, watching


def main(address: str, day: date) -> None:
    """Look at everybody about whom something is new."""
    desk = desk_at(address)
    if isinstance(desk, Diagnostic):
        sys.exit(desk.message)
    by = watching(rules(), OFFICE, day, usual_watcher())
    names = desk.read(lambda conn: to_look_at(conn, by, act(day)))
    if isinstance(names, Diagnostic):
        sys.exit(names.message)
    for name in names:
        came = desk.write(partial(look_at, learner=name, by=by, act=act(day)))
        if not isinstance(came, Looked):
            sys.exit(str(came))
        print(name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], date.fromisoformat(sys.argv[2]))
