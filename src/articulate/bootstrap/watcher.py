"""Who looks for what watch rules ask: durable-rules where it can be had, else its twin.

The library does not import on Python 3.13 and later, and is an extra (`watch`).
"""

from articulate.bootstrap.watch_process import ContainedWatcher
from articulate.cases.plain_watch import plain_watch
from articulate.cases.watch import Watcher


def usual_watcher(*, plain: bool = False) -> Watcher:
    """Return the watcher on durable-rules; the plain one where it is not, or wanted."""
    if plain:
        return plain_watch
    try:
        return ContainedWatcher()
    except ImportError:
        return plain_watch


def watcher_name(watcher: Watcher) -> str:
    """Name a watcher, for whoever wants to know which one looked."""
    return "the plain watcher" if watcher is plain_watch else "durable-rules"
