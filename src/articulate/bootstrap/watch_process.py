"""The watcher on durable-rules in a process of its own, since the library can end one.

Where that happens, or an answer does not come, the plain watcher looks in its place,
and after a few times it goes on alone. So no case can end a run, or stop the next one
at the same place.
"""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from articulate.cases.durable_watch import MOST_LOADED, DurableWatcher
from articulate.cases.facts import CaseFact
from articulate.cases.plain_watch import plain_watch
from articulate.cases.watch import Match, Plan

_PATIENCE = 60
"""Seconds after which no answer comes any more."""
_MOST_LOST = 3
"""Processes that may be lost before the plain watcher goes on alone."""


class ContainedWatcher:
    """Watches with durable-rules elsewhere; `lost` counts the processes that ended.

    Where the library cannot be had, to make one is an `ImportError`.
    """

    def __init__(self, most_loaded: int = MOST_LOADED) -> None:
        DurableWatcher()
        self.lost = 0
        self._most_loaded = most_loaded
        self._at_work: tuple[SpawnProcess, Connection] | None = None

    def __call__(
        self, plans: Sequence[Plan], facts: Sequence[CaseFact]
    ) -> frozenset[Match]:
        """Return all matches, whatever the order of rules and facts."""
        if not plans or not facts:
            return frozenset()
        if self.lost < _MOST_LOST:
            process, end = self._at_work = self._at_work or self._begun()
            try:
                end.send((plans, facts))
                if end.poll(_PATIENCE):
                    found: frozenset[Match] = end.recv()
                    return found
            except (EOFError, OSError):
                pass  # it is gone
            self.lost += 1
            self._at_work = None
            process.kill()
            end.close()
        return plain_watch(plans, facts)

    @property
    def process_name(self) -> str:
        """The name of the process that looks; empty where none does."""
        return "" if self._at_work is None else self._at_work[0].name

    def _begun(self) -> tuple[SpawnProcess, Connection]:
        """Begin a process that looks, and give the end that it is asked by."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        work = (theirs, self._most_loaded)
        process = context.Process(target=look_for_others, args=work, daemon=True)
        process.start()
        theirs.close()
        return process, ours


def look_for_others(end: Connection, most_loaded: int) -> None:
    """Look for whatever is asked, until nobody asks any more."""
    watcher = DurableWatcher(most_loaded)
    while True:
        try:
            plans, facts = end.recv()
        except EOFError:
            return
        end.send(watcher(plans, facts))
