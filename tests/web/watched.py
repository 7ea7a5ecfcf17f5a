"""The desk's cases looked at by its watch rules, weeks from now."""

from datetime import timedelta
from functools import partial

from articulate.bootstrap.serving import WebDesk
from articulate.bootstrap.watcher import usual_watcher
from articulate.rulebook.rulebook import Rulebook
from articulate.services.watching import Looked, look_at, to_look_at, watching


def looked_at_later(desk: WebDesk, days: int = 60) -> list[Looked]:
    """Look at everybody as of a later day, when requests are late."""
    rules = desk.rules()
    assert isinstance(rules, Rulebook)
    day = desk.today() + timedelta(days=days)
    by = watching(rules, desk.office, day, usual_watcher())
    act = desk.store.act("ada")
    names = desk.store.read(lambda conn: to_look_at(conn, by, act))
    assert isinstance(names, tuple)
    came = [
        desk.store.write(partial(look_at, learner=name, by=by, act=act))
        for name in names
    ]
    return [one for one in came if isinstance(one, Looked)]
