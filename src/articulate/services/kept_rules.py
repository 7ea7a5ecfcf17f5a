"""The rules that an entry rests on, read once however many entries rest on them.

A bundle is named by its digest, so that what was read from it stands for it. Deciding
a day's requests takes one rulebook, and not one for each of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from articulate.model.entry import Entry
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.kept_exceptions import (
    EXCEPTIONS,
    kept_exceptions,
    with_exceptions,
)
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.entries import contents_of
from articulate.store.transaction import Connection

_MOST = 4
"""A hundred thousand rules take a hundred megabytes."""


class KeptRules:
    """Rulebooks by the digest of their bundle, those used last."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._read: OrderedDict[str, Rulebook] = OrderedDict()

    def of(self, digest: str, make: Callable[[], Rulebook]) -> Rulebook:
        """Return the rules of a name; they are made only where they are new."""
        found = self._read.pop(digest, None)
        if found is None:
            found = make()
        self._read[digest] = found
        while len(self._read) > self._most:
            self._read.popitem(last=False)
        return found


_RULES = KeptRules()
_EXCEPTED = KeptRules(64)
"""The same rules with one learner's exceptions among them take little more."""


def rules_of(conn: Connection, entry: Entry, rules: KeptRules = _RULES) -> Rulebook:
    """Return the rules that an entry rests on, its learner's exceptions among them."""
    contents = contents_of(conn, entry)
    if EXCEPTIONS not in contents:
        return common_rules_of(conn, contents, rules)
    return _EXCEPTED.of(
        f"{contents['bundle']} {contents[EXCEPTIONS]}",
        lambda: with_exceptions(
            common_rules_of(conn, contents, rules),
            kept_exceptions(conn, contents),
            said_in(entry).get("rulebook", ""),
        ),
    )


def common_rules_of(
    conn: Connection, contents: Mapping[str, str], rules: KeptRules = _RULES
) -> Rulebook:
    """Return the rules that an entry rests on as they are for everybody."""
    return rules.of(
        contents["bundle"], lambda: rulebook_in(kept(conn, contents, "bundle"))
    )
