"""Every open request evaluated again, those left out that new rules cannot touch.

Which learners a change of rules could touch is told from the rules and the record alone
(`analysis.touched`). Nobody is left out whose facts are new, or who is asked for on
another day.
"""

from dataclasses import dataclass, field

from articulate.analysis.touched import Touched, touched_between
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.case import RequestState
from articulate.services.access import Task, refusal
from articulate.services.acting import REQUEST, Act
from articulate.services.kept_rules import common_rules_of
from articulate.services.reevaluate import Again, Anew, reevaluate
from articulate.services.stored_evaluation import (
    asked_in,
    evaluation_by,
    kept,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.entries import contents_of, entries_of
from articulate.store.transaction import Connection


@dataclass(frozen=True)
class OpenRequests:
    """Open requests and one set of new rules; what these could touch is told once.

    `known` says what of a record the rules of a bundle, by its digest, and the new ones
    are different about.
    """

    known: dict[str, Touched] = field(default_factory=dict)

    def again(self, conn: Connection, anew: Anew, act: Act) -> Again | Diagnostic:
        """Evaluate a request again, or say that nothing that changed touches it."""
        untouched = self._untouched(conn, anew, act)
        return untouched or reevaluate(conn, anew, act)

    def _untouched(self, conn: Connection, anew: Anew, act: Act) -> Again | None:
        whole = anew.facts is not None or anew.as_of is not None or anew.despite
        if anew.rules is None or whole or refusal(act, Task.DECIDE):
            return None
        entries = entries_of(conn, f"{REQUEST}{anew.request}")
        evaluated = evaluation_by(entries)
        if evaluated is None:
            return None
        contents = contents_of(conn, evaluated)
        bundle = contents["bundle"]
        touched = self.known.get(bundle)
        if touched is None:
            before = common_rules_of(conn, contents)
            touched = touched_between(before, anew.rules.rulebook)
            self.known[bundle] = touched
        asked = asked_in(said_in(evaluated)["asked"])
        record = record_in(kept(conn, contents, "record"), anew.request)
        if touched.by(record, asked.degrees):
            return None
        state = RequestState(entries[-1].state)
        return Again(anew.request, state, entered=False, touched=False)
