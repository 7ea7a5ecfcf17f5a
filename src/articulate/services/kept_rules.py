"""The rules that an entry rests on, read once however many entries rest on them.

A bundle is named by its digest, so that what was read from it stands for it. Deciding
a day's requests takes one rulebook, and not one for each of them.
"""

from collections import OrderedDict
from collections.abc import Callable

from articulate.model.entry import Entry
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.stored_evaluation import kept
from articulate.store.entries import contents_of
from articulate.store.transaction import Connection

_MOST = 4
"""A hundred thousand rules take a hundred megabytes."""


class KeptRules:
    """Rulebooks by the digest of their bundle, those used last."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._read: OrderedDict[str, Rulebook] = OrderedDict()

    def of(self, digest: str, bundle: Callable[[], bytes]) -> Rulebook:
        """Return the rules of a bundle, which is asked for only where they are new."""
        found = self._read.pop(digest, None)
        if found is None:
            found = rulebook_in(bundle())
        self._read[digest] = found
        while len(self._read) > self._most:
            self._read.popitem(last=False)
        return found


_RULES = KeptRules()


def rules_of(conn: Connection, entry: Entry, rules: KeptRules = _RULES) -> Rulebook:
    """Return the rules that an entry rests on."""
    contents = contents_of(conn, entry)
    return rules.of(contents["bundle"], lambda: kept(conn, contents, "bundle"))
